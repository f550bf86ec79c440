"""Locate hits of terms in a squeezed text, with the context that decides about each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
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
    hits = Hits(*([] for _ in Hits._fields))
    if not found:
        # A text without Chinese terms needs no dictionary.
        return hits
    text, gaps = squeezed.text, squeezed.gaps
    # White space ends a word, unless it is in the term itself, as in letter-spaced text.
    ends, ends_if_spaced = _ends_of_words(text, frozenset(gaps)), _ends_of_words(text, frozenset())
    for start, end, number in found:
        if _within_latin(text, start) or _within_latin(text, end):
            continue
        index = len(hits.numbers)
        spaced = bisect_right(gaps, start) != bisect_left(gaps, end)
        before, after = ends_if_spaced if spaced else ends
        left, right = before(start), after(end)
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
        hits.firsts.append(first)
        hits.lasts.append(last)
        hits.starts.append(start)
        hits.ends.append(end)
        hits.numbers.append(number)
    return hits


def _ends_of_words(text: str, closed: frozenset[int]) -> list[Callable[[int], int]]:
    """Return functions that find the next certain end of a word, at an offset or before or after.

    Args:
        text: Folded.
        closed: Offsets at which words end in any case.
    """
    joined, size = words().joined, len(text)

    def nearest(step: int) -> Callable[[int], int]:
        # Of a long run each offset is asked for once.
        known: dict[int, int] = {}

        def find(offset: int) -> int:
            passed = []
            place = offset
            while place not in known:
                within = 0 < place < size and place not in closed
                if not within or not joined[text[place - 1 : place + 1]]:
                    known[place] = place
                    break
                passed.append(place)
                place += step
            found = known[place]
            for place in passed:
                known[place] = found
            return found

        return find

    return [nearest(-1), nearest(1)]


def _within_latin(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def locate_many_hits(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> Hits:
    """Locate hits with arrays, and mostly with narrower contexts."""
    if not found:
        return Hits(*([] for _ in Hits._fields))
    import numpy as np

    text, size = squeezed.text, len(squeezed.text)
    # Padded, so that each offset has characters on both sides.
    padded = np.zeros(size + 2 * PAD, dtype=np.uint32)
    padded[PAD : PAD + size] = codes(text) if squeezed.codes is None else squeezed.codes
    # For each offset the character before and after it.
    before, after = padded[PAD - 1 : PAD + size], padded[PAD : PAD + size + 1]
    start, end, number = map(np.array, zip(*found, strict=True))
    latin, unit, numeral = _tables()
    first_char = after.take(start)
    # Most terms have no Latin letters, so that most need not be looked at closely.
    ascii = np.flatnonzero((first_char < 128) | (before.take(end) < 128))
    if len(ascii):
        begin, stop = start[ascii], end[ascii]
        within = latin[before[begin]] & latin[after[begin]]
        within |= latin[before[stop]] & latin[after[stop]]
        if within.any():
            start, end, number, first_char = (
                np.delete(column, ascii[within]) for column in (start, end, number, first_char)
            )
    firsts, lasts, broken = squeezed.originals(start, end)

    spanned = spanned_offsets(text, padded, start, end)
    gaps, spaced = squeezed.gaps, broken
    if len(broken):
        # White space ends a word, unless it is in the term itself, as in letter-spaced text.
        begun = np.searchsorted(gaps, start[broken], "right")
        spaced = broken[begun != np.searchsorted(gaps, end[broken])]
        ends_if_spaced = certain_ends(spanned, start[spaced], end[spaced])
    spanned[gaps] = False
    left, right = certain_ends(spanned, start, end)
    if len(spaced):
        left[spaced], right[spaced] = ends_if_spaced

    units = np.flatnonzero(unit.take(first_char) & (end - start == 2))
    units = units[numeral[before[start[units]]]]
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


@cache
def _tables() -> tuple[Array, Array, Array]:
    """Return for each code point if it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
