"""Where terms were hit, and how far the words of the dictionary may reach around each hit.

A word can only reach over a place where the dictionary has a word with the characters around it.
That is asked of bits that stand for pieces of words (:mod:`glossary.segment`); those that are set
by accident, and those that the loops do not ask, make a context longer than it must be, and
change nothing of what is decided in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.boundary import NUMERALS, UNITS
from glossary.find.squeeze import Squeezed
from glossary.segment import GRAM, gram_bit, pair_bit, words
from termbase.script import codes

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_PAD = GRAM - 1


# A hit with what a word that reaches into it may lie in: which of the hits it is; where it begins
# and ends in the squeezed text; from where on, and up to where, words may reach into it.
Context = tuple[int, int, int, int, int]


class Hits(NamedTuple):
    """Occurrences of terms, column by column.

    Attributes:
        starts: Where they begin in the text as given.
        ends: Where they end there, exclusive.
        numbers: Which terms they are.
        contexts: Of those which a word may reach into.
        units: The indices of those of two characters that may begin with the unit of a number.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    contexts: Iterable[Context]
    units: list[int]


def reach(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """The hits that do not begin or end within a Latin word or a number, with their contexts.

    Args:
        squeezed: A text of less than a few pages.
        found: Start, end and term of each occurrence.
    """
    text, gaps, joined = squeezed.text, squeezed.gaps, words().joined
    contexts: list[Context] = []
    hits = Hits([], [], [], contexts, [])
    for start, end, number in found:
        if _within_latin(text, start) or _within_latin(text, end):
            continue
        lowest, highest = 0, len(text)
        # White space ends words, unless it stands in the term itself, as in letter-spaced text.
        before, after = bisect_right(gaps, start), bisect_left(gaps, end)
        if before == after:
            lowest = gaps[before - 1] if before else lowest
            highest = gaps[after] if after < len(gaps) else highest
        left, right = start, end
        while left > lowest and joined[text[left - 1 : left + 1]]:
            left -= 1
        while right < highest and joined[text[right - 1 : right + 1]]:
            right += 1
        index = len(hits.numbers)
        if left != start or right != end:
            contexts.append((index, start, end, left, right))
        if end - start == 2 and text[start] in UNITS and start and text[start - 1] in NUMERALS:
            hits.units.append(index)
        hits.starts.append(squeezed.original(start))
        hits.ends.append(squeezed.original(end - 1) + 1)
        hits.numbers.append(number)
    return hits


def _within_latin(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def reach_of_many(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """The same with arrays, and mostly with closer contexts."""
    from itertools import chain

    import numpy as np

    # With characters before and after, so that each place has some on both sides.
    padding = "\0" * _PAD
    text = codes(f"{padding}{squeezed.text}{padding}")
    # For each place the characters before and after it, from the first to the last asked for.
    around = [text[shift : shift + len(squeezed.text) + 1] for shift in range(2 * _PAD)]
    before, after = around[_PAD - 1], around[_PAD]
    rows = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
    start, end, number = rows.reshape(-1, 3).T.copy()
    latin, unit, numeral = _tables()

    def within_latin(at: Array) -> Array:
        both: Array = latin[before[at]] & latin[after[at]]
        return both

    kept = ~(within_latin(start) | within_latin(end))
    if not kept.all():
        start, end, number = start[kept], end[kept], number[kept]
    gaps = np.array(squeezed.gaps, dtype=np.int64)
    broken = np.zeros(len(squeezed.text) + 1, dtype=bool)
    broken[gaps] = True
    through = np.searchsorted(gaps, start, "right") != np.searchsorted(gaps, end, "left")

    def reach(begin: Array, step: int, over: Callable[[Array], Array]) -> Array:
        """The places where words end, from some places on in a direction."""
        end = begin.copy()
        moving = np.arange(len(end))
        while len(moving):
            at = end[moving]
            moving = moving[over(at) & (through[moving] | ~broken[at])]
            end[moving] += step
        return end

    # Pairs are a quick question with many a wrong yes; where they say yes, grams are asked.
    over = np.zeros(len(broken), dtype=bool)

    def over_by_pairs(at: Array) -> Array:
        both = _paired(before[at], after[at])
        over[at[both]] = True
        return both

    reach(start, -1, over_by_pairs)
    reach(end, 1, over_by_pairs)
    at = np.flatnonzero(over)
    over[at] = _bridged([characters[at] for characters in around])
    left, right = reach(start, -1, over.__getitem__), reach(end, 1, over.__getitem__)

    partly = np.flatnonzero((left != start) | (right != end))
    columns = (partly, *(column[partly] for column in (start, end, left, right)))
    numbered = numeral[before[start]] & unit[after[start]]
    return Hits(
        squeezed.originals(start).tolist(),
        (squeezed.originals(end - 1) + 1).tolist(),
        number.tolist(),
        zip(*(column.tolist() for column in columns), strict=True),
        np.flatnonzero(numbered & (end - start == 2)).tolist(),
    )


def _paired(one: Array, other: Array) -> Array:
    """Whether two characters may be neighbours in a word; of others than 汉字 by accident too."""
    import numpy as np

    pairs = np.frombuffer(words().pairs, dtype=np.uint8)
    bit = pair_bit(one, other)
    paired: Array = pairs[bit >> 3] >> (bit & 7) & 1 != 0
    return paired


def _bridged(around: list[Array]) -> Array:
    """Whether a word may reach over the middle of so many characters before and after it."""
    import numpy as np

    grams = np.frombuffer(words().grams, dtype=np.uint8)
    held = np.zeros(len(around[0]), dtype=np.uint32)
    for size in range(2, GRAM + 1):
        for begin in range(GRAM - size, _PAD):
            bit = gram_bit(*around[begin : begin + size])
            held |= grams[bit >> 3] >> (bit & 7) & 1
    bridged: Array = held != 0
    return bridged


@cache
def _tables() -> tuple[Array, Array, Array]:
    """For each code point: whether it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
