"""Decide whose institution a name means that every polity has: 外交部, 宪法, *the Constitution*.

Each polity is scored by what is said around the name: an attribute right beside it, then its
sentence, what is near, and the whole section, with the script and the spelling as weak evidence.
The best one decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import reduce
from operator import or_
from typing import NamedTuple

from glossary.find.attributes import OUR, Attributes, is_quoted
from glossary.find.clauses import Clauses
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
from glossary.find.surroundings import Surroundings
from glossary.find.writing import Writing
from termbase.patterns import compiled

# In units of natural logarithms of odds.
_ATTRIBUTE = 9.0
_EARLIER = 1.5
_SAME_SENTENCE = 1.5
_SENTENCE = 1.0
_CHAMBER = 3.0  # somebody speaks in the chamber of the own state
_FRAME = 5.0  # the place that a clause begins with: In Kenya, …
# What follows the name in its sentence is more often spoken of than what speaks.
_AFTER = 0.6
_TOPIC_AFTER = 0.3
_AFTER_IT = {polity: _TOPIC_AFTER if polity == ABROAD else _AFTER for polity in POLITIES}
_OFTEN = 2  # all texts speak of the mainland
_PAGE, _FAR = 1_000, 1.5  # code points; log odds
_MOST, _NONE = 3, frozenset[int]()  # more cues of a kind say nothing new
_FRAME_OPENING = (
    r"(?:^|[,:;])[\s“「『\"]*(?:(?:而|但是?|此外|同时|不过|然而|例如|比如),?)?在$"
    r"|(?:^\s*(?:But |And )?|; (?:and |but )?|, (?:and|but|while|whereas) )[Ii]n $"
)
_FRAME_END = r"(?:国内|境内|方面|那边|这边|这里|那里|首都[一-鿿]{2,6})?[,:]"


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
        self._markers = {name: MarkersHere.of(one, context) for name, one in found.items()}
        self._surroundings = Surroundings(context, self._markers, self._writing, given)
        # For each sentence the polities that attributes in it name.
        self._attributed: dict[int, set[str]] = defaultdict(set)
        self._persons: dict[int, str] = {}
        self._sentences: dict[int, dict[str, list[int]]] = {}
        self._leads: dict[tuple[int, str, tuple[str, ...]], bool] = {}
        markers = self._markers.values()
        self._words = reduce(or_, (one.words for one in markers))
        self._own_country = self._writing.own_country if OUR in folded else ""
        self._attributes = Attributes(folded, context, self._markers, self._own_country)
        self._clauses = Clauses(folded, context, self._spoken_of)
        self._within: dict[Set[int], int] = {}
        self._frames: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        self._by_word: dict[int, tuple[str, ...]] = {}

    def note(self, sentence: int, offset: int, polity: str) -> None:
        """Note that something which only one polity has is named at an offset in a sentence."""
        self._surroundings.note(sentence, offset, polity)

    def note_person(self, offset: int, polity: str) -> None:
        """Note that a person of a polity is named at an offset: *Foreign Minister|Hayashi*."""
        self._persons[offset] = polity if polity in HOME else ABROAD

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
            near = self._surroundings.scores(sentence)
            spoken = self._spoken_of(sentence)
            leads = self._leads[key] = all(
                near[polity] > near[rival] and rival not in spoken
                for rival in rivals
                if rival != polity
            )
        return leads

    def is_behind(self, polity: str, rivals: Set[str], sentence: int) -> bool:
        """Return True if a rival is far ahead of a polity in and around a sentence."""
        near = self._surroundings.scores(sentence)
        return max(near[rival] for rival in rivals) > near[polity] + _FAR

    def is_spoken_of(self, polity: str, sentence: int, start: int, end: int) -> bool:
        """Return True if the sentence around a word speaks of a polity, of the mainland twice."""
        offsets = self._spoken_of(sentence).get(polity, ())
        count = sum(not start <= offset < end for offset in offsets)
        return count >= (_OFTEN if polity == MAINLAND else 1)

    def is_named(self, polity: str, sentence: int, start: int, end: int) -> bool:
        """Return True if the sentence around a word has a word or a name of a polity."""
        offsets = self._spoken_of(sentence).get(polity, ())
        return any(not start <= offset < end for offset in offsets)

    def is_named_near(self, polity: str, sentence: int) -> bool:
        """Return True if there is a word or a name of a polity near a sentence."""
        return self._surroundings.is_named_near(polity, sentence)

    def is_shared(self, verdict: Verdict, sentence: int, start: int, end: int) -> bool:
        """Return True if a sentence about another state speaks of a polity at home as well."""
        if verdict.polity != ABROAD or self._attributes.beside(start, end):
            return False
        return any(self.is_named(polity, sentence, start, end) for polity in HOME)

    def is_done_by_others(self, sentence: int, start: int) -> bool:
        """Return True if another state begins the clause of a word, and does what it means."""
        return self._clauses.is_done_by_others(sentence, start)

    def is_elsewhere(self, sentence: int) -> bool:
        """Return True if the section of a sentence has words of other states only, or is long."""
        weights = self._surroundings.weights_of_section(sentence)
        is_other = weights[ABROAD] > 0 or self.is_page(sentence)
        return is_other and not any(weights[one] for one in HOME)

    def is_page(self, sentence: int) -> bool:
        """Return True if the section of a sentence is long."""
        return self._context.section_length(sentence) > _PAGE

    def is_of_others(self, sentence: int, start: int, end: int) -> bool:
        """Return True if the sentence around a word speaks of other states only."""
        spoken = {
            polity
            for polity, offsets in self._spoken_of(sentence).items()
            if any(not start <= offset < end for offset in offsets)
        }
        return ABROAD in spoken and spoken.isdisjoint(HOME)

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
        scores = self._surroundings.scores(sentence, self._words_within(own) if own else 0).copy()
        for polity, offsets in self._spoken_of(sentence).items():
            # What is within the name says nothing about it.
            after = len(offsets) - bisect_left(offsets, end)
            count = bisect_left(offsets, start) + after * _AFTER_IT[polity]
            scores[polity] += _SENTENCE * min(count, _MOST)
        for polity in self._frame(sentence, start):
            scores[polity] += _FRAME
        if polity := self._clauses.speaker(sentence, start, end):
            scores[polity] += _CHAMBER
        attributes = self._attributes.beside(start, end) or self._holder(end)
        for polity in attributes:
            scores[_owner(polity, rivals)] += _ATTRIBUTE
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

    def _holder(self, end: int) -> tuple[str, ...]:
        """Return the polity of the person who is named right after a title."""
        person = end + (self._folded[end : end + 1] == " ")
        return (self._persons[person],) if person in self._persons else ()

    def _frame(self, sentence: int, start: int) -> tuple[str, ...]:
        """Return the polities of the last place before an offset that begins a clause.

        It holds till the next one, or till the sentence ends: 在肯尼亚,财政部…; *In Kenya, …*.
        """
        frames = self._frames.get(sentence)
        if frames is None:
            frames = self._frames[sentence] = sorted(self._frames_in(sentence))
        return next((polities for end, polities in reversed(frames) if end <= start), ())

    def _frames_in(self, sentence: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the end of each place that begins a clause of a sentence, and its polities."""
        begin = self._context.span(sentence)[0]
        for start, end, number in self._context.places.get(sentence, ()):
            is_followed = compiled(_FRAME_END).match(self._folded, end)
            if is_followed and compiled(_FRAME_OPENING).search(self._folded[begin:start]):
                yield end, self._polities_of(number)

    def _polities_of(self, number: int) -> tuple[str, ...]:
        """Return the polities that have a word, by the number of its bit."""
        found = self._by_word.get(number)
        if found is None:
            markers = self._markers.items()
            found = tuple(polity for polity, one in markers if one.words >> number & 1)
            self._by_word[number] = found
        return found

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
            for number, at in _first_of_each(self._context.places.get(sentence, ())).items():
                for polity in self._polities_of(number):
                    spoken[polity].add(at)
            for polity, offsets in self._surroundings.named.items():
                if sentence in offsets:
                    # The name may be a word of the polity as well.
                    spoken[polity].update(offsets[sentence])
            if self._own_country:
                place = self._folded.find(OUR, *self._context.span(sentence))
                if place >= 0 and not is_quoted(self._folded, place):
                    spoken[self._own_country].add(place)
            found = {polity: sorted(offsets) for polity, offsets in spoken.items()}
            self._sentences[sentence] = found
        return found


def _owner(polity: str, rivals: tuple[str, ...]) -> str:
    """Return the polity for which an attribute counts: *China's president* is not Taiwan's."""
    return ABROAD if polity == MAINLAND and MAINLAND not in rivals else polity


def _first_of_each(hits: Sequence[Hit]) -> dict[int, int]:
    """Return where each word first is among hits; without those within longer ones."""
    first: dict[int, int] = {}
    reach = 0, 0
    # The longest of those with the same start comes first.
    for start, minus_end, number in sorted([(start, -end, number) for start, end, number in hits]):
        # 台湾 in 台湾问题, *China* in *Republic of China*; 国人 in 韩国|人.
        if start >= reach[1] or (start, -minus_end) == reach:
            reach = start, -minus_end
            first.setdefault(number, start)
    return first
