"""Score the polities that the surroundings of a sentence speak of: what is near, the section.

The script and the spelling of the text are weak evidence as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate

from glossary.find.context import Context
from glossary.find.polities import ABROAD, MACAU, MAINLAND, POLITIES, MarkersHere
from glossary.find.writing import Writing

# The weights, in units of natural logarithms of odds.
# Most names in a termbase of Chinese politics are the mainland's, and all texts have some.
_MANY = 0.4
_NEAR = 0.5
_SECTION = 3.5
_TOPIC = 0.7
_TOPIC_SECTION = 0.5
_ORIGIN = 3
# A text is news from abroad if it has so many times as many words of other states.
_ABOUT = 2
_GIVEN = 4.0
# Of two others that have something of a name, Macau is seldom meant.
_DEFAULT = {MAINLAND: 0.5, MACAU: -0.5}
# More cues of a kind than this say nothing new.
_MOST = 3


class Surroundings:
    """The evidence for polities around each sentence of a text.

    Args:
        context: The cues in the text.
        markers: The markers of each polity in it.
        writing: Its script and spelling.
        given: The polity that the reader names, if any.

    Attributes:
        named: For each polity the offsets of names that it alone has, by sentence.
    """

    def __init__(
        self,
        context: Context,
        markers: Mapping[str, MarkersHere],
        writing: Writing,
        given: str,
    ) -> None:
        self._context, self._markers = context, markers
        self._writing, self._given = writing, given
        self.named: dict[str, dict[int, list[int]]] = {polity: {} for polity in POLITIES}
        self._priors: dict[int, dict[str, float]] = {}
        self._weights: dict[int, dict[str, float]] = {}
        self._scores: dict[tuple[int, int], dict[str, float]] = {}
        self._around: dict[tuple[int, int], list[tuple[str, int, int, float]]] = {}

    def note(self, sentence: int, offset: int, polity: str) -> None:
        """Note that something which only one polity has is named at an offset in a sentence."""
        named = self.named.get(polity, self.named[ABROAD])
        named.setdefault(sentence, []).append(offset)

    def scores(self, sentence: int, own: int = 0) -> dict[str, float]:
        """Return the scores of what is in the section and near, without the sentence itself.

        Args:
            sentence: Its number.
            own: Words of polities that do not count, as a set.
        """
        context = self._context
        here = context.in_sentence(sentence, 0)
        if own:
            own &= context.near(sentence) & ~here
        scores = self._scores.get((sentence, own))
        if scores is not None:
            return scores
        here |= own
        scores = self._prior(sentence).copy()
        for polity, words, count, names in self._counts_near(sentence):
            around = count - (here & words).bit_count() + names
            around -= self._count(polity, sentence, sentence)
            weight = _NEAR * min(around, _MOST)
            # Every text speaks of other states; that alone does not make it theirs.
            scores[polity] += weight * _TOPIC if polity == ABROAD else weight
        self._scores[sentence, own] = scores
        return scores

    def is_named_near(self, polity: str, sentence: int) -> bool:
        """Return True if there is a word or a name of a polity near a sentence, not in it."""
        words = self._markers[polity].words
        near = self._context.near(sentence) & ~self._context.in_sentence(sentence, 0) & words
        first, last = self._context.sentences_near(sentence)
        names = self._count(polity, first, last) - self._count(polity, sentence, sentence)
        return near != 0 or names > 0

    def _counts_near(self, sentence: int) -> list[tuple[str, int, int, float]]:
        """Return the polities that are spoken of in a sentence or near it.

        Returns:
            The polity, its words in the text as a set, how many of them are there, and for how much
            the names there count.
        """
        around = first, last = self._context.sentences_near(sentence)
        found = self._around.get(around)
        if found is None:
            near = self._context.near(sentence)
            counts = (
                (
                    polity,
                    one.words,
                    (near & one.words).bit_count(),
                    self._count(polity, first, last),
                )
                for polity, one in self._markers.items()
            )
            found = self._around[around] = [one for one in counts if one[2] or one[3]]
        return found

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
        for polity, named in self.named.items():
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
        weights = self.weights_of_section(sentence)
        total = sum(weights.values()) + _MOST
        by_script = self._writing.scores
        return {
            polity: _DEFAULT.get(polity, 0.0)
            + by_script.get(polity, 0.0)
            + _SECTION * weight * (_TOPIC_SECTION if polity == ABROAD else 1) / total
            + _GIVEN * (polity == self._given)
            for polity, weight in weights.items()
        }

    def weights_of_section(self, sentence: int) -> dict[str, float]:
        """Return how many words of each polity are in the section of a sentence."""
        section = self._context.section_of(sentence)
        if section not in self._weights:
            cues = self._context.in_section(sentence)
            first, last = self._context.sentences_of_section(sentence)
            weights = {
                polity: self._context.count(first, last, cues & found.words)
                + self._count(polity, first, last)
                for polity, found in self._markers.items()
            }
            abroad = weights[ABROAD]
            for polity, found in self._markers.items():
                origins: float = (cues & found.origin).bit_count()
                origins *= self._writing.may_be_of(polity)
                if abroad > _ABOUT * (weights[polity] + 1):
                    # News from abroad: where it was written is not what it is about.
                    origins = min(origins, weights[polity])
                weights[polity] += origins * _ORIGIN
            self._weights[section] = weights
        return self._weights[section]
