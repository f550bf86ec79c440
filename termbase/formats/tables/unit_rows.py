"""Rows of tables of translation units: TSV, CSV and Excel.

In a TSV of units, backslashes, tabs and line ends in a cell are written as in C.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from termbase.encoding import decode, decode_pieces, load, open_file
from termbase.errors import InputError
from termbase.formats.tables.columns import YES
from termbase.formats.units import Advance, ignore

Row = tuple[int, Sequence[str]]

# A spreadsheet takes a cell that begins so for a formula; an apostrophe makes it text. The wide
# characters are those of East Asian input (OWASP, CSV Injection).
_FORMULA = tuple("=+-@'＝＋－＠")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
# Statuses of a translation that nobody has accepted, in small letters without anything else, such
# as Trados' "Draft (57%)". (Trados Studio, "Segment statuses"; memoQ, "Row statuses"; Weblate.)
_DRAFTS = frozenset(
    "draft new initial fuzzy nottranslated untranslated notstarted pretranslated edited "
    "partiallyedited machinetranslated fragments assembledfromfragments rejected "
    "translationrejected signoffrejected unconfirmed notconfirmed unapproved notapproved "
    "needsreview needsediting needswork needstranslation needsadaptation "
    "草稿 未翻译 未译 未确认 未审核 待审核 待审 待修改 机器翻译 预翻译 已拒绝".split()
)
_LONGEST_CELL = 10_000_000
# A carriage return at the end of a piece may be the first half of a line end.
_LINE_END = re.compile(r"\r\n|\n|\r(?=[^\n])")


def read_rows(path: Path, encoding: str | None = None, advance: Advance = ignore) -> Iterator[Row]:
    """Yield the rows of a table that are not blank, with their lines from 1.

    Args:
        path: A ``.csv`` or ``.xlsx``; anything else is read as TSV.
        encoding: The encoding of a text; by default it is detected.
        advance: Called with numbers of bytes read.

    Raises:
        InputError: If the file cannot be read.
    """
    rows: Iterator[Row]
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        from termbase.formats.tables.xlsx import sheet_rows

        data = load(path)
        advance(len(data))
        rows = iter(sheet_rows(data, str(path)))
    elif suffix == ".csv":
        rows = _csv_rows(path, encoding, advance)
    else:
        texts = enumerate(lines(path, encoding, advance), 1)
        rows = ((number, [_unescaped(cell) for cell in line.split("\t")]) for number, line in texts)
    return ((number, row) for number, row in rows if any(map(str.strip, row)))


def _csv_rows(path: Path, encoding: str | None, advance: Advance) -> Iterator[Row]:
    from termbase.formats.tables.csv import delimiter_of

    data = load(path)
    advance(len(data))
    text = decode(data, str(path), encoding)[0].removeprefix("\ufeff")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputError(
                f"{path}:{line}: not valid CSV ({error}); check the quotation marks"
            ) from None
        yield line, row


def lines(path: Path, encoding: str | None = None, advance: Advance = ignore) -> Iterator[str]:
    """Yield the lines of a text without their ends.

    The first line end decides: where it is a carriage return alone, as on old Macs, every line end
    counts; else a carriage return within a line is part of it.

    Args:
        path: The file.
        encoding: The encoding; by default it is detected.
        advance: Called with numbers of bytes read.

    Raises:
        InputError: If the file cannot be read.
    """
    rest = ""
    ends: re.Pattern[str] | None = None
    with open_file(path) as file:
        done = 0
        for piece in decode_pieces(file, str(path), encoding):
            text = rest + piece if done else piece.removeprefix("\ufeff")
            advance(file.tell() - done)
            done = file.tell()
            if ends is None and (match := _LINE_END.search(text)):
                ends = _LINE_END if match[0] == "\r" else re.compile(r"\r?\n")
            *complete, rest = ends.split(text) if ends else [text]
            yield from complete
    if rest:
        yield rest.rstrip("\r")


def escape_cell(text: str) -> str:
    """Return a cell with backslashes, tabs and line ends as in C, and no formula."""
    for char, written in _ESCAPES.items():
        text = text.replace(char, written)
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguard(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _unescaped(cell: str) -> str:
    if "\\" not in cell:
        return cell
    parts = cell.split("\\\\")
    for char, written in list(_ESCAPES.items())[1:]:
        parts = [part.replace(written, char) for part in parts]
    return "\\".join(parts)


def is_draft(heading: str, cell: str) -> bool:
    """Return True if a cell of a row of units says that its translation is not accepted."""
    plain = heading.casefold()
    if plain == "fuzzy":
        return cell.strip().casefold() in YES
    is_status = "status" in plain or plain.endswith(("状态", "狀態"))
    return is_status and "".join(filter(str.isalpha, cell.casefold())) in _DRAFTS
