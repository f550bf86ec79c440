"""Operations on texts: find, annotate, check, align. Each takes JSON, or a form with files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from starlette.responses import Response

from glossary.serve.api import jobs
from glossary.serve.api.files import attachment, bare
from glossary.serve.api.models import Level, Polity, Usage
from glossary.serve.api.operation import Call, Operation
from glossary.serve.api.requests import Fields, File, Model
from glossary.serve.uploads import Upload, run_on
from glossary.views.registry import VIEWS
from termbase.store.accounts import Role

# A longer text is worked on in a worker process, as every file is.
_LONG = 20_000

AnyOutput = Literal[
    "html", "markdown", "json", "text", "srt", "vtt", "ass", "docx", "epub", "odt", "pptx", "xlsx",
    "pdf",
]  # fmt: skip
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


def find(call: Call) -> list[dict[str, Any]]:
    """Return the mentions of terms in a text or document."""
    options = call.body.model_dump(exclude={"text", "file"})
    found: list[dict[str, Any]] = _run(call, jobs.find, _text(call), **options)
    return found


def annotate(call: Call) -> Response:
    """Return a text or document with its terms annotated."""
    options = {
        name: value
        for name, value in call.body.model_dump(exclude={"text", "file"}).items()
        if value is not None
    }
    made = _run(call, jobs.annotate, _text(call), **options)
    return _answer(made, _stem(_text(call), "annotated"))


def check(call: Call) -> Response:
    """Return what is missing, wrong or uneven in a translation."""
    body = call.body
    options = body.model_dump(exclude={"source", "target"})
    made = _run(call, jobs.check, body.source, body.target, **options)
    return _answer(made, _stem(body.source, "checked"))


def align(call: Call) -> Response:
    """Return the sentences of a text paired with those of its translation."""
    body = call.body
    options = body.model_dump(exclude={"source", "target"})
    made = _run(call, jobs.align, body.source, body.target, **options)
    return _answer(made, _stem(body.source, "aligned"))


def _text(call: Call) -> str | Upload:
    text: str | Upload = call.body.file if hasattr(call.body, "file") else call.body.text
    return text


def _run(call: Call, job: Callable[..., Any], *texts: str | Upload | None, **options: Any) -> Any:
    """Do a job on texts, in a worker process if they are long or files."""
    if all(isinstance(text, str) for text in texts) and sum(map(_size, texts)) <= _LONG:
        return job(call.state.glossary, *texts, **options)
    return run_on(call.state, job, *texts, **options)


def _size(text: str | Upload | None) -> int:
    return len(text) if isinstance(text, str) else 0


def _answer(made: jobs.Made, stem: str) -> Response:
    if made.format == "json":
        return Response(made.data, media_type="application/json")
    return attachment(made.data, made.format, stem + made.suffix)


def _stem(text: str | Upload, word: str) -> str:
    """Return the name, without suffix, of a file that was made of a text or upload."""
    return f"{PurePath(text.name).stem}-{word}" if isinstance(text, Upload) else word


def _media_types(*formats: str) -> tuple[str, ...]:
    return tuple(sorted({bare(format) for format in formats} - {"application/json"}))


_REPORTS = _media_types("text", "sarif", "junit", "html", "xlsx", "xliff", "docx")

OPERATIONS = (
    Operation(
        "POST", "/find", Role.READER, find, list[MentionRecord], body=FindText, form=FindFile
    ),
    Operation(
        "POST", "/annotate", Role.READER, annotate, list[MentionRecord], body=AnnotateText,
        form=AnnotateFile, files=_media_types(*VIEWS),
    ),
    Operation(
        "POST", "/check", Role.READER, check, list[FindingRecord], body=CheckTexts,
        form=CheckFiles, files=_REPORTS,
    ),
    Operation(
        "POST", "/align", Role.READER, align, list[PairRecord], body=AlignTexts,
        form=AlignFiles, files=_media_types("tmx", "tsv"),
    ),
)  # fmt: skip
