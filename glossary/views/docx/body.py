"""Blocks of simple HTML as paragraphs and tables of WordprocessingML (ECMA-376-1, 17.3, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from glossary.views.docx.inline import Links, Look, runs_of
from glossary.views.docx.template import BULLETED, MOST_LEVELS, indent
from termbase.formats.xml.safe import local

_HEADINGS = {f"h{level}": f"Heading{level}" for level in range(1, 7)}
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="A6A6A6"/></w:pBdr>'
_WIDTH = 5000


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a block.

    Attributes:
        depth: The number of lists and quotations that it is in.
        style: The style of paragraphs there.
        number: The properties that make the next paragraph an item of a list; empty for none.
        look: The look of text there.
    """

    depth: int = 0
    style: str = ""
    number: str = ""
    look: Look = field(default_factory=Look)


class Body:
    """Writes the body of a document.

    Args:
        links: Its links.

    Attributes:
        lists: The count of lists with numbers so far.
    """

    def __init__(self, links: Links) -> None:
        self._links = links
        self.lists = 0
        self._levels = 0

    def write(self, root: Any) -> str:
        """Return the blocks in an element."""
        return "".join(self._blocks(root, _Place()))

    def _blocks(self, parent: Any, place: _Place) -> Iterator[str]:
        for element in parent:
            yield from self._block(element, place)
            # The number or bullet of an item is before its first block.
            place = replace(place, number="")

    def _block(self, element: Any, place: _Place) -> Iterator[str]:
        name = local(element)
        inner = replace(place, look=place.look.inside(element))
        anchor = self._links.bookmark(element.get("id") or "")
        if name in ("ul", "ol"):
            yield from self._list(element, name, inner)
        elif name == "blockquote":
            yield from self._blocks(element, replace(inner, depth=place.depth + 1, style="Quote"))
        elif name == "table":
            yield self._table(element, inner)
        elif name == "hr":
            yield f"<w:p><w:pPr>{_RULE}</w:pPr></w:p>"
        elif name == "pre":
            look = replace(inner.look, keeps_space=True)
            content = runs_of(element, look, self._links)
            yield _paragraph(anchor + content, replace(inner, style="HTMLPreformatted"))
        else:
            style = _HEADINGS.get(name, inner.style)
            content = runs_of(element, inner.look, self._links)
            yield _paragraph(anchor + content, replace(inner, style=style))

    def _list(self, element: Any, name: str, place: _Place) -> Iterator[str]:
        level = min(self._levels, MOST_LEVELS - 1)
        number = BULLETED
        if name == "ol":
            self.lists += 1
            number = BULLETED + self.lists
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        self._levels += 1
        for item in element:
            inside = replace(
                place, depth=place.depth + 1, style="ListParagraph", number=properties,
                look=place.look.inside(item),
            )  # fmt: skip
            yield from self._blocks(item, inside)
        self._levels -= 1

    def _table(self, element: Any, place: _Place) -> str:
        rows = [[cell for cell in row if local(cell) in ("td", "th")] for row in element]
        laid = list(_laid_out(rows))
        columns = max((cell.column + cell.width for row in laid for cell in row), default=1)
        width = _WIDTH // columns
        inside = _Place(look=place.look)
        # Lists in a cell begin anew.
        levels, self._levels = self._levels, 0
        written = "".join(
            f"<w:tr>{''.join(self._cell(cell, width, inside) for cell in row)}</w:tr>"
            for row in laid
        )
        self._levels = levels
        grid = f'<w:gridCol w:w="{width * 2}"/>' * columns
        # Two tables without a paragraph between them would be one, and a cell ends with one.
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl><w:p/>"
        )

    def _cell(self, cell: _Cell, width: int, place: _Place) -> str:
        spans = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        if cell.is_continued:
            spans += "<w:vMerge/>"
        elif cell.height > 1:
            spans += '<w:vMerge w:val="restart"/>'
        content = ""
        if cell.element is not None and not cell.is_continued:
            inside = replace(place, look=place.look.inside(cell.element))
            content = "".join(self._blocks(cell.element, inside))
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width * cell.width}" w:type="pct"/>{spans}</w:tcPr>'
            f"{content or '<w:p/>'}</w:tc>"
        )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in its row of a table.

    Attributes:
        element: Its element; None if the row has none there.
        column: Its first column, from 0.
        width: The number of its columns.
        height: The number of rows that it goes on in, with this one.
        is_continued: True if it began in a row above.
    """

    element: Any
    column: int
    width: int = 1
    height: int = 1
    is_continued: bool = False


def _laid_out(rows: Sequence[Sequence[Any]]) -> Iterator[list[_Cell]]:
    """Yield the cells of each row with those of rows above that go on in it."""
    above: list[_Cell] = []
    for number, row in enumerate(rows):
        going_on = [
            replace(cell, height=cell.height - 1, is_continued=True)
            for cell in above
            if cell.height > 1
        ]
        cells: list[_Cell] = []
        column = 0
        for element in row:
            column = _put(cells, going_on, column)
            width, height = (int(element.get(key) or 1) for key in ("colspan", "rowspan"))
            if going_on:
                # It ends where a cell from above is.
                width = min(width, going_on[0].column - column)
            cells.append(_Cell(element, column, width, min(height, len(rows) - number)))
            column += width
        while going_on:
            column = _put(cells, going_on, column)
            if going_on:
                cells.append(_Cell(None, column, going_on[0].column - column))
                column = going_on[0].column
        above = cells
        yield cells


def _put(cells: list[_Cell], going_on: list[_Cell], column: int) -> int:
    """Put the cells from above that are at a column into a row; return the next column."""
    while going_on and going_on[0].column <= column:
        cell = going_on.pop(0)
        cells.append(cell)
        column = cell.column + cell.width
    return column


def _paragraph(content: str, place: _Place) -> str:
    style = f'<w:pStyle w:val="{place.style}"/>' if place.style else ""
    hanging = f' w:hanging="{indent(1)}"' if place.number else ""
    left = f'<w:ind w:left="{indent(place.depth)}"{hanging}/>' if place.depth else ""
    properties = style + place.number + left
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"
