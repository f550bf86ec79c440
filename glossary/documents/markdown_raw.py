"""Raw HTML in Markdown: its text, and the HTML that a page can have of it."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from glossary.documents.document import Block, TextRun
from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import RAW_TEXT
from glossary.documents.html.scanner import Kind, scan
from glossary.documents.html.text import blocks_within

# What CommonMark ends later than HTML does: instructions such as ``<?php a > b ?>``, and CDATA.
_INSTRUCTION = re.compile(r"\s*(?:<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
# Elements that a page of ours shows as text (GFM, section 6.11), those with a meaning for the
# whole page, and those that load what is elsewhere.
_NOT_IN_PAGES = RAW_TEXT | frozenset(
    "applet base body embed frame frameset head html link meta object".split()
)
# Those of them that show nothing.
_UNSEEN = frozenset(("script", "style"))


class RawHtml:
    """The blocks of raw HTML of a document, in order; their elements may contain its text.

    Args:
        normalized: The source as the parser sees it.
        source: The source itself.
        starts: The offsets of its lines.
    """

    def __init__(self, normalized: str, source: str, starts: Sequence[int]) -> None:
        self._normalized = normalized
        self._source = source
        self._starts = starts
        self._elements = OpenElements()

    @property
    def is_link(self) -> bool:
        """True where text is inside a link."""
        return self._elements.is_link

    @property
    def is_searched(self) -> bool:
        """True where text is searched: not inside elements without text in Chinese or English."""
        return self._elements.is_searched

    def blocks(self, token: Token) -> Iterator[Block]:
        """Yield the text of a block of HTML, which no reference can be put into.

        Args:
            token: The block.
        """
        lines = self._lines(token)
        if not lines:
            return
        # Marks of quotations and lists before the lines are spaces in HTML.
        first = self._starts[(token.map or [0])[0]]
        parts, offset = [], first
        for start, end in lines:
            parts += [" " * (start - offset), self._source[start:end]]
            offset = end
        for block in blocks_within(_without_instruction("".join(parts)), self._elements):
            runs = (
                part._replace(in_link=True)
                for run in block.runs
                for part in _on_lines(
                    run._replace(start=run.start + first, end=run.end + first), lines
                )
            )
            yield Block(tuple(runs), block.heading)

    def _lines(self, token: Token) -> list[tuple[int, int]]:
        """Return the spans of the source that the lines of a block are, with their ends."""
        spans = []
        first, last = token.map or (0, 0)
        for number, line in zip(range(first, last), token.content.split("\n"), strict=False):
            start, end = self._starts[number : number + 2]
            written = self._normalized[start : end - 1].removesuffix("\r")
            # A tab before it may have become spaces.
            text = line if written.endswith(line) else line.lstrip()
            if written.endswith(text):
                spans.append((start + len(written) - len(text), min(end, len(self._source))))
        return spans


def _on_lines(run: TextRun, lines: Sequence[tuple[int, int]]) -> Iterator[TextRun]:
    """Yield the parts of a run that are on lines, without what is before those."""
    if not run.is_literal or run.start == run.end:
        yield run
        return
    index = bisect_right(lines, run.start, key=lambda line: line[1])
    while index < len(lines) and lines[index][0] < run.end:
        start, end = max(lines[index][0], run.start), min(lines[index][1], run.end)
        if start < end:
            text = run.text[start - run.start :][: end - start]
            yield run._replace(start=start, end=end, text=text)
        index += 1


def for_page(content: str, *, is_block: bool) -> str:
    """Return raw HTML as a page can have it.

    A page loads nothing: images show as their descriptions, and what would act on the page, or is
    left open, shows as text.

    Args:
        content: One tag, comment or the like, or a block of HTML.
        is_block: True for a block, whose scripts and styles show nothing.
    """
    parts = []
    content = _without_instruction(content)
    name = ""
    for token in scan(content, OpenElements()):
        part = content[token.start : token.end]
        name = token.name or name
        if token.kind is Kind.UNCLOSED and part.startswith("<!--"):
            part += "-->"
        elif is_block and name in _UNSEEN and (token.name or token.kind is Kind.RAW):
            part = ""
        elif token.kind in (Kind.UNCLOSED, Kind.RAW) or token.name in _NOT_IN_PAGES:
            part = html.escape(part, quote=False)
        elif token.kind is Kind.START and token.name == "img":
            description = html.unescape(token.attributes.get("alt", ""))
            part = f"<em>{html.escape(description)}</em>" if description else ""
        parts.append(part)
    return "".join(parts)


def _without_instruction(content: str) -> str:
    """Return HTML with spaces for an instruction, or a CDATA section, that it begins with."""
    match = _INSTRUCTION.match(content)
    return " " * match.end() + content[match.end() :] if match else content
