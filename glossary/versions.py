"""Put an older version of a concept back, and undo what changed several at once."""

from __future__ import annotations

import re

from termbase.errors import Conflict, NotFound
from termbase.messages import Message
from termbase.model.concept import Concept
from termbase.model.record import from_record
from termbase.termbase import Termbase

_UNDO = "undo: "
# How glossary.restructure comments a merge.
_MERGED = re.compile(r"(\S+) merged into ([^\s:]+)")


def restore(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    """Put a version of a concept back; see :meth:`Glossary.restore`."""
    from termbase.store.changes import commented

    with termbase.transaction(), commented(f"version {number} restored"):
        version = _version(termbase, concept_id, number)
        if version:
            termbase.put([version])
        elif termbase.own is not None and concept_id in termbase.own:
            termbase.remove([concept_id])
    return version


def undo(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    """Undo the last change of a concept; a move, a split or a merge in all its concepts.

    Args:
        termbase: The termbase.
        concept_id: The id of the concept.
        number: The number of the change.

    Returns:
        The concept as it is now in the base; None if it is not in it.

    Raises:
        NotFound: If there is no such change.
        Conflict: If one of the concepts has changed since.
    """
    from termbase.store.changes import current_author, together, written_by
    from termbase.store.history import read_operation

    with termbase.transaction():
        changes = read_operation(termbase.required_own().database, number)
        if not any((one.number, one.name) == (number, concept_id) for one in changes):
            raise NotFound(f"{concept_id}: change {number} not found")
        for change in changes:
            if termbase.revision(change.name) != change.number:
                raise Conflict(
                    Message(
                        "{concept} has changed since; restore the versions of each concept singly",
                        concept=change.name,
                    )
                )
        what = changes[0].comment if len(changes) > 1 else f"version {number}"
        comment = what.removeprefix(_UNDO) if what.startswith(_UNDO) else _UNDO + what
        with together(), written_by(current_author(), comment):
            termbase.put([from_record(one.before) for one in changes if one.before])
            gone = [one.name for one in changes if not one.before]
            termbase.remove([name for name in gone if name in termbase.required_own()])
    return termbase.get(concept_id)


def merged_into(termbase: Termbase, concept_id: str) -> str:
    """Return the id of the concept that a removed one was merged into; empty if it was not."""
    versions = termbase.history(concept_id)
    if not versions or termbase.get(concept_id):
        return ""
    found = _MERGED.match(versions[0].comment)
    return found[2] if found and found[1] == concept_id else ""


def _version(termbase: Termbase, concept_id: str, number: int) -> Concept | None:
    versions = termbase.history(concept_id)
    for version in versions:
        if version.number == number:
            return version.concept
    if versions and number == 0:
        return None
    raise NotFound(
        f"{concept_id}: version {number} not found; list its versions with glossary history "
        f"{concept_id}, or in Python g.termbase.history({concept_id!r})"
    )
