"""Where terms were hit, and how far the words of the dictionary may reach around each hit.

A word can only reach over a place where the dictionary has a word with the characters around it.
That is asked of bits that stand for pieces of words (:mod:`glossary.segment`); those that are set
by accident, and those that the loops do not ask, make a context longer than it must be, and
change nothing of what is decided in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.boundary import NUMERALS, UNITS
from glossary.find.squeeze import Squeezed
from glossary.segment import GRAM, gram_bits, pair_bit, words
from termbase.language.script import codes, text_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_PAD = GRAM - 1
# So few are quicker gone one by one than with arrays.
_FEW = 100
# A context as long as this holds many terms and is not met again.
RUN = 1 << 8
# Ends each key where many are made as one text.
_END = 0x10FFFF


class Hits(NamedTuple):
    """Occurrences of terms, column by column.

    Attributes:
        starts: Where they begin in the text as given.
        ends: Where they end there, exclusive.
        numbers: Which terms they are.
        doubtful: The indices of those which a word may reach into.
        keys: Of these the characters that decide about them, see :func:`key`.
        runs: Those which a word may reach into from far away: their indices; from where on, and up
            to where in the squeezed text; where in this they begin and end.
        units: The indices of those of two characters that may begin with the unit of a number.
        broken: The indices of those with something inside that is left out of the squeezed text.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    doubtful: list[int]
    keys: list[str]
    runs: list[tuple[int, int, int, int, int]]
    units: list[int]
    broken: list[int]


def key(context: str, start: int, end: int) -> str:
    """A term and its surroundings, from and up to where words may reach, in one text.

    Args:
        context: Of less than ``RUN`` characters.
        start: Where the term begins in it.
        end: Where it ends.
    """
    return context + chr(start << 8 | end)


def of_key(text: str) -> tuple[str, int, int]:
    """What a key has been made of."""
    place = ord(text[-1])
    return text[:-1], place >> 8, place & 255


