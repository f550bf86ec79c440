"""The text of an HTML document, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from glossary.documents.document import OBJECT_REPLACEMENT, Block, TextRun
from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import INLINE, READINGS, SKIPPED
from glossary.documents.html.scanner import Kind, Token, scan
from glossary.documents.html.xhtml import is_xhtml

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[A-Za-z][A-Za-z0-9]*;?)")
# The longest name that is a reference without a semicolon.
_LONGEST_BARE = max(len(name) for name in html5 if not name.endswith(";"))
# A number with more digits is not a code point.
_MOST_DIGITS = 9


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of an HTML document, block by block."""
    return blocks_within(source, OpenElements(is_xml=is_xhtml(source)))


def blocks_within(source: str, elements: OpenElements) -> tuple[Block, ...]:
    """Return the text of a part of an HTML document, block by block.

    Args:
        source: The part.
        elements: The elements that are open before it; then, those that are open after it.
    """
    reader = _Reader(source, elements)
    for token in scan(source, reader.elements):
        reader.read(token)
    reader.end_block()
    return tuple(reader.blocks)


class _Reader:
    """Collects the text runs of blocks."""

    def __init__(self, source: str, elements: OpenElements) -> None:
        self.source = source
        self.elements = elements
        self.blocks: list[Block] = []
        self._runs: list[TextRun] = []
        self._heading = 0
        self._may_end = False

    def read(self, token: Token) -> None:
        """Add the text of a token."""
        is_searched = self.elements.is_searched
        if self._may_end and is_searched:
            self.end_block()
        self._may_end = False
        if token.kind is Kind.TEXT:
            if is_searched:
                self._runs.extend(self._text_runs(token))
            elif not self.elements.is_skipped and (text := self._shown(token)).strip():
                self._runs.append(TextRun(token.start, token.start, OBJECT_REPLACEMENT, alt=text))
        elif token.kind in (Kind.START, Kind.END):
            if is_searched:
                self._read_tag(token)
            else:
                # It may close the element that is passed over: ``<p><kbd>x<p>``.
                inner = INLINE if token.kind is Kind.START else INLINE | SKIPPED | READINGS
                self._may_end = token.name not in inner
        elif self._is_cdata(token):
            self._runs.append(TextRun(token.start, token.start, OBJECT_REPLACEMENT))

    def end_block(self) -> None:
        """End the current block."""
        if any(run.text.strip() for run in self._runs):
            self.blocks.append(Block(tuple(self._runs), self._heading))
        self._runs = []

    def _read_tag(self, token: Token) -> None:
        """End the block, or add what an element without text of its own is in the text."""
        if token.name == "head":
            self._runs.append(TextRun(token.start, token.start, OBJECT_REPLACEMENT))
        if token.name not in INLINE and token.name not in SKIPPED | READINGS:
            self.end_block()
        if token.name in _HEADINGS:
            self._heading = int(token.name[1]) if token.kind is Kind.START else 0
        if token.kind is Kind.END:
            return
        if token.name == "br":
            self._runs.append(TextRun(token.start, token.start, "\n"))
        elif token.name == "img" or (token.name in SKIPPED and token.name not in READINGS):
            self._runs.append(TextRun(token.start, token.start, OBJECT_REPLACEMENT))

    def _is_cdata(self, token: Token) -> bool:
        """Return True for a CDATA section of XHTML: text that cannot hold markup."""
        is_text = self.elements.is_xml and self.elements.is_searched
        return is_text and self.source.startswith("<![CDATA[", token.start)

    def _shown(self, token: Token) -> str:
        return unescape(self.source[token.start : token.end])

    def _text_runs(self, token: Token) -> Iterator[TextRun]:
        in_link, in_ruby = self.elements.is_link, self.elements.is_ruby
        offset = token.start
        for start, end, text in references(self.source, token.start, token.end):
            if offset < start:
                yield TextRun(offset, start, self.source[offset:start], in_link, in_ruby)
            yield TextRun(start, end, text, in_link, in_ruby)
            offset = end
        if offset < token.end:
            yield TextRun(offset, token.end, self.source[offset : token.end], in_link, in_ruby)


def references(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the character references of a stretch of text: start, end and the characters."""
    if source.find("&", start, end) < 0:
        return
    for match in _REFERENCE.finditer(source, start, end):
        text = match[0]
        if text[1] == "#":
            yield match.start(), match.end(), _numbered(text)
        elif (name := _known_name(text[1:])) is not None:
            yield match.start(), match.start() + 1 + len(name), html5[name]


def _numbered(reference: str) -> str:
    digits = reference.strip("&#xX;").lstrip("0")
    return unescape(reference) if len(digits) <= _MOST_DIGITS else "\ufffd"


def _known_name(name: str) -> str | None:
    """Return the longest known name that a name begins with; only some need no semicolon."""
    if name in html5:
        return name
    for length in range(min(len(name), _LONGEST_BARE), 1, -1):
        if name[:length] in html5:
            return name[:length]
    return None
