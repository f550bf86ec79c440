"""The paragraphs of slides, notes and diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.paragraph import Paragraph, Piece
from glossary.documents.pptx.names import short
from glossary.documents.xml import Element, Kind, Token
from glossary.documents.xml.part import references

TITLES = frozenset({"title", "ctrTitle"})
# Shapes of notes and slides that hold no text of their own.
_FURNITURE = frozenset({"sldNum", "dt", "hdr", "ftr", "sldImg"})
# Points of a diagram that are lines between others, or how it is drawn.
_WITHOUT_TEXT = frozenset({"pres", "parTrans", "sibTrans"})
_TRUE = ("1", "true")


def shapes(parent: Element) -> Iterator[Element]:
    """Yield what has text on a slide, in the order of the file: shapes, frames of tables.

    Args:
        parent: The root, or a part of it. Alternatives for older programs are passed over.
    """
    for element in parent.elements:
        name = short(element.name)
        if name in ("p:sp", "p:graphicFrame", "dgm:pt"):
            if placeholder(element) not in _FURNITURE and element.get("type") not in _WITHOUT_TEXT:
                yield element
        elif name != "mc:Fallback":
            yield from shapes(element)


def placeholder(shape: Element) -> str:
    """Return the kind of a placeholder, ``obj`` if it names none; empty for another shape."""
    for properties in shape.elements:
        for inner in properties.elements:
            if short(inner.name) == "p:nvPr":
                found = next((one for one in inner.elements if short(one.name) == "p:ph"), None)
                return found.get("type", "obj") if found else ""
    return ""


def paragraphs(shape: Element) -> Iterator[Element]:
    """Yield the paragraphs of a shape, those of the cells of a table row by row."""
    for element in shape.elements:
        if short(element.name) == "a:p":
            yield element
        elif short(element.name) != "mc:Fallback" and not is_covered(element):
            yield from paragraphs(element)


def is_covered(cell: Element) -> bool:
    """Return True for a cell that another one covers, and what is in it."""
    return cell.get("hMerge") in _TRUE or cell.get("vMerge") in _TRUE


def paragraph(element: Element, source: str, part: str, heading: int = 0) -> Paragraph:
    """Return the text of a paragraph.

    Args:
        element: The paragraph.
        source: The text of the part.
        part: The name of the part.
        heading: The level of the heading that it is; 0 for other text.
    """
    return Paragraph(part, tuple(_pieces(element, source)), heading)


def _pieces(parent: Element, source: str) -> Iterator[Piece]:
    for element in parent.elements:
        name = short(element.name)
        if name == "a:br":
            yield Piece("\n", element.start, element.end)
        elif name == "a:t":
            for token in element.children:
                if isinstance(token, Token):
                    yield from _text(token, source)
        elif name in ("a:r", "mc:AlternateContent", "mc:Choice") or _is_shown_field(element):
            yield from _pieces(element, source)


def _is_shown_field(element: Element) -> bool:
    """Return True for a field with text; the number of a slide is none."""
    return short(element.name) == "a:fld" and element.get("type") != "slidenum"


def _text(token: Token, source: str) -> Iterator[Piece]:
    if token.kind is Kind.CDATA:
        yield Piece(source[token.start : token.end], token.start, token.end)
    else:
        for start, end, shown in references(source, token.start, token.end):
            yield Piece(shown, start, end)
