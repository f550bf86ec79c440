"""Excel workbooks: the table of the CSV format on a sheet; needs the extra ``xlsx``.

The first visible sheet with a Chinese column in a header among its first rows is read; rows above
the header are left out, and so are other sheets. A formula is read as the result that the
spreadsheet saved with it. The value of cells that are merged over several rows counts in each of
them. All cells are written as text, never as formulas.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, BinaryIO, NamedTuple

from termbase.errors import InputError, Problem
from termbase.formats.characters import UNWRITABLE
from termbase.formats.parsed import ParsedFile
from termbase.formats.tables import csv
from termbase.formats.tables.layout import has_chinese, layout_of
from termbase.formats.tables.rows import read_rows, without_lines
from termbase.model.concept import Concept

# The largest size of a workbook (a ZIP file) in bytes unpacked, and relative to its packed size.
_LARGEST = 500_000_000
_RATIO = 200
# The largest number of cells that are read, empty ones too, and the number of rows in Excel.
_MOST_CELLS = 20_000_000
_MOST_ROWS = 1 << 20
# Exceptions that openpyxl leaks on malformed workbooks.
_OPENPYXL_ERRORS = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
    EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")


class _Sheet(NamedTuple):
    """A sheet: its rows that are not empty, with their numbers from 1, and its problems."""

    title: str
    is_hidden: bool
    rows: list[tuple[int, list[str]]]
    problems: list[Problem]


class _Contents(NamedTuple):
    """Parts of a workbook, True if it has them, that need another reading."""

    formulas: bool
    merged: bool


def read(
    source: BinaryIO,
    file: str,
    column_map: Mapping[str, str] | None = None,
    *,
    split: bool = False,
    sheet: str = "",
) -> ParsedFile:
    """Read a workbook. See :func:`termbase.formats.tables.csv.read`.

    Args:
        source: The file.
        file: Its name in problems.
        column_map: Fields that the user assigns to headings.
        split: Split cells such as ``a; b`` into several terms.
        sheet: The title of the sheet; by default the first visible one with Chinese terms.

    Raises:
        InputError: If it is not a workbook, is or unpacks to too much, has no such sheet, or if
            the user names a heading or field that does not exist.
    """
    column_map = column_map or {}
    data = source.read()
    try:
        sheets = _sheets(data, file)
    except _OPENPYXL_ERRORS as error:
        raise InputError(f"{file}: not a readable workbook ({error})") from None
    if sheet and sheet not in (one.title for one in sheets):
        titles = ", ".join(repr(one.title) for one in sheets)
        raise InputError(f"{file}: no sheet {sheet!r}; sheets: {titles}")
    sheets = [one for one in sheets if one.rows]
    if sheet and sheet not in (one.title for one in sheets):
        raise InputError(f"{file}: the sheet {sheet!r} is empty; name another in sheet (--sheet)")
    visible = [one for one in sheets if not one.is_hidden] or sheets
    if not visible:
        return read_rows((), file, column_map)
    selected = next((one for one in sheets if one.title == sheet), None) or next(
        (one for one in visible if _header(one, column_map, file) is not None), visible[0]
    )
    parsed = read_rows(selected.rows, file, column_map, split=split)
    dropped = {
        f"rows of the sheet {one.title!r}": len(one.rows) for one in sheets if one is not selected
    }
    if start := _header(selected, column_map, file) or 0:
        dropped["rows above the header"] = start
    bad = {problem.line for problem in selected.problems}
    parsed = without_lines(parsed, bad)
    return replace(
        parsed,
        problems=(*selected.problems, *parsed.problems),
        dropped={**parsed.dropped, **dropped},
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
        sheets = [sheet for sheet in _sheets(data, file) if sheet.rows]
    except _OPENPYXL_ERRORS as error:
        raise InputError(f"{file}: not a readable workbook ({error})") from None
    sheet = next((one for one in sheets if not one.is_hidden), sheets[0] if sheets else None)
    if sheet is None:
        return []
    if sheet.problems:
        raise InputError(str(sheet.problems[0]))
    return sheet.rows


def write(concepts: Sequence[Concept]) -> bytes:
    """Format concepts as a workbook with one sheet.

    Raises:
        ValueError: If a text has characters that XML cannot represent.
    """
    openpyxl = library()
    rows = list(csv.rows_of(concepts))
    # Checked first: openpyxl cannot abandon a sheet that has been begun.
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


def _header(sheet: _Sheet, column_map: Mapping[str, str], file: str) -> int | None:
    """Return the number of rows above the header; None without a column of Chinese terms."""
    try:
        layout = layout_of(sheet.rows, column_map, file)
    except InputError:
        # The headings that the user names are on another sheet.
        return None
    if layout is None or not has_chinese(layout.columns):
        return None
    return max(layout.start - 1, 0)


def _sheets(data: bytes, file: str) -> list[_Sheet]:
    contents = _contents(data, file)
    sheets = list(_read_sheets(data, file, formulas=contents.formulas))
    if contents.merged:
        # Only now, when the numbers of cells have been checked.
        book = library().load_workbook(io.BytesIO(data))
        for sheet in sheets:
            _fill_merged(sheet.rows, book[sheet.title].merged_cells.ranges)
    return sheets


def _fill_merged(rows: Sequence[tuple[int, list[str]]], ranges: Iterable[Any]) -> None:
    """Put the value of merged cells into the first cell of each of their rows."""
    by_number = dict(rows)
    for cells in ranges:
        column = cells.min_col - 1
        value = "".join(by_number.get(cells.min_row, [])[column : column + 1])
        for number in range(cells.min_row + 1, cells.max_row + 1):
            if value and (row := by_number.get(number)) is not None:
                row += [""] * (column + 1 - len(row))
                row[column] = value


def _read_sheets(data: bytes, file: str, *, formulas: bool) -> Iterator[_Sheet]:
    openpyxl = library()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    unevaluated = openpyxl.load_workbook(io.BytesIO(data), read_only=True) if formulas else None
    for sheet in book.worksheets:
        formula_columns = _formula_columns(unevaluated[sheet.title], file) if unevaluated else {}
        rows: list[tuple[int, list[str]]] = []
        problems = []
        for number, row in _rows(sheet, file):
            cells = [_as_text(cell.value) for cell in row]
            for index, cell in enumerate(row):
                name = f"{openpyxl.utils.get_column_letter(index + 1)}{number}"
                if cell.data_type == "e":
                    message = f"the cell {name} holds the error {cell.value}"
                    problems.append(Problem("error", message, file, number))
                elif cell.value is None and index in formula_columns.get(number, ()):
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
    """Yield the rows of a sheet with their numbers from 1, without trust in its declared size."""
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if number > _MOST_ROWS or cells > _MOST_CELLS:
            raise InputError(f"{file}: the sheet {sheet.title!r} has too many cells; not read")
        yield number, row


def _formula_columns(sheet: Any, file: str) -> dict[int, set[int]]:
    """Return by row number, from 1, the indices of the cells with a formula, from 0."""
    columns = {
        number: {index for index, cell in enumerate(row) if cell.data_type == "f"}
        for number, row in _rows(sheet, file)
    }
    return {number: indices for number, indices in columns.items() if indices}


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return "" if cell is None else str(cell)


def _contents(data: bytes, file: str) -> _Contents:
    """Look into a workbook; refuse a file that is none or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > min(_LARGEST, max(1_000_000, _RATIO * len(data))):
                raise InputError(
                    f"{file}: unpacks to {size:,} bytes, which is suspicious; not read"
                )
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            formulas = merged = False
            for text in map(archive.read, sheets):
                formulas = formulas or _FORMULA.search(text) is not None
                merged = merged or _MERGED.search(text) is not None
            return _Contents(formulas, merged)
    except zipfile.BadZipFile:
        raise InputError(f"{file}: not a workbook (.xlsx); save an .xls as .xlsx") from None


def library() -> Any:
    """Return openpyxl.

    Raises:
        InputError: If it is not installed.
    """
    try:
        import openpyxl
        import openpyxl.cell.cell
        import openpyxl.styles
        import openpyxl.utils
    except ImportError:
        raise InputError("workbooks need openpyxl: pip install 'zh-en-glossary[xlsx]'") from None
    return openpyxl
