"""Decide whose institution a name means that every polity has: 外交部, 宪法, *the Constitution*.

Each polity is scored by what is said around the name: an attribute right beside it, then its
sentence, what is near, and the whole section, with the script and the spelling as weak evidence.
The best one decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Set
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from glossary.find.attributes import OUR, Attributes
from glossary.find.context import Context
from glossary.find.cues import Hit
from glossary.find.polities import (
    ABROAD,
    HOME,
    HONG_KONG,
    MACAU,
    MAINLAND,
    POLITIES,
    MarkersHere,
    PolityMarkers,
)
from glossary.find.writing import Writing

# The weights, in units of natural logarithms of odds.
_ATTRIBUTE = 9.0
_EARLIER = 2.0
_SAME_SENTENCE = 1.5
# Most names in a termbase of Chinese politics are the mainland's, and all texts have some.
_MANY = 0.4
_SENTENCE = 1.0
# What follows the name in its sentence is more often spoken of than what speaks.
_AFTER = 0.6
_NEAR = 0.5
_SECTION = 3.5
_TOPIC = 0.7
_TOPIC_AFTER = 0.3
_AFTER_IT = {polity: _TOPIC_AFTER if polity == ABROAD else _AFTER for polity in POLITIES}
_TOPIC_SECTION = 0.5
_ORIGIN = 3
_GIVEN = 4.0
_DEFAULT = {MAINLAND: 0.5}
# All texts speak of the mainland.
_OFTEN = 2
_PAGE = 1_000  # code points
# More cues of a kind than this say nothing new.
_MOST = 3
_NONE: frozenset[int] = frozenset()


class Verdict(NamedTuple):
    """The polity decided on at a place, and by how much it is ahead of others.

    Attributes:
        polity: One of ``POLITIES``.
        scores: The score of each, in units of natural logarithms of odds.
    """

    polity: str
    scores: dict[str, float]

    def margin(self, polity: str) -> float:
        """Return by how much one of them is ahead of the best other; negative if it is not."""
        best, second = sorted(self.scores.values(), reverse=True)[:2]
        return self.scores[polity] - (second if polity == self.polity else best)


class Polities:
    """The evidence for polities in a text.

    Args:
        text: The text as given.
        folded: The folded text.
        context: The cues in it.
        found: The markers of each polity.
        given: The polity that the reader names, if any.
    """

    def __init__(
        self,
        text: str,
        folded: str,
        context: Context,
        found: dict[str, PolityMarkers],
        given: str = "",
    ) -> None:
        self._folded, self._context = folded, context
        self._writing = Writing(text, folded)
        self._given = given
        self._markers = {name: MarkersHere.of(one, context) for name, one in found.items()}
        # For each polity the offsets of names that it alone has, by sentence.
        self._named: dict[str, dict[int, list[int]]] = {polity: {} for polity in POLITIES}
        # For each sentence the polities that attributes in it name.
        self._attributed: dict[int, set[str]] = defaultdict(set)
        self._priors: dict[int, dict[str, float]] = {}
        self._weights: dict[int, dict[str, float]] = {}
        self._near: dict[tuple[int, int], dict[str, float]] = {}
        self._around: dict[int, int] = {}
        self._sentences: dict[int, dict[str, list[int]]] = {}
        self._leads: dict[tuple[int, str, tuple[str, ...]], bool] = {}
        markers = self._markers.values()
        self._words = reduce(or_, (one.words for one in markers))
        self._own_country = self._writing.own_country if OUR in folded else ""
        self._attributes = Attributes(folded, context, self._markers, self._own_country)
        self._within: dict[Set[int], int] = {}

    def note(self, sentence: int, offset: int, polity: str) -> None:
        """Note that something which only one polity has is named at an offset in a sentence."""
        named = self._named.get(polity, self._named[ABROAD])
        named.setdefault(sentence, []).append(offset)

    def note_attributes(self, sentence: int, start: int, end: int) -> None:
        """Note the attributes of a name that every polity has, for other names near it."""
        if attributes := self._attributes.beside(start, end):
            self._attributed[sentence].update(attributes)

    def leads(self, polity: str, rivals: tuple[str, ...], sentence: int) -> bool:
        """Return True if a polity is ahead of rivals, of which a sentence has none.

        This is known for a whole sentence, which saves the verdicts about most words in it.
        """
        key = sentence, polity, rivals
        leads = self._leads.get(key)
        if leads is None:
            near = self._near_sentence(sentence)
            spoken = self._spoken_of(sentence)
            leads = self._leads[key] = all(
                near[polity] > near[rival] and rival not in spoken
                for rival in rivals
                if rival != polity
            )
        return leads

    def is_spoken_of(self, polity: str, sentence: int, start: int, end: int) -> bool:
        """Return True if the sentence around a word speaks of a polity, of the mainland twice."""
        offsets = self._spoken_of(sentence).get(polity, ())
        count = sum(not start <= offset < end for offset in offsets)
        return count >= (_OFTEN if polity == MAINLAND else 1)

    def is_elsewhere(self, sentence: int) -> bool:
        """Return True if the section of a sentence has words of other states only, or is long."""
        weights = self._section_weights(sentence)
        is_other = weights[ABROAD] > 0 or self._context.section_length(sentence) > _PAGE
        return is_other and not any(weights[one] for one in HOME)

    def verdict(
        self, sentence: int, start: int, end: int, rivals: tuple[str, ...], own: Set[int] = _NONE
    ) -> Verdict:
        """Return the polity of a name.

        Args:
            sentence: The number of the sentence that the name is in.
            start: The start of the name in the text.
            end: Its end.
            rivals: The polities that may have something of this name.
            own: The cues within the name, by number.
        """
        scores = self._near_sentence(sentence, self._words_within(own) if own else 0).copy()
        for polity, offsets in self._spoken_of(sentence).items():
            # What is within the name says nothing about it.
            after = len(offsets) - bisect_left(offsets, end)
            count = bisect_left(offsets, start) + after * _AFTER_IT[polity]
            scores[polity] += _SENTENCE * min(count, _MOST)
        attributes = self._attributes.beside(start, end)
        for polity in attributes:
            scores[polity] += _ATTRIBUTE
        if not attributes:
            for polity in self._attributed.get(sentence, ()):
                scores[polity] += _SAME_SENTENCE
            if earlier := self._attributes.earlier(self._folded[start:end], start):
                scores[earlier] += _EARLIER
        # In Hong Kong the foreign ministry is Beijing's.
        if MAINLAND in rivals and HONG_KONG not in rivals:
            scores[MAINLAND] = max(scores[MAINLAND], scores[HONG_KONG], scores[MACAU])
        scores = {rival: scores[rival] for rival in rivals}
        return Verdict(max(scores, key=scores.__getitem__), scores)

    def _words_within(self, own: Set[int]) -> int:
        """Return the words of polities among the cues within a name, as a set."""
        words = self._within.get(own)
        if words is None:
            words = self._within[own] = self._context.set_of(own) & self._words
        return words

    def _spoken_of(self, sentence: int) -> dict[str, list[int]]:
        """Return where in a sentence words of polities are, each word once, ascending."""
        found = self._sentences.get(sentence)
        if found is None:
            spoken: dict[str, set[int]] = defaultdict(set)
            hits = self._context.places.get(sentence)
            for number, at in _first_of_each(hits).items() if hits else ():
                for polity, markers in self._markers.items():
                    if markers.words >> number & 1:
                        spoken[polity].add(at)
            for polity, offsets in self._named.items():
                if sentence in offsets:
                    # The name may be a word of the polity as well.
                    spoken[polity].update(offsets[sentence])
            if self._own_country:
                place = self._folded.find(OUR, *self._context.span(sentence))
                if place >= 0:
                    spoken[self._own_country].add(place)
            found = {polity: sorted(offsets) for polity, offsets in spoken.items()}
            self._sentences[sentence] = found
        return found

    def _near_sentence(self, sentence: int, own: int = 0) -> dict[str, float]:
        """Return the scores of what is in the section and near, without the sentence itself."""
        context = self._context
        near = self._around.get(sentence)
        if near is None:
            near = context.near(sentence) & ~context.in_sentence(sentence, 0)
            self._around[sentence] = near
        own &= near
        scores = self._near.get((sentence, own))
        if scores is not None:
            return scores
        near &= ~own
        scores = dict(self._prior(sentence))
        first, last = context.sentences_near(sentence)
        for polity, found in self._markers.items():
            around = (near & found.words).bit_count() + self._count(polity, first, last)
            around -= self._count(polity, sentence, sentence)
            count = _NEAR * min(around, _MOST)
            # Every text speaks of other states; that alone does not make it theirs.
            scores[polity] += count * _TOPIC if polity == ABROAD else count
        self._near[sentence, own] = scores
        return scores

    def _count(self, polity: str, first: int, last: int) -> float:
        """Return how much the names that only one polity has speak for it in some sentences."""
        totals = self._totals.get(polity)
        if not totals:
            return 0.0
        count = totals[last + 1] - totals[first]
        return count * _MANY if polity == MAINLAND else count

    @cached_property
    def _totals(self) -> dict[str, list[int]]:
        """For each polity that has such names, how many there are before each sentence."""
        totals: dict[str, list[int]] = {}
        for polity, named in self._named.items():
            if not named:
                continue
            counts = [0] * self._context.sentence_count
            for sentence, offsets in named.items():
                counts[sentence] = len(offsets)
            totals[polity] = list(accumulate(counts, initial=0))
        return totals

    def _prior(self, sentence: int) -> dict[str, float]:
        """Return the scores of the section of a sentence."""
        section = self._context.section_of(sentence)
        if section not in self._priors:
            self._priors[section] = self._section_scores(sentence)
        return self._priors[section]

    def _section_scores(self, sentence: int) -> dict[str, float]:
        weights = self._section_weights(sentence)
        total = sum(weights.values()) + _MOST
        by_script = self._writing.scores
        return {
            polity: _DEFAULT.get(polity, 0.0)
            + by_script.get(polity, 0.0)
            + _SECTION * weight * (_TOPIC_SECTION if polity == ABROAD else 1) / total
            + _GIVEN * (polity == self._given)
            for polity, weight in weights.items()
        }

    def _section_weights(self, sentence: int) -> dict[str, float]:
        """Return how many words of each polity are in the section of a sentence."""
        section = self._context.section_of(sentence)
        if section not in self._weights:
            cues = self._context.in_section(sentence)
            first, last = self._context.sentences_of_section(sentence)
            self._weights[section] = {
                polity: (cues & found.words).bit_count()
                + (cues & found.origin).bit_count() * _ORIGIN * self._writing.may_be_of(polity)
                + self._count(polity, first, last)
                for polity, found in self._markers.items()
            }
        return self._weights[section]


def _first_of_each(hits: list[Hit]) -> dict[int, int]:
    """Return where each word first is among hits; without those within longer ones."""
    first: dict[int, int] = {}
    for start, end, number in hits:
        # 台湾 in 台湾问题, *China* in *Republic of China*.
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in hits):
            first.setdefault(number, start)
    return first
