"""Word documents: .docx, .docm, .dotx and .dotm (WordprocessingML, ECMA-376-1)."""

from __future__ import annotations

from dataclasses import replace

from glossary.documents.assembly import assemble
from glossary.documents.document import Document
from glossary.documents.docx.parts import Parts
from glossary.documents.docx.removal import removal
from glossary.documents.package import Package
from glossary.documents.paragraph import Paragraph

__all__ = ["as_html", "read"]


def read(data: bytes, name: str) -> Document:
    """Return the document in a file without what an earlier annotation put in.

    Args:
        data: The bytes of the file.
        name: Its name.

    Raises:
        InputError: If it is damaged or protected.
    """
    parts = Parts.of(Package(data, name))
    without = removal(parts)
    if without.changed or without.removed:
        changed = {name: parts.part(name).with_text(text) for name, text in without.changed.items()}
        original = parts.package.changed(changed, without.removed)
        parts = Parts.of(Package(original, name))
    paragraphs: list[Paragraph] = []
    has_imports = False
    for member in parts.stories:
        story = parts.story(member)
        paragraphs += story.paragraphs
        has_imports = has_imports or story.has_imports
    warnings = []
    if has_imports:
        warnings.append(
            f"{name}: a part of it is imported from another file (altChunk) and not read; open "
            "and save it in Word first"
        )
    document = assemble(paragraphs, "docx", name, parts.package.data, warnings)
    return replace(document, content=parts)


def as_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    from glossary.documents.docx.html import to_html

    return to_html(document)
