"""OpenDocument texts: packages (``.odt``, ``.ott``) and flat files (``.fodt``)."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.odt.annotations import without_annotations
from glossary.documents.odt.file import CONTENT, STYLES, OdtFile
from glossary.documents.odt.names import HEADERS, office
from glossary.documents.odt.text import hidden_styles, paragraphs
from glossary.documents.paragraph import Paragraph
from glossary.documents.xml import Element, root_of

__all__ = ["as_html", "read"]

_FORMAT = "odt"


def read(data: bytes, name: str) -> Document:
    """Return the document in a file without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        name: Its name, for messages and for people to read.

    Raises:
        InputError: If it is damaged or protected.
    """
    file = OdtFile.parse(data, name)
    texts = {part: without_annotations(xml.text) for part, xml in file.parts.items()}
    return assemble(_paragraphs(texts), _FORMAT, name, file.changed(texts))


def as_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    from glossary.documents.odt.html import to_html

    return to_html(OdtFile.parse(document.original, document.name))


def _paragraphs(texts: dict[str, str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, then those of headers and footers."""
    roots = {part: root_of(text) for part, text in texts.items()}
    content = roots[CONTENT]
    common = _common_styles(roots.get(STYLES))
    hidden = hidden_styles(content) | common
    for body in content.all(office("body")):
        yield from paragraphs(body, texts[CONTENT], CONTENT, hidden)
    for part, root in roots.items():
        hidden = hidden_styles(root) | common
        for header in root.all(*HEADERS):
            yield from paragraphs(header, texts[part], part, hidden)


def _common_styles(styles: Element | None) -> frozenset[str]:
    """Return the names of the styles of hidden text that all parts may use."""
    common = styles.child(office("styles")) if styles else None
    return hidden_styles(common) if common else frozenset()
