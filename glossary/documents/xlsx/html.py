"""A workbook as HTML: a table for each sheet, with the values that are in its cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from itertools import groupby

from glossary.documents.opc import relationships, xml_part
from glossary.documents.xlsx.cells import Cell, cells, position, text_of
from glossary.documents.xlsx.names import local
from glossary.documents.xlsx.workbook import Sheet, Workbook
from glossary.documents.xml import Element, root_of

# Formats of dates and times that are built in (ECMA-376, part 1, 18.8.30).
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
# The day before the first of Excel, which takes 1900 for a leap year.
_EPOCH = datetime(1899, 12, 30)
_BOOLEANS = {"0": "FALSE", "1": "TRUE"}
_LATEST_DAY = 2_958_465


def to_html(workbook: Workbook) -> str:
    """Return the sheets of a workbook that have values."""
    dates = _date_styles(workbook)
    parts = []
    for sheet in workbook.sheets:
        if table := "".join(_rows(workbook, sheet, dates)):
            tag = f"h{sheet.title.heading}"
            parts.append(f"<{tag}>{escape(sheet.name)}</{tag}>\n<table>\n{table}</table>\n")
    return "".join(parts)


def _rows(workbook: Workbook, sheet: Sheet, dates: frozenset[str]) -> Iterator[str]:
    source = xml_part(workbook.package, sheet.part).text
    spans, covered = _merged(source)
    _, shared = workbook.shared
    rows = groupby(cells(source), key=lambda cell: cell.row)
    for _, row in rows:
        shown, column = [], 1
        for cell in row:
            content = _shown(cell, "".join(one.text for one in text_of(cell, shared)), dates)
            for empty in range(column, cell.column):
                shown += [] if (cell.row, empty) in covered else ["<td></td>"]
            column = cell.column + 1
            if (cell.row, cell.column) not in covered:
                span = spans.get((cell.row, cell.column), "")
                shown.append(f"<td{span}>{content}</td>")
        if any(one != "<td></td>" for one in shown):
            yield f"<tr>{''.join(shown)}</tr>\n"


def _shown(cell: Cell, text: str, dates: frozenset[str]) -> str:
    if cell.is_text:
        return escape(text).replace("\n", "<br>\n")
    if cell.type == "b":
        return _BOOLEANS.get(cell.value, "")
    if cell.type == "" and cell.style in dates:
        return _date(cell.value)
    return escape(cell.value)


def _date(value: str) -> str:
    """Return a number of days as a date, with the time if there is one."""
    try:
        days = float(value)
    except ValueError:
        return escape(value)
    if not 0 < days < _LATEST_DAY:
        return escape(value)
    moment = _EPOCH + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return str(moment.time())
    return str(moment.date() if days.is_integer() else moment)


def _merged(source: str) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """Return the attributes of cells that cover others, and the cells that are covered."""
    spans: dict[tuple[int, int], str] = {}
    covered: set[tuple[int, int]] = set()
    for element in _children(root_of(source), "mergeCells"):
        first, _, last = element.get("ref").partition(":")
        start, end = position(first), position(last)
        if not start or not end:
            continue
        rows, columns = end[0] - start[0] + 1, end[1] - start[1] + 1
        spans[start] = f' rowspan="{rows}"' * (rows > 1) + f' colspan="{columns}"' * (columns > 1)
        # As many as a sheet that people read may have.
        if rows * columns <= 10_000:
            covered.update(
                (start[0] + row, start[1] + column)
                for row in range(rows)
                for column in range(columns)
            )
        covered.discard(start)
    return spans, covered


def _date_styles(workbook: Workbook) -> frozenset[str]:
    """Return the numbers of the formats of cells that are dates or times."""
    links = relationships(workbook.package, workbook.main)
    part = next((link.target for link in links if link.kind == "styles"), "")
    if part not in workbook.package:
        return frozenset()
    root = root_of(xml_part(workbook.package, part).text)
    own = {
        element.get("numFmtId")
        for element in _children(root, "numFmts")
        if _is_date(element.get("formatCode"))
    }
    dates = own | set(map(str, _DATE_FORMATS))
    formats = enumerate(_children(root, "cellXfs"))
    return frozenset(str(n) for n, element in formats if element.get("numFmtId") in dates)


def _is_date(code: str) -> bool:
    """Return True for the code of a format of dates or times."""
    plain, quoted = "", False
    for part in code.split('"'):
        plain += "" if quoted else part
        quoted = not quoted
    return any(letter in plain.lower().partition(";")[0] for letter in ("yy", "d", "h:", "ss"))


def _children(root: Element, name: str) -> list[Element]:
    return [
        child
        for element in root.elements
        if local(element.name) == name
        for child in element.elements
    ]
