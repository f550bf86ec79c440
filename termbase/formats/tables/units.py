"""Tables of translation units: TSV, CSV and Excel, and the translation memories of Wordfast.

A column is a field of a unit (``source``, ``target``, ``origin`` …) or a language (``zh``,
``en-US``, 中文, English); of several target languages each makes a unit of its own. A table
without a header has a column of 汉字 beside one of Latin letters. Other columns become properties;
where the status says that a translation is a draft, the row counts as one without a translation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from termbase.errors import InputError, Problem
from termbase.formats.tables.unit_columns import COLUMNS, columns_of
from termbase.formats.tables.unit_rows import Row, escape_cell, read_rows
from termbase.formats.units import Advance, FileUnit, Report, ignore, unwritable
from termbase.model.unit import TranslationUnit

# The number of rows among which a header is searched.
_HEADER_ROWS = 10


def read_units(
    path: Path,
    report: Report = ignore,
    advance: Advance = ignore,
    *,
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Yield the units of a table.

    Args:
        path: A ``.tsv``, ``.txt``, ``.csv`` or ``.xlsx``.
        report: Called with each row that lacks a source or target, or has too many cells.
        advance: Called with numbers of bytes read.
        encoding: The encoding of a text; by default it is detected.
        languages: The source and target language, for a table that does not name them; by default
            Chinese or English, by the characters.
        drafts: Also yield rows without a translation.

    Raises:
        InputError: If the columns of source and target are unknown.
    """
    rows = read_rows(path, encoding, advance)
    head = list(islice(rows, _HEADER_ROWS))
    if head and _is_wordfast(head[0][1]):
        from termbase.formats import wordfast

        yield from wordfast.read_rows(chain(head[1:], rows), str(path), report)
        return
    start = _header(head)
    for line, _ in head[:start]:
        report(Problem("dropped", "a row above the header", str(path), line))
    columns = columns_of(head[start][1] if head else (), str(path))
    body = head[start if columns.is_headless else start + 1 :]
    guessed = columns.direction(body)
    for row in chain(body, rows):
        yield from columns.units(row, str(path), report, languages, guessed, drafts=drafts)


def write_units(file: BinaryIO, units: Iterable[TranslationUnit], report: Report = ignore) -> int:
    """Write units as a TSV of all their fields that are text.

    Args:
        file: Open for writing.
        units: Taken one by one.
        report: Called with each unit that is left out, because of a character that no exchange
            format can hold.

    Returns:
        The number of units that were written.
    """
    file.write(("\t".join(COLUMNS) + "\n").encode())
    count = 0
    for unit in units:
        if character := unwritable(unit):
            message = f"unit {unit.id}: left out: {character}, which exchange formats cannot hold"
            report(Problem("unwritable", message))
            continue
        row = "\t".join(escape_cell(getattr(unit, name)) for name in COLUMNS)
        file.write(f"{row}\n".encode())
        count += 1
    return count


def _header(rows: Sequence[Row]) -> int:
    """Return the index of the header or, without one, of the first unit; 0 if there is neither."""
    for index, (_, cells) in enumerate(rows):
        try:
            columns = columns_of(cells, "")
        except InputError:
            continue
        # Above a unit may be a title; a row of several cells is a header that nobody knows.
        if not columns.is_headless or all(map(_is_title, rows[:index])):
            return index
    return 0


def _is_title(row: Row) -> bool:
    return sum(map(bool, row[1])) < 2


def _is_wordfast(row: Sequence[str]) -> bool:
    """Return True for the first row of a translation memory of Wordfast."""
    return len(row) > 5 and row[0].startswith("%") and "wordfast" in row[4].lower()
