"""Files to be downloaded."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from starlette.responses import Response

_DOCUMENTS = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    ".html": "text/html",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".sarif": "application/sarif+json",
    ".tmx": "application/x-tmx+xml",
    ".docx": f"{_DOCUMENTS}.wordprocessingml.document",
    ".xlsx": f"{_DOCUMENTS}.spreadsheetml.sheet",
    ".pptx": f"{_DOCUMENTS}.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
    ".pdf": "application/pdf",
}
_ANY = "application/octet-stream"


def download(data: bytes, name: str) -> Response:
    """Return a file that the browser saves and does not show.

    Args:
        data: Its bytes.
        name: Its name.
    """
    return Response(data, headers=download_headers(name))


def download_headers(name: str) -> dict[str, str]:
    """Return the headers of a file that the browser saves and does not show."""
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix.lower(), _ANY)
    return {
        # Without a charset: an own file comes back in the encoding that it has.
        "Content-Type": media_type,
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
