"""Replacement of the named entities of HTML while an XML file is read, without loading a DTD.

Files with a DOCTYPE refer to entities that their DTD declares: ``&nbsp;``, ``&eacute;``. The DTD is
never loaded, and a parser without it drops such references silently. Here they become character
references before the parser sees them. The names are those of HTML (Latin-1, symbol and special,
and those of HTML 5); any other name is refused with its line, as are declarations of entities.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from termbase.errors import InputError

# Bytes that are read at once.
_CHUNK = 1 << 15
# Beginnings of sections and declarations, and references to entities that XML does not predefine.
_TOKEN = re.compile(
    rb"<(!--|!\[CDATA\[|\?|!DOCTYPE|!ENTITY)|&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z_][\w.-]*);"
)
# Sections in which an ampersand has no meaning, and their ends.
_SECTIONS = {b"!--": b"-->", b"![CDATA[": b"]]>", b"?": b"?>"}
# No token is longer.
_LONGEST = 48
# The beginnings of files whose characters are wider than a byte, and their encodings.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    ("<".encode("utf-32-le"), "utf-32-le"),
    ("<".encode("utf-32-be"), "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


def wide_encoding(start: bytes) -> str | None:
    """Return the encoding of a file in UTF-16 or UTF-32, from its first four bytes."""
    return next((name for mark, name in _WIDE if start.startswith(mark)), None)


def pieces(
    source: Any, file: str, wide: str | None, start: bytes, by_line_from: int | None
) -> Iterator[tuple[bytes, int]]:
    """Read an XML file piece by piece, with entities replaced.

    Args:
        source: The file, open for reading behind ``start``.
        file: Its name in messages.
        wide: Its encoding if that is UTF-16 or UTF-32; the pieces are in UTF-8 then.
        start: Its first bytes.
        by_line_from: The line, from 1, from which on a piece ends where a line ends; None if it
            need not.

    Yields:
        The piece and the number of its last line, from 1.

    Raises:
        InputError: If an entity is declared or unknown, or the encoding is invalid.
    """
    decoder = codecs.getincrementaldecoder(wide)() if wide else None
    filter = _Filter(file)
    by_line = False
    while True:
        by_line = by_line or (by_line_from is not None and filter.line >= by_line_from)
        data = source.readline(_CHUNK) if by_line and not decoder else source.read(_CHUNK)
        raw, start = start + data, b""
        if decoder:
            try:
                raw = decoder.decode(raw, final=not data).encode()
            except UnicodeError:
                raise InputError(f"{file}:{filter.line}: not valid {wide}") from None
        for piece in raw.splitlines(keepends=True) if decoder and by_line else (raw,):
            yield filter.feed(piece), filter.line
        if not data:
            yield filter.close(), filter.line
            return


def replaced(data: bytes, file: str) -> bytes:
    """Return a whole file, in UTF-8 or another superset of ASCII, with entities replaced.

    Raises:
        InputError: If an entity is declared or unknown.
    """
    # One byte is found not to be there in a fraction of the time that a word takes.
    if b"&" not in data and (b"!" not in data or b"<!ENTITY" not in data):
        return data
    filter = _Filter(file)
    return filter.feed(data) + filter.close()


class _Filter:
    """Replaces entities in a file that is given piece by piece, and counts its lines.

    Attributes:
        line: The line of the last byte seen, from 1.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._held = b""
        self._section_end = b""
        self._has_doctype = False
        # Line breaks before the bytes that are held back, and whether the last byte was one.
        self._breaks = 0
        self.line = 1

    def feed(self, data: bytes) -> bytes:
        """Return a piece, and what was held back before, with its entities replaced."""
        data = self._held + data
        if not self._section_end and b"&" not in data and b"<!" not in data and b"<?" not in data:
            return self._finish([data], data, 0)
        parts: list[bytes] = []
        start = position = 0
        while True:
            if self._section_end:
                end = data.find(self._section_end, position)
                if end < 0:
                    position = max(position, len(data) - 2)
                    break
                position = end + len(self._section_end)
                self._section_end = b""
            match = _TOKEN.search(data, position)
            if match is None:
                break
            position = match.end()
            if match[2]:
                line = self._breaks + data.count(b"\n", 0, position) + 1
                parts += [data[start : match.start()], self._character(match[2].decode(), line)]
                start = position
            elif match[1] == b"!ENTITY":
                line = self._breaks + data.count(b"\n", 0, position) + 1
                raise declares_entities(self._file, line)
            elif match[1] == b"!DOCTYPE":
                self._has_doctype = True
            else:
                self._section_end = _SECTIONS[match[1]]
        parts.append(data[start:])
        return self._finish(parts, data, position)

    def close(self) -> bytes:
        """Return what is held back at the end of the file."""
        held, self._held = self._held, b""
        return held

    def _finish(self, parts: list[bytes], data: bytes, done: int) -> bytes:
        """Hold back what may be the beginning of a token."""
        if self._section_end:
            cut = done
        else:
            tail = max(done, len(data) - _LONGEST)
            cut = max(data.rfind(b"<", tail), data.rfind(b"&", tail))
            if cut < 0 or re.search(rb"[>;\s]", data[cut:]):
                cut = len(data)
        self._held = data[cut:]
        whole = b"".join(parts)
        breaks = self._breaks + data.count(b"\n")
        self.line = breaks + (not data.endswith(b"\n"))
        self._breaks = breaks - self._held.count(b"\n")
        return whole[: len(whole) - len(self._held)]

    def _character(self, name: str, line: int) -> bytes:
        characters = _characters(name)
        if not self._has_doctype or not characters:
            raise InputError(
                f"{self._file}:{line}: entity &{name}; is not declared; write the character itself"
            )
        return "".join(f"&#{ord(char)};" for char in characters).encode()


@lru_cache
def _characters(name: str) -> str:
    from html.entities import html5, name2codepoint

    return chr(name2codepoint[name]) if name in name2codepoint else html5.get(f"{name};", "")


def declares_entities(file: str, line: int) -> InputError:
    """Return the error for a file that declares entities of its own."""
    return InputError(
        f"{file}:{line}: the file declares entities, which are not read; write their text instead"
    )
