"""PDF files: their text by its place on the page, for it is stored in no certain order."""

from __future__ import annotations

from html import escape

from glossary.documents.document import Document
from glossary.documents.pdf.reader import read

__all__ = ["as_html", "read"]


def as_html(document: Document) -> str:
    """Return the headings and paragraphs of a document as the body of an HTML page."""
    parts = []
    for block in document.blocks:
        tag = f"h{block.heading}" if block.heading else "p"
        parts.append(f"<{tag}>{escape(block.text, quote=False)}</{tag}>\n")
    return "".join(parts)
