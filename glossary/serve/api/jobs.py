"""Work on texts and files, in a worker process or, for a short text, in the server itself.

A text is a ``str``, an upload the ``Path`` of a file. Arguments and results are copied between
processes.
"""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from glossary.glossary import Glossary
from termbase.choices import as_values
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.checking import ReportFormat
    from glossary.exporting import Exported
    from glossary.prompting import PromptFormat, PromptTarget
    from glossary.views.registry import FileOutput, Output


# The tables of translation services.
_PROMPT_KINDS = {"deepl": "tsv", "google": "csv", "azure": "tsv", "weblate": "csv"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made.

    Attributes:
        data: Its bytes.
        format: The name of its format, for the media type.
        suffix: Its suffix.
    """

    data: bytes
    format: str
    suffix: str


def find(
    glossary: Glossary, text: str | Path, encoding: str | None = None, **options: Any
) -> list[dict[str, Any]]:
    """Return the mentions of terms in a text, as ``find --json`` prints them."""
    from glossary.views.json import mention_record

    own = glossary.finder.snapshot().own_ids
    if isinstance(text, Path):
        mentions = glossary.find_file(text, encoding=encoding, **options)
    else:
        mentions = glossary.find(text, **options)
    name = text.name if isinstance(text, Path) else ""
    return [mention_record(one, name, is_own=one.concept.id in own) for one in mentions]


def annotate(
    glossary: Glossary,
    text: str | Path,
    to: Output = "html",
    encoding: str | None = None,
    **options: Any,
) -> Made:
    """Return a text with its terms annotated."""
    from glossary.views.registry import VIEWS

    _check_annotate_options(glossary, to, options)
    if isinstance(text, Path):
        data = glossary.annotate_file(text, to=to, encoding=encoding, warn=_ignore, **options)
    else:
        found = glossary.annotate(text, cast("FileOutput", to), **options)
        data = found.encode() if isinstance(found, str) else found
    suffixes = VIEWS[to].suffixes
    own = text.suffix.lower() if isinstance(text, Path) else ""
    return Made(data, to, own if own in suffixes else suffixes[0])


def check(
    glossary: Glossary,
    source: str | Path,
    target: str | Path | None,
    format: ReportFormat = "json",
    profile: str = "",
    polity: str = "",
    date: str = "",
    encoding: str | None = None,
) -> Made:
    """Return what is missing, wrong or uneven in a translation, as a file."""
    from glossary import checking
    from glossary.check.profile import Profile, find_profile

    conventions = find_profile(profile) if profile else Profile()
    checked = checking.check(
        glossary.finder, source, target, profile=conventions, polity=polity, date=_date(date),
        encoding=encoding,
    )  # fmt: skip
    file = source if isinstance(source, Path) and target is None else None
    data = checking.report(glossary.finder, checked, format, file, encoding, polity)
    if file is not None and format in checking.IN_FILE:
        return Made(data, file.suffix.lstrip("."), file.suffix)
    return Made(data, format, checking.SUFFIXES.get(format, f".{format}"))


def align(
    glossary: Glossary,
    source: str | Path,
    target: str | Path,
    format: str = "json",
    at_least: float = 0.0,
    encoding: str | None = None,
) -> Made:
    """Return the sentences of a text paired with those of its translation, as a file."""
    from glossary.translate.align import as_units
    from glossary.translate.align.table import format_table
    from glossary.views.records import pair_record
    from termbase.memory.files import export

    pairs = glossary.align(source, target, encoding=encoding)
    if format == "json":
        records = [pair_record(pair) for pair in pairs if pair.confidence >= at_least]
        return Made(json.dumps(records, ensure_ascii=False).encode(), "json", ".json")
    if format == "table":
        return Made(format_table(pairs).encode(), "tsv", ".tsv")
    file = io.BytesIO()
    origin = source.name if isinstance(source, Path) else ""
    export(as_units(pairs, origin, at_least), file, format)
    return Made(file.getvalue(), format, f".{format}")


def prompt(
    glossary: Glossary,
    text: str | Path,
    to: PromptTarget,
    budget: int | None,
    format: PromptFormat,
    polity: str = "",
    encoding: str | None = None,
) -> Made:
    """Return the terms of a text with their renderings, for a language model."""
    made = ""

    def write() -> None:
        nonlocal made
        made = glossary.prompt(text, to, budget, format, polity=polity, encoding=encoding)

    _checked(write)
    kind = _PROMPT_KINDS.get(format, format)
    suffix = ".txt" if kind == "text" else f".{kind}"
    return Made(made.encode(errors="backslashreplace"), kind, suffix)


def dump(glossary: Glossary, format: str, **options: Any) -> Exported:
    """Return the visible concepts in a format."""
    if subjects := options.get("subject"):
        _check_subjects(glossary, subjects)
    return glossary.dump(format, **options)


def signature(glossary: Glossary) -> dict[str, Any]:
    """Return what results depend on, which is made of all concepts."""
    return glossary.signature()._asdict()


def preview(glossary: Glossary, number: int) -> dict[str, Any]:
    """Return what the import that a proposal proposes would do."""
    from glossary.views.records import preview_record

    return preview_record(glossary.preview(number))


def _check_annotate_options(glossary: Glossary, to: Output, options: dict[str, Any]) -> None:
    from glossary.views.options import check_options
    from glossary.views.registry import check_notes

    _check_subjects(glossary, as_values(options.get("subject", ())))
    _checked(lambda: check_options(cast("Any", options)))
    _checked(lambda: check_notes(to, options.get("notes"), has_index=options.get("index", False)))


def _check_subjects(glossary: Glossary, subjects: Sequence[str]) -> None:
    from glossary.choose import check_subjects

    _checked(lambda: check_subjects(subjects, glossary.termbase.subjects()))


def _checked(check: Callable[[], object]) -> None:
    """Report the value of an option that is unknown as what the client has sent."""
    try:
        check()
    except ValueError as error:
        raise InputError(str(error)) from None


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is not a date; expected as in 2024-05-31") from None


def _ignore(_: str) -> None:
    """Take a warning of how a document was read, for which an answer has no place."""
