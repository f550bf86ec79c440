"""Folded text without what may break a term: white space and quotation marks between 汉字."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from termbase.script import HAN_BLOCKS, LONG, QUOTES, codes, fold, folded_codes, is_han, text_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_BLANK, _SPACE, _HAN = 1, 2, 4
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# From the first CJK block on: a class of one range is quick to compile; is_han makes sure.
_GAP = re.compile(rf"(?<=[\u2e80-\U0010ffff])[\s{_INVISIBLE}{QUOTES}]+(?=[\u2e80-\U0010ffff])")


class Squeezed(NamedTuple):
    """A text to be scanned, and how its places lie to those of the text as given.

    Attributes:
        text: Folded and without the gaps.
        gaps: The places in it where more than invisible characters was taken out, ascending.
        starts: The places from which each of the shifts holds, ascending from 0.
        shifts: What is to be added to a place to find it in the text as given.
    """

    text: str
    gaps: list[int]
    starts: list[int]
    shifts: list[int]

    def originals(self, places: list[int]) -> list[int]:
        """The offsets in the text as given of characters of the squeezed text."""
        if len(self.text) >= LONG:
            return self.originals_of_many(places)
        starts, shifts = self.starts, self.shifts
        return [place + shifts[bisect_right(starts, place) - 1] for place in places]

    def originals_of_many(self, places: list[int]) -> list[int]:
        """The same with arrays."""
        import numpy as np

        at = np.array(places, dtype=np.int64)
        shift = np.array(self.shifts)[np.searchsorted(self.starts, at, "right") - 1]
        moved: list[int] = (at + shift).tolist()
        return moved


def squeeze(text: str) -> Squeezed:
    """Fold a text and take white space and quotation marks from between its 汉字.

    Args:
        text: Any text. What has more than one line break in it stays, for a paragraph ends
            there.
    """
    return squeeze_short(text) if len(text) < LONG else squeeze_long(text)


def squeeze_short(text: str) -> Squeezed:
    """The same for a text of less than a few pages."""
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
        if match[0].strip(_INVISIBLE):
            gaps.append(length)
    parts.append(folded[end:])
    return Squeezed("".join(parts), gaps, starts, shifts)


def squeeze_long(text: str) -> Squeezed:
    """The same with arrays."""
    import numpy as np

    given = codes(text)
    kinds = _kinds().take(given)
    number = folded_codes(given)
    blank = (kinds & _BLANK).astype(bool)
    edges = np.flatnonzero(np.diff(blank, prepend=False, append=False))
    first, last = edges[::2], edges[1::2]
    inner = (first > 0) & (last < len(number))
    first, last = first[inner], last[inner]
    breaks = _count(number == ord("\n"), first, last)
    between = (breaks <= 1) & (kinds[first - 1] & kinds[last] & _HAN != 0)
    first, last = first[between], last[between]
    lengths = last - first
    shifts = np.cumsum(lengths)
    starts = last - shifts
    spaces = _count(kinds & _SPACE != 0, first, last)
    kept = np.ones(len(number), dtype=bool)
    kept[
        np.repeat(first - shifts + lengths, lengths) + np.arange(shifts[-1] if len(shifts) else 0)
    ] = False
    return Squeezed(
        text_of(number[kept]),
        starts[spaces > 0].tolist(),
        [0, *starts.tolist()],
        [0, *shifts.tolist()],
    )


def _count(flags: Array, first: Array, last: Array) -> Array:
    """How many flags are set between each first and its last place."""
    import numpy as np

    places = np.flatnonzero(flags)
    counts: Array = np.searchsorted(places, last) - np.searchsorted(places, first)
    return counts


@cache
def _kinds() -> Array:
    """For each code point: whether it is blank, white space, a 汉字."""
    import numpy as np

    kinds = np.zeros(0x110000, dtype=np.uint8)
    kinds[[code for code in range(0x3001) if chr(code).isspace()]] = _SPACE | _BLANK
    kinds[[ord(char) for char in QUOTES]] = _SPACE | _BLANK
    kinds[[ord(char) for char in _INVISIBLE]] = _BLANK
    for start, end in HAN_BLOCKS:
        kinds[ord(start) : ord(end) + 1] |= _HAN
    return kinds
