"""Finding Chinese terms: fold, scan, look how far the words around a hit may reach, decide.

A word can only reach over a place where its dictionary has a word with those two characters side
by side. So the decision about a hit depends on the characters between the nearest two places
where no word has them, and on nothing else in the text: the same characters are decided once,
and of the rest of the text not one word is looked for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.boundary import NUMERALS, UNIT, UNITS, WHOLE, Decision, decide
from glossary.find.mention import Candidate
from glossary.find.squeeze import Squeezed, squeeze
from glossary.segment import HAN, pair_bit, words
from termbase.script import LONG, QUOTES, codes

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_REMEMBERED = 1 << 18
_PAIRS = dict(zip(QUOTES[::2], QUOTES[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}


class _Hits(NamedTuple):
    """Occurrences of terms in squeezed text, column by column.

    Attributes:
        starts: Where they begin.
        ends: Where they end, exclusive.
        numbers: Which terms they are.
        lefts: How far to the left the words around them may reach.
        rights: How far to the right.
        partly: The indices of those which a word may reach into.
        units: The indices of those that may begin with the unit of a number.
    """

    starts: list[int]
    ends: list[int]
    numbers: list[int]
    lefts: list[int]
    rights: list[int]
    partly: list[int]
    units: list[int]


class ChineseFinder:
    """Finds the given terms in any text.

    Args:
        terms: Folded, without white space, and each but once.
    """

    def __init__(self, terms: list[str]) -> None:
        self._terms = terms
        self._decided: dict[str, Decision] = {}

    def find(self, text: str, least: float = 0.5) -> list[Candidate]:
        """Every place where a term stands as a word.

        Args:
            text: Any text. White space with at most one line break, and quotation marks,
                between two Chinese characters do not end a term.
            least: The score from which on a candidate is one.

        Returns:
            Sorted by their ends; their numbers are those of the terms given.
        """
        if not self._terms:
            return []
        squeezed = squeeze(text)
        found = self._automaton.find_overlapping(squeezed.text)
        hits = (_reach if len(text) < LONG else _reach_of_many)(squeezed, found)
        decisions = self._decisions(squeezed.text, hits)
        starts, ends = hits.starts, hits.ends
        if len(squeezed.starts) > 1:
            starts = squeezed.originals(starts)
            ends = [end + 1 for end in squeezed.originals([end - 1 for end in ends])]
        rows = zip(starts, ends, hits.numbers, decisions, strict=True)
        found = [
            Candidate(start, end, number, decision)
            for start, end, number, decision in rows
            if decision[1] >= least
        ]
        if len(squeezed.starts) == 1:
            return found
        return [one for candidate in found if (one := self._with_quotes(text, candidate))]

    def _with_quotes(self, text: str, candidate: Candidate) -> Candidate | None:
        """A candidate with both of a pair of quotation marks if it has one of them inside."""
        start, end, number, decision = candidate
        if end - start == len(self._terms[number]):
            return candidate
        span = _balanced(text, start, end)
        return Candidate(*span, number, decision) if span else None

    def _decisions(self, text: str, hits: _Hits) -> list[Decision]:
        decisions = [WHOLE] * len(hits.starts)
        decided = self._decided
        starts, ends, lefts, rights = hits.starts, hits.ends, hits.lefts, hits.rights
        for index in hits.partly:
            start, end, left, right = starts[index], ends[index], lefts[index], rights[index]
            # The character at the end tells where in the same surroundings the term stands.
            key = text[left:right] + chr((start - left) * 64 + end - start)
            known = decided.get(key)
            if known is None:
                if len(decided) >= _REMEMBERED:
                    decided.clear()
                known = decided[key] = decide(words(), text[left:right], start - left, end - left)
            decisions[index] = known
        for index in hits.units:
            if ends[index] - starts[index] == 2:
                decisions[index] = UNIT
        return decisions

    @cached_property
    def _automaton(self) -> Any:
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return CharwiseDoubleArrayAhoCorasick(self._terms)


def _balanced(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of text with the quotation marks around it that belong to those inside.

    None if they are not there: “十四五”规划 is a term, in “反对党”委员 there is none.
    """
    opened: list[str] = []
    closed: list[str] = []
    for char in text[start:end]:
        if char in _PAIRS:
            opened.append(_PAIRS[char])
        elif char in _PAIRS.values():
            if not opened:
                closed.append(char)
            elif opened.pop() != char:
                return None
    before = "".join(_OPENING[mark] for mark in reversed(closed))
    after = "".join(reversed(opened))
    if text.endswith(before, 0, start) and text.startswith(after, end):
        return start - len(before), end + len(after)
    return None


