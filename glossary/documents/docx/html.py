"""A Word document as HTML."""

from __future__ import annotations

from html import escape

from glossary.documents.document import Document


def to_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    parts = []
    for block in document.blocks:
        tag = f"h{block.heading}" if block.heading else "p"
        text = "".join(run.text for run in block.runs if run.end > run.start)
        parts.append(f"<{tag}>{escape(text, quote=False)}</{tag}>\n")
    return "".join(parts)
