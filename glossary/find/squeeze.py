"""Fold a text and remove what may interrupt a term: spaces and quotation marks between 汉字.

Commas count as 汉字 here, for lines are broken after them, and parts are quoted: “党报”、“党刊”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from termbase.language.script import (
    HAN_BLOCKS,
    INVISIBLE,
    QUOTES,
    codes,
    fold,
    folded_codes,
    is_han,
    text_of,
)  # fmt: skip

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# Flags above the bits of a code point; the highest marks everything that may be removed.
_FLAGS = 28
_CODE, _BREAK, _HAN, _SPACE, _BLANK = (1 << 21) - 1, 1 << 28, 1 << 29, 1 << 30, 1 << 31
_LOW = (1 << 32) - 1
_COMMAS = "、,;"
# From the first CJK block on: a short class, negated as that compiles faster; _is_han makes sure.
_ANY_HAN = r"(?:[,;]|[^\0-\u2e7f])"
_GAP = re.compile(rf"(?<={_ANY_HAN})[\s{INVISIBLE}{QUOTES}]+(?={_ANY_HAN})")


class Squeezed(NamedTuple):
    """A text to be scanned, and the map from its offsets to those of the text as given.

    Attributes:
        text: Folded and without the gaps.
        gaps: The offsets in it where more than invisible characters were removed, ascending.
        starts: The offsets from which on each of the shifts applies, ascending from 0.
        shifts: The number to add to an offset to get that in the text as given.
        codes: The code points of the squeezed text, where they have been computed.
    """

    text: str
    gaps: list[int] | Array
    starts: list[int] | Array
    shifts: list[int] | Array
    codes: Array | None = None

    def original(self, offset: int) -> int:
        """Return the offset in the text as given of a character of the squeezed text."""
        return int(offset + self.shifts[bisect_right(self.starts, offset) - 1])

    def originals(self, start: Array, end: Array) -> tuple[Array, Array, Array]:
        """Return the starts and ends of spans in the text as given, and the indices of longer ones.

        Args:
            start: Their starts in the squeezed text.
            end: Their ends, exclusive; none is empty.
        """
        import numpy as np

        starts, shifts = np.asarray(self.starts), np.asarray(self.shifts)
        before, after = starts.searchsorted(start, "right"), starts.searchsorted(end)
        first, last = start + shifts.take(before - 1), end + shifts.take(after - 1)
        return first, last, np.flatnonzero(before != after)


def squeeze_short(text: str) -> Squeezed:
    """Fold a text and remove white space and quotation marks from between its 汉字.

    Args:
        text: Less than a few pages. A gap with more than one line break stays, for a paragraph
            ends there.
    """
    folded = fold(text)
    parts, starts, shifts, gaps = [], [0], [0], []
    end = length = 0
    for match in _GAP.finditer(folded):
        first, last = match.span()
        if match[0].count("\n") > 1 or not (_is_han(folded[first - 1]) and _is_han(folded[last])):
            continue
        parts.append(folded[end:first])
        length += first - end
        end = last
        starts.append(length)
        shifts.append(end - length)
        if match[0].strip(INVISIBLE):
            gaps.append(length)
    parts.append(folded[end:])
    return Squeezed("".join(parts), gaps, starts, shifts)


def _is_han(char: str) -> bool:
    return char in _COMMAS or is_han(char)


def squeeze_long(text: str) -> Squeezed:
    """Return what :func:`squeeze_short` does, by arrays."""
    import numpy as np

    packed = _packed(codes(text))
    blank = np.flatnonzero(packed >= _BLANK)
    # Runs of blanks, by their numbers among the blanks; and those between 汉字.
    begin = np.append(0, np.flatnonzero(blank[1:] - blank[:-1] != 1) + 1)[: len(blank)]
    first, last = blank.take(begin), blank.take(np.append(begin, len(blank))[1:] - 1) + 1
    around = packed.take(first - 1, mode="clip") & packed.take(last, mode="clip")
    between = np.flatnonzero(around & _HAN)
    if not len(between):
        packed &= _CODE
        return Squeezed(text_of(packed), between, np.zeros(1, int), np.zeros(1, int), packed)
    # The numbers of line breaks and of other characters that are more than invisible, in one sum.
    counts = np.add.reduceat(_counted().take(packed.take(blank) >> _FLAGS), begin).take(between)
    closed = np.flatnonzero(counts & _LOW <= 1)
    first, last = first.take(between.take(closed)), last.take(between.take(closed))
    lengths = last - first
    shifts = np.cumsum(lengths)
    starts = last - shifts
    removed = np.repeat(starts, lengths) + np.arange(shifts[-1] if len(shifts) else 0)
    kept = np.ones(len(packed), dtype=bool)
    kept[removed] = False
    plain: Array = packed[kept]
    plain &= _CODE
    gaps = starts[counts.take(closed) > 0]
    return Squeezed(text_of(plain), gaps, np.append(0, starts), np.append(0, shifts), plain)


def _packed(codes: Array) -> Array:
    """Return the folded code points, each with its flags."""
    import numpy as np

    table = _table()
    packed: Array = table.take(codes, mode="clip")
    beyond = np.flatnonzero(codes >= len(table))
    packed[beyond] = codes[beyond]
    return packed


@cache
def _table() -> Array:
    """Return for each code point the folded one, with its flags; the last ones are themselves."""
    import numpy as np

    table = folded_codes(np.arange(ord(max(HAN_BLOCKS)[1]) + 2, dtype=np.uint32))
    table[[code for code in range(0x3001) if chr(code).isspace()]] |= _SPACE | _BLANK
    table[[ord(char) for char in QUOTES]] |= _SPACE | _BLANK
    table[[ord(char) for char in INVISIBLE]] |= _BLANK
    table[ord("\n")] |= _BREAK
    folded = table & _CODE
    for start, end in (*HAN_BLOCKS, *zip(_COMMAS, _COMMAS, strict=True)):
        table[(ord(start) <= folded) & (folded <= ord(end))] |= _HAN
    return table


@cache
def _counted() -> Array:
    """Return for each set of flags a line break as 1, and what is more than invisible higher up."""
    import numpy as np

    flags = np.arange(1 << (32 - _FLAGS)) << _FLAGS
    counted: Array = (flags & _BREAK != 0) + (flags & _SPACE != 0) * (_LOW + 1)
    return counted
