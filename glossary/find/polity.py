"""Decide whose institution a name means that every polity has: 外交部, 宪法, *the Constitution*.

Each polity is scored by what is said around the name: an attribute right beside it, then its
sentence, what is near, and the whole section, with the script and the spelling as weak evidence.
The best one decides.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from glossary.find.context import Context
from glossary.find.cues import CueFinder, CueSet
from glossary.find.polities import (
    ABROAD,
    MAINLAND,
    POLITIES,
    TAIWAN,
)
from glossary.find.polities import markers as read_markers
from termbase.language.script import is_han

# Names with this word among the cues against them are shared by all polities.
SHARED = "@polity"
# The weights, in units of natural logarithms of odds.
_ATTRIBUTE = 6.0
_EARLIER = 2.0
_SAME_SENTENCE = 1.5
_SENTENCE = 1.0
_NEAR = 0.5
_SECTION = 2.5
_TOPIC = 0.5
# In an attribute it is the writer's own country.
_OUR = "我国"
_VOICE = 3
_GIVEN = 4.0
_DEFAULT = {MAINLAND: 0.5}
_TRADITIONAL = {TAIWAN: 0.4}
_SIMPLIFIED = {MAINLAND: 0.5}
# More cues of a kind than this say nothing new.
_MOST = 3
# Characters at the beginning of a text that tell its script, and the share of them that differs
# from simplified ones in traditional text.
_SAMPLE = 2000
_TRADITIONAL_SHARE = 0.08


class Verdict(NamedTuple):
    """The polity decided on at a place, and by how much it is ahead of others.

    Attributes:
        polity: One of ``POLITIES``.
        scores: The score of each, in units of natural logarithms of odds.
    """

    polity: str
    scores: dict[str, float]

    def margin(self, polity: str) -> float:
        """Return by how much a polity is ahead of the best other one; negative if it is not."""
        own = self.scores.get(polity, min(self.scores.values()))
        if polity != self.polity:
            return own - self.scores[self.polity]
        return own - sorted(self.scores.values())[-2]


class PolityMarkers(NamedTuple):
    """The markers of one polity as sets of cues."""

    attributes: CueSet
    voices: int
    words: int


def markers(cues: CueFinder) -> dict[str, PolityMarkers]:
    """Return the markers of each polity as sets of cues, which the finder of cues learns."""
    return {
        polity: PolityMarkers(
            cues.cue_set(found.attributes),
            cues.cue_set(found.voices).anywhere,
            cues.cue_set(found.words).anywhere,
        )
        for polity, found in read_markers().items()
    }


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
        self._text, self._folded, self._context = text, folded, context
        self._markers, self._given = found, given
        # For each polity the sentences in which names that it alone has are found, ascending.
        self._named: dict[str, list[int]] = {polity: [] for polity in POLITIES}
        # For each sentence the polities that attributes in it name.
        self._attributed: dict[int, set[str]] = defaultdict(set)
        self._earlier: dict[str, list[tuple[int, str]]] = {}
        self._priors: dict[int, dict[str, float]] = {}
        self._around: dict[tuple[int, int], dict[str, float]] = {}
        self._words = reduce(or_, (one.words for one in found.values()))

    def note(self, sentence: int, polity: str) -> None:
        """Note that something which only one polity has is named in a sentence; they ascend."""
        self._named.get(polity, self._named[ABROAD]).append(sentence)

    def note_attributes(self, start: int, end: int) -> None:
        """Note the attributes of a name that every polity has, for other names near it."""
        if attributes := self._attributes(start, end):
            self._attributed[self._context.sentence_at(start)].update(attributes)

    def verdict(self, start: int, end: int, own: int, rivals: tuple[str, ...]) -> Verdict:
        """Return the polity of a name.

        Args:
            start: The start of the name in the text.
            end: Its end.
            own: The cues within the name.
            rivals: The polities that may have something of this name.
        """
        sentence = self._context.sentence_at(start)
        own &= self._words
        scores = dict(self._around.get((sentence, own)) or self._around_sentence(sentence, own))
        attributes = self._attributes(start, end)
        for polity in attributes:
            scores[polity] += _ATTRIBUTE
        if not attributes:
            for polity in self._attributed.get(sentence, ()):
                scores[polity] += _SAME_SENTENCE
            if earlier := self._attribute_before(self._folded[start:end], start):
                scores[earlier] += _EARLIER
        scores = {rival: scores[rival] for rival in rivals}
        return Verdict(max(scores, key=scores.__getitem__), scores)

    def _around_sentence(self, sentence: int, own: int) -> dict[str, float]:
        """Return the scores of what is in the section, near, and in a sentence."""
        context = self._context
        scores = dict(self._prior(sentence))
        in_sentence, near = context.in_sentence(sentence, own), context.near(sentence) & ~own
        first, last = context.sentences_near(sentence)
        for polity, found in self._markers.items():
            here = (in_sentence & found.words).bit_count() + self._count(polity, sentence, sentence)
            around = (near & found.words).bit_count() + self._count(polity, first, last)
            count = _SENTENCE * min(here, _MOST) + _NEAR * min(around - here, _MOST)
            # Every text speaks of other states; that alone does not make it theirs.
            scores[polity] += count * _TOPIC if polity == ABROAD else count
        self._around[sentence, own] = scores
        return scores

    def _attributes(self, start: int, end: int) -> list[str]:
        before = self._context.before.get(start, 0)
        after = self._context.after.get(end, 0)
        found: list[str] = []
        if before or after:
            for polity, (attributes, _, _) in self._markers.items():
                if before & attributes.before or after & attributes.after:
                    found.append(polity)
        if not found and self._folded.endswith((_OUR, _OUR + "的"), 0, start):
            found.append(TAIWAN if self._is_traditional else MAINLAND)
        return found

    def _attribute_before(self, name: str, start: int) -> str:
        """Return the polity that the same name was last given to before, if any."""
        if name not in self._earlier:
            self._earlier[name] = found = []
            begin = self._folded.find(name)
            while begin >= 0:
                found += [(begin, one) for one in self._attributes(begin, begin + len(name))]
                begin = self._folded.find(name, begin + 1)
        found = self._earlier[name]
        index = bisect_left(found, (start, ""))
        return found[index - 1][1] if index else ""

    def _count(self, polity: str, first: int, last: int) -> int:
        named = self._named[polity]
        return bisect_right(named, last) - bisect_left(named, first)

    def _prior(self, sentence: int) -> dict[str, float]:
        """Return the scores of the section of a sentence."""
        section = self._context.section_of(sentence)
        if section not in self._priors:
            self._priors[section] = self._section_scores(sentence)
        return self._priors[section]

    def _section_scores(self, sentence: int) -> dict[str, float]:
        cues = self._context.in_section(sentence)
        first, last = self._context.sentences_of_section(sentence)
        weights = {
            polity: (cues & found.words).bit_count()
            + _VOICE * (cues & found.voices).bit_count()
            + self._count(polity, first, last)
            for polity, found in self._markers.items()
        }
        total = sum(weights.values()) + _MOST
        by_script = _TRADITIONAL if self._is_traditional else _SIMPLIFIED
        if not self._has_han:
            by_script = {}
        return {
            polity: _DEFAULT.get(polity, 0.0)
            + by_script.get(polity, 0.0)
            + _SECTION * weight * (_TOPIC if polity == ABROAD else 1) / total
            + _GIVEN * (polity == self._given)
            for polity, weight in weights.items()
        }

    @cached_property
    def _has_han(self) -> bool:
        return any(map(is_han, self._text[:_SAMPLE]))

    @cached_property
    def _is_traditional(self) -> bool:
        pairs = zip(self._text[:_SAMPLE], self._folded[:_SAMPLE], strict=True)
        different = sum(one != other and is_han(one) for one, other in pairs)
        return different > _TRADITIONAL_SHARE * min(len(self._text), _SAMPLE)
