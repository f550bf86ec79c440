"""Locate hits of terms in a squeezed text, with the context that decides about each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.boundary import NUMERALS, UNITS, Case
from glossary.find.spanned import PAD, certain_ends, spanned_offsets
from glossary.find.squeeze import Squeezed
from glossary.segment import words
from termbase.language.script import codes, text_of

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# A context as long as this contains many terms and is not met again.
RUN = 1 << 8


class Hits(NamedTuple):
    """Occurrences of terms, column by column, with offsets in the squeezed text.

    Attributes:
        starts: Their start offsets.
        ends: Their end offsets, exclusive.
        numbers: The indices of their terms.
        firsts: Their start offsets in the text as given.
        lasts: Their end offsets there.
        doubtful: The indices of those whose ends a word may span.
        keys: The contexts of these, see :func:`make_key`.
        runs: Those with a long context: their index; start and end of the context; start and end of
            the hit in the context.
        units: The indices of those of two characters that may begin with the unit of a number.
        broken: The indices of those that contain something removed from the squeezed text.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    firsts: list[int]
    lasts: list[int]
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


def split_key(text: str) -> Case:
    """Return the context, start and end that a key was made of."""
    span = ord(text[-1])
    return text[:-1], span >> 8, span & 255


def locate_hits(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """Return the hits that do not begin or end within a Latin word or number, with their contexts.

    Args:
        squeezed: A text of less than a few pages.
        found: Start, end and index of the term of each occurrence.
    """
    text, gaps, shifts = squeezed.text, squeezed.gaps, squeezed.shifts
    found = [hit for hit in found if not _is_within_latin(text, *hit)]
    if not found:
        # A text without Chinese terms needs no dictionary.
        return Hits([], [], [], [], [], [], [], [], [], [])
    # Not by zip, which has an iterator for each hit.
    starts, ends, numbers = (list(map(itemgetter(column), found)) for column in range(3))
    hits = Hits(starts, ends, numbers, [], [], [], [], [], [], [])
    # White space ends a word, unless it is in the term itself, as in letter-spaced text.
    joined = words().joined
    nearest, nearest_if_spaced = _ends_of_words(text, gaps), _ends_of_words(text, ())
    for index, (start, end, _) in enumerate(found):
        before, after = nearest
        first = bisect_right(squeezed.starts, start) - 1
        last = bisect_left(squeezed.starts, end, first) - 1
        if first != last:
            hits.broken.append(index)
            if bisect_right(gaps, start) != bisect_left(gaps, end):
                before, after = nearest_if_spaced
        hits.firsts.append(start + shifts[first])
        hits.lasts.append(end + shifts[last])
        left = before(start) if joined[text[start - 1 : start + 1]] else start
        right = after(end) if joined[text[end - 1 : end + 1]] else end
        if left == start and right == end:
            pass
        elif right - left >= RUN:
            hits.runs.append((index, left, right, start - left, end - left))
        else:
            hits.doubtful.append(index)
            hits.keys.append(make_key(text[left:right], start - left, end - left))
        if end - start == 2 and text[start] in UNITS and start and text[start - 1] in NUMERALS:
            hits.units.append(index)
    return hits


def _ends_of_words(text: str, closed: Iterable[int]) -> list[Callable[[int], int]]:
    """Return functions that find the next certain end of a word, at an offset or before or after.

    Args:
        text: Folded.
        closed: Offsets at which words end in any case.
    """
    joined, gaps = words().joined, frozenset(closed)

    def nearest(step: int) -> Callable[[int], int]:
        # Of a long run each offset is asked for once.
        known: dict[int, int] = {}

        def find(offset: int) -> int:
            place = offset
            while joined[text[place - 1 : place + 1]] and place not in known and place not in gaps:
                place += step
            found = known.get(place, place)
            while place != offset:
                place -= step
                known[place] = found
            return found

        return find

    return [nearest(-1), nearest(1)]


def _is_within_latin(text: str, start: int, end: int, _: int) -> bool:
    """Return True if a hit begins or ends within a Latin word or number."""
    # Most terms have no Latin letters.
    if text[start] > "\x7f" < text[end - 1]:
        return False
    return _is_latin(text[start - 1 : start + 1]) or _is_latin(text[end - 1 : end + 1])


def _is_latin(around: str) -> bool:
    return len(around) == 2 and around.isascii() and around.isalnum()


def locate_many_hits(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """Locate hits with arrays, and mostly with narrower contexts."""
    if not found:
        return Hits([], [], [], [], [], [], [], [], [], [])
    import numpy as np

    text, size = squeezed.text, len(squeezed.text)
    # Padded, so that each offset has characters on both sides.
    padded = np.zeros(size + 2 * PAD, dtype=np.uint32)
    padded[PAD : PAD + size] = codes(text) if squeezed.codes is None else squeezed.codes
    # For each offset the character before and after it.
    before, after = padded[PAD - 1 : PAD + size], padded[PAD : PAD + size + 1]
    rows = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
    start, end, number = rows.reshape(-1, 3).T.copy()
    _, unit, numeral = _tables()
    within = _within_latin(before, after, start, end)
    if len(within):
        start, end, number = (np.delete(column, within) for column in (start, end, number))
    firsts, lasts, broken = squeezed.originals(start, end)

    over = spanned_offsets(text, padded, start, end)
    closed = np.zeros(size + 1, dtype=bool)
    closed[squeezed.gaps] = True
    left, right = certain_ends(over[~closed.take(over)], start, end)
    if len(broken):
        # White space ends a word, unless it is in the term itself, as in letter-spaced text.
        begun = np.searchsorted(squeezed.gaps, start[broken], "right")
        spaced = broken[begun != np.searchsorted(squeezed.gaps, end[broken])]
        left[spaced], right[spaced] = certain_ends(over, start[spaced], end[spaced])

    units = np.flatnonzero(unit.take(after.take(start)))
    begin = start[units]
    units = units[numeral[before[begin]] & (end[units] - begin == 2)]
    far = right - left >= RUN
    doubtful = np.flatnonzero(((left != start) | (right != end)) & ~far)
    lefts, rights = left[doubtful], right[doubtful]
    # Each key ends with the span of the term in it.
    spans = text_of((start[doubtful] - lefts << 8 | end[doubtful] - lefts).astype(np.uint32))
    contexts = zip(lefts.tolist(), rights.tolist(), spans, strict=True)
    runs = np.flatnonzero(far)
    run_columns = (runs, *(column[runs] for column in (left, right, start - left, end - left)))
    return Hits(
        start.tolist(),
        end.tolist(),
        number.tolist(),
        firsts.tolist(),
        lasts.tolist(),
        doubtful.tolist(),
        [text[left:right] + span for left, right, span in contexts],
        list(zip(*(column.tolist() for column in run_columns), strict=True)),
        units.tolist(),
        broken.tolist(),
    )


def _within_latin(before: Array, after: Array, start: Array, end: Array) -> Array:
    """Return the indices of hits that begin or end within a Latin word or number.

    Args:
        before: For each offset the character before it.
        after: For each offset the character after it.
        start: The starts of the hits.
        end: Their ends.
    """
    import numpy as np

    latin, _, _ = _tables()
    # Most terms have no Latin letters, so that most need not be looked at closely.
    ascii = np.flatnonzero((after.take(start) < 128) | (before.take(end) < 128))
    begin, stop = start[ascii], end[ascii]
    within = latin[before[begin]] & latin[after[begin]]
    within |= latin[before[stop]] & latin[after[stop]]
    found: Array = ascii[within]
    return found


@cache
def _tables() -> tuple[Array, Array, Array]:
    """Return for each code point if it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
