"""Score if a word that has other senses has the political one where it is mentioned.

Everything that speaks for or against the sense is a number; the sum of all, each with its weight,
is the logarithm of the odds of the sense. ``benchmarks/fit_senses.py`` fits the weights to
sentences in which people have said what a word means.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from math import exp
from typing import NamedTuple, Self

from glossary.find.context import Context
from glossary.find.cues import CueSet
from glossary.find.evidence import Evidence

# More cues than this in one place say nothing new.
_MOST = 3
# The register is a sum over words that are not independent of each other.
_MOST_REGISTER = 2.5
# A section of so many code points says what it is about. Where it has none of the cues for a sense,
# words of politics alone are not enough; for a common word, by its probability, that is so in a
# paragraph, and for a very common one, which is in every section that has some of its cues, always.
_LONG = 1_000
_PARAGRAPH, _COMMON = 250, 1e-6
_VERY_COMMON = 1e-5
_MOST_ALONE = 1.15
# Logarithms of odds beyond this are equal.
_CERTAIN = 12.0
_NOTHING = (0,) * 8


class Weights(NamedTuple):
    """The weight of each piece of evidence, in units of natural logarithms of odds.

    Cues that are nearer count more; further cues in the same place less than the first.
    """

    bias: float = 1.10
    needs_support: float = -2.50  # the term has cues for its sense
    beside: float = 8.00
    beside_against: float = -13.00
    sentence: float = 3.51
    sentence_more: float = 1.47
    sentence_against: float = -4.17
    sentence_against_more: float = -1.09
    near: float = 2.89
    near_more: float = 0.52
    near_against: float = -2.21
    near_against_more: float = -0.37
    section: float = 0.30
    section_more: float = 0.10
    section_against: float = -0.30
    ordinary: float = -0.83  # the term is a common English word, by the logarithm of how common
    register: float = 1.02  # the words around are those of politics


WEIGHTS = Weights()


class Found(NamedTuple):
    """The evidence found for a mention: sets of cues by place, for the sense and against it.

    Sets have a bit for each cue that is in the text, see :class:`Context`.

    Attributes:
        evidence: That of the term.
        register: How much the words around speak for the register of politics.
        context: The cues in the text.
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
    context: Context


class _Beside(NamedTuple):
    """The cues of a term beside it that are in the text, as sets; those around it in pairs."""

    before: int = 0
    after: int = 0
    around: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, cues: CueSet, bits: Mapping[int, int]) -> Self:
        pairs = ((one, other) for one, other in cues.around if one in bits and other in bits)
        around = tuple((bits[one], bits[other]) for one, other in pairs)
        return cls(_set_of(cues.before, bits), _set_of(cues.after, bits), around)

    def among(self, before: int, after: int) -> int:
        """Return those among the cues that end before a mention and begin after it."""
        found = before & self.before | after & self.after
        for one, other in self.around:
            if before & one and after & other:
                found |= one | other
        return found


class _Cues(NamedTuple):
    """The cues of a term that are in the text, as sets."""

    support: int
    against: int
    own: int
    beside: _Beside
    beside_against: _Beside


_NO_CUES = _Cues(0, 0, 0, _Beside(), _Beside())


class _Place(NamedTuple):
    """The evidence in and around a sentence."""

    here: int
    near: int  # without those here
    section: int  # without those near
    register: float
    length: int  # of the section


