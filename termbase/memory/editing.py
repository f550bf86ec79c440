"""Edit and delete single units of a memory, with an entry in the log of changes, and undo it.

A unit that is edited gets a new number: the index of a memory has numbers in order of time. So a
number names one state of a unit, and whoever edits what somebody else has edited meanwhile learns
that it is not there any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

from termbase.errors import Conflict, NotFound
from termbase.memory.memory import Memory
from termbase.messages import Message
from termbase.model.unit import TranslationUnit
from termbase.store.changes import CHANGE, CREATE, REMOVE, Change, ChangeKind, current_author
from termbase.store.clock import now

if TYPE_CHECKING:
    from termbase.termbase import Termbase

# In the record of a unit before it was edited: its number after that.
_EDITED = "edited"
_FIELDS = frozenset(field.name for field in fields(TranslationUnit))


def add_unit(memory: Memory, unit: TranslationUnit) -> bool:
    """Add a unit; return False if an identical one is there already.

    Raises:
        InputError: If a segment is empty or has characters that exchange formats cannot hold.
        StoreError: If the base cannot be written.
    """
    with memory.transaction():
        is_new = bool(memory.add_many([unit]).added)
        if is_new:
            memory.log(CREATE, memory.newest())
    return is_new


def edit_unit(memory: Memory, number: int, source: str, target: str) -> int:
    """Give a unit other texts; return its new number.

    A side whose text changes loses its inline codes.

    Raises:
        InputError: If a text is empty or has characters that exchange formats cannot hold.
        NotFound: If there is no unit with the number: it was deleted, or edited by somebody else.
        StoreError: If the base cannot be written.
    """
    with memory.transaction():
        old = _unit(memory, number)
        if (source, target) == (old.source, old.target):
            return number
        new = replace(
            old,
            source=source,
            target=target,
            source_markup=old.source_markup if source == old.source else "",
            target_markup=old.target_markup if target == old.target else "",
            changed=now(),
            changed_by=current_author(),
        )
        return _replace(memory, old, new)


def delete_unit(memory: Memory, number: int) -> None:
    """Delete a unit.

    Raises:
        NotFound: If there is no unit with the number.
        StoreError: If the base cannot be written.
    """
    with memory.transaction():
        old = _unit(memory, number)
        memory.delete([number])
        memory.log(REMOVE, number, _record(old))


def delete_origin(memory: Memory, origin: str, number: int) -> None:
    """Delete all units of an origin, such as what one file brought in.

    The log tells how many they were, not what they were: there may be very many.

    Args:
        memory: The memory.
        origin: The origin.
        number: How many they are, as whoever deletes them knows it.

    Raises:
        Conflict: If they are more or fewer.
        NotFound: If there are none, or no origin is named.
        StoreError: If the base cannot be written.
    """
    with memory.transaction():
        found = memory.delete_origin(origin) if origin else 0
        if not found:
            raise NotFound(f"no units of the origin {origin!r}")
        if found != number:
            raise Conflict(
                Message(
                    "{origin}: {found} units, not {number}; look at them again",
                    origin=origin,
                    found=found,
                    number=number,
                )
            )
        memory.log(REMOVE, origin, {"units": found}, kind=ChangeKind.IMPORT)


def undo(memory: Memory, change: Change) -> int:
    """Undo the editing or deletion of a unit; that is a change of its own.

    The number of the unit that is there again is returned.

    Args:
        memory: The memory.
        change: The change, from the log.

    Raises:
        Conflict: If the unit has been changed again, or there is one like it.
        ValueError: If it is not such a change.
    """
    if not can_undo(change) or change.before is None:
        raise ValueError(f"change {change.number} is not of a unit that was edited or deleted")
    old = _from_record(change.before)
    with memory.transaction():
        if change.action == REMOVE:
            if not add_unit(memory, old):
                raise Conflict("the memory has a unit like this one again")
            return memory.newest()
        present = memory.get(change.before[_EDITED])
        if present is None:
            raise Conflict(
                Message(
                    "the unit has been changed again since change {number}", number=change.number
                )
            )
        return _replace(memory, present, old)


def can_undo(change: Change) -> bool:
    """Return True for a change that :func:`undo` takes."""
    return change.kind == ChangeKind.UNIT and change.action in (CHANGE, REMOVE)


def last_change(termbase: Termbase, number: int) -> Change | None:
    """Return the last change of the unit with a number; None if it is not in the log."""
    found = termbase.changes(limit=1, kind=ChangeKind.UNIT, name=str(number))
    return found[0] if found else None


def present_number(termbase: Termbase, number: int) -> int | None:
    """Return the number that an edited unit has now; None if the unit was never edited."""
    change = last_change(termbase, number)
    found = None
    while change is not None and change.before is not None and _EDITED in change.before:
        found = int(change.before[_EDITED])
        change = last_change(termbase, found)
    return found


def after_edition(termbase: Termbase, memory: Memory, change: Change) -> TranslationUnit | None:
    """Return the unit as a change has left it; None if that is not known, or it was deleted."""
    number = int(change.name) if change.action == CREATE else (change.before or {}).get(_EDITED)
    if number is None:
        return None
    if (present := memory.get(number)) is not None:
        return present
    # It has been changed again since, and that change tells what was there before it.
    later = last_change(termbase, number)
    return _from_record(later.before) if later and later.before else None


def _unit(memory: Memory, number: int) -> TranslationUnit:
    found = memory.get(number)
    if found is None:
        template = "{number}: no such unit; it was deleted, or changed by somebody else"
        raise NotFound(Message(template, number=number))
    return found


def _replace(memory: Memory, old: TranslationUnit, new: TranslationUnit) -> int:
    assert old.id is not None  # noqa: S101 - it is stored
    memory.replace([old.id], [new])
    number = memory.newest()
    memory.log(CHANGE, old.id, {**_record(old), _EDITED: number})
    return number


def _record(unit: TranslationUnit) -> dict[str, Any]:
    return {**asdict(unit), "properties": dict(unit.properties)}


def _from_record(record: Mapping[str, Any]) -> TranslationUnit:
    values = {name: value for name, value in record.items() if name in _FIELDS}
    return TranslationUnit(**{**values, "notes": tuple(values["notes"]), "id": None})
