"""Find the units that contain a string: by the index where it can be sure, else by reading all.

A 汉字 is a token by itself. So where a text contains a string that begins and ends with one, the
tokens of the string are among those of the text, one after another. A word may be part of another.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from termbase.language.script import is_han
from termbase.memory.index import TAIL, Index
from termbase.memory.tokens import fold_segment, tokenize
from termbase.memory.units import Units
from termbase.model.unit import TranslationUnit

_BATCH = 200  # units that are read at once


def units_containing(
    units: Units, index: Index, folded: Collection[str], most: int | None
) -> list[TranslationUnit]:
    """Return the units with a text that contains one of some strings when both are folded.

    Args:
        units: The units of the memory.
        index: Their index.
        folded: The strings; see :func:`termbase.memory.tokens.fold_segment`.
        most: The largest number of units, the shortest ones; None for all.
    """
    # A small memory is read faster than its index is opened.
    if units.newest() <= TAIL or not all(map(_is_between_han, folded)):
        return units.containing(folded, most)
    numbers = index.containing(map(tokenize, folded))
    found: dict[int, TranslationUnit] = {}
    while batch := list(islice(numbers, _BATCH)):
        present = units.get(batch)
        for number in batch:
            # Between the tokens of a text there may be spaces.
            if number in present and _contains(present[number], folded):
                found[number] = present[number]
                if len(found) == most:
                    return list(found.values())
    return list(found.values())


def _is_between_han(text: str) -> bool:
    return bool(text) and is_han(text[0]) and is_han(text[-1])


def _contains(unit: TranslationUnit, folded: Collection[str]) -> bool:
    texts = fold_segment(unit.source), fold_segment(unit.target)
    return any(one in text for one in folded for text in texts)
