"""Finding the terms of a termbase in text: both languages, senses, overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from glossary.find.boundary import Decision, Level
from glossary.find.chinese import ChineseFinder
from glossary.find.english import EnglishFinder
from glossary.find.mention import Candidate, Mention
from glossary.find.paragraphs import blocks, paragraphs
from glossary.find.sense import Evidence, Senses
from termbase.language import english
from termbase.language.script import fold
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store.keys import SearchForm
from termbase.termbase import Termbase

# Web and mail addresses, which are no text.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)(?:(?![\s<>\"“”])[\x00-\u2e7f])+"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
)
_ADDRESS_SIGNS = ("://", "www.", "@")
_RANK = {status: rank for rank, status in enumerate(Status)}


class Place(Protocol):
    """What has a beginning and an end."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


AnyPlace = TypeVar("AnyPlace", bound=Place)


class _Meaning(NamedTuple):
    """What a written form may mean.

    Attributes:
        order: Of two meanings of the same characters the lower one is preferred: the user's
            own first, then by status.
        concept: What is meant.
        term: The term of the concept that the form belongs to.
        evidence: For the sense, where the form is an ordinary word too.
    """

    order: int
    concept: Concept
    term: Term
    evidence: Evidence | None


_Row = tuple[int, int, int, _Meaning, Decision]


class Finder:
    """Finds the terms of a termbase, as it stands when the first text is searched.

    Threads may share one.

    Args:
        termbase: What to find.
    """

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._meanings: dict[Language, dict[int, list[_Meaning]]] = {one: {} for one in Language}

    def find(
        self, text: str, *, overlapping: bool = False, level: Level | str = Level.BALANCED
    ) -> list[Mention]:
        """The mentions in a text.

        Args:
            text: Any text; a term may be broken by one line end, but not by an empty line.
            overlapping: Also those that lie inside or across longer ones.
            level: How sure the boundaries must be.

        Returns:
            Sorted by place. Unless ``overlapping``, they are disjoint, and of those that would
            overlap the longest is there.

        Raises:
            ValueError: If there is no such level.
        """
        return list(self.find_in((text,), overlapping=overlapping, level=level))

    def find_in(
        self,
        pieces: Iterable[str],
        *,
        overlapping: bool = False,
        level: Level | str = Level.BALANCED,
    ) -> Iterator[Mention]:
        """The mentions in a text that comes piece by piece; little of it is held at a time.

        Args:
            pieces: The text, cut anywhere.
            overlapping: As for :meth:`find`.
            level: As for :meth:`find`.

        Yields:
            The mentions as :meth:`find` sorts them, with offsets into the whole text.

        Raises:
            ValueError: If there is no such level.
        """
        least = Level(level).threshold
        for start, block in blocks(pieces):
            found = self._in_block(block, start, least)
            yield from found if overlapping else longest_first(found)

    def _in_block(self, block: str, shift: int, least: float) -> list[Mention]:
        """What stands in some paragraphs in the sense meant, sorted by place, the longer first."""
        masked = block
        if any(sign in block for sign in _ADDRESS_SIGNS):
            masked = _ADDRESS.sub(lambda match: "\ufffc" * len(match[0]), block)
        folded = fold(masked)
        rows = list(self._mean(Language.CHINESE, self._chinese.find(masked, least)))
        # Without a letter or a digit no English term is there, and none need be read.
        if english.ANY_LETTER.search(folded):
            rows += self._mean(Language.ENGLISH, self._english.find(folded))
        rows.sort(key=itemgetter(0, 1, 2))
        senses = Senses(folded, (start for start, _ in paragraphs(masked)))
        for start, _, _, (_, concept, _, evidence), _ in rows:
            if not evidence:
                senses.note(start, concept)
        mentions: list[Mention] = []
        last = None
        for start, minus_end, _, (_, concept, term, evidence), (boundary, score) in rows:
            end = -minus_end
            if evidence and not senses.speak_for(evidence, concept.subject, start, end):
                continue
            place = start + shift, end + shift
            if place == last and _is_known(mentions, *place, concept):
                continue
            last = place
            mentions.append(Mention(*place, block[start:end], concept, term, boundary, score))
        return mentions

    def _mean(self, language: Language, candidates: Iterable[Candidate]) -> Iterator[_Row]:
        known = self._meanings[language]
        for start, end, number, decision in candidates:
            meanings = known.get(number)
            if meanings is None:
                forms = self._forms(language)[number]
                meanings = known[number] = list(map(self._meaning, forms))
            for meaning in meanings:
                yield start, -end, meaning[0], meaning, decision

    def _meaning(self, form: SearchForm) -> _Meaning:
        concept = self._termbase[form.concept]
        term = concept.terms[form.term]
        foreign = form.concept not in self._own
        order = len(Status) * foreign + _RANK[term.status]
        return _Meaning(order, concept, term, Evidence.of(term.cues))

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self._termbase.own.ids() if self._termbase.own else ())

    def _forms(self, language: Language) -> list[list[SearchForm]]:
        return self._chinese_forms if language is Language.CHINESE else self._english_forms

    @cached_property
    def _chinese_forms(self) -> list[list[SearchForm]]:
        """What is looked for in Chinese, what is written alike together."""
        alike: dict[str, list[SearchForm]] = {}
        for form in self._termbase.forms(Language.CHINESE):
            alike.setdefault(form.text, []).append(form)
        return list(alike.values())

    @cached_property
    def _english_forms(self) -> list[list[SearchForm]]:
        return [[form] for form in self._termbase.forms(Language.ENGLISH)]

    @cached_property
    def _chinese(self) -> ChineseFinder:
        return ChineseFinder([forms[0].text for forms in self._chinese_forms])

    @cached_property
    def _english(self) -> EnglishFinder:
        forms = list(chain.from_iterable(self._english_forms))
        return EnglishFinder(forms, self._termbase.lemmas())


def longest_first(places: Iterable[AnyPlace]) -> list[AnyPlace]:
    """Disjoint places: the longest of all, then the longest that leaves it alone, and so on.

    Args:
        places: Sorted by their starts. Of equally long ones the earlier wins, and of those in
            the same place the one that comes first here.

    Returns:
        Sorted by place.
    """
    kept: list[AnyPlace] = []
    entangled: list[AnyPlace] = []
    reach = -1
    for place in places:
        if place.start >= reach:
            kept += _longest_first(entangled)
            entangled = []
        entangled.append(place)
        reach = max(reach, place.end)
    return kept + _longest_first(entangled)


def _longest_first(places: list[AnyPlace]) -> list[AnyPlace]:
    if len(places) < 2:
        return places
    kept: list[AnyPlace] = []
    taken: set[int] = set()
    for place in sorted(places, key=lambda p: (p.start - p.end, p.start)):
        # The ones kept are at least as long, so an overlap covers one of the two ends.
        if place.start not in taken and place.end - 1 not in taken:
            taken.update(range(place.start, place.end))
            kept.append(place)
    return sorted(kept, key=lambda place: place.start)


def _is_known(mentions: list[Mention], start: int, end: int, concept: Concept) -> bool:
    """Whether another term of a concept has been found in the very same place."""
    for known in reversed(mentions):
        if known.start != start or known.end != end:
            return False
        if known.concept.id == concept.id:
            return True
    return False
