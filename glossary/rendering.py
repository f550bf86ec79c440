"""Annotate a document in a file."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from termbase.output import refuse_same_file, write_file

if TYPE_CHECKING:
    from glossary.find import Finder
    from glossary.views.options import AnnotateOptions
    from glossary.views.registry import Output

_log = logging.getLogger(__name__)


def annotate_file(
    finder: Finder,
    path: str | Path,
    out: str | Path | None,
    to: Output | None,
    encoding: str | None,
    **options: Unpack[AnnotateOptions],
) -> bytes:
    """Annotate a document in a file; see :meth:`Glossary.annotate_file`."""
    from glossary.documents import read
    from glossary.views.registry import output_of, render

    target = Path(out) if out is not None else None
    if target is not None and str(path) != "-":
        refuse_same_file(target, Path(path))
    to = to or (output_of(target) if target is not None else "html")
    document = read(path, encoding)
    _log.info(
        "%s: %s in %s, %d blocks, as %s",
        path, document.format, document.encoding, len(document.blocks), to,
    )  # fmt: skip
    text = render(document, finder, to, **options)
    # HTML that is returned names its own encoding inside; what that lacks becomes references.
    same_format = to == "html" == document.format
    data = text.encode(document.encoding if same_format else "utf-8", errors="xmlcharrefreplace")
    if target is not None:
        write_file(target, data)
    return data
