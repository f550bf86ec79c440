"""The content of any document as simple HTML, of which documents in other formats are made."""

from __future__ import annotations

from html import escape

from glossary.documents.document import Document
from glossary.documents.html.reduced import Reducer, safe_id
from glossary.documents.registry import as_html
from glossary.documents.text import paragraphs

_SCHEMES = ("http://", "https://", "mailto:")


def reduced_blocks(document: Document) -> list[str]:
    """Return the content of a document as valid XHTML, block by block.

    Links lead to places in it, or to addresses of the web and of mail.
    """
    from lxml import html

    body = _as_lines(document.source) if document.format == "text" else as_html(document)
    # Without this the parser takes other encodings from what the text says of its own.
    # Otherwise it drops what is nested deeper than 256 elements; now it is 2,048.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    page = f"<!DOCTYPE html><html><body>{body}</body></html>"
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    return Reducer().blocks(tree.find("body"), _target)


def _as_lines(text: str) -> str:
    """Return a plain text as HTML that keeps its lines."""
    parts = []
    for block in paragraphs(text):
        tag = "h1" if block.heading else "p"
        lines = "<br>".join(escape(block.text, quote=False).split("\n"))
        parts.append(f"<{tag}>{lines}</{tag}>")
    return "".join(parts)


def _target(reference: str) -> str | None:
    reference = reference.strip()
    if reference.startswith("#") and reference != "#":
        return f"#{safe_id(reference[1:])}"
    return reference if reference.lower().startswith(_SCHEMES) else None
