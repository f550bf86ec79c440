"""The meanings of the forms of a termbase in one state of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from glossary.find.boundary import Decision
from glossary.find.cues import CueFinder
from glossary.find.evidence import Evidence, is_description, jurisdictions, register
from glossary.find.forms import Forms
from glossary.find.gathering import Wanted
from glossary.find.mention import Candidate
from glossary.find.names import checks_of
from glossary.find.names.common import Check
from glossary.find.polities import HOME, MAINLAND, PolityMarkers, marker_sets, marker_words
from termbase.model.concept import Concept, Language, Status, Term
from termbase.store.keys import SearchForm
from termbase.termbase import Termbase

_RANK = {status: rank for rank, status in enumerate(Status)}


class Meaning(NamedTuple):
    """One meaning of a written form.

    Attributes:
        order: Of two meanings of the same characters the lower one is preferred: the user's own
            first, then by status.
        concept: The concept that is meant.
        term: The term of the concept that the form belongs to.
        evidence: For the sense, where the form is an ordinary word too.
        checks: Those for longer names of which the form may be a part.
        jurisdictions: The polities that may be meant by an ordinary word of law or government.
        names_polity: The polity that a text speaks of which has this term; empty where it says
            nothing about that.
        is_description: Whether it is English words that a text about another state may have too.
        is_ambiguous: Whether the term may have another sense in a text.
    """

    order: int
    concept: Concept
    term: Term
    evidence: Evidence | None
    checks: tuple[Check, ...]
    jurisdictions: tuple[str, ...]
    names_polity: str
    is_description: bool
    is_ambiguous: bool


# A candidate with one of its meanings: start, negative end, order of the meaning, the meaning, the
# decision. Sorted rows have the longer of two with the same start first.
Row = tuple[int, int, int, Meaning, Decision]


class Snapshot:
    """The meanings of the forms of a termbase. Each concept is read when it is first needed.

    Args:
        termbase: The terms to find.
        forms: Its forms, if they are known.

    Attributes:
        forms: Its forms.
        cues: The cues for the senses of terms.
    """

    def __init__(self, termbase: Termbase, forms: Forms | None = None) -> None:
        self.forms = forms or Forms(termbase)
        self.cues = CueFinder()
        self._termbase = termbase
        self._concepts: dict[str, Concept | None] = {}
        # For each language, the meanings of each form by its index.
        self._meanings: dict[Language, dict[int, list[Meaning]]] = {
            language: {} for language in Language
        }

    def chinese(self, text: str, threshold: float) -> Iterator[Row]:
        """Yield the Chinese candidates in a text with their meanings.

        Args:
            text: Any text.
            threshold: The lowest score of a boundary that is accepted.
        """
        return self._with_meanings(Language.CHINESE, self.forms.chinese.find(text, threshold))

    def english(self, folded: str) -> Iterator[Row]:
        """Yield the English candidates in a folded text with their meanings."""
        return self._with_meanings(Language.ENGLISH, self.forms.english.find(folded))

    def _with_meanings(self, language: Language, candidates: Iterable[Candidate]) -> Iterator[Row]:
        meanings_of = self._meanings[language]
        for start, end, index, decision in candidates:
            meanings = meanings_of.get(index)
            if meanings is None:
                meanings = meanings_of[index] = list(self._read_meanings(language, index))
            for meaning in meanings:
                yield start, -end, meaning[0], meaning, decision

    def _read_meanings(self, language: Language, index: int) -> Iterator[Meaning]:
        forms = self.forms.of(language, index)
        read = [(form, self._concept(form.concept)) for form in forms]
        # Another process may have changed them since the forms were read.
        found = [
            (concept, concept.terms[form.term])
            for form, concept in read
            if concept and form.term < len(concept.terms)
        ]
        polities = self._polities(self.forms.alike(language, index))
        for concept, term in found:
            is_builtin = concept.id not in self.own_ids
            order = len(Status) * is_builtin + _RANK[term.status]
            evidence = Evidence.of(term, self.cues, polities, concept.polity)
            checks, places = checks_of(term, concept), jurisdictions(term, concept)
            is_ordinary = concept.polity == MAINLAND and places
            # What a user's own terms are about is not known.
            describes = is_builtin and is_description(term, concept)
            named = "" if evidence or is_ordinary or describes else concept.polity
            is_ambiguous = bool(evidence or places or describes)
            yield Meaning(
                order, concept, term, evidence, checks, places, named, describes, is_ambiguous
            )

    def _polities(self, forms: Iterable[SearchForm]) -> set[str]:
        """Return the polities of the concepts that have some forms."""
        concepts = (self._concept(form.concept) for form in forms)
        return {concept.polity for concept in concepts if concept and concept.polity}

    def _concept(self, id: str) -> Concept | None:
        """Return a concept; one that several forms belong to is read once."""
        if id not in self._concepts:
            self._concepts[id] = self._termbase.get(id)
        return self._concepts[id]

    @cached_property
    def register(self) -> dict[int, float]:
        """The words of the register of politics by the numbers of their cues, with weights."""
        return {self.cues.number(word): weight for word, weight in register().items()}

    @cached_property
    def markers(self) -> dict[str, PolityMarkers]:
        """The markers of each polity."""
        return marker_sets(self.cues)

    @cached_property
    def located(self) -> frozenset[int]:
        """The numbers of the words of polities."""
        return frozenset(map(self.cues.number, marker_words()))

    @cached_property
    def _common_cues(self) -> bytes:
        """For each cue, by number, 1 if it counts for every text, else 0."""
        markers = (one.cues for one in self.markers.values())
        numbers = frozenset[int]().union(*markers, self.register)
        flags = bytearray(max(numbers) + 1)
        for number in numbers:
            flags[number] = 1
        return bytes(flags)

    def wanted(self, evidence: Iterable[Evidence]) -> Wanted:
        """Return the cues that are looked for in a text.

        Args:
            evidence: That of the terms in it.
        """
        numbers = frozenset[int]().union(*(one.cues for one in evidence))
        common = self._common_cues
        flags = bytearray(common.ljust(max(numbers, default=0) + 1, b"\0"))
        for number in numbers:
            flags[number] = 1
        return Wanted(self.register, self.located, bytes(flags))

    @cached_property
    def home_words(self) -> frozenset[int]:
        """The words of China, Taiwan, Hong Kong and Macau, as numbers of cues."""
        return frozenset[int]().union(*(self.markers[one].words for one in HOME))

    @cached_property
    def own_ids(self) -> frozenset[str]:
        """The ids of the concepts of the user's own base."""
        return frozenset(self._termbase.own.ids() if self._termbase.own else ())
