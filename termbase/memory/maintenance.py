"""Looking after a memory: choosing units, deduplicating, replacing; each as one change."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from termbase.errors import InputError
from termbase.memory.memory import Memory
from termbase.memory.tokens import fold_segment
from termbase.model.unit import TranslationUnit


def select(
    memory: Memory,
    numbers: Collection[int] | None = None,
    origin: str | None = None,
    containing: str | None = None,
) -> list[int]:
    """The numbers of the units to which all that is given applies.

    Args:
        memory: Where to look.
        numbers: Some numbers.
        origin: The file or project they come from.
        containing: What stands in one of their texts, in any script and case.
    """
    wanted = set(numbers) if numbers is not None else None
    units = memory if containing is None else memory.containing(fold_segment(containing))
    return [
        unit.id
        for unit in units
        if unit.id is not None
        and (wanted is None or unit.id in wanted)
        and (origin is None or unit.origin == origin)
    ]


def deduplicate(memory: Memory) -> int:
    """Keep one of all units with the same source, target and languages, the newest.

    Returns:
        How many were deleted.
    """
    kept: dict[tuple[str, ...], TranslationUnit] = {}
    old: list[int] = []
    for unit in memory:
        key = (unit.source, unit.target, unit.source_language, unit.target_language)
        other = kept.setdefault(key, unit)
        if other is unit:
            continue
        newer, older = (unit, other) if unit.date >= other.date else (other, unit)
        kept[key] = newer
        if older.id is not None:
            old.append(older.id)
    memory.exchange(old, [])
    return len(old)


def replace_in_targets(
    memory: Memory, old: str, new: str, *, dry_run: bool = False
) -> list[TranslationUnit]:
    """Replace a string in all targets that have it, as one change.

    Args:
        memory: Where to look.
        old: What is to be replaced, exactly as it is written.
        new: What is put there.
        dry_run: Only tell what would change.

    Returns:
        The units as they are, or would be, afterwards.

    Raises:
        InputError: If nothing is to be replaced, or nothing would be left of a target.
    """
    if not old:
        raise InputError("nothing to replace: the text to be replaced is empty")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    before = [unit for unit in memory if old in unit.target]
    after = [
        (
            replace(
                unit,
                target=unit.target.replace(old, new),
                target_markup=_replaced_in_text(unit.target_markup, old, new),
                changed=now,
                id=None,
            )
        )
        for unit in before
    ]
    if not dry_run:
        memory.exchange([unit.id for unit in before if unit.id], after)
    return after


def _replaced_in_text(markup: str, old: str, new: str) -> str:
    """Markup with a string replaced outside of its codes."""
    parts = re.split(r"(<[^>]*>)", markup)
    return "".join(part if part.startswith("<") else part.replace(old, new) for part in parts)
