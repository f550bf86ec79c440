"""Repair character references that XML forbids, before a file is parsed.

Old Java tools write a character outside the BMP as two references to surrogates
(``&#xD83D;&#xDE00;``), and others a control character as a reference or as it is. A pair of
surrogates becomes its character. Other characters that XML cannot hold become private-use
characters of plane 16, so that the file can be parsed, and are restored in the texts afterwards:
whoever takes the texts can then name the character and its place.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, BinaryIO, TypeVar

from termbase.errors import InputError
from termbase.formats.characters import UNWRITABLE

# The longest reference, or pair of references, that may be cut in two.
_LONGEST = 32
_HIGH = re.compile("&#(?:x[dD][89abAB][0-9a-fA-F]{2}|5[56][0-9]{3});")
_WIDTH = len("&#xD83D;")
_PRIVATE = 0x10F000
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_PAIR = re.compile(
    r"&#(?:x(d[89ab][0-9a-f]{2})|(5[5-6][0-9]{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67][0-9]{3}));",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SUSPICIOUS = re.compile(r"&#|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_Value = TypeVar("_Value", bound=Any)


class Repaired:
    """A binary file of XML that is repaired as it is read.

    Args:
        file: Open for reading, at its beginning.
        name: The name of the file in messages.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._decoder: codecs.IncrementalDecoder | None = None
        self._encoding = ""
        self._rest = ""
        self._replaced: dict[int, str] = {}

    def read(self, size: int = -1) -> bytes:
        """Return about ``size`` bytes; none only at the end of the file.

        Raises:
            InputError: If the file is in UTF-16 and damaged.
        """
        while True:
            data = self._file.read(size)
            decoder = self._decoder or self._open(data)
            try:
                text = self._rest + decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{self._name}: not valid {self._encoding} ({error.reason}); save it as UTF-8"
                ) from None
            cut = text.find("&", max(0, len(text) - _LONGEST)) if data else -1
            cut = len(text) if cut < 0 else cut
            # The first half of a pair is kept back with its second half.
            cut -= _WIDTH if _HIGH.fullmatch(text, cut - _WIDTH, cut) and cut >= _WIDTH else 0
            self._rest = text[cut:]
            written = self._repair(text[:cut]).encode(self._encoding, "surrogatepass")
            if written or not data:
                return written

    def restore(self, value: _Value) -> _Value:
        """Return a unit or concept with the characters that were replaced, in all its texts."""
        restored: _Value = self._restored(value) if self._replaced else value
        return restored

    def _open(self, data: bytes) -> codecs.IncrementalDecoder:
        # In an encoding that extends ASCII all bytes are passed on as they are.
        self._encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "latin-1")
        self._decoder = codecs.getincrementaldecoder(self._encoding)("surrogatepass")
        return self._decoder

    def _repair(self, text: str) -> str:
        if not _SUSPICIOUS.search(text):
            return text
        text = _PAIR.sub(_joined, text)
        text = _REFERENCE.sub(self._reference, text)
        return _CONTROL.sub(lambda match: self._private(ord(match[0])), text)

    def _reference(self, match: re.Match[str]) -> str:
        point = int(match[1], 16) if match[1] else int(match[2])
        if point > 0x10FFFF or not UNWRITABLE.match(chr(point)):
            return match[0]
        return self._private(point)

    def _private(self, point: int) -> str:
        # The low bits tell controls, surrogates and the two non-characters apart.
        private = _PRIVATE + (point & (0xFFF if point < 0xE000 else 0x7FF))
        self._replaced[private] = chr(point)
        return f"&#x{private:X};"

    def _restored(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.translate(self._replaced)
        if isinstance(value, tuple):
            parts = map(self._restored, value)
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        if isinstance(value, Mapping):
            return {self._restored(k): self._restored(v) for k, v in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            old = {field.name: getattr(value, field.name) for field in fields(value)}
            changed = {name: self._restored(part) for name, part in old.items()}
            return replace(value, **{n: part for n, part in changed.items() if part != old[n]})
        return value


def _joined(match: re.Match[str]) -> str:
    high, low = (int(match[n], 16) if match[n] else int(match[n + 1]) for n in (1, 3))
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return match[0]
    return f"&#x{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):X};"
