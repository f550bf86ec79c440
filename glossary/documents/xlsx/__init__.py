"""Workbooks whose cells are texts: ``.xlsx`` and its variants with macros and as templates."""

from __future__ import annotations

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.package import Package
from glossary.documents.xlsx.removal import without_annotations
from glossary.documents.xlsx.workbook import Workbook

__all__ = ["as_html", "first_row", "read"]

_FORMAT = "xlsx"


def read(data: bytes, name: str) -> Document:
    """Return the document in a file without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        name: Its name, for messages and for people to read.

    Raises:
        InputError: If it is damaged.
    """
    original = without_annotations(Package(data, name))
    workbook = Workbook(Package(original, name))
    found = (paragraph for *_, paragraph in workbook.paragraphs())
    return assemble(found, _FORMAT, name, original)


def as_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    from glossary.documents.xlsx.html import to_html

    return to_html(Workbook(Package(document.original, document.name)))


def first_row(data: bytes, name: str) -> list[str]:
    """Return the texts in the first row of a workbook that has any; empty if there is none.

    Args:
        data: The bytes of the file.
        name: Its name in messages.

    Raises:
        InputError: If it is damaged or not a workbook.
    """
    workbook = Workbook(Package(data, name))
    row: list[str] = []
    number = 0
    for _, cell, paragraph in workbook.paragraphs():
        if cell is None:
            continue
        if number and cell.row != number:
            break
        number = cell.row
        row += [""] * (cell.column - 1 - len(row))
        row.append("".join(piece.text for piece in paragraph.pieces))
    return row
