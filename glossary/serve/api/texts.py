"""Operations on texts: find, annotate, check, align. Each takes JSON, or a form with files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from starlette.responses import Response

from glossary.serve.api import jobs
from glossary.serve.api.operation import Call, Operation
from glossary.serve.api.text_models import (
    AlignFiles,
    AlignTexts,
    AnnotateFile,
    AnnotateText,
    CheckFiles,
    CheckTexts,
    FindFile,
    FindingRecord,
    FindText,
    MentionRecord,
    PairRecord,
    PromptFile,
    PromptText,
)
from glossary.serve.files import attachment, bare
from glossary.serve.uploads import Upload, run_on
from glossary.views.registry import VIEWS
from termbase.store.accounts import Role

# A longer text is worked on in a worker process, as every file is.
_LONG = 20_000


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


def prompt(call: Call) -> Response:
    """Return the terms of a text or document with their renderings, for a language model."""
    options = call.body.model_dump(exclude={"text", "file"})
    made = _run(call, jobs.prompt, _text(call), **options)
    return _answer(made, _stem(_text(call), "terms"))


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


_REPORTS = _media_types("text", "sarif", "junit", "html", "xlsx", "xliff", "po", "docx", "odt")

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
    Operation(
        "POST", "/prompt", Role.READER, prompt, dict[str, Any], body=PromptText,
        form=PromptFile, files=_media_types("text", "xml", "csv", "tsv"),
    ),
)  # fmt: skip
