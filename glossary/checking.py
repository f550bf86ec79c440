"""Check a translation: read it, apply the rules, leave out what is known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from glossary.bilingual import is_bilingual
from glossary.check import Finding, Job, Segment, Severity, run
from glossary.check.bilingual_tables import may_have_tables
from glossary.check.bilingual_tables import read_segments as read_tables
from glossary.check.profile import Profile
from termbase.choices import check_choice
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.find import Finder

ReportFormat = Literal["text", "json", "sarif", "junit", "html", "xlsx", "notes", "its"]
FORMATS: tuple[ReportFormat, ...] = (
    "text", "json", "sarif", "junit", "html", "xlsx", "notes", "its",
)  # fmt: skip
# The file that was checked, with its findings in it.
IN_FILE = ("notes", "its")
# The suffixes of the others.
SUFFIXES: Mapping[ReportFormat, str] = {
    "text": ".txt", "json": ".json", "sarif": ".sarif", "junit": ".xml", "html": ".html",
    "xlsx": ".xlsx",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """A translation and what was found in it.

    Attributes:
        segments: Its segments.
        findings: The findings, in the order of the text.
    """

    segments: tuple[Segment, ...]
    findings: tuple[Finding, ...]


def check(
    finder: Finder,
    source: str | Path,
    target: str | Path | None = None,
    *,
    profile: Profile | None = None,
    polity: str = "",
    date: datetime.date | None = None,
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
    at_least: Severity | str = Severity.MINOR,
) -> Checked:
    """Check a translation; see :meth:`Glossary.check`.

    Args:
        finder: The finder of the terms.
        source: A text, or a file.
        target: Its translation; None if the file has both.
        profile: The conventions to follow.
        polity: Whose ministries are meant where the text does not say.
        date: The date of the text.
        encoding: The encoding of files that do not tell theirs.
        languages: The source and target language of a file that names none.
        at_least: The lowest severity of the findings.
    """
    lowest = Severity(at_least)
    profile = profile or Profile()
    segments = _segments(finder, source, target, encoding, languages)
    job = Job(segments, profile, polity or profile.polity, date, finder)
    findings = (one for one in run(job) if one.severity.reaches(lowest))
    return Checked(segments, tuple(findings))


def page(
    finder: Finder, findings: Sequence[Finding], segments: Sequence[Segment], polity: str = ""
) -> str:
    """Return findings as a page of both sides with their terms.

    Args:
        finder: The finder of the terms.
        findings: The findings.
        segments: All segments.
        polity: As for :func:`check`.
    """
    from glossary.bilingual import start_level_of
    from glossary.translate.bitext import bitext_of_units
    from glossary.views.findings import html
    from glossary.views.registry import chooser
    from termbase.model.unit import TranslationUnit

    units = (TranslationUnit(one.source, one.target) for one in segments)
    whole = bitext_of_units(finder, units, segments[0].file, polity)
    bitext = whole.select(chooser(finder, {}))
    return html.write(findings, segments, bitext, start_level_of(bitext))


def report(
    finder: Finder,
    checked: Checked,
    format: ReportFormat,
    file: Path | None = None,
    encoding: str | None = None,
    polity: str = "",
) -> bytes:
    """Return a translation with its findings in one of :data:`FORMATS`.

    Args:
        finder: The finder of the terms.
        checked: What was found; findings may have been left out.
        format: The format.
        file: The file that was checked, for a format of :data:`IN_FILE`.
        encoding: Its encoding.
        polity: As for :func:`check`.

    Raises:
        InputError: If findings cannot be written into the file.
        ValueError: If the format is unknown.
    """
    check_choice("format", format, FORMATS)
    written: str | bytes
    # A view's libraries are imported only when it is used: start-up time is a feature.
    if format == "html":
        written = page(finder, checked.findings, checked.segments, polity)
    elif format in IN_FILE:
        from glossary.views.findings import notes

        if file is None:
            raise InputError(f"{format} needs a file to be written into; send one")
        written = notes.write(
            checked.findings, checked.segments, file, encoding, has_issues=format == "its"
        )
    else:
        view = import_module(f"glossary.views.findings.{format}")
        written = view.write(checked.findings, checked.segments)
    return written if isinstance(written, bytes) else written.encode(errors="backslashreplace")


def _segments(
    finder: Finder,
    source: str | Path,
    target: str | Path | None,
    encoding: str | None,
    languages: tuple[str, str],
) -> tuple[Segment, ...]:
    if target is None:
        if not isinstance(source, Path):
            raise TypeError("a text needs its translation; a Path names a file with both")
        if may_have_tables(source):
            segments = tuple(read_tables(source, encoding))
        else:
            from glossary.check.units import read_segments

            segments = tuple(read_segments(source, encoding, languages))
        if not segments:
            raise InputError(f"{source}: no text in Chinese beside one in English")
        return segments
    if isinstance(source, str) and isinstance(target, str):
        pairs = _line_by_line(source, target)
        if pairs:
            from glossary.check.units import segments_of

            return tuple(segments_of(pairs))
    from glossary.check.documents import aligned_segments
    from glossary.documents import parse, read_one

    for given in (source, target):
        if isinstance(given, Path) and is_bilingual(given):
            raise InputError(f"{given}: a file with both languages; name it without a translation")
    documents = (
        parse(text) if isinstance(text, str) else read_one(text, encoding)
        for text in (source, target)
    )
    return tuple(aligned_segments(finder, *documents))


def _line_by_line(source: str, target: str) -> Sequence[tuple[str, str]]:
    """Return the lines of two texts that have equally many; else nothing."""
    sides = [text.splitlines() for text in (source, target)]
    if len(sides[0]) != len(sides[1]):
        return ()
    return list(zip(*sides, strict=True))
