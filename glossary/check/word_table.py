"""The tables of a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from termbase.formats.xml.safe import local, tree_of

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".docx", ".docm")
# Deleted and moved text is not in the document any more.
_GONE = frozenset(("del", "moveFrom"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t"}


def is_word(path: Path) -> bool:
    """Return True if a file is a Word document."""
    return path.suffix.lower() in SUFFIXES


def tables(path: Path) -> Iterator[list[list[str]]]:
    """Yield the rows of each table of a document: the texts of their cells.

    Raises:
        InputError: If the file cannot be read.
    """
    from glossary.documents.docx.parts import Parts
    from glossary.documents.package import Package
    from termbase.encoding import load

    parts = Parts.of(Package(load(path), str(path)))
    root = tree_of(parts.part(parts.main).text.encode(), str(path))
    for table in root.iter("{*}tbl"):
        yield [
            [_text(cell).strip() for cell in row.iterchildren("{*}tc")]
            for row in table.iterchildren("{*}tr")
        ]


def _text(element: Any) -> str:
    """Return the text of a cell, a line for each paragraph."""
    parts = []
    for child in element:
        name = local(child)
        if name in _GONE:
            continue
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        else:
            parts.append(_text(child) + "\n" * (name == "p"))
    return "".join(parts)
