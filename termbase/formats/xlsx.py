"""Excel workbooks: the table of the CSV format on the first sheet; needs the extra ``xlsx``."""

from __future__ import annotations

import csv as table
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from termbase.concept import Concept
from termbase.errors import InputError
from termbase.formats import Reading, csv

# A workbook is a ZIP file; unpacked it may not be larger than this, nor so much larger than packed.
_LARGEST = 500_000_000
_RATIO = 200
# What the library raises on files that are not as they should be.
_STUMBLES = (
    KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, SyntaxError,
    zipfile.BadZipFile,
)  # fmt: skip


def read(data: bytes, file: str) -> Reading:
    """The concepts in a workbook. See :func:`termbase.formats.csv.read`.

    Args:
        data: The file.
        file: What to call it in problems.

    Raises:
        InputError: If it is no workbook, or unpacks to too much.
    """
    openpyxl = _library()
    _check_size(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else []
    except _STUMBLES as error:
        raise InputError(f"{file}: not a readable workbook ({error})") from None
    width = max(
        (place for row in rows for place, cell in enumerate(row, 1) if cell is not None), default=0
    )
    text = io.StringIO()
    writer = table.writer(text, lineterminator="\n")
    for row in rows:
        writer.writerow([_as_text(cell) for cell in row[:width]])
    return csv.read(text.getvalue(), file)


def write(concepts: Sequence[Concept]) -> bytes:
    """Concepts as a workbook of one sheet; all cells are text, none a formula."""
    openpyxl = _library()
    text = csv.write(concepts)
    if match := openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.search(text):
        around = text[max(0, match.start() - 20) : match.end() + 20]
        raise InputError(f"{around!r}: has characters that a workbook cannot hold")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    for row in table.reader(io.StringIO(text, newline="")):
        cells = [openpyxl.cell.WriteOnlyCell(sheet, value=cell) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _as_text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _check_size(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise InputError(f"{file}: not a workbook (.xlsx); an .xls has to be saved anew") from None
    if size > min(_LARGEST, max(1_000_000, _RATIO * len(data))):
        raise InputError(f"{file}: unpacks to {size:,} bytes, which is suspicious; not read")


def _library() -> Any:
    try:
        import openpyxl
        import openpyxl.cell.cell
    except ImportError:
        raise InputError("workbooks need openpyxl: pip install 'zh-en-glossary[xlsx]'") from None
    return openpyxl
