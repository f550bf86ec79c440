"""Tokens of an HTML document with their offsets, in time linear in its length.

The states are those of the WHATWG tokeniser (HTML Living Standard, section 13.2.5), as far as
they decide where a token ends. The HTML parsers that were looked at either give no offsets or,
like :mod:`html.parser`, need quadratic time for markup that is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import RAW_TEXT

_WHITE = "\t\n\f\r "
_MARKUP = re.compile(r"<[A-Za-z!?/]")
_END_TAG = re.compile("</[A-Za-z]")
# Most tags have a name alone.
_BARE_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)>")
# And most attributes a value in double quotation marks.
_USUAL_ATTRIBUTE = re.compile(rf'[{_WHITE}/]*([^{_WHITE}/>=]+)="([^"]*)"')
_NAME = re.compile(rf"[^{_WHITE}/>]+")
_BEFORE_ATTRIBUTE = re.compile(rf"[{_WHITE}/]*")
_ATTRIBUTE_NAME = re.compile(rf"=?[^{_WHITE}/>=]*")
_SPACE = re.compile(rf"[{_WHITE}]*")
_UNQUOTED = re.compile(rf"[^{_WHITE}>]+")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_PART = re.compile(rf"<!--|-->|</?script(?=[{_WHITE}/>])", re.IGNORECASE)
_NO_ATTRIBUTES: Mapping[str, str] = {}


class Kind(Enum):
    """The kind of a token.

    ``RAW`` is the content of an element such as ``script``, ``OTHER`` a comment, DOCTYPE,
    processing instruction or CDATA section, ``UNCLOSED`` markup that the document ends in.
    """

    START = "start tag"
    END = "end tag"
    TEXT = "text"
    RAW = "raw text"
    OTHER = "other"
    UNCLOSED = "unclosed"


class Token(NamedTuple):
    """A token of the source.

    Attributes:
        kind: Its kind.
        start: Offset of its first character in the source, from 0.
        end: Offset after its last character.
        name: The name of a tag, in lower case.
        attributes: The attributes of a tag as written, names in lower case, the first of a name.
        is_self_closing: True for a tag that ends with ``/>``.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = _NO_ATTRIBUTES
    is_self_closing: bool = False


def scan(source: str, elements: OpenElements) -> Iterator[Token]:
    """Yield the tokens of a document in order.

    Args:
        source: The document.
        elements: The open elements, updated after a tag was consumed: while it is handled they
            are those before it.
    """
    offset = 0
    while offset < len(source):
        bare = _BARE_TAG.match(source, offset)
        token = _bare_tag(bare) if bare else _next_token(source, offset, elements)
        if token.kind is Kind.TEXT and elements.is_head_open:
            elements.add_text(source[token.start : token.end])
        yield token
        offset = token.end
        if token.kind is Kind.START:
            is_raw = token.name in RAW_TEXT and not elements.is_xml_content
            elements.open(token.name, token.start, token.attributes, token.is_self_closing)
            if is_raw:
                offset = _raw_end(source, offset, token.name)
                yield Token(Kind.RAW, token.end, offset)
        elif token.kind is Kind.END:
            elements.close(token.name)


def _bare_tag(match: re.Match[str]) -> Token:
    kind = Kind.END if match[0][1] == "/" else Kind.START
    return Token(kind, *match.span(), match[1].lower())


def _next_token(source: str, offset: int, elements: OpenElements) -> Token:
    markup = _MARKUP.search(source, offset)
    if markup is None:
        return Token(Kind.TEXT, offset, len(source))
    if markup.start() > offset:
        return Token(Kind.TEXT, offset, markup.start())
    if source.startswith("<!", offset):
        return _declaration(source, offset, is_xml_content=elements.is_xml_content)
    if source.startswith("<?", offset):
        return _until(source, offset, "?>" if elements.is_xml else ">")
    if source[offset + 1] == "/" and not _END_TAG.match(source, offset):
        return _until(source, offset, ">")
    return _tag(source, offset, Kind.END if source[offset + 1] == "/" else Kind.START)


def _declaration(source: str, offset: int, *, is_xml_content: bool) -> Token:
    if source.startswith(("<!-->", "<!--->"), offset):
        return _until(source, offset, ">")
    if source.startswith("<!--", offset):
        end = _COMMENT_END.search(source, offset + 4)
        return _other(source, offset, end.end() if end else -1)
    if is_xml_content and source.startswith("<![CDATA[", offset):
        return _until(source, offset, "]]>")
    return _until(source, offset, ">")


def _until(source: str, offset: int, terminator: str) -> Token:
    end = source.find(terminator, offset)
    return _other(source, offset, end + len(terminator) if end >= 0 else -1)


def _other(source: str, offset: int, end: int) -> Token:
    if end < 0:
        return Token(Kind.UNCLOSED, offset, len(source))
    return Token(Kind.OTHER, offset, end)


def _tag(source: str, start: int, kind: Kind) -> Token:
    name_start = start + (1 if kind is Kind.START else 2)
    offset = _match_end(_NAME, source, name_start)
    name = source[name_start:offset].lower()
    attributes: dict[str, str] = {}
    while True:
        if usual := _USUAL_ATTRIBUTE.match(source, offset):
            attributes.setdefault(usual[1].lower(), usual[2])
            offset = usual.end()
            continue
        before, offset = offset, _match_end(_BEFORE_ATTRIBUTE, source, offset)
        if offset >= len(source):
            return Token(Kind.UNCLOSED, start, len(source))
        if source[offset] == ">":
            closing = offset > before and source[offset - 1] == "/"
            return Token(kind, start, offset + 1, name, attributes, closing)
        end = _match_end(_ATTRIBUTE_NAME, source, offset)
        attribute = source[offset:end].lower()
        value, offset = _value(source, end)
        if offset < 0:
            return Token(Kind.UNCLOSED, start, len(source))
        attributes.setdefault(attribute, value)


def _value(source: str, offset: int) -> tuple[str, int]:
    """Return the value of an attribute and the offset after it; -1 for an open quotation."""
    equals = _match_end(_SPACE, source, offset)
    if not source.startswith("=", equals):
        return "", offset
    start = _match_end(_SPACE, source, equals + 1)
    quote = source[start : start + 1]
    if quote in ('"', "'"):
        end = source.find(quote, start + 1)
        return (source[start + 1 : end], end + 1) if end >= 0 else ("", -1)
    if quote in (">", ""):
        return "", start
    end = _match_end(_UNQUOTED, source, start)
    return source[start:end], end


def _raw_end(source: str, offset: int, name: str) -> int:
    """Return the offset of the end tag of a raw text element; the source's end without one."""
    if name == "plaintext":
        return len(source)
    if name == "script":
        return _script_end(source, offset)
    end = re.compile(rf"</{name}(?=[{_WHITE}/>])", re.IGNORECASE).search(source, offset)
    return end.start() if end else len(source)


def _script_end(source: str, offset: int) -> int:
    """Return the offset of the end tag of a script, which ``<!-- <script>`` can hide."""
    is_escaped = is_nested = False
    while part := _SCRIPT_PART.search(source, offset):
        offset = part.end()
        if part[0] == "<!--":
            # The dashes count for the end of the comment as well: ``<!-->``.
            is_escaped, offset = True, part.start() + 2
        elif part[0] == "-->":
            is_escaped = is_nested = False
        elif part[0].startswith("</"):
            if not is_nested:
                return part.start()
            is_nested = False
        else:
            is_nested = is_escaped
    return len(source)


def _match_end(pattern: re.Pattern[str], source: str, offset: int) -> int:
    match = pattern.match(source, offset)
    return match.end() if match else offset
