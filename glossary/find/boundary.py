"""Whether a term's characters are the term: how its ends lie to the words of the text.

``中国会议`` holds the characters of 国会 and not the word; ``全国人大常委会`` is one word to a
dictionary and holds 人大 all the same. What decides is how much more probable the dictionary's
own cut is than one with the term in it, by three formulas whose constants
``benchmarks/fit_boundaries.py`` fits on hand-segmented text. Their margins become one score for
all: 0 and 1 are certain, and 0.5 is where a mention is accepted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import StrEnum
from functools import lru_cache
from math import exp, log
from typing import NamedTuple

from glossary.segment import Words


class Boundary(StrEnum):
    """How it was decided that a term's characters are the term."""

    WORDS = "words"  # both ends are ends of words
    INSIDE = "inside"  # it stands inside one longer word, with whole words around it
    AFFIX = "affix"  # it stands inside one longer word, and a single character is left over
    ACROSS = "across"  # its ends lie inside other words
    NUMBER = "number"  # its first character is the unit of a number before it


class Level(StrEnum):
    """How sure a boundary must be: nothing doubtful, the most that is right, or all that may be."""

    STRICT = "strict"
    BALANCED = "balanced"
    LOOSE = "loose"

    @property
    def threshold(self) -> float:
        """The lowest score that is accepted at this level, from 0 to 1."""
        return {"strict": 0.9, "balanced": 0.5, "loose": 0.025}[self.value]


class Decision(NamedTuple):
    """How a boundary was decided, and how sure it is that the term stands there, 0 to 1."""

    boundary: Boundary
    score: float


class Constants(NamedTuple):
    """What the formulas were fitted to."""

    per_character: float = 4.0  # of a longer word: how much it may be the more probable
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


def decide(
    words: Words, context: str, start: int, end: int, constants: Constants = CONSTANTS
) -> Decision:
    """How a term's ends lie to the words around it.

    Args:
        words: The dictionary.
        context: Folded text that holds the term, and on both sides goes on to where a word ends
            for certain.
        start: Where the term begins in it, in code points.
        end: Where it ends.
        constants: Those of the formulas.
    """
    cuts, logs = words.path(context)
    first, last = bisect_right(cuts, start) - 1, bisect_left(cuts, end)
    begin, stop = cuts[first], cuts[last]
    if begin == start and stop == end:
        return WHOLE
    size = len(context)
    if last == first + 1:
        whole = context[begin:stop]
        words.logs.setdefault(whole, logs[size - begin] - logs[size - stop])
        return _inside(words, whole, start - begin, end - begin, constants)
    # One more word on each side is as far as another cut reaches.
    begin, stop = cuts[max(0, first - 1)], cuts[min(len(cuts) - 1, last + 1)]
    lost = (
        logs[size - begin] - logs[size - stop] - _through(words, context, begin, start, end, stop)
    )
    margin = constants.across - lost
    if end - start < _LONG:
        margin -= constants.short
    return Decision(Boundary.ACROSS, _sigmoid(margin * constants.steepness))


# The same word is met in many contexts.
@lru_cache(maxsize=1 << 16)
def _inside(words: Words, whole: str, start: int, end: int, constants: Constants) -> Decision:
    """A term inside one longer word of the dictionary."""
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
    """How probable the best way from ``begin`` to ``stop`` is that has the term as a word."""
    logs = words.logs
    return logs[text[begin:start]] + logs[text[start:end]] + logs[text[end:stop]]


def _sigmoid(value: float) -> float:
    # To six digits, so that sums in another order give the same.
    return int(1e6 / (1 + exp(-value)) + 0.5) / 1e6
