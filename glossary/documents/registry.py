"""Formats of documents: one module a format, behind one registry.

To add a format: write one module with the functions of :class:`TextFormat` or :class:`FileFormat`
and add one line to ``FORMATS``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from glossary.documents.document import Document
from termbase.encoding import decode
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.documents.document import Block

# Annotations can be nested in each other by hand; every pass takes out one layer.
_MOST_PASSES = 50
_SUBTITLES = ("srt", "vtt", "ass")
_PDF_STARTS_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A format of documents.

    Attributes:
        module: The module in this package: with the functions of :class:`FileFormat` if its files
            are not texts themselves, else with those of :class:`TextFormat`.
        suffixes: The suffixes of its files, the usual one first.
        is_text: True if its files are texts.
    """

    module: str
    suffixes: tuple[str, ...]
    is_text: bool = True


class TextFormat(Protocol):
    """The functions of the module of a format whose files are texts."""

    def remove_annotations(self, source: str, /) -> str:
        """Return the source without what an earlier annotation put in."""
        ...

    def blocks(self, source: str, /) -> tuple[Block, ...]:
        """Return the text of a source that can be annotated, block by block."""
        ...

    def as_html(self, document: Document, /) -> str:
        """Return the content of a document as the body of an HTML page."""
        ...


class FileFormat(Protocol):
    """The functions of the module of a format whose files are not texts, such as packages."""

    def read(self, data: bytes, name: str, /) -> Document:
        """Return the document in a file without what an earlier annotation put in.

        Args:
            data: The bytes of the file.
            name: Its name, for messages and for people to read.

        Raises:
            InputError: If it is damaged or protected.
        """
        ...

    def as_html(self, document: Document, /) -> str:
        """Return the content of a document as the body of an HTML page."""
        ...


FORMATS = {
    "text": Format("text", (".txt", ".text")),
    "markdown": Format("markdown", (".md", ".markdown", ".mdx")),
    "html": Format("html", (".html", ".htm", ".xhtml")),
    "pdf": Format("pdf", (".pdf",), is_text=False),
    "srt": Format("subtitles.srt", (".srt",)),
    "vtt": Format("subtitles.vtt", (".vtt",)),
    "ass": Format("subtitles.ass", (".ass", ".ssa")),
    "pptx": Format("pptx", (".pptx", ".pptm", ".potx", ".ppsx"), is_text=False),
    "xlsx": Format("xlsx", (".xlsx", ".xlsm", ".xltx"), is_text=False),
    "odt": Format("odt", (".odt", ".fodt", ".ott"), is_text=False),
    "docx": Format("docx", (".docx", ".docm", ".dotx", ".dotm"), is_text=False),
    "epub": Format("epub", (".epub",), is_text=False),
}


def format_of(path: Path) -> str:
    """Return the name of the format of a file by its suffix; plain text if it is unknown."""
    suffix = path.suffix.lower()
    return next((name for name, format in FORMATS.items() if suffix in format.suffixes), "text")


def parse(text: str, format: str = "text", name: str = "", encoding: str = "utf-8") -> Document:
    """Return the document that a text is, without the annotations of an earlier run.

    Args:
        text: The whole source.
        format: The name of a format whose files are texts, such as ``markdown``.
        name: A name for people to read, such as that of the file.
        encoding: The encoding of that file.

    Raises:
        InputError: If annotations are nested too deeply in each other.
        ValueError: If the format is unknown, or its files are not texts.
    """
    module = _text_module(format)
    source = text
    for _ in range(_MOST_PASSES):
        text, source = source, module.remove_annotations(source)
        if source == text:
            return Document(source, format, module.blocks(source), name, encoding)
    raise InputError(f"{name or 'text'}: annotations nested more than {_MOST_PASSES} deep")


def parse_file(
    data: bytes, path: Path, name: str, encoding: str | None = None, format: str | None = None
) -> Document:
    """Return the document in a file, without the annotations of an earlier run.

    Args:
        data: The bytes of the file.
        path: The file, whose suffix names its format unless the content contradicts it.
        name: Its name in messages.
        encoding: The encoding of a text; by default it is detected.
        format: The format, if it is not to be recognised.

    Raises:
        InputError: If it is damaged, protected, not in its format, or a text in an encoding that
            cannot be determined.
    """
    by_suffix = format or format_of(path)
    found = format or _binary_format(data, by_suffix, name)
    if found is not None and not FORMATS[found].is_text:
        document = cast("FileFormat", _module(found)).read(data, name)
    else:
        document = _parse_text(data, by_suffix, name, encoding, is_named=format is not None)
    # Standard input has no suffix to contradict.
    if document.format == by_suffix or not path.suffix:
        return document
    suffix = FORMATS[document.format].suffixes[0]
    warning = f"{name}: is a {suffix} file by its content, and read as such"
    return replace(document, warnings=(warning, *document.warnings))


def _binary_format(data: bytes, by_suffix: str, name: str) -> str | None:
    """Return the format of a file that is not a text; None for a text."""
    from glossary.documents.content import binary_format, is_html

    found = binary_format(data, name)
    # Servers and mail programs put lines before it (PDF Reference 1.7, appendix H.3, note 13).
    if found is None and by_suffix == "pdf" and b"%PDF-" in data[:_PDF_STARTS_WITHIN]:
        return by_suffix
    if found is None and not FORMATS[by_suffix].is_text and not is_html(data):
        suffix = FORMATS[by_suffix].suffixes[0]
        problem = "an empty file" if not data else f"not a {suffix} file, or damaged"
        raise InputError(f"{name}: {problem}; copy or save it again")
    return found


def _parse_text(
    data: bytes, format: str, name: str, encoding: str | None, *, is_named: bool
) -> Document:
    text, found = decode(data, name, encoding)
    if not FORMATS[format].is_text:
        format = "html"
    elif format in _SUBTITLES and not is_named:
        from glossary.documents.content import is_html, is_subtitles, subtitle_format

        format = "html" if is_html(data) else subtitle_format(text, format)
        if format in _SUBTITLES and not is_subtitles(text, format):
            raise InputError(
                f"{name}: not a .{format} file: has no times; name it .txt if it is a text"
            )
    if format in _SUBTITLES:
        from glossary.documents.subtitles.mark import with_mark

        text, found = with_mark(data, text, found)
    return parse(text, format, name, found)


def remove_annotations(text: str, format: str) -> str:
    """Return a text without the annotations of the last run."""
    return _text_module(format).remove_annotations(text)


def as_html(document: Document) -> str:
    """Return the content of a document as the body of an HTML page."""
    return _module(document.format).as_html(document)


def _text_module(format: str) -> TextFormat:
    if format in FORMATS and not FORMATS[format].is_text:
        raise ValueError(f"{format} files are not texts; read one from its path")
    return cast("TextFormat", _module(format))


def _module(format: str) -> TextFormat | FileFormat:
    if format not in FORMATS:
        raise ValueError(f"invalid format {format!r}; expected one of: {', '.join(FORMATS)}")
    # A format's libraries are imported only when it is used: start-up time is a feature.
    return cast("TextFormat", import_module(f"glossary.documents.{FORMATS[format].module}"))
