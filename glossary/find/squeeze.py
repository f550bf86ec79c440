"""Fold a text and remove what may interrupt a term: spaces and quotation marks between 汉字."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from termbase.language.script import (
    HAN_BLOCKS,
    INVISIBLE,
    QUOTES,
    arrays_pay,
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
_CODE, _HAN, _SPACE, _BLANK = (1 << 21) - 1, 1 << 29, 1 << 30, 1 << 31
# From the first CJK block on: a short class, which is quick to compile; is_han makes sure.
_GAP = re.compile(rf"(?<=[^\x00-\u2e7f])[\s{INVISIBLE}{QUOTES}]+(?=[^\x00-\u2e7f])")


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

        shifts = np.asarray(self.shifts)
        number = np.searchsorted(self.starts, start, "right")
        first, last = start + shifts[number - 1], end + shifts[number - 1]
        longer = np.flatnonzero(np.append(self.starts, len(self.text))[number] < end)
        last[longer] = end[longer] + shifts[np.searchsorted(self.starts, end[longer]) - 1]
        return first, last, longer


def squeeze(text: str) -> Squeezed:
    """Fold a text and remove white space and quotation marks from between its 汉字.

    Args:
        text: Any text. A gap with more than one line break stays, for a paragraph ends there.
    """
    return squeeze_long(text) if arrays_pay(len(text)) else squeeze_short(text)


def squeeze_short(text: str) -> Squeezed:
    """Squeeze a text of less than a few pages."""
    folded = fold(text)
    parts, starts, shifts, gaps = [], [0], [0], []
    end = length = 0
    for match in _GAP.finditer(folded):
        first, last = match.span()
        if match[0].count("\n") > 1 or not (is_han(folded[first - 1]) and is_han(folded[last])):
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


def squeeze_long(text: str) -> Squeezed:
    """Squeeze a text with arrays."""
    import numpy as np

    # Every code point is in the table; asked to wrap, numpy does not look whether it is.
    packed: Array = _table().take(codes(text), mode="wrap")
    blank = np.flatnonzero(packed >= _BLANK)
    # Runs of blanks between 汉字, by their numbers among the blanks.
    begin = np.append(0, np.flatnonzero(blank[1:] - blank[:-1] != 1) + 1)[: len(blank)]
    end = np.append(begin, len(blank))[1:]
    before, after = blank[begin] - 1, blank[end - 1] + 1
    inner = packed.take(before, mode="clip") & packed.take(after, mode="clip") & _HAN
    between = np.flatnonzero(inner)
    begin, end = begin[between], end[between]
    bits = packed.take(blank)

    def count(marked: Array) -> Array:
        """Return for each run the number of its blanks that are marked."""
        total = np.append(0, np.cumsum(marked))
        counts: Array = total[end] - total[begin]
        return counts

    closed = np.flatnonzero(count(bits & _CODE == ord("\n")) <= 1)
    spaces = count(bits & _SPACE != 0)[closed]
    first, last = before[between][closed] + 1, after[between][closed]
    lengths = last - first
    shifts = np.cumsum(lengths)
    starts = last - shifts
    removed = np.repeat(last - shifts, lengths) + np.arange(shifts[-1] if len(shifts) else 0)
    kept = np.ones(len(packed), dtype=bool)
    kept[removed] = False
    plain: Array = packed[kept]
    plain &= _CODE
    gaps = starts[spaces > 0]
    return Squeezed(text_of(plain), gaps, np.append(0, starts), np.append(0, shifts), plain)


@cache
def _table() -> Array:
    """Return for each code point the folded one, with flags: blank, white space, 汉字."""
    import numpy as np

    table = folded_codes(np.arange(0x110000, dtype=np.uint32))
    table[[code for code in range(0x3001) if chr(code).isspace()]] |= _SPACE | _BLANK
    table[[ord(char) for char in QUOTES]] |= _SPACE | _BLANK
    table[[ord(char) for char in INVISIBLE]] |= _BLANK
    for start, end in HAN_BLOCKS:
        table[ord(start) : ord(end) + 1] |= _HAN
    return table
