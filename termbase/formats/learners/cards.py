"""Cards: each Chinese term with what a reader or learner wants to know of it.

A card has one term of a concept, because its renderings are those of this very form. The other
terms of the concept and the regional forms come after them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from termbase.formats.learners.forms import Form, forms_of
from termbase.formats.losses import having
from termbase.model.concept import Concept, Term
from termbase.model.fill import fill_concept

# The name of the dictionary, and of the deck or category above all others.
TITLE = "zh-en-glossary"


class Sentence(NamedTuple):
    """A sentence with a term in it.

    Attributes:
        before: The text before the term.
        word: The term as it is written there; empty if it is not known where it is.
        after: The text after it.
        language: The language of the sentence (BCP 47).
        translation: An English translation, if there is one.
    """

    before: str
    word: str
    after: str
    language: str
    translation: str = ""

    @property
    def text(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.word}{self.after}"


class Quotation(NamedTuple):
    """A sentence of a document that a term was found in.

    Attributes:
        concept: The id of the concept.
        term: The Chinese term, in simplified characters.
        sentence: The sentence.
        document: The name of the document; empty if it has none.
    """

    concept: str
    term: str
    sentence: Sentence
    document: str = ""


@dataclass(frozen=True)
class Card:
    """A Chinese term with its concept.

    Attributes:
        concept: The concept.
        term: The term.
        number: How many earlier terms of the concept have the same simplified characters.
        quotation: The place in a document that it was found at, if the cards are of a document.
    """

    concept: Concept
    term: Term
    number: int = 0
    quotation: Quotation | None = None

    @cached_property
    def renderings(self) -> tuple[Term, ...]:
        """The renderings of the term, best first."""
        return self.concept.renderings(self.term)

    @cached_property
    def forms(self) -> list[Form]:
        """The forms of the term, the simplified one first."""
        return forms_of(self.concept, self.term)

    @property
    def traditional(self) -> str:
        """The term in traditional characters."""
        return self.term.traditional or self.term.text

    @property
    def literal(self) -> str:
        """The word-for-word translation; empty if one of the renderings is one."""
        texts = [term.text for term in self.concept.english]
        return "" if self.concept.literal in texts else self.concept.literal

    @property
    def others(self) -> Iterator[Term]:
        """The other Chinese terms of the concept."""
        return (term for term in self.concept.chinese if term is not self.term)

    @property
    def sentences(self) -> list[Sentence]:
        """The sentence of the document, or the examples that the concept has of this term."""
        if self.quotation:
            return [self.quotation.sentence]
        found = []
        for example in self.concept.examples:
            term, form = _form_in(self.concept, example.chinese)
            if term is self.term:
                text = example.chinese
                start, end = text.index(form), text.index(form) + len(form)
                found.append(Sentence(text[:start], form, text[end:], "zh", example.english))
        return found


def cards_of(concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> Iterator[Card]:
    """Yield the cards of concepts, in order.

    Args:
        concepts: The concepts.
        quotations: Where terms were found in documents; if there are any, only these terms are
            given, in this order.
    """
    cards = [card for concept in concepts for card in _cards_of(_filled(concept))]
    if not quotations:
        yield from cards
        return
    # Of terms with the same characters the first one is given.
    by_name = {(card.concept.id, card.term.text): card for card in reversed(cards)}
    for quotation in quotations:
        card = by_name.get((quotation.concept, quotation.term))
        if card:
            yield Card(card.concept, card.term, card.number, quotation)


def name_of(concepts: Sequence[Concept], quotations: Sequence[Quotation] = ()) -> tuple[str, ...]:
    """Return the name of an export: the title, and the documents or the one subject that it is of.

    Two exports of different parts are so different decks or dictionaries in other programs.
    """
    if documents := [name for name in dict.fromkeys(item.document for item in quotations) if name]:
        return TITLE, ", ".join(documents)
    subjects = {concept.subject for concept in concepts}
    return (TITLE, *subjects) if len(subjects) == 1 and all(subjects) else (TITLE,)


def label(term: Term) -> str:
    """Return that a term is out of use, and its users: ``superseded, official``."""
    status = [term.status.value] if term.status.is_retired else []
    return ", ".join([*status, *(usage.value for usage in term.usage)])


def lost_by_cards(concepts: Sequence[Concept], names: Collection[str]) -> Counter[str]:
    """Count for each field the concepts that lose some of it where only cards are written.

    Args:
        concepts: The concepts.
        names: The fields that the format has no place for, named as by
            :func:`termbase.formats.losses.losses`.
    """
    shown = [concept for concept in concepts if concept.chinese]
    found = having(shown, names)
    found["concept"] = len(concepts) - len(shown)
    found["terms"] = sum(
        any(not concept.renderings(term) for term in concept.english) for concept in shown
    )
    return found


def _filled(concept: Concept) -> Concept:
    """Return a concept whose Chinese terms all have both scripts and pinyin.

    Those of a base have; those of a file that is converted need not.
    """
    is_full = all(term.traditional and term.pinyin for term in concept.chinese)
    return concept if is_full else fill_concept(concept)


def _cards_of(concept: Concept) -> Iterator[Card]:
    """Yield a card for each Chinese term, except those that differ in no form and reading."""
    seen: list[tuple[str, str, str]] = []
    for term in concept.chinese:
        key = term.text, term.traditional or term.text, term.pinyin
        if key not in seen:
            yield Card(concept, term, sum(text == term.text for text, *_ in seen))
            seen.append(key)


def _form_in(concept: Concept, text: str) -> tuple[Term, str]:
    """Return the longest form of a concept in a text, and its term; else the first term."""
    found = [(form, term) for term in concept.chinese for form in term.forms if form in text]
    form, term = max(found, key=lambda pair: len(pair[0]), default=("", concept.chinese[0]))
    return term, form