class Senses:
    """The evidence for senses in a text.

    Args:
        context: The cues in it.
        about: The words of China, Taiwan, Hong Kong and Macau, by number. In a long text that has
            none of them, words of politics are those of others.
    """

    def __init__(self, context: Context, about: Set[int]) -> None:
        self._context, self._about = context, context.set_of(about)
        self._places: dict[int, _Place] = {}
        # By the identity of the evidence of a term.
        self._cues: dict[int, _Cues] = {}

    def found(self, evidence: Evidence, sentence: int, start: int, end: int) -> Found:
        """Return the evidence for a mention of a term.

        Args:
            evidence: That of the term.
            sentence: The number of the sentence that the mention is in.
            start: The start of the mention in the text.
            end: Its end.
        """
        place = self._places.get(sentence) or self._place(sentence)
        cues = self._cues.get(id(evidence)) or self._cues_of(evidence)
        register = place.register - evidence.register
        if evidence.is_name:
            # Whatever the text is about, it means an institution.
            register = max(register, 0.0)
        if cues is _NO_CUES:
            sets = _NOTHING
        else:
            sets = self._sets(cues, place, sentence, start, end)
            # Much is said somewhere on two pages: a single character needs more than that.
            if evidence.is_short:
                sets = (*sets[:6], 0, 0)
        if not (evidence.is_default or sets[0] or sets[2] or sets[4]):
            long = _PARAGRAPH if evidence.frequency >= _COMMON else _LONG
            # Where all cues are words beside the term, it has to have one of them.
            if evidence.frequency >= _VERY_COMMON or not evidence.support.anywhere:
                register = min(register, 0.0)
            elif place.length > long and not sets[6]:
                register = min(register, _MOST_ALONE)
        return Found(evidence, *sets, register, self._context)

    def _sets(
        self, cues: _Cues, place: _Place, sentence: int, start: int, end: int
    ) -> tuple[int, int, int, int, int, int, int, int]:
        """Return the cues of a term by place, for and against its sense."""
        support, against, own, beside, beside_against = cues
        here, near, section, _, _ = place
        context = self._context
        if own:
            here = context.in_sentence(sentence, own)
            near &= ~own
            section &= ~own
        before, after = context.before.get(start, 0), context.after.get(end, 0)
        return (
            beside.among(before, after),
            beside_against.among(before, after),
            here & support,
            here & against,
            near & support,
            near & against,
            section & support,
            section & against,
        )

    def _cues_of(self, evidence: Evidence) -> _Cues:
        bits = self._context.bits
        found = _NO_CUES
        # Of the cues of a term few are in a text.
        if here := {number: bits[number] for number in bits.keys() & evidence.cues}:
            support, against = evidence.support, evidence.against
            found = _Cues(
                _set_of(support.anywhere, here),
                _set_of(against.anywhere, here),
                _set_of(evidence.own, here),
                _Beside.of(support, here),
                _Beside.of(against, here),
            )
        self._cues[id(evidence)] = found
        return found

    def _place(self, sentence: int) -> _Place:
        context = self._context
        here, near = context.in_sentence(sentence, 0), context.near(sentence)
        section, register = context.in_section(sentence), context.register(sentence)
        length = context.section_length(sentence)
        if length > _LONG and not section & self._about:
            register = min(register, 0.0)
        around = near & ~here, section & ~near
        place = self._places[sentence] = _Place(here, *around, register, length)
        return place


def _set_of(numbers: Set[int], bits: Mapping[int, int]) -> int:
    return sum([bits[number] for number in bits.keys() & numbers]) if numbers else 0


def log_odds(found: Found, weights: Weights = WEIGHTS) -> float:
    """Return the logarithm of the odds of a sense; it is linear in the weights."""
    evidence = found.evidence
    odds = weights.bias
    if not evidence.is_default:
        odds += weights.needs_support
    if found.beside:
        odds += weights.beside
    if found.beside_against:
        odds += weights.beside_against
    if found.sentence:
        odds = odds + weights.sentence + _more(found.sentence) * weights.sentence_more
    if found.sentence_against:
        more = _more(found.sentence_against)
        odds = odds + weights.sentence_against + more * weights.sentence_against_more
    if found.near:
        odds = odds + weights.near + _more(found.near) * weights.near_more
    if found.near_against:
        more = _more(found.near_against)
        odds = odds + weights.near_against + more * weights.near_against_more
    if found.section:
        odds = odds + weights.section + _more(found.section) * weights.section_more
    if found.section_against:
        odds += weights.section_against
    odds += evidence.ordinary * weights.ordinary
    return odds + limited(found.register) * weights.register


def is_of_another_state(found: Found) -> bool:
    """Return True if another state is named near than that of the sense: 國會 in London."""
    context, evidence = found.context, found.evidence
    others = context.set_of(evidence.other_states) if evidence.other_states else 0
    if not others & (found.sentence_against | found.near_against):
        return False
    return not context.set_of(evidence.states) & (found.beside | found.sentence | found.near)


def probability(log_odds: float) -> float:
    """Return the probability for the logarithm of odds, to six digits."""
    limited = max(-_CERTAIN, min(_CERTAIN, log_odds))
    return int(1e6 / (1 + exp(-limited)) + 0.5) / 1e6


def limited(register: float) -> float:
    """Return the register as it counts: a sum of words that are not independent has its limits."""
    return max(-_MOST_REGISTER, min(_MOST_REGISTER, register))


def _more(cues: int) -> int:
    """Return how many cues are in a set beyond the first, as far as they count."""
    return min(cues.bit_count(), _MOST) - 1
