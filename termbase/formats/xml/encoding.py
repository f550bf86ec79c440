"""The encoding of an XML file, and its text in it."""

from __future__ import annotations

import codecs
import re

from termbase.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)")
# The remedies of errors, by parts of the messages of libxml2 and expat. The last two are those of a
# file that declares UTF-16 and is in UTF-8.
_REMEDIES = {
    "EntityRef": "; write & as &amp;",
    "invalid element name": "; write < in a text as &lt;",
    "Blank needed here": "; save it in the encoding that its first line declares",
    "labelled UTF-16": "; save it in the encoding that its first line declares",
}
# Files that declare GB 2312 are in fact in its superset.
_SUPERSETS = {"gb2312": "gbk"}


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a file and its encoding."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, name
    declared = _DECLARED_ENCODING.match(data[:400])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    return b"", _SUPERSETS.get(name, name)


def decoded(data: bytes, encoding: str, file: str) -> str:
    """Return the text of a file without its byte order mark.

    Raises:
        InputError: If the encoding is unknown, or the file is not in it.
    """
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(f"{file}:1: unknown encoding {encoding!r}; save it as UTF-8") from None
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        raise InputError(f"{file}:{line}: not valid {encoding} (byte {start})") from None


def encoded(text: str, encoding: str, file: str) -> bytes:
    """Return a text as it is written; what its encoding lacks becomes character references.

    Raises:
        InputError: If it cannot be written.
    """
    try:
        return text.encode(encoding, "xmlcharrefreplace")
    except UnicodeError:
        raise InputError(f"{file}: {encoding} cannot be written; save it as UTF-8") from None


def ill_formed(where: str, reason: str) -> InputError:
    """Return the error of a file that a parser refuses, with the remedy where there is one.

    Args:
        where: The file and the line.
        reason: The message of the parser.
    """
    remedy = next((text for part, text in _REMEDIES.items() if part in reason), "")
    return InputError(f"{where}: not well-formed XML ({reason}){remedy}")
