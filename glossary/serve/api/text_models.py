"""Models of what operations on texts take and answer with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from glossary.serve.api.models import Level, Polity, Usage
from glossary.serve.api.requests import Fields, File, Model

AnyOutput = Literal[
    "html", "markdown", "json", "text", "srt", "vtt", "ass", "docx", "epub", "odt", "pptx", "xlsx",
    "pdf",
]  # fmt: skip
PromptFormat = Literal["text", "json", "xml", "deepl", "google", "azure", "weblate"]
PromptTarget = Literal["en", "zh", "zh-Hans", "zh-Hant", "zh-TW", "zh-HK"]
Report = Literal["json", "text", "sarif", "junit", "html", "xlsx"]
Encoding = Annotated[
    str | None, Field(max_length=40, description="Of a text; by default it is detected.")
]
_DATE = r"^(\d{4}-\d\d-\d\d)?$"


class FindOptions(BaseModel):
    """Options of finding."""

    overlapping: bool = Field(False, description="Also those inside or across longer ones.")
    level: Level = "balanced"
    polity: Polity = Field("", description="Whose 外交部 a text means where it does not say.")


class FindText(FindOptions, Model):
    """A text to find terms in."""

    text: str


class FindFile(FindOptions, Fields):
    """A document to find terms in."""

    file: File
    encoding: Encoding = None


class AnnotateOptions(BaseModel):
    """Options of annotations: the choice of terms, and their looks."""

    level: int | None = Field(None, ge=1, le=5, description="From 1, all, to 5, specialists'.")
    known: list[str] = Field([], description="Words that the reader knows.")
    subject: list[str] = Field([])
    usage: list[Usage] = Field([])
    mentions: Literal["first", "all"] | None = None
    gloss: Literal["none", "first", "all", "inline"] | None = None
    pinyin: Literal["terms", "all", "zhuyin"] | None = None
    script: Literal["source", "both"] | None = None
    notes: Literal["comments", "footnotes", "endnotes", "ruby", "inline"] | None = None
    index: bool = False
    polity: Polity = ""


class AnnotateText(AnnotateOptions, Model):
    """A text to annotate."""

    text: str
    to: Literal["html", "markdown", "json", "text", "docx", "epub"] = "html"


class AnnotateFile(AnnotateOptions, Fields):
    """A document to annotate."""

    file: File
    to: AnyOutput = "html"
    encoding: Encoding = None


class CheckOptions(BaseModel):
    """The conventions that a translation is checked by."""

    profile: Literal["", "mainland", "taiwan", "hong-kong"] = ""
    polity: Polity = ""
    date: str = Field("", pattern=_DATE, description="Of the text, which 去年 refers to.")


class CheckTexts(CheckOptions, Model):
    """A text and its translation."""

    source: str
    target: str
    format: Report = "json"


class CheckFiles(CheckOptions, Fields):
    """A document and its translation, or one file with both languages."""

    source: File
    target: File | None = None
    format: Literal[Report, "notes", "its"] = "json"
    encoding: Encoding = None


class AlignOptions(BaseModel):
    """The pairs to return, and as what."""

    format: Literal["json", "tmx", "tsv", "table"] = "json"
    at_least: float = Field(0.0, ge=0, le=1, description="The lowest confidence of a pair.")


class AlignTexts(AlignOptions, Model):
    """A text and its translation."""

    source: str
    target: str


class AlignFiles(AlignOptions, Fields):
    """A document and its translation."""

    source: File
    target: File
    encoding: Encoding = None


class PromptOptions(BaseModel):
    """Options of the terms for a language model."""

    to: PromptTarget = "en"
    budget: int | None = Field(None, ge=1, le=1_000_000, description="The most tokens.")
    format: PromptFormat = "json"
    polity: Polity = ""


class PromptText(PromptOptions, Model):
    """A text whose terms a language model needs."""

    text: str


class PromptFile(PromptOptions, Fields):
    """A document whose terms a language model needs."""

    file: File
    encoding: Encoding = None


class MentionRecord(Model):
    """A mention of a term; offsets are code points, from 0."""

    file: str
    start: int
    end: int
    text: str
    language: str
    concept: str
    term: str
    polity: str
    level: int | None
    own: bool
    simplified: str
    traditional: str
    pinyin: str
    english: str
    gloss: str
    boundary: str
    score: float
    sense: float


class FindingRecord(Model):
    """A finding; segments count from 1, offsets are code points in the segment, from 0."""

    rule: str
    severity: Literal["minor", "major", "critical"]
    type: str
    message: str
    file: str
    segment: int
    source_start: int | None
    source_end: int | None
    target_start: int | None
    target_end: int | None
    concept: str | None
    suggestion: str | None


class PairRecord(Model):
    """Sentences that are translations of each other; indices of sentences are from 0."""

    source: list[str]
    target: list[str]
    confidence: float
    source_start: int
    target_start: int
