"""Locate hits of terms in the text as given, with the context that decides about each.

A dictionary word can span an offset only if the characters around it occur together in some word.
We test that against filters of character pairs and n-grams (:mod:`glossary.segment`). A false
positive only widens the context; it never changes the decision.
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
# So few are processed faster in a loop than with arrays.
_LOOP_LIMIT = 100
# A context as long as this contains many terms and is not met again.
RUN = 1 << 8
# Ends each key where many are made in one text.
_END = 0x10FFFF


class Hits(NamedTuple):
    """Occurrences of terms, column by column.

    Attributes:
        starts: Their start offsets in the text as given.
        ends: Their end offsets there, exclusive.
        numbers: The indices of their terms.
        doubtful: The indices of those whose ends a word may span.
        keys: The contexts of these, see :func:`make_key`.
        runs: Those with a long context: their index; start and end of the context in the squeezed
            text; start and end of the hit in the context.
        units: The indices of those of two characters that may begin with the unit of a number.
        broken: The indices of those that contain something removed from the squeezed text.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    doubtful: list[int]
    keys: list[str]
    runs: list[tuple[int, int, int, int, int]]
    units: list[int]
    broken: list[int]


def make_key(context: str, start: int, end: int) -> str:
    """Return a term and its context as one string.

    Args:
        context: Of less than ``RUN`` characters.
        start: The start of the term in it.
        end: Its end.
    """
    return context + chr(start << 8 | end)


def split_key(text: str) -> tuple[str, int, int]:
    """Return the context, start and end that a key was made of."""
    span = ord(text[-1])
    return text[:-1], span >> 8, span & 255


def locate_hits(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """Return the hits that do not begin or end within a Latin word or number, with their contexts.

    Args:
        squeezed: A text of less than a few pages.
        found: Start, end and index of the term of each occurrence.
    """
    hits = Hits([], [], [], [], [], [], [], [])
    if not found:
        # A text without Chinese terms needs no dictionary.
        return hits
    text, gaps, joined = squeezed.text, squeezed.gaps, words().joined
    # Certain word boundaries. White space is one too, unless it is in the term itself, as in
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
            hits.keys.append(make_key(text[left:right], start - left, end - left))
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


def locate_many_hits(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """Locate hits with arrays, and mostly with narrower contexts."""
    from itertools import chain

    import numpy as np

    size = len(squeezed.text)
    # Padded, so that each offset has characters on both sides.
    padded = np.zeros(size + 2 * _PAD, dtype=np.uint32)
    text = padded[_PAD : _PAD + size]
    text[:] = codes(squeezed.text) if squeezed.codes is None else squeezed.codes
    # For each offset the characters before and after it, from the farthest to the farthest.
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

    spanned = _spanned_positions(squeezed.text, around, start, end)
    closed = np.zeros(size + 1, dtype=bool)
    closed[squeezed.gaps] = True
    left, right = _ends(spanned[~closed[spanned]], start, end)
    # White space ends words, unless it is in the term itself, as in letter-spaced text.
    begun = np.searchsorted(squeezed.gaps, start[broken], "right")
    ended = np.searchsorted(squeezed.gaps, end[broken], "left")
    spaced = broken[begun != ended]
    if len(spaced):
        left[spaced], right[spaced] = _ends(spanned, start[spaced], end[spaced])

    units = np.flatnonzero(unit.take(after.take(start)) & (end - start == 2))
    units = units[numeral[before[start[units]]]]
    # Where the text itself contains the character that ends keys, none is made.
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
    """Return the keys of many contexts, cut from one text that contains all of them."""
    import numpy as np

    size = right - left
    # Each is followed by the span of the term and by the character that ends a key.
    stop = np.cumsum(size + 2)
    together = np.full(stop[-1] if len(stop) else 0, _END, dtype=np.uint32)
    together[stop - 2] = start << 8 | end
    number = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(number)) + 2 * number
    together[place] = text.take(place - (stop - size - 2 - left)[number])
    return text_of(together).split(chr(_END))[:-1]


def _spanned_positions(text: str, around: list[Array], start: Array, end: Array) -> Array:
    """Return the offsets that words may span, among those reached from the ends of hits.

    The pair filter is cheap but has many false positives; offsets that it admits are tested again
    with the n-gram filter.
    """
    import numpy as np

    before, after = around[_PAD - 1], around[_PAD]
    # An offset and a direction in one number, so that both directions are followed together.
    ways = np.concatenate((2 * start, 2 * end + 1))
    # Offsets already passed, and the ends of the text.
    passed = np.zeros(2 * len(before), dtype=bool)
    passed[[0, 1, -2, -1]] = True
    over = np.zeros(len(before), dtype=bool)
    while len(ways) > _LOOP_LIMIT:
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
    """Return the ends of the contexts: to the left of starts and to the right of ends.

    Args:
        over: The offsets that words may span, ascending.
        start: The starts of hits.
        end: Their ends.
    """
    import numpy as np

    left, right = start.copy(), end.copy()
    if len(over):
        # Runs of neighbouring offsets.
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
    """Return if two characters may be neighbours in a word, false positives included."""
    bit = pair_bit(one, other)
    paired: Array = _bits()[0].take(bit >> 3) >> (bit & 7) & 1 != 0
    return paired


def _bridged(around: list[Array]) -> Array:
    """Return if a word may span the middle of so many characters before and after it."""
    import numpy as np

    _, grams = _bits()

    def held(around: list[Array], sizes: range) -> Array:
        """Return if a word, or an n-gram of one, of some size spans the middle."""
        found = np.zeros(len(around[0]), dtype=bool)
        for size in sizes:
            for begin in range(GRAM - size, _PAD):
                number, bits = gram_bits(*around[begin : begin + size])
                found |= grams.take(number) & bits == bits
        return found

    # Where a word of two characters spans it, no other need be tested.
    bridged = held(around, range(2, 3))
    rest = np.flatnonzero(~bridged)
    bridged[rest] = held([characters.take(rest) for characters in around], range(3, GRAM + 1))
    return bridged


@cache
def _bits() -> tuple[Array, Array]:
    """Return the pair filter and the n-gram filter."""
    import numpy as np

    table = words()
    return np.frombuffer(table.pairs, dtype=np.uint8), np.frombuffer(table.grams, dtype=np.uint32)


@cache
def _tables() -> tuple[Array, Array, Array]:
    """Return for each code point if it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
