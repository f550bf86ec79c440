"""Maintaining a memory: select, delete, deduplicate and replace, each in one transaction."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from termbase.errors import InputError
from termbase.memory.memory import Memory
from termbase.memory.tokens import check_text, fold_segment
from termbase.model.unit import TranslationUnit
from termbase.store.clock import now


def select(
    memory: Memory,
    numbers: Collection[int] | None = None,
    origin: str | None = None,
    containing: str | None = None,
) -> list[int]:
    """Return the numbers of the units that fulfil all given conditions.

    Args:
        memory: The memory.
        numbers: The unit is one of these.
        origin: The unit comes from this file or project.
        containing: One of its texts contains this, in any script and case.

    Raises:
        InputError: If ``containing`` has no text: every unit would contain it.
    """
    units: Iterable[TranslationUnit] = memory
    if containing is not None:
        check_text(containing)
        folded = fold_segment(containing)
        if not folded.strip():
            raise InputError("the text to select units by is empty; give one that they contain")
        units = memory.containing([folded])
    wanted = set(numbers) if numbers is not None else None
    return [
        unit.id
        for unit in units
        if unit.id is not None
        and (wanted is None or unit.id in wanted)
        and (origin is None or unit.origin == origin)
    ]


def delete(
    memory: Memory,
    numbers: Collection[int] | None = None,
    origin: str | None = None,
    containing: str | None = None,
) -> int:
    """Delete the units that :func:`select` returns; return their number.

    Raises:
        InputError: If ``containing`` has no text, or no condition is given.
    """
    if numbers is None and origin is None and containing is None:
        raise InputError("nothing selects the units to delete; give a condition")
    with memory.transaction():
        chosen = select(memory, numbers, origin, containing)
        memory.delete(chosen)
    return len(chosen)


def deduplicate(memory: Memory) -> int:
    """Keep only the newest of all units with the same source, target and languages.

    Returns:
        The number of deleted units.
    """
    newest: dict[tuple[str, ...], TranslationUnit] = {}
    old: list[int] = []
    with memory.transaction():
        for unit in memory:
            key = (unit.source, unit.target, unit.source_language, unit.target_language)
            other = newest.setdefault(key, unit)
            if other is unit:
                continue
            newer, older = (unit, other) if unit.date >= other.date else (other, unit)
            newest[key] = newer
            if older.id is not None:
                old.append(older.id)
        memory.delete(old)
    return len(old)


def replace_in_targets(
    memory: Memory, old: str, new: str, *, dry_run: bool = False
) -> list[TranslationUnit]:
    """Replace a string in all targets that contain it.

    Args:
        memory: The memory.
        old: The string to replace, exactly as it is written.
        new: The string to put in its place.
        dry_run: Only return what would change.

    Returns:
        The units as they are, or would be, afterwards.

    Raises:
        InputError: If ``old`` is empty, or a target would be.
    """
    if not old:
        raise InputError("nothing to replace: the text to be replaced is empty")
    if dry_run:
        return [changed for _, changed in _replaced(memory, old, new)]
    with memory.transaction():
        changes = _replaced(memory, old, new)
        memory.replace((number for number, _ in changes), (changed for _, changed in changes))
    return [changed for _, changed in changes]


def _replaced(memory: Memory, old: str, new: str) -> list[tuple[int, TranslationUnit]]:
    changed_at = now()
    return [
        (
            unit.id,
            replace(
                unit,
                target=unit.target.replace(old, new),
                target_markup=_replaced_in_text(unit.target_markup, old, new),
                changed=changed_at,
                id=None,
            ),
        )
        for unit in memory
        if unit.id is not None and old in unit.target
    ]


def _replaced_in_text(markup: str, old: str, new: str) -> str:
    """Return markup with a string replaced outside of its codes."""
    parts = re.split(r"(<[^>]*>)", markup)
    return "".join(part if part.startswith("<") else part.replace(old, new) for part in parts)
