"""Presentations: ``.pptx`` and its variants with macros, as templates and as shows."""

from __future__ import annotations

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.package import Package
from glossary.documents.pptx.deck import slides
from glossary.documents.pptx.removal import without_annotations

__all__ = ["as_html", "read"]

_FORMAT = "pptx"


def read(data: bytes, name: str) -> Document:
    """Return the document in a file without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        name: Its name, for messages and for people to read.

    Raises:
        InputError: If it is damaged.
    """
    original = without_annotations(Package(data, name))
    package = Package(original, name)
    found = (paragraph for slide in slides(package) for paragraph in slide.paragraphs())
    return assemble(found, _FORMAT, name, original)


def as_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    from glossary.documents.pptx.html import to_html

    return to_html(Package(document.original, document.name))
