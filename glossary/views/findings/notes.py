"""Findings as notes in the file that was checked: an XLIFF, a PO, or a Word document.

All tools show notes. The issues of ITS 2.0, which few read, are written on demand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from glossary.check import Finding, Segment, Severity
from glossary.check.word_table import SUFFIXES as WORD
from glossary.check.word_table import is_word
from termbase.encoding import load
from termbase.errors import InputError
from termbase.formats.bilingual import PO, XLIFF

if TYPE_CHECKING:
    from termbase.formats.xliff.issues import QualityIssue


# The severities of ITS 2.0, from 0 to 100.
_SEVERITIES = {Severity.MINOR: 30, Severity.MAJOR: 60, Severity.CRITICAL: 90}


def write(
    findings: Sequence[Finding],
    segments: Sequence[Segment],
    path: Path,
    encoding: str | None = None,
    *,
    has_issues: bool = False,
) -> bytes:
    """Return a file with its findings as notes; those of an earlier run are replaced.

    Args:
        findings: The findings in the file.
        segments: All segments.
        path: The file.
        encoding: The encoding of a PO that is not the declared one.
        has_issues: True to write them as ``locQualityIssue`` of ITS 2.0, too; in XLIFF only.

    Raises:
        InputError: If it is none of these files, or cannot be read.
    """
    notes: dict[int, list[str]] = defaultdict(list)
    for one in findings:
        notes[one.segment].append(f"{one.severity} {one.rule}: {_said(one)}")
    name = path.name.lower()
    if name.endswith(XLIFF):
        from termbase.formats.xliff import notes as xliff

        issues = _issues(findings) if has_issues else None
        return xliff.with_notes(load(path), str(path), notes, issues)
    if name.endswith(PO) and not has_issues:
        from termbase.formats.po import notes as po

        return po.with_notes(load(path), str(path), notes, encoding)
    if is_word(path) and not has_issues:
        from glossary.views.findings import comments

        return comments.write(findings, segments, path)
    kind = "issues" if has_issues else "notes"
    known = ", ".join(XLIFF if has_issues else (*XLIFF, *PO, *WORD))
    raise InputError(f"{path}: {kind} cannot be written into it; expected one of: {known}")


def can_write(format: str, path: PurePath) -> bool:
    """Return True if findings can be written into a file: as ``notes``, or as ``its`` too."""
    name = path.name.lower()
    return name.endswith(XLIFF if format == "its" else (*XLIFF, *PO, *WORD))


def _said(finding: Finding) -> str:
    return finding.message + (f" → {finding.suggestion}" if finding.suggestion else "")


def _issues(findings: Sequence[Finding]) -> dict[int, list[QualityIssue]]:
    from termbase.formats.xliff.issues import QualityIssue

    issues: dict[int, list[QualityIssue]] = defaultdict(list)
    for one in findings:
        issue = QualityIssue(one.type.value, _said(one), _SEVERITIES[one.severity])
        issues[one.segment].append(issue)
    return issues
