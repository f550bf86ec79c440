"""Open bilingual files (XLIFF, PO) as jobs to be filled in."""

from __future__ import annotations

from pathlib import Path

from termbase.encoding import load
from termbase.formats.bilingual import PO, SUFFIXES, Job


def is_bilingual(path: Path) -> bool:
    """Return True if the suffix is that of a bilingual file."""
    return path.suffix.lower() in SUFFIXES


def open_job(
    path: Path,
    encoding: str | None = None,
    *,
    source_language: str = "",
    target_language: str = "",
) -> Job:
    """Open a bilingual file to be filled in.

    Args:
        path: The file.
        encoding: The encoding of a PO, where it is not the declared one; XML declares its own.
        source_language: The language of the source texts, for a file that does not name it.
        target_language: The language of the translations, for a file that does not name it.

    Raises:
        InputError: If the file cannot be read.
    """
    data = load(path)
    languages = (source_language, target_language)
    if path.suffix.lower() in PO:
        from termbase.formats.po import fill as po_fill

        return po_fill.job(data, str(path), encoding, languages)
    from termbase.formats.xliff import fill as xliff_fill

    return xliff_fill.job(data, str(path), languages)
