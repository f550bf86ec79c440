"""Deciding which units to add to a memory: what is there already may be kept, skipped, replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple

from termbase.choices import Choice
from termbase.model.unit import TranslationUnit


class Duplicates(Choice):
    """The treatment of a unit whose source is in the memory already."""

    ALL = "all"  # keep both
    IDENTICAL = "identical"  # skip it if its target, markup and languages are equal as well
    NEWEST = "newest"  # keep the one that was changed last; of equally old ones the new one


class AddResult(NamedTuple):
    """The numbers of units that were added, skipped as duplicates, and replaced."""

    added: int = 0
    skipped: int = 0
    replaced: int = 0


class Decision(NamedTuple):
    """The changes that add some units to a memory.

    Attributes:
        new: The units to add, in order.
        old: The numbers of stored units that they replace.
        result: The numbers of units.
    """

    new: list[TranslationUnit]
    old: list[int]
    result: AddResult


class _Present(NamedTuple):
    """A unit that is stored, or will be: then with its place among the new ones."""

    unit: TranslationUnit
    place: int | None = None


def decide(
    units: Sequence[TranslationUnit], stored: Iterable[TranslationUnit], duplicates: Duplicates
) -> Decision:
    """Return the changes that add units.

    Args:
        units: The units.
        stored: All units of the memory that have the source of one of them; others may be among
            them.
        duplicates: What to do with a unit whose source is in the memory already.
    """
    if duplicates is Duplicates.ALL:
        return Decision(list(units), [], AddResult(len(units)))
    present: defaultdict[tuple[str, ...], list[_Present]] = defaultdict(list)
    for unit in stored:
        present[_source_key(unit)].append(_Present(unit))
    new: dict[int, TranslationUnit] = {}
    old: list[int] = []
    skipped = replaced = 0
    for place, unit in enumerate(units):
        same = present[_source_key(unit)]
        if same and duplicates is Duplicates.NEWEST:
            if _is_newest_there(unit, same):
                skipped += 1
                continue
            replaced += len(same)
            for other in same:
                if other.place is not None:
                    del new[other.place]
                elif other.unit.id is not None:
                    old.append(other.unit.id)
            same.clear()
        elif any(_target_key(other.unit) == _target_key(unit) for other in same):
            skipped += 1
            continue
        same.append(_Present(unit, place))
        new[place] = unit
    added = len(units) - skipped
    return Decision(list(new.values()), old, AddResult(added, skipped, replaced))


def source_digest(unit: TranslationUnit) -> int:
    """Return a number of 64 bits by which the units with a source are found."""
    data = f"{unit.source_language}\0{unit.source}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def _is_newest_there(unit: TranslationUnit, same: Sequence[_Present]) -> bool:
    if max(other.unit.date for other in same) > unit.date:
        return True
    return any(replace(other.unit, id=None) == replace(unit, id=None) for other in same)


def _source_key(unit: TranslationUnit) -> tuple[str, ...]:
    return unit.source, unit.source_language, unit.target_language


def _target_key(unit: TranslationUnit) -> tuple[str, ...]:
    """Return what identical units have in common apart from source and languages."""
    return unit.target, unit.source_markup, unit.target_markup, unit.before, unit.after
