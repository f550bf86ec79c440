"""Formats of documents: one module a format, behind one registry.

To add a format: write one module with the functions of :class:`FormatModule` and add one line to
``FORMATS``. A format whose files are archives (docx, epub, odt) reads bytes: its module then
takes the place of the decoding in :func:`glossary.documents.read` too.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from glossary.documents.document import Document
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.documents.document import Block

# Annotations can be nested in each other by hand; every pass takes out one layer.
_MOST_PASSES = 50


@dataclass(frozen=True, slots=True)
class Format:
    """A format of documents.

    Attributes:
        module: The module in this package, with the functions of :class:`FormatModule`.
        suffixes: The suffixes of its files, the usual one first.
    """

    module: str
    suffixes: tuple[str, ...]


class FormatModule(Protocol):
    """The functions of a format's module."""

    def remove_annotations(self, source: str, /) -> str:
        """Return the source without what an earlier annotation put in."""
        ...

    def blocks(self, source: str, /) -> tuple[Block, ...]:
        """Return the text of a source that can be annotated, block by block."""
        ...


FORMATS = {
    "text": Format("text", (".txt", ".text")),
    "markdown": Format("markdown", (".md", ".markdown")),
    "html": Format("html", (".html", ".htm", ".xhtml")),
}


def format_of(path: Path) -> str:
    """Return the name of the format of a file by its suffix; plain text if it is unknown."""
    suffix = path.suffix.lower()
    return next((name for name, format in FORMATS.items() if suffix in format.suffixes), "text")


def parse(text: str, format: str = "text", name: str = "", encoding: str = "utf-8") -> Document:
    """Return the document that a text is, without the annotations of an earlier run.

    Args:
        text: The whole source.
        format: The name of a format: ``text``, ``markdown`` or ``html``.
        name: A name for people to read, such as that of the file.
        encoding: The encoding of that file.

    Raises:
        InputError: If annotations are nested too deeply in each other.
        ValueError: If the format is unknown.
    """
    module = _module(format)
    source = text
    for _ in range(_MOST_PASSES):
        text, source = source, module.remove_annotations(source)
        if source == text:
            return Document(source, format, module.blocks(source), name, encoding)
    raise InputError(f"{name or 'text'}: annotations nested more than {_MOST_PASSES} deep")


def remove_annotations(text: str, format: str) -> str:
    """Return a text without the annotations of the last run."""
    return _module(format).remove_annotations(text)


def _module(format: str) -> FormatModule:
    if format not in FORMATS:
        raise ValueError(f"invalid format {format!r}; expected one of: {', '.join(FORMATS)}")
    # A format's libraries are imported only when it is used: start-up time is a feature.
    return cast("FormatModule", import_module(f"glossary.documents.{FORMATS[format].module}"))
