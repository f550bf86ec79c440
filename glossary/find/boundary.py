"""Decide if the characters of a term are the term, from the word boundaries around them.

``中国会议`` has the characters of 国会 but not the word; ``全国人大常委会`` is one word in the
dictionary and yet contains 人大. The decision depends on how much more probable the segmentation by
the dictionary is than one with the term as a word, by three formulas whose constants
``benchmarks/fit_boundaries.py`` fits to hand-segmented text. Their margins are mapped to one score:
0 and 1 are certain, and from 0.5 on a mention is accepted by default.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from glossary.segment import BestPath, Words
from termbase.choices import Choice
from termbase.language.surnames import SURNAMES
from termbase.patterns import compiled


class Boundary(StrEnum):
    """The rule that decided about the boundaries of a term."""

    WORDS = "words"  # both ends are word boundaries
    INSIDE = "inside"  # within one longer word, with whole words left over
    AFFIX = "affix"  # within one longer word, with a single character left over
    ACROSS = "across"  # its ends are within other words
    NUMBER = "number"  # its first character is the unit of a number before it


class Level(Choice):
    """The strictness of finding: nothing doubtful, the best balance, or everything possible."""

    STRICT = "strict"
    BALANCED = "balanced"
    LOOSE = "loose"

    @property
    def threshold(self) -> float:
        """The lowest score that is accepted at this level, from 0 to 1."""
        return {"strict": 0.9, "balanced": 0.5, "loose": 0.025}[self.value]

    @property
    def sense_threshold(self) -> float:
        """The lowest score of a sense that is accepted at this level, from 0 to 1."""
        return {"strict": 0.8, "balanced": 0.5, "loose": 0.2}[self.value]


class Decision(NamedTuple):
    """The rule that decided about a boundary, and the score, from 0 to 1."""

    boundary: Boundary
    score: float


# A term in its context: folded text up to a certain word boundary on both sides, and the start and
# the end of the term in it, in code points.
Case = tuple[str, int, int]


class Constants(NamedTuple):
    """The constants of the formulas, as fitted to hand-segmented text."""

    per_character: float = 4.0  # of a longer word: how much more probable the word may be
    base: float = 5.0
    most_characters: int = 10
    affix: float = 3.0  # a character left over on the left: how much the whole may be likelier
    right: float = 8.0  # on the right, where it is most often part of the word (人民|们)
    across: float = 4.0  # how much likelier the cut through a term of four characters may be
    short: float = 3.0  # and a shorter one
    steepness: float = 0.5


CONSTANTS = Constants()
# The share of true ones among mentions with both ends on word boundaries, 0.990 and 0.962.
WHOLE = Decision(Boundary.WORDS, 0.98)
# 1月1|日电: the unit belongs to its number; one in fifty such mentions was true.
UNIT = Decision(Boundary.NUMBER, 0.02)
UNITS = "日万亿元"
NUMERALS = "0123456789〇零一二三四五六七八九十百千万亿两几数多余"
_LONG = 4
# 国安处|以…罪起诉, 国安处|处长: in 处以 and 处处 it would be another word.
_OFFICE = "处(?:[以于在将]|处长)"
# Of a full name whose last character is in a word with the next one.
_NAME = 0.6


def decide(words: Words, cases: Iterable[Case], constants: Constants = CONSTANTS) -> list[Decision]:
    """Decide about the boundaries of terms.

    Args:
        words: The dictionary.
        cases: The terms in their contexts.
        constants: Those of the formulas.
    """
    cases = list(cases)
    contexts = list(dict.fromkeys([context for context, _, _ in cases]))
    paths = dict(zip(contexts, words.paths(contexts), strict=True))
    decisions = [WHOLE] * len(cases)
    doubtful: list[tuple[int, BestPath, int, int]] = []
    parts: list[str] = []
    for index, (context, start, end) in enumerate(cases):
        path = paths[context]
        cuts = path[0]
        first, last = bisect_right(cuts, start) - 1, bisect_left(cuts, end)
        if cuts[first] != start or cuts[last] != end:
            doubtful.append((index, path, first, last))
            begin, stop = _surroundings(cuts, first, last)
            parts += context[begin:start], context[start:end], context[end:stop]
    # What the decisions ask for is looked up together, which takes less time than one by one.
    words.logs.of(parts)
    for index, path, first, last in doubtful:
        decisions[index] = _decide(words, cases[index], path, first, last, constants)
    return decisions


def _surroundings(cuts: list[int], first: int, last: int) -> tuple[int, int]:
    """Return the start and end of the word around a term, or of the words that it crosses."""
    if last == first + 1:
        return cuts[first], cuts[last]
    # One more word on each side is as far as another cut reaches.
    return cuts[max(0, first - 1)], cuts[min(len(cuts) - 1, last + 1)]


def _decide(
    words: Words, case: Case, path: BestPath, first: int, last: int, constants: Constants
) -> Decision:
    """Decide about a term within one word, or across the ends of words.

    Args:
        words: The dictionary.
        case: The term in its context.
        path: The most probable way to cut the context.
        first: The last of the cuts up to the start of the term.
        last: The first of the cuts from its end on.
        constants: Those of the formulas.
    """
    context, start, end = case
    cuts, logs = path
    begin, stop = _surroundings(cuts, first, last)
    size = len(context)
    if last == first + 1:
        whole = context[begin:stop]
        words.logs.setdefault(whole, logs[size - begin] - logs[size - stop])
        return _inside(words, whole, start - begin, end - begin, constants)
    lost = (
        logs[size - begin] - logs[size - stop] - _through(words, context, begin, start, end, stop)
    )
    margin = constants.across - lost
    if end - start < _LONG:
        margin -= constants.short
    score = _sigmoid(margin * constants.steepness)
    if score < Level.BALANCED.threshold:
        score = max(score, _by_parts(words, context, cuts[first : last + 1], start, end, constants))
    return Decision(Boundary.ACROSS, score)


def _by_parts(
    words: Words, context: str, cuts: list[int], start: int, end: int, constants: Constants
) -> float:
    """Return the score of a term that crosses a boundary, by its part in the first or last word.

    中共江苏[省委|书记]: the part in the first word may be a word within it, and the other end is a
    boundary. [胡|锡|进]发: two single characters after a surname are a given name. [国安|处]以: the
    last character is that of an office.
    """
    begin, middle, stop = cuts[0], cuts[1], cuts[-1]
    if stop == end and min(start - begin, middle - start) > 1:
        whole = context[begin:middle]
        return _inside(words, whole, start - begin, len(whole), constants).score
    if end - start == 3 and cuts[:2] == [start, start + 1] and cuts[-2] == end - 1:
        return _NAME if context[start] in SURNAMES else 0.0
    if end - start >= 3 and cuts[0] == start and cuts[-2] == end - 1:
        return _NAME if compiled(_OFFICE).match(context, end - 1) else 0.0
    return 0.0


# The same word is met in many contexts.
@lru_cache(maxsize=1 << 16)
def _inside(words: Words, whole: str, start: int, end: int, constants: Constants) -> Decision:
    """Decide about a term within one longer word of the dictionary."""
    size = len(whole)
    probability = words.logs[whole]
    lost = probability - _through(words, whole, 0, start, end, size)
    right = size - end
    if right == 1 or start == 1:
        margin = constants.affix - lost
        if right == 1:
            margin -= constants.right
        return Decision(Boundary.AFFIX, _sigmoid(margin * constants.steepness))
    # A frequent word is more of a word: its logarithm counts twice, here as ln(count + 1).
    count = exp(probability - words.unknown)
    allowed = constants.per_character * min(size, constants.most_characters)
    margin = allowed - constants.base - lost - log(count + 1)
    return Decision(Boundary.INSIDE, _sigmoid(margin * constants.steepness))


def _through(words: Words, text: str, begin: int, start: int, end: int, stop: int) -> float:
    """Return the log probability of the best way to cut a text that has the term as a word."""
    logs = words.logs
    return logs[text[begin:start]] + logs[text[start:end]] + logs[text[end:stop]]


def _sigmoid(value: float) -> float:
    # To six digits, so that sums in another order give the same.
    return int(1e6 / (1 + exp(-value)) + 0.5) / 1e6
