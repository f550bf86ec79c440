"""The cells of a sheet, and the strings that the sheets of a workbook share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glossary.documents.paragraph import Piece
from glossary.documents.xlsx.names import local
from glossary.documents.xml import Kind, Token, scan, whole
from glossary.documents.xml.part import references

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Readings over the text, and the like, are not its text.
_UNREAD = frozenset({"rPh", "phoneticPr", "extLst", "f"})
_TEXT_TYPES = frozenset({"s", "inlineStr", "str"})


@dataclass(slots=True)
class Cell:
    """A cell.

    Attributes:
        row: Its row, from 1.
        column: Its column, from 1.
        type: The type of its value; empty for a number.
        style: The number of its format.
        pieces: The text in it, or its value as it is written.
    """

    row: int
    column: int
    type: str = ""
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def value(self) -> str:
        """Its value as it is written, or its text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_text(self) -> bool:
        """True if it has text, which may be the result of a formula."""
        return self.type in _TEXT_TYPES

    @property
    def reference(self) -> str:
        """Its reference, such as ``B3``."""
        return f"{column_name(self.column)}{self.row}"


def column_name(number: int) -> str:
    """Return the name of a column, from 1: ``A`` to ``Z``, then ``AA``."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position(reference: str) -> tuple[int, int] | None:
    """Return the row and column of a reference, from 1; None if it is not valid."""
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def cells(source: str) -> Iterator[Cell]:
    """Yield the cells of a sheet that have a value, row by row.

    Args:
        source: The text of the sheet.
    """
    row = column = 0
    cell: Cell | None = None
    for token in _readable(source):
        name, is_start = local(token.name), token.kind is Kind.START
        if token.kind in (Kind.TEXT, Kind.CDATA):
            if cell:
                cell.pieces += _pieces(token, source)
        elif token.kind is Kind.END:
            if name == "c" and cell:
                yield cell
                cell = None
        elif name == "row":
            given = token.attributes.get("r", "")
            row, column = whole(given, row + 1), 0
        elif name == "c":
            attributes = token.attributes
            row, column = position(attributes.get("r", "")) or (row, column + 1)
            type, style = attributes.get("t", ""), attributes.get("s", "")
            cell = Cell(row, column, type, style) if is_start else None


def shared_strings(source: str) -> list[list[Piece]]:
    """Return the strings that a part of shared strings has, each as pieces of that part."""
    found: list[list[Piece]] = []
    for token in _readable(source):
        if token.kind in (Kind.TEXT, Kind.CDATA):
            found[-1] += _pieces(token, source)
        elif token.kind is not Kind.END and local(token.name) == "si":
            found.append([])
    return found


def _readable(source: str) -> Iterator[Token]:
    """Yield tags, and the text of strings and values, without what is not read."""
    unread = 0
    is_value = False
    for token in scan(source):
        if token.kind in (Kind.TEXT, Kind.CDATA):
            if is_value and not unread:
                yield token
            continue
        name = local(token.name)
        is_value = token.kind is Kind.START and name in ("t", "v")
        if name in _UNREAD and token.kind is not Kind.EMPTY:
            unread += 1 if token.kind is Kind.START else -1
        elif not unread:
            yield token


def text_of(cell: Cell, shared: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """Return the text of a cell as pieces, those of a shared string in the part of these."""
    if cell.type != "s":
        return tuple(cell.pieces) if cell.is_text else ()
    number = whole(cell.value, len(shared))
    return tuple(shared[number]) if number < len(shared) else ()


def _pieces(token: Token, source: str) -> list[Piece]:
    if token.kind is Kind.CDATA:
        return [Piece(source[token.start : token.end], token.start, token.end)]
    found = references(source, token.start, token.end)
    return [Piece(shown, start, end) for start, end, shown in found]