def _reach(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> _Hits:
    """The hits that do not begin or end within a Latin word or a number, with their reach."""
    text, gaps, joined = squeezed.text, squeezed.gaps, words().joined
    rows: list[tuple[int, int, int, int, int]] = []
    partly: list[int] = []
    units: list[int] = []
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
        if left != start or right != end:
            partly.append(len(rows))
        if text[start] in UNITS and start and text[start - 1] in NUMERALS:
            units.append(len(rows))
        rows.append((start, end, number, left, right))
    starts, ends, numbers, lefts, rights = zip(*rows, strict=True) if rows else ((),) * 5
    return _Hits(list(starts), list(ends), list(numbers), list(lefts), list(rights), partly, units)


def _within_latin(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _reach_of_many(squeezed: Squeezed, found: list[tuple[int, int, int]]) -> _Hits:
    """The same with arrays."""
    from itertools import chain

    import numpy as np

    first, last = ord(HAN[0]), ord(HAN[-1])
    # With a character before and after, so that each place has one on both sides.
    text: Array = np.zeros(len(squeezed.text) + 2, dtype=np.uint32)
    text[1:-1] = codes(squeezed.text)
    pairs = np.frombuffer(words().pairs, dtype=np.uint8)
    gaps = np.array(squeezed.gaps, dtype=np.int64)
    rows = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found))
    start, end, number = rows.reshape(-1, 3).T.copy()
    latin, unit, numeral = _tables()

    def within_latin(at: Array) -> Array:
        both: Array = latin[text[at]] & latin[text[at + 1]]
        return both

    kept = ~(within_latin(start) | within_latin(end))
    start, end, number = start[kept], end[kept], number[kept]
    broken = np.zeros(len(text), dtype=bool)
    broken[gaps] = True
    through = np.searchsorted(gaps, start, "right") != np.searchsorted(gaps, end, "left")

    def joined(at: Array, through: Array) -> Array:
        one, other = text[at], text[at + 1]
        bit = pair_bit(one, other)
        han = (one >= first) & (one <= last) & (other >= first) & (other <= last)
        both: Array = han & (pairs[bit >> 3] >> (bit & 7) & 1 != 0) & (through | ~broken[at])
        return both

    def reach(begin: Array, step: int) -> Array:
        end = begin.copy()
        moving = np.arange(len(end))
        while len(moving):
            moving = moving[joined(end[moving], through[moving])]
            end[moving] += step
        return end

    left, right = reach(start, -1), reach(end, 1)
    partly = np.flatnonzero((left != start) | (right != end))
    units = np.flatnonzero(unit[text[start + 1]] & numeral[text[start]])
    columns = (start, end, number, left, right, partly, units)
    return _Hits(*(column.tolist() for column in columns))


@cache
def _tables() -> tuple[Array, Array, Array]:
    """For each code point: whether it is an ASCII letter or digit, a unit, a numeral."""
    import numpy as np

    latin, unit, numeral = (np.zeros(0x110000, dtype=bool) for _ in range(3))
    latin[[code for code in range(128) if chr(code).isalnum()]] = True
    unit[list(map(ord, UNITS))] = True
    numeral[list(map(ord, NUMERALS))] = True
    return latin, unit, numeral
