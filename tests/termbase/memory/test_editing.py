"""Units that are edited and deleted one by one, the log of it, and undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import glossary
from glossary import Glossary
from termbase import written_by
from termbase.errors import Conflict, InputError, NotFound
from termbase.memory.editing import add_unit, can_undo, delete_unit, edit_unit, undo
from termbase.model.unit import TranslationUnit
from termbase.store.address import Address

UNIT = TranslationUnit(
    "坚持改革。",
    "Persist in reform.",
    notes=("a note",),
    properties={"domain": "economy"},
    source_markup='坚持<ph id="1"/>改革。',
)


@pytest.fixture
def opened(address: Address) -> Iterator[Glossary]:
    with glossary.open(address, builtin=False) as found, written_by("wang"):
        add_unit(found.memory, UNIT)
        yield found


def texts(opened: Glossary) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in opened.memory]


def test_an_edited_unit_has_a_new_number_and_keeps_its_details(opened: Glossary) -> None:
    number = edit_unit(opened.memory, 1, "坚持改革。", "Keep reforming.")
    assert opened.memory.get(1) is None
    unit = opened.memory.get(number)
    assert unit is not None
    assert (unit.target, unit.notes, unit.properties) == (
        "Keep reforming.", UNIT.notes, UNIT.properties,
    )  # fmt: skip
    # The text of this side is as it was, and so are its codes.
    assert unit.source_markup == UNIT.source_markup
    assert unit.changed_by == "wang"
    assert [match.unit.id for match in opened.memory.search("Keep reforming.")] == [number]


def test_the_codes_of_a_text_that_changes_are_dropped(opened: Glossary) -> None:
    number = edit_unit(opened.memory, 1, "坚持开放。", "Persist in reform.")
    unit = opened.memory.get(number)
    assert unit is not None
    assert unit.source_markup == ""


def test_a_unit_that_stays_as_it_is_is_not_logged(opened: Glossary) -> None:
    assert edit_unit(opened.memory, 1, UNIT.source, UNIT.target) == 1
    assert [change.action for change in opened.termbase.changes()] == ["create"]


def test_who_edits_an_older_state_is_told(opened: Glossary) -> None:
    edit_unit(opened.memory, 1, "坚持改革。", "Keep reforming.")
    with pytest.raises(NotFound, match="changed by somebody else"):
        edit_unit(opened.memory, 1, "坚持改革。", "Carry on.")
    with pytest.raises(NotFound):
        delete_unit(opened.memory, 1)


@pytest.mark.parametrize("target", ["", " ", "\x00"])
def test_a_bad_text_changes_nothing(opened: Glossary, target: str) -> None:
    with pytest.raises(InputError):
        edit_unit(opened.memory, 1, UNIT.source, target)
    assert texts(opened) == [(UNIT.source, UNIT.target)]
    assert len(opened.termbase.changes()) == 1


def test_editing_and_deleting_are_undone_in_any_number(opened: Glossary) -> None:
    number = edit_unit(opened.memory, 1, "坚持改革。", "Keep reforming.")
    delete_unit(opened.memory, number)
    assert texts(opened) == []
    removal, edition, creation = opened.termbase.changes()
    assert (removal.author, removal.kind, removal.action) == ("wang", "unit", "remove")
    assert not can_undo(creation)
    with pytest.raises(ValueError, match="not of a unit"):
        undo(opened.memory, creation)
    # What was deleted cannot be given its older text.
    with pytest.raises(Conflict):
        undo(opened.memory, edition)
    undo(opened.memory, removal)
    assert texts(opened) == [("坚持改革。", "Keep reforming.")]
    with pytest.raises(Conflict, match="like this one"):
        undo(opened.memory, removal)


def test_an_undone_unit_is_what_it_was(opened: Glossary) -> None:
    edit_unit(opened.memory, 1, "坚持改革。", "Keep reforming.")
    undo(opened.memory, opened.termbase.changes()[0])
    (unit,) = opened.memory
    assert (unit.target, unit.notes, unit.properties, unit.changed) == (
        UNIT.target, UNIT.notes, UNIT.properties, UNIT.changed,
    )  # fmt: skip
    assert unit.source_markup == UNIT.source_markup
