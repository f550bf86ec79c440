"""The text runs of one block of Markdown: its tokens searched for in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from glossary.documents.document import OBJECT_REPLACEMENT, TextRun
from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import INLINE, READINGS
from glossary.documents.html.scanner import Kind, scan
from glossary.documents.markdown_syntax import CLOSED, HIDDEN

_WHITE = re.compile(r"[ \t\r\n]*")
_EMPHASIS = frozenset(
    f"{name}_{end}" for name in ("em", "strong", "s") for end in ("open", "close")
)
# An address that GitHub makes a link of, as far as it takes it (GFM, section 6.9).
_AUTOLINK = re.compile(r"(?:https?://|ftp://|www\.)[^\s<]+")


class RunReader:
    """Reads the text of one block, from an offset in the source to the end of a line.

    Args:
        normalized: The source as the parser sees it.
        source: The source itself.
        offset: The offset to begin at.
        end: The offset of the end of the block.
        in_link: True if the block is inside a link of HTML.

    Attributes:
        marks: The offsets after marks of emphasis that end where text ends, by that; those of marks
            that begin there are their own.
    """

    def __init__(
        self, normalized: str, source: str, offset: int, end: int, *, in_link: bool
    ) -> None:
        self.normalized = normalized
        self.source = source
        self.offset = offset
        self.end = end
        self._in_link = in_link
        self.marks: dict[int, int] = {}
        self._links: list[Token] = []
        self._elements = OpenElements()

    def runs(self, tokens: Sequence[Token]) -> tuple[TextRun, ...]:
        """Return the text runs of the block in order."""
        start = self.offset
        runs = tuple(self._read(tokens))
        if any(map(_AUTOLINK.search, (run.text for run in runs))):
            return tuple(_closed(runs, self.source, start))
        return runs

    def _read(self, tokens: Sequence[Token]) -> Iterator[TextRun]:
        for token in tokens:
            if token.type == "link_open":
                self._links.append(token)
            elif token.type == "link_close":
                self._end_link(self._links.pop())
            elif token.type in _EMPHASIS:
                self._mark(token)
            elif token.type == "image":
                for _ in self._read(token.children or ()):
                    pass
                self._end_link(token)
                yield self._object(token.content)
            elif token.type == "footnote_ref":
                label = f"[^{token.meta['label']}]"
                self._advance_past(label)
                yield self._object(label)
            elif token.type in ("code_inline", "html_inline", HIDDEN):
                yield from self._markup(token)
            elif token.type == CLOSED:
                yield from self._lines(token.content)
            else:
                yield from self._text(token)

    def _mark(self, token: Token) -> None:
        """Move past a mark of emphasis."""
        start = self.offset
        if self._advance_past(token.markup) and self.offset == start + len(token.markup):
            self.marks[start] = start if token.nesting > 0 else self.offset

    def _markup(self, markup: Token) -> Iterator[TextRun]:
        """Move past what is not text; yield what it is in the text, and take note of raw HTML."""
        # It may be on several lines, with other markup between them.
        for word in (markup.markup, *markup.content.split(), markup.markup):
            self._advance_past(word)
        if markup.type != "html_inline":
            yield self._object(markup.content)
            return
        for token in scan(markup.content, self._elements):
            if token.kind is Kind.START and token.name == "br":
                yield TextRun(self.offset, self.offset, "\n")
            elif token.kind in (Kind.START, Kind.END) and (
                token.name not in INLINE | READINGS or token.name == "img"
            ):
                yield self._object(token.attributes.get("alt", ""))

    def _lines(self, content: str) -> Iterator[TextRun]:
        """Yield the runs of text that nothing can be put into."""
        for number, line in enumerate(content.split("\n")):
            if number and self._advance_past("\n"):
                yield TextRun(self.offset - 1, self.offset, "\n", in_link=True)
            text = line.strip()
            if text and self._advance_past(text):
                start = self.offset - len(text)
                yield from self._run(start, self.source[start : self.offset], in_link=True)

    def _text(self, token: Token) -> Iterator[TextRun]:
        """Yield the text run of a token, if it is text."""
        if token.type == "text":
            written = token.content
        elif token.type == "text_special":
            written = token.markup
        else:
            written = "\n" if token.type in ("softbreak", "hardbreak") else ""
        if not written or not self._advance_past(written):
            return
        start = self.offset - len(written)
        text = self.source[start : self.offset] if token.content == written else token.content
        if token.type in ("softbreak", "hardbreak"):
            text = "\n"
        if self._links and self._links[-1].info == "auto":
            yield TextRun(start, self.offset, OBJECT_REPLACEMENT, in_link=True, alt=text)
        else:
            yield from self._run(start, text, in_link=bool(self._links))

    def _run(self, start: int, text: str, *, in_link: bool) -> Iterator[TextRun]:
        """Yield the run that ends here, unless it is not text in HTML."""
        elements = self._elements
        if elements.is_searched:
            # A reference between a base and its reading would be read as a part of the base.
            in_link = in_link or self._in_link or elements.is_link or elements.is_ruby
            yield TextRun(start, self.offset, text, in_link, elements.is_ruby)
        elif not elements.is_skipped:
            yield TextRun(start, self.offset, OBJECT_REPLACEMENT, alt=text)

    def _object(self, alt: str) -> TextRun:
        return TextRun(self.offset, self.offset, OBJECT_REPLACEMENT, alt=alt)

    def _advance_past(self, text: str) -> bool:
        """Move to the end of the next occurrence of a text; return False if there is none."""
        found = self.normalized.find(text, self.offset, self.end)
        if found >= 0:
            self.offset = found + len(text)
        return found >= 0

    def _end_link(self, token: Token) -> None:
        """Move past what follows the text of a link or image: its address, or its label."""
        if token.info == "auto":
            return
        self._advance_past("]")
        following = self.normalized[self.offset : self.offset + 1]
        if following == "[":
            self._advance_past("]")
        elif following == "(":
            self.offset = self._after_address(self.offset + 1)

    def _after_address(self, offset: int) -> int:
        offset = self._after_white(offset)
        address = parseLinkDestination(self.normalized, offset, self.end)
        offset = self._after_white(address.pos if address.ok else offset)
        title = parseLinkTitle(self.normalized, offset, self.end)
        offset = self._after_white(title.pos if title.ok else offset)
        return offset + self.normalized.startswith(")", offset)

    def _after_white(self, offset: int) -> int:
        match = _WHITE.match(self.normalized, offset, self.end)
        return match.end() if match else offset


def _closed(runs: Sequence[TextRun], source: str, offset: int) -> Iterator[TextRun]:
    """Yield runs, those in addresses that GitHub makes links of as parts of links.

    Args:
        runs: The runs of a block.
        source: The document.
        offset: The offset of the block in it.
    """
    # Markup between the runs ends an address; it is kept as spaces.
    parts = []
    for run in runs:
        parts += [" " * (run.start - offset), source[run.start : run.end]]
        offset = run.end
    first = offset - sum(map(len, parts))
    spans = (match.span() for match in _AUTOLINK.finditer("".join(parts)))
    bounds = [first + bound for span in spans for bound in span]
    for run in runs:
        inner = bounds[bisect_right(bounds, run.start) : bisect_left(bounds, run.end)]
        edges = [run.start, *(inner if run.is_literal else ()), run.end]
        for start, end in pairwise(edges):
            in_link = run.in_link or bisect_right(bounds, start) % 2 == 1
            text = run.text[start - run.start : end - run.start] if run.is_literal else run.text
            yield run._replace(start=start, end=end, text=text, in_link=in_link)
