"""Findings as notes in the file that was checked: an XLIFF or a PO."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from glossary.check import Finding
from termbase.encoding import load
from termbase.errors import InputError
from termbase.formats.bilingual import PO, XLIFF


def write(findings: Sequence[Finding], path: Path, encoding: str | None = None) -> bytes:
    """Return a file with its findings as notes; those of an earlier run are replaced.

    Args:
        findings: The findings in the file.
        path: The file.
        encoding: The encoding of a PO that is not the declared one.

    Raises:
        InputError: If it is neither an XLIFF nor a PO, or cannot be read.
    """
    notes: dict[int, list[str]] = defaultdict(list)
    for one in findings:
        suggestion = f" → {one.suggestion}" if one.suggestion else ""
        notes[one.segment].append(f"{one.severity} {one.rule}: {one.message}{suggestion}")
    name = path.name.lower()
    if name.endswith(XLIFF):
        from termbase.formats.xliff import notes as xliff

        return xliff.with_notes(load(path), str(path), notes)
    if name.endswith(PO):
        from termbase.formats.po import notes as po

        return po.with_notes(load(path), str(path), notes, encoding)
    known = ", ".join((*XLIFF, *PO))
    raise InputError(f"{path}: notes cannot be written into it; expected one of: {known}")
