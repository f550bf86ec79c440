"""Find the units that contain a string: by the index where it has 汉字, else by reading all.

A 汉字 is a token by itself. So where a text contains a string, the tokens of the stretch from the
first to the last 汉字 in it are among those of the text, one after another. A word of the string
may be a part of another one there.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice

from termbase.language.script import HAN
from termbase.memory.index import TAIL, Index
from termbase.memory.tokens import fold_segment, tokenize
from termbase.memory.units import Units
from termbase.model.unit import TranslationUnit

# One 汉字 beside other characters is in too many units that lack these.
_STRETCH = re.compile(f"[{HAN}].*[{HAN}]|^[{HAN}]$", re.DOTALL)
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
    stretches = [match[0] for text in folded if (match := _STRETCH.search(text))]
    # A small memory is read faster than its index is opened.
    if units.newest() <= TAIL or len(stretches) < len(folded):
        return units.containing(folded, most)
    numbers = index.containing(map(tokenize, stretches))
    found: dict[int, TranslationUnit] = {}
    while batch := list(islice(numbers, _BATCH)):
        present = units.get(batch)
        for number in batch:
            # There may be spaces between its tokens, and the string may be longer than the stretch.
            if number in present and _contains(present[number], folded):
                found[number] = present[number]
                if len(found) == most:
                    return list(found.values())
    return list(found.values())


def _contains(unit: TranslationUnit, folded: Collection[str]) -> bool:
    texts = fold_segment(unit.source), fold_segment(unit.target)
    return any(one in text for one in folded for text in texts)
