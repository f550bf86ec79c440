"""Answers that are files: their media types, names, and bytes in pieces."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import BinaryIO
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

_PIECE = 64 << 10

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "json": "application/json",
    "sarif": "application/sarif+json",
    "junit": "application/xml",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "tmx": "application/x-tmx+xml",
    "xliff": "application/xliff+xml",
    "skos": "text/turtle; charset=utf-8",
    "srt": "application/x-subrip",
    "vtt": "text/vtt; charset=utf-8",
    "ass": "text/x-ssa; charset=utf-8",
    "pdf": "application/pdf",
    "epub": "application/epub+zip",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ANY = "application/octet-stream"


def bare(format: str) -> str:
    """Return the media type of a format without parameters."""
    return MEDIA_TYPES.get(format, ANY).partition(";")[0]


def attachment(
    data: bytes | Iterable[bytes], format: str, name: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an answer that a browser saves as a file, rather than showing it as a page of ours.

    Args:
        data: The file, at once or in pieces.
        format: The name of its format.
        name: Its name.
        headers: Further headers.
    """
    shown = "".join(char if char.isascii() and char not in '"\\' else "_" for char in name)
    disposition = f"attachment; filename=\"{shown}\"; filename*=UTF-8''{quote(name, safe='')}"
    pieces = _pieces(data) if isinstance(data, bytes) else data
    return StreamingResponse(
        pieces,
        media_type=MEDIA_TYPES.get(format, ANY),
        headers={"Content-Disposition": disposition, **(headers or {})},
    )


def written(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """Yield what a function writes to a file, while it is writing.

    The function waits when nobody reads, so that a file of any size takes little memory.

    Args:
        write: Called in a thread of its own, with an open file.

    Raises:
        Exception: What the function raises.
    """
    read_end, write_end = os.pipe()
    reader, writer = open(read_end, "rb"), open(write_end, "wb")  # noqa: PTH123, SIM115 - a pipe
    failures: list[Exception] = []

    def run() -> None:
        # Who has gone reads no more.
        with suppress(BrokenPipeError), writer:
            try:
                write(writer)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001 - raised where it is read
                failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    with reader:
        while piece := reader.read(_PIECE):
            yield piece
    thread.join()
    for failure in failures:
        raise failure


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]