def reach(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """The hits that do not begin or end within a Latin word or a number, with their contexts.

    Args:
        squeezed: A text of less than a few pages.
        found: Start, end and term of each occurrence.
    """
    hits = Hits([], [], [], [], [], [], [], [])
    if not found:
        # A text without Chinese terms needs no dictionary.
        return hits
    text, gaps, joined = squeezed.text, squeezed.gaps, words().joined
    # Where words end. White space ends them too, unless it stands in the term itself, as in
    # letter-spaced text.
    inner = (place for place in range(1, len(text)) if not joined[text[place - 1 : place + 1]])
    ends = [0, *inner, len(text)]
    all_ends = sorted({*ends, *gaps})
    for start, end, number in found:
        if _within_latin(text, start) or _within_latin(text, end):
            continue
        index = len(hits.numbers)
        spaced = bisect_right(gaps, start) != bisect_left(gaps, end)
        stops = ends if spaced else all_ends
        left, right = stops[bisect_right(stops, start) - 1], stops[bisect_left(stops, end)]
        if right - left >= RUN:
            hits.runs.append((index, left, right, start - left, end - left))
        elif left != start or right != end:
            hits.doubtful.append(index)
            hits.keys.append(key(text[left:right], start - left, end - left))
        if end - start == 2 and text[start] in UNITS and start and text[start - 1] in NUMERALS:
            hits.units.append(index)
        first, last = squeezed.original(start), squeezed.original(end - 1) + 1
        if last - first != end - start:
            hits.broken.append(index)
        hits.starts.append(first)
        hits.ends.append(last)
        hits.numbers.append(number)
    return hits


def _within_latin(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def reach_of_many(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """The same with arrays, and mostly with closer contexts."""
    from itertools import chain

    import numpy as np

    size = len(squeezed.text)
    # With characters before and after, so that each place has some on both sides.
    padded = np.zeros(size + 2 * _PAD, dtype=np.uint32)
    text = padded[_PAD : _PAD + size]
    text[:] = codes(squeezed.text) if squeezed.codes is None else squeezed.codes
    # For each place the characters before and after it, from the first to the last asked for.
    around = [padded[shift : shift + size + 1] for shift in range(2 * _PAD)]
    before, after = around[_PAD - 1], around[_PAD]
    rows = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
    start, end, number = rows.reshape(-1, 3).T.copy()
    latin, unit, numeral = _tables()
    # Most terms have no Latin letters, so that most need not be looked at closely.
    ascii = np.flatnonzero((after.take(start) < 128) | (before.take(end) < 128))
    begin, stop = start[ascii], end[ascii]
    within = latin[before[begin]] & latin[after[begin]] | latin[before[stop]] & latin[after[stop]]
    if within.any():
        start, end, number = (np.delete(column, ascii[within]) for column in (start, end, number))
    first, last, broken = squeezed.originals(start, end)

    over = _over(squeezed.text, around, start, end)
    closed = np.zeros(size + 1, dtype=bool)
    closed[squeezed.gaps] = True
    left, right = _ends(over[~closed[over]], start, end)
    # White space ends words, unless it stands in the term itself, as in letter-spaced text.
    begun = np.searchsorted(squeezed.gaps, start[broken], "right")
    ended = np.searchsorted(squeezed.gaps, end[broken], "left")
    spaced = broken[begun != ended]
    if len(spaced):
        left[spaced], right[spaced] = _ends(over, start[spaced], end[spaced])

    units = np.flatnonzero(unit.take(after.take(start)) & (end - start == 2))
    units = units[numeral[before[start[units]]]]
    # Where the text itself has the sign that ends keys, none is made.
    far = (right - left >= RUN) | (chr(_END) in squeezed.text)
    reached = (left != start) | (right != end)
    doubtful, runs = np.flatnonzero(reached & ~far), np.flatnonzero(reached & far)
    places = left, right, start - left, end - left
    return Hits(
        first.tolist(),
        last.tolist(),
        number.tolist(),
        doubtful.tolist(),
        _keys(text, *(column[doubtful] for column in places)),
        list(zip(runs.tolist(), *(column[runs].tolist() for column in places), strict=True)),
        units.tolist(),
        broken.tolist(),
    )


def _keys(text: Array, left: Array, right: Array, start: Array, end: Array) -> list[str]:
    """The keys of many contexts, cut from one text that holds all of them."""
    import numpy as np

    size = right - left
    # Each is followed by where the term lies, and by the sign that it ends.
    stop = np.cumsum(size + 2)
    together = np.full(stop[-1] if len(stop) else 0, _END, dtype=np.uint32)
    together[stop - 2] = start << 8 | end
    number = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(number)) + 2 * number
    together[place] = text.take(place - (stop - size - 2 - left)[number])
    return text_of(together).split(chr(_END))[:-1]


def _over(text: str, around: list[Array], start: Array, end: Array) -> Array:
    """The places that words may reach over, among those that ways out of hits lead to.

    Pairs are a quick question with many a wrong yes; where they say yes, grams are asked.
    """
    import numpy as np

    before, after = around[_PAD - 1], around[_PAD]
    # A place and a direction in one number, so that both directions are gone together.
    ways = np.concatenate((2 * start, 2 * end + 1))
    # What has been passed, and the ends of the text.
    passed = np.zeros(2 * len(before), dtype=bool)
    passed[[0, 1, -2, -1]] = True
    over = np.zeros(len(before), dtype=bool)
    while len(ways) > _FEW:
        at = ways >> 1
        ways = ways.compress(_paired(before.take(at), after.take(at)) & ~passed.take(ways))
        passed[ways] = over[ways >> 1] = True
        ways += ((ways & 1) << 2) - 2
    joined = words().joined
    for start_of_way in ways.tolist():
        way = start_of_way
        while not passed[way] and joined[text[(way >> 1) - 1 : (way >> 1) + 1]]:
            passed[way] = over[way >> 1] = True
            way += ((way & 1) << 2) - 2
    at = np.flatnonzero(over)
    return at[_bridged([characters.take(at) for characters in around])]


def _ends(over: Array, start: Array, end: Array) -> tuple[Array, Array]:
    """How far one gets from starts to the left and from ends to the right.

    Args:
        over: The places where one goes on, ascending.
        start: Where the ways to the left begin.
        end: Where those to the right begin.
    """
    import numpy as np

    left, right = start.copy(), end.copy()
    if len(over):
        # Runs of neighbouring places.
        new = np.flatnonzero(over[1:] - over[:-1] != 1) + 1
        first, last = over[np.append(0, new)], over[np.append(new, len(over)) - 1]
        run = np.zeros(over[-1] + 2, dtype=np.int32)
        run[over] = np.repeat(np.arange(1, len(first) + 1, dtype=np.int32), last - first + 1)
        for way, limit in ((left, first - 1), (right, last + 1)):
            number = run.take(way, mode="clip")
            there = np.flatnonzero(number)
            way[there] = limit.take(number.take(there) - 1)
    return left, right


def _paired(one: Array, other: Array) -> Array:
    """Whether two characters may be neighbours in a word; of others than 汉字 by accident too."""
    bit = pair_bit(one, other)
    paired: Array = _bits()[0].take(bit >> 3) >> (bit & 7) & 1 != 0
    return paired


def _bridged(around: list[Array]) -> Array:
    """Whether a word may reach over the middle of so many characters before and after it."""
    import numpy as np

    _, grams = _bits()

    def held(around: list[Array], sizes: range) -> Array:
        """Whether there is a word, or a part of one, of some size over the middle."""
        found = np.zeros(len(around[0]), dtype=bool)
        for size in sizes:
            for begin in range(GRAM - size, _PAD):
                number, bits = gram_bits(*around[begin : begin + size])
                found |= grams.take(number) & bits == bits
        return found

    # Where there is a word of two characters, no other need be asked for.
    bridged = held(around, range(2, 3))
    rest = np.flatnonzero(~bridged)
    bridged[rest] = held([characters.take(rest) for characters in around], range(3, GRAM + 1))
    return bridged


@cache
def _bits() -> tuple[Array, Array]:
    """Those of pairs and of grams."""
    import numpy as np

    table = words()
    return np.frombuffer(table.pairs, dtype=np.uint8), np.frombuffer(table.grams, dtype=np.uint32)


@cache
def _tables() -> tuple[Array, Array, Array]:
    """For each code point: whether it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
