"""Excel workbooks: the table of the CSV format on a sheet; needs the extra ``xlsx``.

The first visible sheet is read that has a header with a Chinese column among its first rows; rows
above the header are left out, and so are other sheets. A formula is read as the result that the
spreadsheet saved with it. Of merged cells only the first has a value. All cells that are written
are text, none a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, BinaryIO, NamedTuple

from termbase.errors import InputError, Problem
from termbase.formats.characters import UNWRITABLE
from termbase.formats.parsed import ParsedFile
from termbase.formats.tables import csv
from termbase.formats.tables.columns import has_terms
from termbase.model.concept import Concept

# A workbook is a ZIP file; unpacked it may not be larger than this, nor so much larger than packed.
_LARGEST = 500_000_000
_RATIO = 200
# So many cells are looked at, empty ones too; Excel has so many rows.
_MOST_CELLS = 20_000_000
_MOST_ROWS = 1 << 20
# So many rows may stand above the header.
_ABOVE = 10
# What the library raises on files that are not as they should be.
_STUMBLES = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
    zipfile.BadZipFile,
)  # fmt: skip
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


class _Sheet(NamedTuple):
    """What is in a sheet: its rows with their numbers, empty ones left out, and what is wrong."""

    title: str
    hidden: bool
    rows: list[tuple[int, list[str]]]
    problems: list[Problem]


def read(source: BinaryIO, file: str, column_map: Mapping[str, str] | None = None) -> ParsedFile:
    """The concepts in a workbook. See :func:`termbase.formats.tables.csv.read`.

    Args:
        source: The file.
        file: What to call it in problems.
        column_map: What the user says that headings mean.

    Raises:
        InputError: If it is no workbook, holds or unpacks to too much, or what the user says of
            the headings cannot be.
    """
    column_map = column_map or {}
    data = source.read()
    try:
        formulas = _check_size(data, file)
        sheets = [sheet for sheet in _sheets(data, file, formulas=formulas) if sheet.rows]
    except _STUMBLES as error:
        raise InputError(f"{file}: not a readable workbook ({error})") from None
    seen = [sheet for sheet in sheets if not sheet.hidden] or sheets
    if not seen:
        return csv.read_rows(iter(()), file, column_map)
    starts = {sheet.title: _header(sheet, column_map) for sheet in seen}
    chosen = next((sheet for sheet in seen if starts[sheet.title] is not None), seen[0])
    start = starts[chosen.title] or 0
    width = len(chosen.rows[start][1])
    rows = [(n, row + [""] * (width - len(row))) for n, row in chosen.rows[start:]]
    reading = csv.read_rows(iter(rows), file, column_map)
    left = {
        f"rows of the sheet {sheet.title!r}": len(sheet.rows)
        for sheet in sheets
        if sheet is not chosen
    }
    if start:
        left["rows above the header"] = start
    bad = {problem.line for problem in chosen.problems}
    return replace(
        reading,
        entries=tuple(entry for entry in reading.entries if entry.line not in bad),
        problems=(*chosen.problems, *(one for one in reading.problems if one.line not in bad)),
        dropped={**reading.dropped, **left},
    )


def sheet_rows(data: bytes, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows of the first visible sheet with cells, with their numbers from 1.

    Args:
        data: The workbook.
        file: The name of the file in messages.

    Raises:
        InputError: If it is not a workbook, or has too many cells or an error in one.
    """
    try:
        sheets = [s for s in _sheets(data, file, formulas=_check_size(data, file)) if s.rows]
    except _STUMBLES as error:
        raise InputError(f"{file}: not a readable workbook ({error})") from None
    sheet = next((one for one in sheets if not one.hidden), sheets[0] if sheets else None)
    if sheet is None:
        return []
    if sheet.problems:
        raise InputError(str(sheet.problems[0]))
    return sheet.rows


def write(concepts: Sequence[Concept]) -> bytes:
    """Concepts as a workbook of one sheet.

    Raises:
        ValueError: If a text holds characters that XML cannot.
    """
    openpyxl = _library()
    rows = list(csv.rows_of(concepts))
    # A sheet that has been begun cannot be left in peace.
    if any(UNWRITABLE.search(cell) for row in rows for cell in row):
        raise ValueError("a character that a workbook cannot hold")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    for row in rows:
        cells = [openpyxl.cell.WriteOnlyCell(sheet, value=cell) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _header(sheet: _Sheet, column_map: Mapping[str, str]) -> int | None:
    """Where among the rows of a sheet the header is; None if there is none."""
    rows = [row for _, row in sheet.rows[:_ABOVE]]
    return next((place for place, row in enumerate(rows) if has_terms(row, column_map)), None)


def _sheets(data: bytes, file: str, *, formulas: bool) -> Iterator[_Sheet]:
    openpyxl = _library()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    other = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if formulas else None
    for sheet in book.worksheets:
        made = _formulas(other[sheet.title], file) if other else {}
        rows: list[tuple[int, list[str]]] = []
        problems = []
        for number, row in _rows(sheet, file):
            cells = [_as_text(cell.value) for cell in row]
            for place, cell in enumerate(row):
                name = f"{openpyxl.utils.get_column_letter(place + 1)}{number}"
                if cell.data_type == "e":
                    message = f"the cell {name} holds the error {cell.value}"
                    problems.append(Problem("error", message, file, number))
                elif cell.value is None and place in made.get(number, ()):
                    message = (
                        f"the cell {name} holds a formula whose result was not saved; "
                        "save the file in a spreadsheet, or paste the values"
                    )
                    problems.append(Problem("formula", message, file, number))
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                rows.append((number, cells))
        yield _Sheet(sheet.title, sheet.sheet_state != "visible", rows, problems)


def _rows(sheet: Any, file: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows that a sheet has, whatever it says of its size."""
    sheet.reset_dimensions()
    looked_at = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        looked_at += len(row)
        if number > _MOST_ROWS or looked_at > _MOST_CELLS:
            raise InputError(f"{file}: the sheet {sheet.title!r} has too many cells; not read")
        yield number, row


def _formulas(sheet: Any, file: str) -> dict[int, set[int]]:
    """In which columns of which rows there are formulas."""
    made = {
        number: {place for place, cell in enumerate(row) if cell.data_type == "f"}
        for number, row in _rows(sheet, file)
    }
    return {number: places for number, places in made.items() if places}


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return "" if cell is None else str(cell)


def _check_size(data: bytes, file: str) -> bool:
    """Whether there are formulas in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > min(_LARGEST, max(1_000_000, _RATIO * len(data))):
                raise InputError(
                    f"{file}: unpacks to {size:,} bytes, which is suspicious; not read"
                )
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return any(_FORMULA.search(archive.read(name)) for name in sheets)
    except zipfile.BadZipFile:
        raise InputError(f"{file}: not a workbook (.xlsx); an .xls has to be saved anew") from None


def _library() -> Any:
    try:
        import openpyxl
        import openpyxl.cell.cell
        import openpyxl.utils
    except ImportError:
        raise InputError("workbooks need openpyxl: pip install 'zh-en-glossary[xlsx]'") from None
    return openpyxl
