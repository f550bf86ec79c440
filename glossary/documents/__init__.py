"""Documents, read from a file or a text, in the formats that can be annotated."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
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
    "parse",
    "read",
    "read_chunks",
    "read_one",
    "read_or_stream",
]

_STANDARD_INPUT = "standard input"


def read(
    path: Path | str,
    encoding: str | None = None,
    format: str | None = None,
    warn: Callable[[str], object] | None = None,
) -> Document:
    """Return the document in a file, or on standard input for ``-``.

    Args:
        path: The file.
        encoding: The encoding of a text; by default it is detected.
        format: The format; by default that of the suffix unless the content contradicts it, and
            plain text for unknown suffixes.
        warn: Called with what a person should know of how it was read; by default that is logged.

    Raises:
        InputError: If the file cannot be read, is in no format that is read, or its encoding is
            unclear.
    """
    data, name = _load(path)
    return _warned(parse_file(data, Path(path), name, encoding, format), warn)


def read_one(path: Path | str, encoding: str | None = None) -> Document:
    """Return one of several documents, as :func:`read` does.

    Args:
        path: The file.
        encoding: The encoding of those that do not tell theirs; by default it is detected.

    Raises:
        InputError: As for :func:`read`.
    """
    data, name = _load(path)
    found = encoding_for(data, name, encoding)
    return _warned(parse_file(data, Path(path), name, found), None)


def _load(path: Path | str) -> tuple[bytes, str]:
    if str(path) != "-":
        return load(Path(path)), str(path)
    return read_bytes(_standard_input(), _STANDARD_INPUT), _STANDARD_INPUT


def read_or_stream(path: Path | str, encoding: str | None = None) -> Document | Iterator[str]:
    """Return the document in a file; of a plain text, which may be large, its text in chunks.

    Args:
        path: The file, or ``-`` for standard input.
        encoding: The encoding of a text; by default it is detected.

    Raises:
        InputError: As for :func:`read`; of a plain text, when the first chunk is taken.
    """
    from glossary.documents.content import START, is_binary

    if format_of(Path(path)) != "text":
        return read(path, encoding)
    if str(path) == "-":
        file, name = _standard_input(), _STANDARD_INPUT
        start = read_bytes(file, name, START)
        if is_binary(start):
            data = start + read_bytes(file, name)
            return _warned(parse_file(data, Path(path), name, encoding), None)
        return decode_pieces(file, name, encoding, start)
    with open_file(Path(path)) as file:
        if is_binary(read_bytes(file, str(path), START)):
            return read(path, encoding)
    return read_chunks(path, encoding)


def read_chunks(path: Path | str, encoding: str | None = None) -> Iterator[str]:
    """Yield the text of a plain text file chunk by chunk.

    Args:
        path: The file.
        encoding: The encoding; by default it is detected.

    Raises:
        InputError: As for :func:`read`.
    """
    with open_file(Path(path)) as file:
        yield from decode_pieces(file, str(path), encoding)


def _warned(document: Document, warn: Callable[[str], object] | None) -> Document:
    """Return a document of whose reading a person was warned."""
    if document.warnings:
        import logging

        for warning in document.warnings:
            (warn or logging.getLogger(__name__).warning)(warning)
    return document


def _standard_input() -> BinaryIO:
    # A service may have been started without one.
    if sys.stdin is None:
        raise InputError(f"{_STANDARD_INPUT}: cannot be read: it is closed")
    return sys.stdin.buffer
