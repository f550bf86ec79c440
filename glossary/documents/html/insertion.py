"""Find the points of an HTML document where elements can be inserted."""

from __future__ import annotations

from typing import NamedTuple

from glossary.documents.html.elements import OpenElements
from glossary.documents.html.scanner import Kind, scan
from glossary.documents.html.xhtml import is_xhtml


class InsertionPoints(NamedTuple):
    """Offsets in the source of a document, and what has to be known of it there.

    Attributes:
        head: The end of the head, for a style sheet; the end of the body if it has no end tag.
        body: The end of the body: never inside a script, a comment, an unclosed tag or an
            element that hides or disables its content.
        has_base: True if a ``<base href>`` changes what links within the page refer to.
    """

    head: int
    body: int
    has_base: bool


def insertion_points(source: str) -> InsertionPoints:
    """Return where elements can be inserted into a document."""
    elements = OpenElements(is_xml=is_xhtml(source))
    ends: dict[str, int] = {}
    unclosed = len(source)
    has_base = False
    for token in scan(source, elements):
        if token.kind is Kind.UNCLOSED:
            unclosed = token.start
        elif token.kind is Kind.START:
            has_base |= token.name == "base" and "href" in token.attributes
        elif token.kind is Kind.END and elements.opaque_start is None:
            if token.name in ("body", "html"):
                ends[token.name] = token.start
            elif token.name == "head" and elements.is_head_open and elements.is_outermost:
                ends.setdefault("head", token.start)
    last = min(unclosed, len(source) if elements.opaque_start is None else elements.opaque_start)
    body = ends.get("body", ends.get("html", last))
    return InsertionPoints(ends.get("head", body), body, has_base)


def body_of(source: str) -> str:
    """Return the content of the body of a document, or all of it if it has no tag of a body."""
    elements = OpenElements(is_xml=is_xhtml(source))
    for token in scan(source, elements):
        if token.kind is Kind.START and token.name == "body":
            return source[token.end : insertion_points(source).body]
    return source
