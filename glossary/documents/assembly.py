"""Put a document together from the text that a reader found in the parts of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from glossary.documents.document import OBJECT_REPLACEMENT, Block, Document, TextRun
from glossary.documents.places import Places

_BREAK = "\n\n"


class Piece(NamedTuple):
    """A stretch of the text of a paragraph, and where it is in its part.

    Attributes:
        text: The text that is shown; empty for an image or another object.
        start: Offset of what shows it in the text of the part, from 0.
        end: Offset after that.
        in_link: True inside a link.
        in_ruby: True inside ruby annotations of the document itself.
        alt: The text of an object, where it is known.
    """

    text: str
    start: int
    end: int
    in_link: bool = False
    in_ruby: bool = False
    alt: str = ""


class Paragraph(NamedTuple):
    """A paragraph, a heading, a cell or the like.

    Attributes:
        part: The part that it is in.
        pieces: Its pieces, in order.
        heading: The level of the heading that it is, from 1 to 6; 0 for other text.
    """

    part: str
    pieces: tuple[Piece, ...]
    heading: int = 0


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
        if not any(piece.text.strip() for piece in paragraph.pieces):
            continue
        if blocks:
            texts.append(_BREAK)
            offset += len(_BREAK)
        runs = []
        for text, start, end, in_link, in_ruby, alt in paragraph.pieces:
            first, offset = offset, offset + len(text)
            runs.append(TextRun(first, offset, text or OBJECT_REPLACEMENT, in_link, in_ruby, alt))
            if text:
                places.add((first, offset, paragraph.part, start, end))
                texts.append(text)
        blocks.append(Block(tuple(runs), paragraph.heading))
    return Document(
        "".join(texts), format, tuple(blocks), name,
        original=original, places=places, warnings=tuple(warnings),
    )  # fmt: skip
