"""The data model of terminology: concepts and their terms.

Names follow ISO 30042 (TBX): a *concept entry* describes one concept, its *terms* designate the
concept in a language, and each term has an *administrative status*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from termbase.choices import Choice
from termbase.errors import InvalidConcept
from termbase.messages import Message, about
from termbase.model.term import (
    Cues,
    Language,
    PassThrough,
    Source,
    Status,
    Term,
    Usage,
    convert,
)

__all__ = [
    "Concept",
    "Cues",
    "Example",
    "FirstUse",
    "Language",
    "PassThrough",
    "Related",
    "Relation",
    "Review",
    "Source",
    "Status",
    "Term",
    "Usage",
]

MAX_LEVEL = 5
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class Relation(Choice):
    """Relation from one concept to another, as in SKOS: ``broader`` names a more general one.

    The others say what *this concept* is to *that one*: a member of it, short for it.
    """

    BROADER = "broader"
    NARROWER = "narrower"
    MEMBER_OF = "member of"
    SHORT_FOR = "short for"
    SUPERSEDES = "supersedes"
    OPPOSITE = "opposite"
    SEE_ALSO = "see also"


class Example(NamedTuple):
    """A sentence that uses the concept, with its translation."""

    chinese: str
    english: str


class FirstUse(NamedTuple):
    """First attested use: an ISO 8601 date, truncated where unknown, and a place or text."""

    date: str
    where: str = ""


class Review(NamedTuple):
    """Record of what people have checked of a concept.

    Attributes:
        date: The day of the last reading (ISO 8601).
        readings: The number of independent readings.
        fields: The names of the fields that were read; empty for all.
    """

    date: str
    readings: int = 1
    fields: tuple[str, ...] = ()


class Related(NamedTuple):
    """A relation to another concept, named by its id."""

    relation: Relation
    concept: str


@dataclass(frozen=True, repr=False)
class Concept:
    """Concept with its terms.

    Attributes:
        id: A readable and permanent identifier: lower-case letters, digits and hyphens.
        terms: At least one term; the preferred one of each language first.
        subject: The subject field, such as ``corruption``.
        kind: The kind of thing, such as ``institution`` or ``slogan``.
        gloss: Its meaning and relevance in one or two plain English sentences.
        literal: A word-for-word English translation, if no rendering is one.
        note: Further remarks.
        polity: Whose it is: ``mainland``, ``taiwan``, ``hong-kong``, ``macau`` or the name of a
            foreign state (``soviet-union``); empty if it belongs to none.
        level: How well known it is, from 1 (to all who read about China) to 5 (to specialists);
            0 if not stated.
        first_use: The first attested use of the term.
        event: The date of the event itself: a founding, an adoption, a beginning (ISO 8601,
            truncated where unknown).
        in_force: The date from which a law or rule is in force (ISO 8601).
        as_of: The date at which statements that become stale were true (ISO 8601).
        reviewed: What has been checked, and when.
        related: Relations to other concepts.
        sources: The sources of the facts.
        examples: Sentences that use a term.
        pass_through: The pass-through fields of files it was read from.
    """

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    kind: str = ""
    gloss: str = ""
    literal: str = ""
    note: str = ""
    polity: str = ""
    level: int = 0
    first_use: FirstUse | None = None
    event: str = ""
    in_force: str = ""
    as_of: str = ""
    reviewed: Review | None = None
    related: tuple[Related, ...] = ()
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    pass_through: tuple[PassThrough, ...] = ()

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise InvalidConcept(
                Message(
                    "{id!r} is not an id: use lower-case letters, digits and single hyphens",
                    id=self.id,
                )
            )
        if not self.terms:
            raise InvalidConcept(about(self.id, Message("concept without terms")))
        if self.polity and not _ID.fullmatch(self.polity):
            raise InvalidConcept(
                about(
                    self.id,
                    Message(
                        "invalid polity {polity!r}; expected a name such as 'hong-kong'",
                        polity=self.polity,
                    ),
                )
            )
        if any(item.relation.__class__ is not Relation for item in self.related):
            convert(self, "related", _related)
        if not 0 <= self.level <= MAX_LEVEL:
            raise InvalidConcept(
                about(
                    self.id,
                    Message(
                        "invalid level {level}; expected 1 to {limit}",
                        level=self.level,
                        limit=MAX_LEVEL,
                    ),
                )
            )

    def __repr__(self) -> str:
        best = (self.best(language) for language in Language)
        terms = " = ".join(term.text for term in best if term)
        return f"<Concept {self.id}: {terms} ({len(self.terms)} terms)>"

    @property
    def chinese(self) -> tuple[Term, ...]:
        """The Chinese terms, in order."""
        return tuple(term for term in self.terms if term.language is Language.CHINESE)

    @property
    def english(self) -> tuple[Term, ...]:
        """The English terms, in order."""
        return tuple(term for term in self.terms if term.language is Language.ENGLISH)

    def best(self, language: Language) -> Term | None:
        """Return the term to use in a language: the first preferred one, else the first one.

        It names the concept. For the translation of a term see :meth:`renderings`.
        """
        terms = [term for term in self.terms if term.language is language]
        preferred = (term for term in terms if term.status is Status.PREFERRED)
        return next(preferred, terms[0] if terms else None)

    def renderings(self, term: Term) -> tuple[Term, ...]:
        """Return the translations of one term of this concept, best first.

        A Chinese term that names its renderings has exactly these. All others share the English
        terms that no form names, so that the renderings of 中纪委 (CCDI) are not those of
        中央纪律检查委员会. The translations of an English term are the Chinese terms that have it
        among theirs: a Chinese term renders an English one if and only if it is rendered by it.

        Args:
            term: A term of this concept.

        Returns:
            Terms of the other language; none if all of them belong to other forms.
        """
        if term.language is Language.CHINESE:
            return self._english_of(term)
        ranked = []
        for chinese in self.chinese:
            texts = [english.text for english in self._english_of(chinese)]
            if term.text in texts:
                place = texts.index(term.text) if chinese.renderings else 0
                ranked.append(
                    (chinese.status.is_retired, place, not _is_preferred(chinese), chinese)
                )
        return tuple(chinese for *_, chinese in sorted(ranked, key=lambda row: row[:-1]))

    def rendering(self, term: Term) -> Term | None:
        """Return the best translation of one term of this concept, or None."""
        return next(iter(self.renderings(term)), None)

    def _english_of(self, term: Term) -> tuple[Term, ...]:
        by_text = {rendering.text: rendering for rendering in reversed(self.english)}
        if term.renderings:
            return tuple(by_text[text] for text in term.renderings if text in by_text)
        named = {text for chinese in self.chinese for text in chinese.renderings}
        shared = [item for text, item in reversed(by_text.items()) if text not in named]
        return tuple(
            sorted(shared, key=lambda item: (item.status.is_retired, not _is_preferred(item)))
        )


def _is_preferred(term: Term) -> bool:
    return term.status is Status.PREFERRED


def _related(related: tuple[Related, ...]) -> tuple[Related, ...]:
    return tuple(Related(Relation(relation), concept) for relation, concept in related)
