"""Score if a word that has other senses has the political one where it is mentioned.

Everything that speaks for or against the sense is a number; the sum of all, each with its weight,
is the logarithm of the odds of the sense. ``benchmarks/fit_senses.py`` fits the weights to
sentences in which people have said what a word means.
"""

from __future__ import annotations

from math import exp
from operator import mul
from typing import NamedTuple

from glossary.find.context import Context
from glossary.find.evidence import Evidence

# More cues than this in one place say nothing new.
_MOST = 3
# The register is a sum over words that are not independent of each other.
_MOST_REGISTER = 2.5
# A section of so many code points says what it is about. Where it has none of the cues for a sense,
# words of politics alone are not enough.
_LONG = 1_000
_MOST_ALONE = 2.0
# Logarithms of odds beyond this are equal.
_CERTAIN = 12.0


class Weights(NamedTuple):
    """The weight of each piece of evidence, in units of natural logarithms of odds.

    Cues that are nearer count more; further cues in the same place less than the first.
    """

    bias: float = 0.73
    needs_support: float = -2.82  # the term has cues for its sense
    beside: float = 8.00
    beside_against: float = -14.00
    sentence: float = 3.55
    sentence_more: float = 1.61
    sentence_against: float = -4.09
    sentence_against_more: float = -1.02
    near: float = 2.66
    near_more: float = 0.68
    near_against: float = -2.12
    near_against_more: float = -0.33
    section: float = 0.30
    section_more: float = 0.10
    section_against: float = -0.30
    ordinary: float = -0.80  # the term is a common English word, by the logarithm of how common
    register: float = 0.93  # the words around are those of politics


WEIGHTS = Weights()


class Found(NamedTuple):
    """The evidence found for a mention: sets of cues by place, for the sense and against it.

    Attributes:
        evidence: That of the term.
        register: How much the words around speak for the register of politics.
    """

    evidence: Evidence
    beside: int
    beside_against: int
    sentence: int
    sentence_against: int
    near: int
    near_against: int
    section: int
    section_against: int
    register: float

    def features(self) -> tuple[float, ...]:
        """Return the evidence as numbers, in the order of the weights."""
        evidence = self.evidence
        ours, theirs = self.sentence.bit_count(), self.sentence_against.bit_count()
        near, near_against = self.near.bit_count(), self.near_against.bit_count()
        section = self.section.bit_count()
        return (
            1.0,
            not evidence.is_default,
            self.beside > 0,
            self.beside_against > 0,
            ours > 0,
            _more(ours),
            theirs > 0,
            _more(theirs),
            near > 0,
            _more(near),
            near_against > 0,
            _more(near_against),
            section > 0,
            _more(section),
            self.section_against > 0,
            evidence.ordinary,
            limited(self.register),
        )


class _Place(NamedTuple):
    """The evidence in and around a sentence."""

    here: int
    near: int  # without those here
    section: int  # without those near
    register: float
    is_long: bool  # the section


class Senses:
    """The evidence for senses in a text.

    Args:
        context: The cues in it.
        about: The words of China, Taiwan, Hong Kong and Macau, as a set. In a long text that has
            none of them, words of politics are those of others.
    """

    def __init__(self, context: Context, about: int) -> None:
        self._context, self._about = context, about
        self._places: dict[int, _Place] = {}

    def found(self, evidence: Evidence, start: int, end: int) -> Found:
        """Return the evidence for a mention of a term.

        Args:
            evidence: That of the term.
            start: The start of the mention in the text.
            end: Its end.
        """
        context = self._context
        sentence = context.sentence_at(start)
        place = self._places.get(sentence) or self._place(sentence)
        here, near, section, register, is_long = place
        support, against, own = evidence[:3]
        before, after = context.before.get(start, 0), context.after.get(end, 0)
        if own:
            here = context.in_sentence(sentence, own)
            near &= ~own
            section &= ~own
        # Much is said somewhere on two pages: a single character needs more than that.
        if evidence.is_short:
            section = 0
        for_it, against_it = support.anywhere, against.anywhere
        beside = before & support.before | after & support.after
        register -= evidence.register
        if not evidence.is_default and not (beside or (here | near | section) & for_it):
            if evidence.is_common:
                register = min(register, 0.0)
            elif is_long:
                register = min(register, _MOST_ALONE)
        return Found(
            evidence,
            beside,
            before & against.before | after & against.after,
            here & for_it,
            here & against_it,
            near & for_it,
            near & against_it,
            section & for_it,
            section & against_it,
            register,
        )

    def _place(self, sentence: int) -> _Place:
        context = self._context
        here, near = context.in_sentence(sentence, 0), context.near(sentence)
        section, register = context.in_section(sentence), context.register(sentence)
        is_long = context.section_length(sentence) > _LONG
        if is_long and not section & self._about:
            register = min(register, 0.0)
        around = near & ~here, section & ~near
        place = self._places[sentence] = _Place(here, *around, register, is_long)
        return place


def log_odds(found: Found, weights: Weights = WEIGHTS) -> float:
    """Return the logarithm of the odds of a sense."""
    return float(sum(map(mul, found.features(), weights)))


def probability(log_odds: float) -> float:
    """Return the probability for the logarithm of odds, to six digits."""
    limited = max(-_CERTAIN, min(_CERTAIN, log_odds))
    return int(1e6 / (1 + exp(-limited)) + 0.5) / 1e6


def limited(register: float) -> float:
    """Return the register as it counts: a sum of words that are not independent has its limits."""
    return max(-_MOST_REGISTER, min(_MOST_REGISTER, register))


def _more(count: int) -> int:
    return min(count, _MOST) - 1 if count else 0
