"""The data model of terminology: concepts and their terms.

Names follow ISO 30042 (TBX): a *concept entry* describes one concept, its *terms* designate the
concept in a language, and each term has an *administrative status*.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from termbase.choices import Choice
from termbase.errors import InvalidConcept

_MAX_LEVEL = 5
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class Language(Choice):
    """The language of a term (BCP 47 primary subtag)."""

    CHINESE = "zh"
    ENGLISH = "en"


class Status(Choice):
    """Administrative status of a term (TBX ``administrativeStatus``)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class Usage(Choice):
    """Group of users of a term."""

    OFFICIAL = "official"
    MEDIA = "media"
    ACADEMIC = "academic"
    DISSIDENT = "dissident"
    COLLOQUIAL = "colloquial"
    LITERAL = "literal"


class Relation(Choice):
    """Relation from one concept to another: *this concept* is broader than *that one*."""

    BROADER = "broader"
    NARROWER = "narrower"
    MEMBER_OF = "member of"
    SHORT_FOR = "short for"
    SUPERSEDES = "supersedes"
    OPPOSITE = "opposite"
    SEE_ALSO = "see also"


@dataclass(frozen=True)
class Source:
    """Source that attests a term or a fact.

    Attributes:
        title: The title of the text.
        publisher: Who published it.
        date: ISO 8601, truncated where unknown.
        url: Its address.
        quote: The words of the text in which the term stands.
    """

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    quote: str = ""

    def __post_init__(self) -> None:
        _require(self.title, "source without a title")


class Example(NamedTuple):
    """A sentence that uses the concept, with its translation."""

    chinese: str
    english: str


class FirstUse(NamedTuple):
    """First attested use: an ISO 8601 date, truncated where unknown, and a place or text."""

    date: str
    where: str = ""


class Review(NamedTuple):
    """What people have checked of a concept.

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


class PassThrough(NamedTuple):
    """Pass-through field: format-specific data, never interpreted, written back to the same format.

    Attributes:
        format: The family of formats, such as ``tbx`` or ``table``.
        name: The name of the field in that format: a heading, a data category.
        value: The value as written there: the text of a cell, an XML element.
    """

    format: str
    name: str
    value: str


class Cues(NamedTuple):
    """Words in the context that speak for or against the sense of an ambiguous term.

    A cue in Latin letters matches the beginning of a word (``corrupt`` matches *corruption*); a
    Chinese cue matches anywhere. A tilde is the place of the term and makes a cue match only
    directly beside it: ``日本~`` before the term, ``~ rocket`` after it.

    Attributes:
        support: If not empty, at least one of these has to match.
        against: None of these may match.
    """

    support: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.support or self.against)


_NO_CUES = Cues()


@dataclass(frozen=True)
class Term:
    """Designation of a concept in one language.

    A language, status or usage may be given as its string.

    Attributes:
        language: Chinese or English.
        text: The term; for Chinese in simplified characters.
        traditional: Traditional characters (Chinese only).
        taiwan: The form used in Taiwan, if it differs from ``traditional``.
        hong_kong: The form used in Hong Kong, if it differs from ``traditional``.
        pinyin: Hanyu Pinyin with tone marks, joined as words (GB/T 16159), no tone sandhi.
        renderings: For a Chinese term, the texts of the English terms of its concept that render
            this form, best first; empty if it shares those that no other form names. See
            :meth:`Concept.renderings`.
        status: Its administrative status.
        usage: The groups of users.
        part_of_speech: ``noun``, ``verb`` and so on; empty if not stated.
        inflects: True if an English term also matches in inflected forms.
        case_sensitive: True if an English term matches only in exactly this case.
        cues: The context that an ambiguous term needs to have this sense.
        generated: The names of fields filled in by a program and not checked: ``simplified``,
            ``traditional``, ``pinyin``. ``simplified`` means that ``text`` was converted.
        checked: The names of fields that a program would doubt and a person has confirmed.
        sources: The sources that attest this term.
        pass_through: The pass-through fields of files it was read from.
    """

    language: Language
    text: str
    traditional: str = ""
    taiwan: str = ""
    hong_kong: str = ""
    pinyin: str = ""
    renderings: tuple[str, ...] = ()
    status: Status = Status.ADMITTED
    usage: tuple[Usage, ...] = ()
    part_of_speech: str = ""
    inflects: bool = True
    case_sensitive: bool = False
    cues: Cues = _NO_CUES
    generated: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    pass_through: tuple[PassThrough, ...] = ()

    def __post_init__(self) -> None:
        # Tests of classes, not conversions: terms are made by the hundred thousand.
        if self.language.__class__ is not Language:
            _convert(self, "language", Language)
        if self.status.__class__ is not Status:
            _convert(self, "status", Status)
        if self.usage and any(usage.__class__ is not Usage for usage in self.usage):
            _convert(self, "usage", _usages)
        _require(self.text, "term without text")
        if self.language is not Language.CHINESE and any(
            (self.traditional, self.taiwan, self.hong_kong, self.pinyin, self.renderings)
        ):
            raise InvalidConcept(
                f"{self.text!r}: only a Chinese term has traditional forms, pinyin or renderings"
            )

    def __repr__(self) -> str:
        return f"<Term {self.language} {self.text}, {self.status}>"

    @property
    def simplified(self) -> str:
        """The simplified form of a Chinese term; empty for an English one."""
        return self.text if self.language is Language.CHINESE else ""

    @property
    def is_converted(self) -> bool:
        """True if the simplified characters were made by a program from another form."""
        return "simplified" in self.generated

    @property
    def written_forms(self) -> tuple[str, ...]:
        """The forms that were given, not generated, without duplicates; never empty."""
        given = {
            "simplified": self.text,
            "traditional": self.traditional,
            "taiwan": self.taiwan,
            "hong_kong": self.hong_kong,
        }
        forms = [form for field, form in given.items() if form and field not in self.generated]
        return tuple(dict.fromkeys(forms)) or (self.text,)

    @property
    def forms(self) -> tuple[str, ...]:
        """All written forms without duplicates, the simplified one first."""
        forms = (self.text, self.traditional, self.taiwan, self.hong_kong)
        return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True)
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
                f"{self.id!r} is not an id: use lower-case letters, digits and single hyphens"
            )
        if not self.terms:
            raise InvalidConcept(f"{self.id}: concept without terms")
        if self.polity and not _ID.fullmatch(self.polity):
            raise InvalidConcept(
                f"{self.id}: invalid polity {self.polity!r}; expected a name such as 'hong-kong'"
            )
        if not 0 <= self.level <= _MAX_LEVEL:
            raise InvalidConcept(
                f"{self.id}: invalid level {self.level}; expected 1 to {_MAX_LEVEL}"
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
                ranked.append((_is_retired(chinese), place, not _is_preferred(chinese), chinese))
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
        return tuple(sorted(shared, key=lambda item: (_is_retired(item), not _is_preferred(item))))


def _is_preferred(term: Term) -> bool:
    return term.status is Status.PREFERRED


def _is_retired(term: Term) -> bool:
    return term.status in (Status.DEPRECATED, Status.SUPERSEDED)


def _usages(values: str | tuple[str, ...]) -> tuple[Usage, ...]:
    return tuple(map(Usage, (values,) if isinstance(values, str) else values))


def _convert(term: Term, field: str, convert: Callable[[Any], object]) -> None:
    """Convert a field that was given as strings."""
    try:
        object.__setattr__(term, field, convert(getattr(term, field)))
    except ValueError as error:
        raise InvalidConcept(str(error)) from None


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise InvalidConcept(message)
