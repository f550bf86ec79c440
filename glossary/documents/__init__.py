"""Documents, read from a file or a text, in the formats that can be annotated."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from glossary.documents.document import Block, Document, TextRun
from glossary.documents.registry import as_html, format_of, parse, parse_file
from termbase.encoding import decode_pieces, encoding_for, load, open_file, read_bytes
from termbase.errors import InputError

__all__ = [
    "Block",
    "Document",
    "TextRun",
    "as_html",
    "is_plain_text",
    "parse",
    "read",
    "read_chunks",
    "read_one",
]


def read(path: Path | str, encoding: str | None = None, format: str | None = None) -> Document:
    """Return the document in a file, or on standard input for ``-``.

    Args:
        path: The file.
        encoding: The encoding of a text; by default it is detected.
        format: The format; by default that of the suffix unless the content contradicts it, and
            plain text for unknown suffixes.

    Raises:
        InputError: If the file cannot be read, is in no format that is read, or its encoding is
            unclear.
    """
    data, name = _load(path)
    return parse_file(data, Path(path), name, encoding, format)


def read_one(path: Path | str, encoding: str | None = None) -> Document:
    """Return one of several documents, as :func:`read` does.

    Args:
        path: The file.
        encoding: The encoding of those that do not tell theirs; by default it is detected.

    Raises:
        InputError: As for :func:`read`.
    """
    data, name = _load(path)
    return parse_file(data, Path(path), name, encoding_for(data, name, encoding))


def _load(path: Path | str) -> tuple[bytes, str]:
    if str(path) != "-":
        return load(Path(path)), str(path)
    name = "standard input"
    return read_bytes(_standard_input(), name), name


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
