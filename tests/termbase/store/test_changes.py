"""Changes and versions: each write is recorded, with it or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import Concept, InputError, NotFound, Outdated, Store, Termbase, written_by
from termbase.memory import Memory
from termbase.model.record import to_record
from termbase.store.address import Address
from termbase.store.changes import ChangeKind, commented
from tests.contracts import SIMPLE
from tests.processes import together, written
from tests.strategies import concepts


@pytest.fixture
def termbase(address: Address) -> Iterator[Termbase]:
    opened = Termbase.open(address, builtin=False)
    yield opened
    opened.close()


def glossed(gloss: str) -> Concept:
    return replace(SIMPLE, gloss=gloss)


def test_every_write_is_recorded(termbase: Termbase) -> None:
    with written_by("wang", "from the news"):
        termbase.put([glossed("A")])
    with written_by("li"):
        termbase.put([glossed("B")])
    termbase.remove(["luoguan"])
    versions = termbase.history("luoguan")
    assert [
        (version.author, version.action, version.comment, version.concept and version.concept.gloss)
        for version in versions
    ] == [
        ("", "remove", "", None),
        ("li", "change", "", "B"),
        ("wang", "create", "from the news", "A"),
    ]
    assert termbase.revision("luoguan") == versions[0].number
    numbers = [version.number for version in versions]
    assert numbers == sorted(numbers, reverse=True)
    assert versions[0].at.endswith("+00:00")
    assert len(versions[0].at) == len("2026-01-01T00:00:00+00:00")


def test_a_write_that_changes_nothing_is_not_recorded(termbase: Termbase) -> None:
    for _ in range(3):
        termbase.put([SIMPLE, SIMPLE])
    assert len(termbase.history("luoguan")) == 1


def test_a_concept_that_never_was(termbase: Termbase) -> None:
    assert termbase.revision("none") == 0
    assert termbase.history("none") == []
    nothing = Termbase(None, None)
    assert (nothing.revision("x"), nothing.history("x"), nothing.changes()) == (0, [], [])
    with pytest.raises(NotFound, match="no base of your own"):
        nothing.log("x", "unit", "1")


def test_what_is_undone_is_not_recorded(termbase: Termbase) -> None:
    termbase.put([SIMPLE])
    with termbase.trial():
        termbase.put([glossed("tried")])
        assert len(termbase.history("luoguan")) == 2
    with suppress(RuntimeError), termbase.transaction():
        termbase.put([glossed("failed")])
        raise RuntimeError
    with pytest.raises(NotFound):
        termbase.remove(["luoguan", "none"])
    assert len(termbase.history("luoguan")) == 1


def test_a_base_from_before_changes_were_recorded(termbase: Termbase) -> None:
    assert termbase.own is not None
    termbase.put([glossed("old")])
    termbase.own.database.execute("DELETE FROM change")
    termbase.put([glossed("new")])
    new, old = termbase.history("luoguan")
    assert (old.number, old.at, old.concept) == (0, "", glossed("old"))
    assert new.concept == glossed("new")


def test_a_revision_is_required(termbase: Termbase) -> None:
    termbase.put([SIMPLE])
    seen = termbase.revision("luoguan")
    termbase.require_revision("luoguan", seen)
    termbase.put([glossed("faster")])
    with pytest.raises(Outdated, match="luoguan has changed since revision 1, to revision 2") as no:
        termbase.require_revision("luoguan", seen)
    assert (no.value.concept_id, no.value.expected, no.value.revision) == ("luoguan", 1, 2)
    termbase.require_revision("none", 0)


def test_numbers_are_never_used_again(termbase: Termbase) -> None:
    assert termbase.own is not None
    termbase.put([SIMPLE])
    termbase.own.database.execute("DELETE FROM change")
    termbase.put([glossed("x")])
    assert termbase.revision("luoguan") == 2


def test_the_log_in_pages(termbase: Termbase) -> None:
    with written_by("wang"):
        termbase.put([replace(SIMPLE, id=f"c{number}") for number in range(5)])
        termbase.log("revoke", ChangeKind.TOKEN, "7", {"label": "OmegaT"}, "lost")
    termbase.put([replace(SIMPLE, id="c0", gloss="x")])
    first = termbase.changes(limit=2)
    assert [(change.kind, change.name, change.author) for change in first] == [
        ("concept", "c0", ""),
        ("token", "7", "wang"),
    ]
    created = replace(SIMPLE, id="c0")
    assert first[0].before == to_record(created)
    assert first[0].after == to_record(replace(created, gloss="x"))
    assert (first[1].before, first[1].after) == ({"label": "OmegaT"}, None)
    assert first[1].comment == "lost"
    rest = termbase.changes(before=first[-1].number)
    assert [change.name for change in rest] == ["c4", "c3", "c2", "c1", "c0"]
    assert rest[-1].after == to_record(created)
    assert [change.name for change in termbase.changes(kind="token")] == ["7"]
    assert len(termbase.changes(name="c0", kind="concept")) == 2
    assert len(termbase.changes(author="wang", name="c0")) == 1
    with pytest.raises(ValueError, match="invalid change_kind 'foo'"):
        termbase.log("x", "foo", "1")


def test_changes_of_other_things_with_the_same_name(termbase: Termbase) -> None:
    termbase.put([glossed("A")])
    termbase.log("change", "account", "luoguan", {"role": "editor"})
    termbase.put([glossed("B")])
    assert [version.concept for version in termbase.history("luoguan")] == list(map(glossed, "BA"))


def test_comments_where_none_is_given(termbase: Termbase) -> None:
    with commented("imported"):
        termbase.put([glossed("A")])
    with written_by("wang"), commented("imported"):
        termbase.put([glossed("B")])
    with written_by("wang", "mine"), commented("imported"):
        termbase.put([glossed("C")])
    found = [(version.author, version.comment) for version in termbase.history("luoguan")]
    assert found == [("wang", "mine"), ("wang", "imported"), ("", "imported")]


def test_a_lone_surrogate_is_refused(termbase: Termbase) -> None:
    with pytest.raises(InputError, match="half a character"), written_by("wang", "\ud83d"):
        termbase.put([SIMPLE])
    assert termbase.get("luoguan") is None


def test_a_thread_has_an_author_of_its_own(termbase: Termbase) -> None:
    with ThreadPoolExecutor(1) as pool, written_by("wang"):
        pool.submit(termbase.put, [glossed("A")]).result()
        pool.submit(copy_context().run, termbase.put, [glossed("B")]).result()
    assert [version.author for version in termbase.history("luoguan")] == ["wang", ""]


def test_a_change_of_the_memory(termbase: Termbase, address: Address) -> None:
    with Memory(address) as memory, written_by("wang"):
        with memory.transaction():
            memory.add("一。", "One.")
            memory.log("create", 1)
        with suppress(RuntimeError), memory.transaction():
            memory.log("change", 1, {"target": "One."})
            raise RuntimeError
    (change,) = termbase.changes()
    assert (change.kind, change.name, change.author) == ("unit", "1", "wang")


# --- laws ---------------------------------------------------------------------------------------

# For each step a concept to put, under one of two ids, or None to remove the one with that id.
steps = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.none() | concepts), max_size=8)


def play(termbase: Termbase, steps: Sequence[tuple[str, Concept | None]]) -> list[object]:
    """Write step by step; return what was there after each change."""
    states: list[object] = []
    for name, concept in steps:
        before = termbase.get(name)
        if concept:
            termbase.put([replace(concept, id=name)])
        elif before:
            termbase.remove([name])
        if termbase.get(name) != before:
            states.append((name, termbase.get(name)))
    return states


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_the_history_is_what_was_there(
    termbase: Termbase, steps: list[tuple[str, Concept | None]]
) -> None:
    assert termbase.own is not None
    termbase.own.remove(termbase.own.ids())
    last = max((change.number for change in termbase.changes(limit=1)), default=0)
    states = play(termbase, steps)
    versions = {
        version.number: (name, version.concept)
        for name in "ab"
        for version in termbase.history(name)
        if version.number > last
    }
    assert [versions[number] for number in sorted(versions)] == states
    for name in "ab":
        newest = next(iter(termbase.history(name)), None)
        assert termbase.get(name) == (newest.concept if newest else None)


WRITE = """
from dataclasses import replace
from termbase import Store, written_by
from termbase.store.address import read_address
from tests.contracts import SIMPLE
store = Store(read_address(sys.argv[1]))
go()
with written_by("NAME"):
    for number in range(20):
        store.put([replace(SIMPLE, gloss=f"NAME {number}")])
"""


def test_processes_that_write_at_once(address: Address) -> None:
    Store(address).close()
    codes = [WRITE.replace("NAME", name) for name in ("wang", "li")]
    assert together(codes, written(address)) == ["", ""]
    with Store(address) as store:
        versions = store.versions("luoguan")
        present = store.get("luoguan")
    assert present == versions[0].concept
    glosses = [(version.author, version.concept and version.concept.gloss) for version in versions]
    for name in ("wang", "li"):
        own = [gloss for author, gloss in reversed(glosses) if author == name]
        assert own == [f"{name} {number}" for number in range(20)]
