"""Findings as a workbook: a row for each, with both sides."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from glossary.check import Finding, Segment
from termbase.formats.characters import UNWRITABLE
from termbase.formats.tables.xlsx import library

_HEADER = {
    "File": 24, "Line": 7, "Segment": 9, "Severity": 10, "Rule": 18, "Message": 44, "Source": 50,
    "Translation": 50, "Marked in source": 24, "Marked in translation": 24, "Suggestion": 24,
}  # fmt: skip


def write(findings: Sequence[Finding], segments: Iterable[Segment]) -> bytes:
    """Return findings as an XLSX file.

    Raises:
        InputError: If openpyxl is not installed.
    """
    openpyxl = library()
    by_number = {(segment.file, segment.number): segment for segment in segments}
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Findings"
    sheet.append(list(_HEADER))
    for finding in findings:
        sheet.append(_row(finding, by_number[finding.file, finding.segment]))
    for column, width in zip(sheet.columns, _HEADER.values(), strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            # No text of a user is a formula.
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    sheet.freeze_panes = "A2"
    # On paper all columns are on one page.
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
        fitToPage=True
    )
    sheet.page_setup.fitToHeight = 0
    sheet.auto_filter.ref = sheet.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _row(finding: Finding, segment: Segment) -> list[str | int | None]:
    marked = (
        text[span[0] : span[1]] if span else ""
        for text, span in (
            (segment.source, finding.source_span), (segment.target, finding.target_span),
        )
    )  # fmt: skip
    row: list[str | int | None] = [
        segment.file, segment.line or None, segment.number, finding.severity.value, finding.rule,
        finding.message, segment.source, segment.target, *marked, finding.suggestion,
    ]  # fmt: skip
    return [UNWRITABLE.sub("\ufffd", cell) if isinstance(cell, str) else cell for cell in row]
