"""The tables of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from glossary.documents.xml import Element

SUFFIXES = (".odt", ".fodt", ".ott")


def tables(path: Path) -> Iterator[list[list[str]]]:
    """Yield the rows of each table of a document: the texts of their cells.

    Raises:
        InputError: If the file cannot be read.
    """
    from glossary.documents.odt.file import CONTENT, OdtFile
    from glossary.documents.odt.names import table
    from glossary.documents.odt.text import hidden_styles, paragraphs
    from glossary.documents.xml import root_of
    from termbase.encoding import load

    file = OdtFile.parse(load(path), str(path))
    roots = {name: root_of(part.text) for name, part in file.parts.items()}
    hidden = frozenset().union(*map(hidden_styles, roots.values()))
    source = file.parts[CONTENT].text

    def text(cell: Element) -> str:
        found = paragraphs(cell, source, CONTENT, hidden)
        lines = ("".join(piece.text for piece in one.pieces) for one in found)
        return "\n".join(lines).strip()

    cells = frozenset((table("table-cell"), table("covered-table-cell")))
    for element in roots[CONTENT].all(table("table")):
        yield [
            [text(cell) for cell in row.elements if cell.name in cells]
            for row in _rows(element, table("table-row"), cells)
        ]


def _rows(parent: Element, row: str, cells: frozenset[str]) -> Iterator[Element]:
    """Yield the rows of a table, also those in groups of rows, without those of tables in it."""
    for element in parent.elements:
        if element.name == row:
            yield element
        elif element.name not in cells:
            yield from _rows(element, row, cells)
