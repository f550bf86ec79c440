"""Models of what several operations take and answer with: concepts, terms, problems.

Their fields are those of the JSON shape of a concept (:mod:`termbase.model.record`), which has the
last word: these tell clients what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from glossary.serve.api.requests import Fields, Model
from termbase.model.concept import MAX_LEVEL

ConceptId = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$", max_length=200, examples=["luoguan"])
]
Language = Literal["zh", "en"]
Status = Literal["preferred", "admitted", "deprecated", "superseded"]
Usage = Literal["official", "media", "academic", "dissident", "colloquial", "literal"]
Relation = Literal[
    "broader", "narrower", "member of", "short for", "supersedes", "opposite", "see also"
]
AnyStatus = Literal["", "preferred", "admitted", "deprecated", "superseded"]
AnyUsage = Literal["", "official", "media", "academic", "dissident", "colloquial", "literal"]
Level = Literal["strict", "balanced", "loose"]
Polity = Literal["", "mainland", "taiwan", "hong-kong", "macau", "abroad", "past"]


class SourceRecord(Model):
    """A source that attests a term or a fact."""

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""
    quote: str = ""


class PassThroughRecord(Model):
    """Data of a file's format that is kept for it."""

    format: str
    name: str
    value: str


class CuesRecord(Model):
    """Words that speak for or against the sense of an ambiguous term."""

    support: list[str] = Field([])
    against: list[str] = Field([])


class TermRecord(Model):
    """A term; a Chinese one has ``simplified``, an English one ``text``."""

    language: Language
    simplified: str = ""
    traditional: str = ""
    taiwan: str = ""
    hong_kong: str = ""
    pinyin: str = ""
    text: str = ""
    renderings: list[str] = Field([], description="The English terms that render this form.")
    status: Status = "admitted"
    usage: list[Usage] = Field([])
    part_of_speech: str = ""
    inflects: bool = True
    case_sensitive: bool = False
    cues: CuesRecord = CuesRecord(support=[], against=[])
    generated: list[str] = Field([], description="The fields that a program has filled in.")
    checked: list[str] = Field([], description="The fields that a person has confirmed.")
    sources: list[SourceRecord] = Field([])
    foreign: list[PassThroughRecord] = Field([])


class ExampleRecord(Model):
    """A sentence with its translation."""

    chinese: str
    english: str


class FirstUseRecord(Model):
    """The first attested use."""

    date: str
    where: str = ""


class ReviewRecord(Model):
    """A record of what has been checked, how often and when."""

    date: str
    readings: int = 1
    fields: list[str] = Field([])


class ConceptRecord(Model):
    """A concept with its terms."""

    id: ConceptId
    terms: list[TermRecord] = Field(min_length=1)
    subject: str = ""
    kind: str = ""
    gloss: str = ""
    literal: str = ""
    note: str = ""
    polity: str = ""
    level: int = Field(0, ge=0, le=MAX_LEVEL)
    first_use: FirstUseRecord | None = None
    event: str = ""
    in_force: str = ""
    as_of: str = ""
    reviewed: ReviewRecord | None = None
    related: dict[Relation, list[str]] = Field({})
    sources: list[SourceRecord] = Field([])
    examples: list[ExampleRecord] = Field([])
    foreign: list[PassThroughRecord] = Field([])

    def record(self) -> Mapping[str, Any]:
        """Return the record of the concept, with what was given."""
        return self.model_dump(exclude_unset=True)


class ProblemRecord(Model):
    """A problem in content."""

    code: str
    message: str
    file: str
    line: int


class CommentQuery(Fields):
    """The query of a change."""

    comment: str = Field("", max_length=1000, description="The reason, for the history.")


class PageQuery(Fields):
    """The query of one page of a list."""

    cursor: str = Field("", max_length=2000, description="The `next` of the page before.")
    limit: int = Field(50, ge=1, le=500, description="The largest number of items.")
