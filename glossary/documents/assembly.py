"""Put a document together from the text that a reader found in the parts of a file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from glossary.documents.document import OBJECT_REPLACEMENT, Block, Document, TextRun
from glossary.documents.paragraph import Paragraph
from glossary.documents.places import Places

_BREAK = "\n\n"


class _PlacedBlock(Block):
    """The block of a paragraph; its runs are made when they are asked for.

    Args:
        paragraph: The paragraph.
        start: Offset of its text in the source of the document, from 0.
    """

    _paragraph: Paragraph
    _start: int

    def __init__(self, paragraph: Paragraph, start: int) -> None:
        # A frozen class sets an attribute in ten times as long, and a book has many blocks.
        known = vars(self)
        known.update(heading=paragraph.heading, _paragraph=paragraph, _start=start)
        if not paragraph.is_read:
            known["text"] = paragraph.shown

    @cached_property
    def runs(self) -> tuple[TextRun, ...]:
        """Its text runs, in order."""
        found = []
        offset = self._start
        for text, _, _, in_link, in_ruby, alt in self._paragraph.pieces:
            first, offset = offset, offset + len(text)
            found.append(TextRun(first, offset, text or OBJECT_REPLACEMENT, in_link, in_ruby, alt))
        return tuple(found)


def assemble(
    paragraphs: Iterable[Paragraph],
    format: str,
    name: str,
    original: bytes,
    warnings: Iterable[str] = (),
) -> Document:
    """Return the document whose text is that of paragraphs, those without text left out.

    Args:
        paragraphs: The paragraphs, in the order of reading.
        format: The name of the format.
        name: The name of the file, for people to read.
        original: The bytes of the file.
        warnings: What a person should know of how it was read.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    places = Places()
    offset = 0
    for paragraph in paragraphs:
        shown = paragraph.shown
        if not shown or shown.isspace():
            continue
        if blocks:
            texts.append(_BREAK)
            offset += len(_BREAK)
        blocks.append(_PlacedBlock(paragraph, offset))
        places.add(offset, paragraph)
        texts.append(shown)
        offset += len(shown)
    return Document(
        "".join(texts), format, tuple(blocks), name,
        original=original, places=places, warnings=tuple(warnings),
    )  # fmt: skip
