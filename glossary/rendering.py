"""Annotate a document in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from termbase.errors import InputError
from termbase.output import refuse_same_file, write_file

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.views.options import AnnotateOptions
    from glossary.views.registry import Output


def annotate_file(
    finder: Finder,
    path: str | Path,
    out: str | Path | None,
    to: Output | None,
    encoding: str | None,
    warn: Callable[[str], object] | None = None,
    **options: Unpack[AnnotateOptions],
) -> bytes:
    """Annotate a document in a file; see :meth:`Glossary.annotate_file`.

    Args:
        finder: The finder of the terms.
        path: As for that method, like the other arguments.
        out: The file to write.
        to: The output format.
        encoding: The encoding of the document.
        warn: Called with what a person should know of how the document was read; by default it
            is logged.
        **options: The options.
    """
    from glossary.documents import read
    from glossary.views.registry import output_of, render

    target = Path(out) if out is not None else None
    if target is not None and str(path) != "-":
        refuse_same_file(target, Path(path))
    to = to or (output_of(target) if target is not None else "html")
    warn = warn or _log_warning
    document = read(path, encoding, warn=warn)
    # Its import takes five milliseconds, and without it nobody listens.
    if logging := sys.modules.get("logging"):
        logging.getLogger(__name__).info(
            "%s: %s in %s, %d blocks, as %s",
            path, document.format, document.encoding, len(document.blocks), to,
        )  # fmt: skip
    if target is not None:
        _check_suffix(target, document)
    result = render(document, finder, to, **options)
    data = result if isinstance(result, bytes) else _encoded(result, document, to, warn)
    if target is not None:
        write_file(target, data)
    return data


def _log_warning(message: str) -> None:
    import logging

    logging.getLogger(__name__).warning(message)


def _check_suffix(out: Path, document: Document) -> None:
    """Refuse a suffix that promises another content than that of a file which is given back.

    Office opens no .docx that was a .docm, for their types are written inside.

    Raises:
        InputError: If it does.
    """
    from glossary.documents.registry import FORMATS

    given, wanted = Path(document.name).suffix.lower(), out.suffix.lower()
    format = FORMATS[document.format]
    if not format.is_text and given != wanted and {given, wanted} <= set(format.suffixes):
        raise InputError(f"{out}: {document.name} is a {given} file; name the result {given} too")


def _encoded(text: str, document: Document, to: Output, warn: Callable[[str], object]) -> bytes:
    if to != document.format or to in ("markdown", "text", "json"):
        return text.encode()
    if to == "html":
        # HTML names its own encoding inside; what that lacks becomes references.
        return text.encode(document.encoding, errors="xmlcharrefreplace")
    try:
        return text.encode(document.encoding)
    except UnicodeEncodeError as error:
        character = text[error.start]
        warn(f"{document.name}: {document.encoding} has no {character!r}; written in UTF-8 instead")
        return text.encode()
