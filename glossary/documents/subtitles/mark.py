"""The byte order mark of subtitles, which are given back in the encoding that they came in."""

from __future__ import annotations

import codecs

# Python writes these in the byte order of the machine, whatever that of the file was.
_ORDERS = {
    "utf-16": {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"},
    "utf-32": {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"},
}


def with_mark(data: bytes, text: str, encoding: str) -> tuple[str, str]:
    """Return a decoded text and its encoding so that encoding it gives the bytes of the file.

    Args:
        data: The file.
        text: The text in it, without its byte order mark.
        encoding: The encoding.
    """
    for mark, order in _ORDERS.get(encoding, {}).items():
        if data.startswith(mark):
            return f"\ufeff{text}", order
    return text, encoding
