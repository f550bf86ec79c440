"""Documents: read from a path or a text, in the formats that can be annotated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from glossary.documents.document import Block, Document, TextRun
from termbase.encoding import decode, decode_pieces, load, open_file

__all__ = ["Block", "Document", "TextRun", "is_plain_text", "parse", "read", "read_chunks"]

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}


def read(path: Path | str, encoding: str | None = None, format: str | None = None) -> Document:
    """The document in a file, or on standard input for ``-``.

    Args:
        path: The file; its format comes from its suffix, plain text where that is unknown.
        encoding: The encoding, where it is not to be detected.
        format: The format, where it is not to come from the suffix.

    Raises:
        InputError: If it cannot be read, is no text, or its encoding cannot be told.
    """
    name = "standard input" if str(path) == "-" else str(path)
    data = sys.stdin.buffer.read() if str(path) == "-" else load(Path(path))
    text, found = decode(data, name, encoding)
    return parse(text, format or FORMATS.get(Path(path).suffix.lower(), "text"), name, found)


def is_plain_text(path: Path | str) -> bool:
    """Whether a path is read as plain text: by its suffix, or because that is unknown."""
    return FORMATS.get(Path(path).suffix.lower(), "text") == "text"


def read_chunks(path: Path | str, encoding: str | None = None) -> Iterator[str]:
    """The text of a plain file, or on standard input for ``-``, piece by piece.

    Args:
        path: The file.
        encoding: The encoding, where it is not to be detected.

    Raises:
        InputError: As for :func:`read`.
    """
    if str(path) == "-":
        yield from decode_pieces(sys.stdin.buffer, "standard input", encoding)
        return
    with open_file(Path(path)) as file:
        yield from decode_pieces(file, str(path), encoding)


def parse(text: str, format: str = "text", name: str = "", encoding: str = "utf-8") -> Document:
    """The document that a text is.

    What an earlier annotation has put into it is taken out first.

    Args:
        text: The whole source.
        format: ``text``, ``markdown`` or ``html``.
        name: What to call it.
        encoding: The encoding it came in.

    Raises:
        ValueError: If the format is unknown.
    """
    # Each format's own libraries are imported when it is met: start-up time is a feature.
    if format == "text":
        from glossary.documents import plain

        blocks = plain.blocks(text)
    elif format == "markdown":
        from glossary.documents import markdown

        text = markdown.strip(text)
        blocks = markdown.blocks(text)
    elif format == "html":
        from glossary.documents import html

        text = html.strip(text)
        blocks = html.blocks(text)
    else:
        raise ValueError(f"{format!r} is no format; known: text, markdown, html")
    return Document(text, format, blocks, name, encoding)
