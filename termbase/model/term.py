"""Terms: designations of a concept in one language, with their sources and cues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from termbase.choices import Choice
from termbase.errors import InvalidConcept


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

    @property
    def is_retired(self) -> bool:
        """True if a term with this status is to be avoided: deprecated or superseded."""
        return self in (Status.DEPRECATED, Status.SUPERSEDED)


class Usage(Choice):
    """Group of users of a term."""

    OFFICIAL = "official"
    MEDIA = "media"
    ACADEMIC = "academic"
    DISSIDENT = "dissident"
    COLLOQUIAL = "colloquial"
    LITERAL = "literal"


@dataclass(frozen=True)
class Source:
    """Source that attests a term or a fact.

    Attributes:
        title: The title of the text.
        publisher: Who published it.
        date: ISO 8601, truncated where unknown.
        url: Its address.
        quote: The words of the text that contain the term.
    """

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    quote: str = ""

    def __post_init__(self) -> None:
        _require(self.title, "source without a title")


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


# Reserved words among the cues against a term: all polities have something of this name; other
# states have, and Taiwan has not.
SHARED, ELSEWHERE = "@polity", "@abroad"


class Cues(NamedTuple):
    """Words in the context that speak for or against the sense of an ambiguous term.

    A cue in Latin letters matches the beginning of a word (``corrupt`` matches *corruption*); a
    Chinese cue matches anywhere. A tilde is the place of the term and makes a cue match only
    directly beside it: ``日本~`` before the term, ``~ rocket`` after it.

    Attributes:
        support: Words that speak for the sense. If there are some, the term is taken to have
            another sense where nothing speaks for this one.
        against: Words that speak against it, and :data:`SHARED` or :data:`ELSEWHERE`.
    """

    support: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.support or self.against)


_NO_CUES = Cues()


@dataclass(frozen=True, repr=False)
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
            convert(self, "language", Language)
        if self.status.__class__ is not Status:
            convert(self, "status", Status)
        if self.usage and any(usage.__class__ is not Usage for usage in self.usage):
            convert(self, "usage", _usages)
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


def _usages(values: str | tuple[str, ...]) -> tuple[Usage, ...]:
    return tuple(map(Usage, (values,) if isinstance(values, str) else values))


def convert(item: object, field: str, conversion: Callable[[Any], object]) -> None:
    """Convert a field of a frozen object that was given as strings.

    Raises:
        InvalidConcept: If a string is not one of the values.
    """
    try:
        object.__setattr__(item, field, conversion(getattr(item, field)))
    except ValueError as error:
        raise InvalidConcept(str(error)) from None


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise InvalidConcept(message)
