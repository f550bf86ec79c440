"""The model: a concept and the terms by which people say it.

The words are those of ISO 30042 (TBX): a *concept entry* holds one notion, its *terms* are the
ways to say it, and each term has an administrative *status*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from termbase.errors import InvalidConcept

_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")


class Language(StrEnum):
    """The language of a term (BCP 47 primary subtag)."""

    CHINESE = "zh"
    ENGLISH = "en"


class Status(StrEnum):
    """How a term stands among the terms of its concept (TBX administrative status)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class Usage(StrEnum):
    """Who uses a term."""

    OFFICIAL = "official"
    MEDIA = "media"
    ACADEMIC = "academic"
    DISSIDENT = "dissident"
    COLLOQUIAL = "colloquial"
    LITERAL = "literal"


class Relation(StrEnum):
    """How one concept stands to another: the one that says so is the subject of the phrase."""

    BROADER = "broader"
    NARROWER = "narrower"
    MEMBER_OF = "member of"
    SHORT_FOR = "short for"
    SUPERSEDES = "supersedes"
    OPPOSITE = "opposite"
    SEE_ALSO = "see also"


@dataclass(frozen=True)
class Source:
    """Where something was really seen."""

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        _require(self.title, "a source without a title")


class Example(NamedTuple):
    """A sentence that uses the concept, with its translation."""

    chinese: str
    english: str


class FirstUse(NamedTuple):
    """When, and in what, the concept was first used. The date is ISO 8601, cut where unknown."""

    date: str
    where: str = ""


class Related(NamedTuple):
    """A relation to another concept, named by its id."""

    relation: Relation
    concept: str


class PassThrough(NamedTuple):
    """What a file says that has no place of its own here, kept to be written back to its like.

    Finding and lookup take no notice of it.

    Attributes:
        format: The formats that understand it, such as ``tbx`` or ``table``.
        name: What it is called there: a heading, a data category.
        value: As it stands there: a cell, an element of XML.
    """

    format: str
    name: str
    value: str


class Cues(NamedTuple):
    """What near by, in the same paragraph, speaks for or against a sense of an ordinary word.

    A cue in Latin letters stands at the beginning of a word (``corrupt`` also means
    *corruption*); a Chinese cue stands anywhere. One with a tilde at an end stands right beside
    the term, which the tilde is for: ``日本~`` before it, ``~ rocket`` after it.

    Attributes:
        support: Where there are any, at least one of them has to be there.
        against: None of these may be there.
    """

    support: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.support or self.against)


_NO_CUES = Cues()


@dataclass(frozen=True)
class Term:
    """One way to say a concept.

    Attributes:
        language: Chinese or English.
        text: The term itself; for Chinese in simplified characters.
        traditional: Traditional characters (Chinese only).
        taiwan: The form used in Taiwan, where it differs from ``traditional``.
        hong_kong: The form used in Hong Kong, where it differs from ``traditional``.
        pinyin: Hanyu Pinyin with tone marks, joined as words (GB/T 16159), no tone sandhi.
        status: Its administrative status.
        usage: Who uses it.
        part_of_speech: Such as ``noun`` or ``verb``; empty where not stated.
        inflects: Whether inflected forms of an English term are the term as well.
        case_sensitive: Whether an English term is found only in exactly this case.
        cues: What decides whether an ordinary word has this sense.
        generated: The fields filled in by a program (``simplified``, ``traditional``, ``pinyin``),
            unchecked. ``simplified`` means that ``text`` was converted from another form.
        checked: The fields that look odd to a program and are right, as somebody has checked.
        sources: Where this term was seen.
        foreign: What files say of it besides.
    """

    language: Language
    text: str
    traditional: str = ""
    taiwan: str = ""
    hong_kong: str = ""
    pinyin: str = ""
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
        _require(self.text, "a term without text")
        if self.language is not Language.CHINESE and any(
            (self.traditional, self.taiwan, self.hong_kong, self.pinyin)
        ):
            raise InvalidConcept(f"{self.text!r}: only a Chinese term has characters or pinyin")

    def __repr__(self) -> str:
        return f"<Term {self.language} {self.text}, {self.status}>"

    @property
    def simplified(self) -> str:
        """The simplified characters of a Chinese term, empty for others."""
        return self.text if self.language is Language.CHINESE else ""

    @property
    def is_converted(self) -> bool:
        """True if the simplified characters were made by a program from another form."""
        return "simplified" in self.generated

    @property
    def written_forms(self) -> tuple[str, ...]:
        """The forms that somebody wrote, without repetition; never empty."""
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
        """Every written form, without repetition, the main one first."""
        forms = (self.text, self.traditional, self.taiwan, self.hong_kong)
        return tuple(dict.fromkeys(form for form in forms if form))


@dataclass(frozen=True)
class Concept:
    """One thing, and the terms by which people say it.

    Attributes:
        id: A readable name, stable for ever: lower-case letters, digits and hyphens.
        terms: At least one; the preferred one of each language first.
        subject: The field it belongs to, such as ``corruption``.
        kind: What sort of thing it is, such as ``institution`` or ``slogan``.
        gloss: What it means and why it matters, in one or two plain English sentences.
        literal: Word-for-word English, where the rendering is not.
        note: Anything else a user should know.
        first_use: When and where it began.
        related: Other concepts it is tied to.
        sources: Where the facts were seen.
        examples: Sentences that use it.
        foreign: What files say of it besides.
    """

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    kind: str = ""
    gloss: str = ""
    literal: str = ""
    note: str = ""
    first_use: FirstUse | None = None
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
            raise InvalidConcept(f"{self.id}: a concept without terms")

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
        """The term to use in a language: the first preferred one, else the first there is."""
        terms = [term for term in self.terms if term.language is language]
        preferred = (term for term in terms if term.status is Status.PREFERRED)
        return next(preferred, terms[0] if terms else None)


def _require(text: str, complaint: str) -> None:
    if not text.strip():
        raise InvalidConcept(complaint)
