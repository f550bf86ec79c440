"""An XML part of a package, decoded; what is inserted leaves every other byte as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from glossary.documents.insertion import insert
from termbase.errors import InputError
from termbase.formats.xml.encoding import decoded, encoded, encoding_of
from termbase.formats.xml.safe import check_well_formed

_UTF_8 = "utf-8"
REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")


@dataclass(frozen=True, slots=True)
class XmlPart:
    """An XML part.

    Attributes:
        name: The name of the part and of its file, for messages.
        text: The whole part, without a byte order mark.
        mark: Its byte order mark.
        encoding: Its encoding.
    """

    name: str
    text: str
    mark: bytes = b""
    encoding: str = "utf-8"

    @classmethod
    def parse(cls, data: bytes, name: str) -> XmlPart:
        """Return the part that bytes are.

        Raises:
            InputError: If it is not well-formed, declares entities, is nested too deeply, or is
                in an encoding that could not be written again.
        """
        part = cls.decoded(data, name)
        # Of UTF-8, nothing but what is written again is decoded.
        if part.encoding == _UTF_8:
            check_well_formed(data.removeprefix(part.mark), name)
            return part
        if part.mark + encoded(part.text, part.encoding, name) != data:
            raise InputError(f"{name}: not all of it is valid {part.encoding}; save it as UTF-8")
        check_well_formed(part.text.encode(), name)
        return part

    @classmethod
    def decoded(cls, data: bytes, name: str) -> XmlPart:
        """Return the part that bytes are, which are known to be well-formed.

        Raises:
            InputError: If they are not in their encoding.
        """
        mark, encoding = encoding_of(data)
        return cls(name, decoded(data.removeprefix(mark), encoding, name), mark, encoding)

    def with_insertions(self, insertions: Iterable[tuple[int, str]]) -> bytes:
        """Return the bytes of the part with text inserted at offsets.

        Args:
            insertions: Offsets into the text, in any order, and what is inserted there; what is
                inserted at one offset stays in the order given.

        Raises:
            InputError: If the part would no longer be well-formed.
        """
        return self.with_text(insert(self.text, insertions))

    def with_text(self, text: str) -> bytes:
        """Return the bytes of a part with another text.

        Raises:
            InputError: If it is not well-formed.
        """
        written = encoded(text, self.encoding, self.name)
        if text != self.text:
            utf8 = written if self.encoding == _UTF_8 else text.encode()
            check_well_formed(utf8, self.name)
        return self.mark + written


def references(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a part's text: start, end and the characters that each shows.

    A stretch is one character reference, or characters without any.
    """
    offset = start
    if text.find("&", start, end) >= 0:
        for match in REFERENCE.finditer(text, start, end):
            if offset < match.start():
                yield offset, match.start(), text[offset : match.start()]
            yield *match.span(), unescape(match[0])
            offset = match.end()
    if offset < end:
        yield offset, end, text[offset:end]
