"""Documents, read from a file or a text, in the formats that can be annotated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from glossary.documents.document import Block, Document, TextRun
from glossary.documents.registry import format_of, parse
from termbase.encoding import decode, decode_pieces, load, open_file, read_bytes
from termbase.errors import InputError

__all__ = ["Block", "Document", "TextRun", "is_plain_text", "parse", "read", "read_chunks"]


def read(path: Path | str, encoding: str | None = None, format: str | None = None) -> Document:
    """Return the document in a file, or on standard input for ``-``.

    Args:
        path: The file.
        encoding: The encoding; by default it is detected.
        format: The format, if it is not that of the suffix; plain text for unknown suffixes.

    Raises:
        InputError: If the file cannot be read, is not a text, or its encoding is unclear.
    """
    name = "standard input" if str(path) == "-" else str(path)
    data = read_bytes(_standard_input(), name) if str(path) == "-" else load(Path(path))
    text, found = decode(data, name, encoding)
    return parse(text, format or format_of(Path(path)), name, found)


def is_plain_text(path: Path | str) -> bool:
    """Return True if a file is read as plain text."""
    return format_of(Path(path)) == "text"


def read_chunks(path: Path | str, encoding: str | None = None) -> Iterator[str]:
    """Yield the text of a plain text file chunk by chunk, or of standard input for ``-``.

    Args:
        path: The file.
        encoding: The encoding; by default it is detected.

    Raises:
        InputError: As for :func:`read`.
    """
    if str(path) == "-":
        yield from decode_pieces(_standard_input(), "standard input", encoding)
        return
    with open_file(Path(path)) as file:
        yield from decode_pieces(file, str(path), encoding)


def _standard_input() -> BinaryIO:
    # A service may have been started without one.
    if sys.stdin is None:
        raise InputError("standard input: cannot be read: it is closed")
    return sys.stdin.buffer
