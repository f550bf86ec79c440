"""Recognise the format of a file by its content, which may contradict its suffix."""

from __future__ import annotations

import re

from termbase.errors import InputError
from termbase.patterns import compiled

# Compound files: the old binary formats of Office, and its packages with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RTF = rb"{\rtf"
# LibreOffice writes the media type after some thousand bytes of namespaces.
_FLAT_ODT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?document\s[^>]*"
    rb":mimetype\s*=\s*[\"']application/vnd\.oasis\.opendocument\.text[\"'-]",
    re.DOTALL,
)
START = 16_384
_HTML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)", re.IGNORECASE)
_SUBTITLES = {
    "vtt": re.compile(r"\A\ufeff?WEBVTT(?:\s|\Z)"),
    "ass": re.compile(r"\A\ufeff?\s*\[Script Info\]", re.IGNORECASE),
    "srt": re.compile(r"\A\ufeff?\s*(?:\d+\s*[\r\n]\s*)?\d+:\d+:\d+,\d+\s*-->"),
}
_EVENT = r"(?im)^\s*Dialogue:"
# The main part of a package of Office: ECMA-376, part 1, and MS-OFFMACRO2 for those with macros.
_MAIN_PART = (
    r"(wordprocessingml|ms-word|presentationml|ms-powerpoint|spreadsheetml|ms-excel)"
    r"\.(?:document|template|presentation|slideshow|sheet)[\w.]*\.main\+xml"
)
_OFFICE = {
    "wordprocessingml": "docx",
    "ms-word": "docx",
    "presentationml": "pptx",
    "ms-powerpoint": "pptx",
    "spreadsheetml": "xlsx",
    "ms-excel": "xlsx",
}
_CONTENT_TYPES = "[Content_Types].xml"
_MEDIA_TYPES = {
    "application/epub+zip": "epub",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    # LibreOffice writes this one for a page of HTML that is saved as .odt.
    "application/vnd.oasis.opendocument.text-web": "odt",
}


def binary_format(data: bytes, name: str) -> str | None:
    """Return the format of a file that is not a text; None for a text or what is unknown.

    Args:
        data: The whole file.
        name: Its name in messages.

    Raises:
        InputError: If it is protected, or in a format that is known and not read.
    """
    if data.startswith(_OLE):
        raise InputError(
            f"{name}: protected by a password, or in an old format of Office; save it as .docx, "
            ".pptx or .xlsx without a password"
        )
    if data.startswith(_RTF):
        raise InputError(f"{name}: RTF is not read; save it as .docx or .odt")
    if data.startswith(_ZIP):
        return _package_format(data, name)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    return "odt" if _FLAT_ODT.match(data[:START]) else None


def is_binary(start: bytes) -> bool:
    """Return True for a file that begins as one that is not a text, whatever becomes of it.

    Args:
        start: Its first bytes, :data:`START` of them if it has so many.
    """
    return (
        start.startswith((_OLE, _RTF, *_ZIP))
        or start[:1024].lstrip().startswith(b"%PDF-")
        or bool(_FLAT_ODT.match(start))
    )


def is_html(data: bytes) -> bool:
    """Return True for a file that begins as HTML does."""
    return bool(_HTML.match(data[:1024]))


def subtitle_format(text: str, format: str) -> str:
    """Return the format of subtitles by their first line; the given one if that says nothing."""
    return next((name for name, start in _SUBTITLES.items() if start.match(text)), format)


def is_subtitles(text: str, format: str) -> bool:
    """Return True for a text that has cues, or nothing but the beginning of subtitles."""
    if _SUBTITLES[format].match(text) or not text.strip("\ufeff \t\r\n"):
        return True
    return bool(compiled(_EVENT).search(text)) if format == "ass" else "-->" in text


def _package_format(data: bytes, name: str) -> str:
    from glossary.documents.package import Package

    package = Package(data, name)
    if "mimetype" in package:
        media_type = package.read("mimetype").decode("ascii", "replace").strip()
        if media_type in _MEDIA_TYPES:
            return _MEDIA_TYPES[media_type]
        raise InputError(f"{name}: {media_type!r} is not read; save it as .docx or .odt")
    if "META-INF/container.xml" in package:
        return "epub"
    if _CONTENT_TYPES in package:
        types = package.read(_CONTENT_TYPES)
        for encoding in ("utf-8", "utf-16"):
            if main := compiled(_MAIN_PART).search(types.decode(encoding, "ignore")):
                return _OFFICE[main[1]]
    raise InputError(
        f"{name}: a ZIP file, but not a .docx, .pptx, .xlsx, .epub or .odt; unpack it first"
    )
