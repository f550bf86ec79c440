"""Notes of terms as SpreadsheetML, and the shapes that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from glossary.documents.xlsx.cells import column_name
from glossary.documents.xlsx.names import SIGNATURE
from glossary.documents.xlsx.vml import OWN_TYPE
from glossary.views.summary import Summary, Words
from termbase.formats.characters import UNWRITABLE

SHAPE_TYPE = "_x0000_t202"
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_STYLES = {"": "", "bold": "<b/>", "italic": "<i/>"}
# Columns and rows that a comment covers.
_WIDTH, _HEIGHT = 4, 7


def comment_xml(place: tuple[int, int], author: int, summaries: Sequence[Summary]) -> str:
    """Return a comment on a cell.

    Args:
        place: The row and column of the cell, from 1.
        author: The number of its author, from 0.
        summaries: The notes of the terms in the cell.
    """
    row, column = place
    return (
        f'<comment ref="{column_name(column)}{row}" authorId="{author}" shapeId="0">'
        f"<text>{''.join(runs_xml(summaries))}</text></comment>"
    )


def runs_xml(summaries: Sequence[Summary], before: str = "") -> list[str]:
    """Return notes as formatted text, after some text: one element a run."""
    words = [Words(f"{before}{SIGNATURE}"), *_words(summaries)]
    return [
        f'<r><rPr>{_STYLES[one.style]}<sz val="9"/></rPr>'
        f'<t xml:space="preserve">{plain(one.text)}</t></r>'
        for one in words
    ]


def plain_notes(summaries: Sequence[Summary]) -> str:
    """Return notes as plain text that follows other text."""
    return plain(f"\n{SIGNATURE}{''.join(one.text for one in _words(summaries))}")


def plain(text: str) -> str:
    """Return text for an element; what XML cannot hold is left out."""
    return escape(UNWRITABLE.sub("", text), quote=False)


def _words(summaries: Sequence[Summary]) -> Iterator[Words]:
    for number, summary in enumerate(summaries):
        if number:
            yield Words("\n")
        for row, line in enumerate((summary.head, *summary.lines)):
            if row:
                yield Words(": " if row == 1 else " · ")
            for position, words in enumerate(line):
                yield words._replace(text=f"{' ' if position else ''}{words.text}")


def shape_xml(place: tuple[int, int], number: int) -> str:
    """Return the shape that shows a comment.

    Args:
        place: The row and column of the cell, from 1.
        number: The number of the shape in the workbook.
    """
    row, column = place[0] - 1, place[1] - 1
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 15, {top}, 10, {column + 1 + _WIDTH}, 15, {top + _HEIGHT}, 4"
    return (
        f'<v:shape {_NAMESPACES} id="_x0000_s{number}" type="#{SHAPE_TYPE}" '
        'style="position:absolute;width:240pt;height:105pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def shape_type_xml() -> str:
    """Return the type of the shapes of comments, for a drawing that has none."""
    return (
        f'{OWN_TYPE}<v:shapetype {_NAMESPACES} id="{SHAPE_TYPE}" coordsize="21600,21600" '
        'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
        '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def drawing_xml(shapes: str, number: int) -> str:
    """Return a new drawing; its shapes have numbers from 1024 times its own number on."""
    return (
        f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/>'
        f"</o:shapelayout>{shape_type_xml()}{shapes}</xml>"
    )
