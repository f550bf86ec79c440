"""``glossary history`` and ``restore``: the versions of a concept in your own base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import echo, echo_json, note, warn
from termbase.errors import NotFound

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.store.changes import Version
    from termbase.termbase import Termbase

_ACTIONS = {"create": "created", "change": "changed", "remove": "removed"}


@click.command("history")
@click.argument("concept")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@shared
def history_command(concept: str, *, as_json: bool) -> int:
    """List the versions of a CONCEPT in your own base, the newest first.

    It is named by its id or one of its Chinese terms; one that was removed, by its id. Each version
    has a number, with which it can be put back: glossary restore CONCEPT NUMBER.
    """
    with open_glossary() as glossary:
        concept_id = _id_of(glossary.termbase, concept)
        versions = glossary.termbase.history(concept_id)
        builtin = glossary.termbase.builtin
        original = builtin.get(concept_id) if builtin is not None else None
    if as_json:
        echo_json(list(_records(versions)))
    elif versions:
        for line in _lines(versions, original):
            echo(line)
    else:
        warn(f"nothing recorded of {concept!r}")
    return 0 if versions else NOTHING_FOUND


@click.command("restore")
@click.argument("concept")
@click.argument("number", type=click.IntRange(min=0))
@shared
def restore_command(concept: str, number: int) -> None:
    """Put a version of a CONCEPT back, by its NUMBER in the history.

    Version 0 is the state before the first change: what was not in your own base then is removed
    from it, and a built-in concept shows again.
    """
    with open_glossary() as glossary:
        concept_id = _id_of(glossary.termbase, concept)
        restored = glossary.restore(concept_id, number)
    note(f"{concept_id}: version {number} restored" + ("" if restored else "; it is removed"))


def _id_of(termbase: Termbase, name: str) -> str:
    """Return the id of the concept with a Chinese term, if the name is not an id."""
    from glossary.edit import find_concept

    with suppress(NotFound):
        return name if termbase.history(name) else find_concept(termbase, name).id
    return name


def _records(versions: Sequence[Version]) -> Iterator[dict[str, object]]:
    from termbase.model.record import to_record

    for version in versions:
        yield {
            "number": version.number,
            "at": version.at,
            "author": version.author,
            "action": version.action,
            "comment": version.comment,
            "concept": to_record(version.concept) if version.concept else None,
        }


def _lines(versions: Sequence[Version], builtin: Concept | None) -> Iterator[str]:
    """Yield a line for each version, and one for each field that it changed.

    Args:
        versions: The versions of a concept, the newest first.
        builtin: The built-in concept with the same id, which a first version was a copy of.
    """
    from glossary.views.words import safe_line
    from termbase.model.versions import field_changes

    before = [version.concept for version in versions[1:]]
    for version, older in zip(versions, [*before, None], strict=True):
        if not version.number:
            yield "0  before changes were recorded"
            continue
        is_copy = version.action == "create" and builtin is not None
        action = "copied from the built-in one and changed" if is_copy else _ACTIONS[version.action]
        author = f" by {version.author}" if version.author else ""
        comment = f": {version.comment}" if version.comment else ""
        yield f"{version.number}  {version.at}  " + safe_line(f"{action}{author}{comment}")
        if version.concept and (older or is_copy):
            for field, old, new in field_changes(older or builtin, version.concept):
                yield "   " + safe_line(f"{field}: {old or '(none)'} → {new or '(none)'}")
