"""Score if a word that has other senses has the political one where it is mentioned.

Everything that speaks for or against the sense is a number; the sum of all, each with its weight,
is the logarithm of the odds of the sense. ``benchmarks/fit_senses.py`` fits the weights to
sentences in which people have said what a word means.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp
from typing import NamedTuple, Self

from glossary.find.context import Context
from glossary.find.cues import CueFinder, CueSet
from glossary.find.polities import marker_words
from glossary.find.polity import SHARED
from termbase.language.script import fold
from termbase.model.concept import Concept, Language, Term

# A text is about a subject where so many other concepts of it are mentioned near by.
_ENOUGH = 3
# More cues than this in one place say nothing new.
_MOST = 3
# Logarithms of odds beyond this are equal.
_CERTAIN = 12.0


class Evidence(NamedTuple):
    """The cues for and against the sense of a term.

    Attributes:
        support: The cues for it.
        against: The cues against it.
        own: Those among them that are within the term itself.
        is_shared: Whether every polity has something of this name.
        is_default: Whether the sense is taken for granted where nothing speaks against it.
        is_short: Whether it is a single Chinese character.
    """

    support: CueSet
    against: CueSet
    own: int
    is_shared: bool
    is_default: bool
    is_short: bool

    @classmethod
    def of(cls, term: Term, cues: CueFinder, *, has_homonyms: bool = False) -> Self | None:
        """Return the evidence of a term; None where it has no cues, and so no other sense.

        Args:
            term: The term.
            cues: Learns its cues.
            has_homonyms: Whether other polities have a concept with such a term.
        """
        if not term.cues and not has_homonyms:
            return None
        support, against = cues.cue_set(term.cues.support), cues.cue_set(term.cues.against)
        is_shared = SHARED in term.cues.against or has_homonyms
        names = (*term.cues.support, *term.cues.against, *(marker_words() if is_shared else ()))
        forms = [fold(form) for form in term.forms]
        own = cues.cue_set(
            cue for cue in names if "~" not in cue and any(fold(cue) in form for form in forms)
        )
        return cls(
            support,
            against,
            own.anywhere,
            is_shared=is_shared,
            is_default=not any(support),
            is_short=term.language is Language.CHINESE and len(term.text) == 1,
        )


class Weights(NamedTuple):
    """The weight of each piece of evidence, in units of natural logarithms of odds."""

    prior: float = -2.0  # of a sense that needs support
    default: float = 3.0  # of one that is taken for granted
    beside: float = 7.0
    beside_against: float = -9.0
    sentence: float = 3.5
    sentence_more: float = 0.5  # for each further cue
    sentence_against: float = -4.5
    sentence_against_more: float = -0.5
    near: float = 2.6
    near_more: float = 0.3
    near_against: float = -3.0
    near_against_more: float = -0.3
    section: float = 0.8
    section_more: float = 0.4
    section_against: float = -0.8
    subject: float = 2.5  # the text is about the subject of the concept


WEIGHTS = Weights()


class Features(NamedTuple):
    """The evidence for a mention as numbers, in the order of the weights."""

    prior: int
    default: int
    beside: int
    beside_against: int
    sentence: int
    sentence_more: int
    sentence_against: int
    sentence_against_more: int
    near: int
    near_more: int
    near_against: int
    near_against_more: int
    section: int
    section_more: int
    section_against: int
    subject: int


class Found(NamedTuple):
    """The evidence found for a mention: sets of cues by place, for the sense and against it."""

    evidence: Evidence
    beside: int
    beside_against: int
    sentence: int
    sentence_against: int
    near: int
    near_against: int
    section: int
    section_against: int
    is_about: bool

    def features(self) -> Features:
        """Return the evidence as numbers."""
        counts = [min(cues.bit_count(), _MOST) for cues in self[3:8]]
        ours, theirs, near, near_against, section = counts
        return Features(
            prior=not self.evidence.is_default,
            default=self.evidence.is_default,
            beside=self.beside > 0,
            beside_against=self.beside_against > 0,
            sentence=ours > 0,
            sentence_more=max(0, ours - 1),
            sentence_against=theirs > 0,
            sentence_against_more=max(0, theirs - 1),
            near=near > 0,
            near_more=max(0, near - 1),
            near_against=near_against > 0,
            near_against_more=max(0, near_against - 1),
            section=section > 0,
            section_more=max(0, section - 1),
            section_against=self.section_against > 0,
            subject=self.is_about,
        )


class Senses:
    """The evidence for senses in a text.

    Args:
        context: The cues in it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        # For each subject, the concepts of it that are mentioned beyond doubt, by sentence.
        self._mentioned: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._about: dict[tuple[str, int, int], bool] = {}

    def note(self, sentence: int, concept: Concept) -> None:
        """Note that a concept is mentioned in a sentence, beyond doubt."""
        self._mentioned[concept.subject].append((sentence, concept.id))

    def found(self, evidence: Evidence, subject: str, start: int, end: int) -> Found:
        """Return the evidence for a mention of a term.

        Args:
            evidence: The cues of the term.
            subject: The subject of its concept.
            start: The start of the mention in the text.
            end: Its end.
        """
        context = self._context
        sentence = context.sentence_at(start)
        support, against, own = evidence[:3]
        before = context.beside.before.get(start, 0)
        after = context.beside.after.get(end, 0)
        here = context.in_sentence(sentence, own)
        near = context.near(sentence) & ~(own | here)
        # Much is said somewhere on two pages: a single character needs more than that.
        far = 0 if evidence.is_short else context.in_section(sentence) & ~(own | near | here)
        return Found(
            evidence,
            before & support.before | after & support.after,
            before & against.before | after & against.after,
            here & support.anywhere,
            here & against.anywhere,
            near & support.anywhere,
            near & against.anywhere,
            far & support.anywhere,
            far & against.anywhere,
            not evidence.is_short and self._is_about(subject, sentence),
        )

    def _is_about(self, subject: str, sentence: int) -> bool:
        if not subject:
            return False
        first, last = self._context.sentences_near(sentence)
        key = subject, first, last
        if key not in self._about:
            found = {one for at, one in self._mentioned.get(subject, ()) if first <= at <= last}
            self._about[key] = len(found) >= _ENOUGH
        return self._about[key]


def log_odds(features: Features, weights: Weights = WEIGHTS) -> float:
    """Return the logarithm of the odds of a sense."""
    return sum(map(float.__mul__, map(float, features), weights))


def probability(log_odds: float) -> float:
    """Return the probability for the logarithm of odds, to six digits."""
    limited = max(-_CERTAIN, min(_CERTAIN, log_odds))
    return int(1e6 / (1 + exp(-limited)) + 0.5) / 1e6
