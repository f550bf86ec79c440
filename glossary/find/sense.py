"""Score if a word that has other senses has the political one where it is mentioned.

Everything that speaks for or against the sense is a number; the sum of all, each with its weight,
is the logarithm of the odds of the sense. ``benchmarks/fit_senses.py`` fits the weights to
sentences in which people have said what a word means.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp
from operator import mul
from typing import NamedTuple

from glossary.find.context import Context
from glossary.find.evidence import Evidence, Usual
from termbase.model.concept import Concept

# More cues, or other terms, than this in one place say nothing new.
_MOST = 3
# The register is a sum over words that are not independent of each other.
_MOST_REGISTER = 6.0
# Logarithms of odds beyond this are equal.
_CERTAIN = 12.0


class Weights(NamedTuple):
    """The weight of each piece of evidence, in units of natural logarithms of odds.

    Cues that are nearer count more; further cues in the same place less than the first.
    """

    bias: float = 0.86
    needs_support: float = -2.30  # the term has cues for its sense
    rare: float = -0.51  # how usual the sense is
    seldom: float = -0.81
    often: float = -0.55
    mostly: float = -0.07
    beside: float = 6.01
    beside_against: float = -8.06
    sentence: float = 3.55
    sentence_more: float = 1.20
    sentence_against: float = -4.01
    sentence_against_more: float = -1.08
    near: float = 2.09
    near_more: float = 0.30
    near_against: float = -2.20
    near_against_more: float = -0.30
    section: float = 0.60
    section_more: float = 0.30
    section_against: float = -0.60
    sure: float = 1.48  # for each concept that is mentioned in the sentence beyond doubt
    sure_near: float = 0.54
    unsure: float = 0.26  # for each other concept in the sentence
    register: float = 0.93  # the words around are those of politics


WEIGHTS = Weights()


class Found(NamedTuple):
    """The evidence found for a mention: sets of cues by place, for the sense and against it.

    Attributes:
        evidence: That of the term.
        sure: The number of other concepts that are mentioned in the sentence beyond doubt.
        sure_near: That of those near by.
        unsure: That of concepts that may be mentioned in the sentence.
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
    sure: int
    sure_near: int
    unsure: int
    register: float

    def features(self) -> tuple[float, ...]:
        """Return the evidence as numbers, in the order of the weights."""
        evidence = self.evidence
        usual = evidence.usual
        ours, theirs = self.sentence.bit_count(), self.sentence_against.bit_count()
        near, near_against = self.near.bit_count(), self.near_against.bit_count()
        section = self.section.bit_count()
        return (
            1.0,
            not evidence.is_default,
            usual is Usual.RARE,
            usual is Usual.SELDOM,
            usual is Usual.OFTEN,
            usual is Usual.MOSTLY,
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
            min(self.sure, _MOST),
            min(self.sure_near, _MOST),
            min(self.unsure, _MOST),
            max(-_MOST_REGISTER, min(_MOST_REGISTER, self.register)),
        )


class _Place(NamedTuple):
    """The evidence in and around a sentence."""

    here: int
    near: int  # without those here
    section: int  # without those near
    sure: set[str]
    unsure: set[str]
    sure_near: set[str]
    register: float


class Senses:
    """The evidence for senses in a text.

    Args:
        context: The cues in it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        # For each sentence the concepts that are mentioned beyond doubt, and those that may be.
        self._sure: dict[int, set[str]] = defaultdict(set)
        self._unsure: dict[int, set[str]] = defaultdict(set)
        self._around: dict[tuple[int, int], set[str]] = {}
        self._places: dict[int, _Place] = {}

    def note(self, sentence: int, concept: Concept, *, is_sure: bool) -> None:
        """Note that a concept is mentioned in a sentence."""
        (self._sure if is_sure else self._unsure)[sentence].add(concept.id)

    def found(self, evidence: Evidence, concept: Concept, start: int, end: int) -> Found:
        """Return the evidence for a mention of a term.

        Args:
            evidence: That of the term.
            concept: Its concept.
            start: The start of the mention in the text.
            end: Its end.
        """
        context = self._context
        sentence = context.sentence_at(start)
        place = self._places.get(sentence) or self._place(sentence)
        here, near, section, sure, unsure, around, register = place
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
        is_sure = concept.id in sure
        return Found(
            evidence,
            before & support.before | after & support.after,
            before & against.before | after & against.after,
            here & for_it,
            here & against_it,
            near & for_it,
            near & against_it,
            section & for_it,
            section & against_it,
            len(sure) - is_sure,
            len(around) - len(sure) - (not is_sure and concept.id in around),
            len(unsure) - (concept.id in unsure),
            register - evidence.register,
        )

    def _place(self, sentence: int) -> _Place:
        context = self._context
        here, near = context.in_sentence(sentence, 0), context.near(sentence)
        place = self._places[sentence] = _Place(
            here,
            near & ~here,
            context.in_section(sentence) & ~near,
            self._sure.get(sentence, _NONE),
            self._unsure.get(sentence, _NONE),
            self._sure_near(sentence),
            context.register(sentence),
        )
        return place

    def _sure_near(self, sentence: int) -> set[str]:
        places = self._context.sentences_near(sentence)
        if places not in self._around:
            first, last = places
            found = (self._sure.get(at, _NONE) for at in range(first, last + 1))
            self._around[places] = set[str]().union(*found)
        return self._around[places]


_NONE: set[str] = set()


def log_odds(found: Found, weights: Weights = WEIGHTS) -> float:
    """Return the logarithm of the odds of a sense."""
    return float(sum(map(mul, found.features(), weights)))


def probability(log_odds: float) -> float:
    """Return the probability for the logarithm of odds, to six digits."""
    limited = max(-_CERTAIN, min(_CERTAIN, log_odds))
    return int(1e6 / (1 + exp(-limited)) + 0.5) / 1e6


def _more(count: int) -> int:
    return min(count, _MOST) - 1 if count else 0
