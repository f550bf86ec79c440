"""Open bilingual files (XLIFF, PO) as jobs to be filled in."""

from __future__ import annotations

from pathlib import Path

from termbase.encoding import load
from termbase.formats.bilingual import PO, SUFFIXES, Job


def is_bilingual(path: Path) -> bool:
    """Whether a file is one, by its suffix."""
    return path.suffix.lower() in SUFFIXES


def open_job(path: Path, encoding: str | None = None) -> Job:
    """A bilingual file to be filled in.

    Args:
        path: The file.
        encoding: That of a PO, where it is not the one it names; XML says its own.

    Raises:
        InputError: If it cannot be read.
    """
    data = load(path)
    if path.suffix.lower() in PO:
        from termbase.formats.po import fill as po_fill

        return po_fill.job(data, str(path), encoding)
    from termbase.formats.xliff import fill as xliff_fill

    return xliff_fill.job(data, str(path))
