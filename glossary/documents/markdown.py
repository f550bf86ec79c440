"""Markdown documents: text with its offsets.

markdown-it gives the lines of a block and the text in it, but not the offsets in the lines; so the
texts are searched for in the source one after the other, past everything that is not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from glossary.documents.document import OBJECT_REPLACEMENT, Block, Document, TextRun
from glossary.documents.markdown_parser import markdown_parser, normalize, without_front_matter

_WHITE = re.compile(r"[ \t\r\n]*")

_LABEL = r"\[\^zg-[a-z0-9._-]+\]"
_DEFINITIONS = re.compile(rf"\n\n(?:{_LABEL}: [^\n]*(?:\n|\Z))+\Z")
# Definitions are written before a last block that is not closed, such as a code fence.
_EARLY_DEFINITIONS = re.compile(rf"\n\n(?:{_LABEL}: [^\n]*\n)+\n")
_REFERENCE_PART = re.compile(r"(\[\^zg-|\])")
_LABEL_NAME = re.compile(r"[a-z0-9._-]+")


def remove_annotations(source: str) -> str:
    """Return the source without the footnotes that an earlier annotation put in."""
    if "[^zg-" not in source:
        return source
    return _without_references(_EARLY_DEFINITIONS.sub("", _DEFINITIONS.sub("", source)))


def _without_references(source: str) -> str:
    """Return the source without references, nested ones included: ``[^zg-a[^zg-a]]``."""
    parts: list[str] = []
    opened: list[int] = []
    for part in _REFERENCE_PART.split(source):
        if part == "]" and opened and _LABEL_NAME.fullmatch("".join(parts[opened[-1] + 1 :])):
            del parts[opened.pop() :]
            continue
        if part == "]":
            # A label that contains a bracket is none, so that no reference began before.
            opened.clear()
        elif part == "[^zg-":
            opened.append(len(parts))
        parts.append(part)
    return "".join(parts)


def blocks(source: str) -> tuple[Block, ...]:
    """Return the text of a Markdown document, block by block."""
    normalized = normalize(source)
    starts = _line_starts(normalized)
    found, offset, heading = [], 0, 0
    for token in _parser().parse(without_front_matter(normalized)):
        if token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "footnote_reference_open" and token.map:
            label = f"[^{token.meta['label']}]:"
            offset = normalized.index(label, max(offset, starts[token.map[0]])) + len(label)
        if token.type == "inline" and token.map:
            offset = max(offset, starts[token.map[0]])
            end = starts[min(token.map[1], len(starts) - 1)]
            reader = _Reader(normalized, source, offset, end)
            runs = tuple(reader.read(token.children or ()))
            offset = reader.offset
            if runs:
                found.append(Block(runs, heading))
    return tuple(found)


def as_html(document: Document) -> str:
    """Return the document as the body of an HTML page."""
    from glossary.documents.markdown_html import to_html

    return to_html(document.source)


def unclosed_start(source: str) -> int | None:
    """Return the offset of a last block that is not closed: text after it would be part of it."""
    normalized = normalize(source)
    tokens = _parser().parse(f"{without_front_matter(normalized)}\n\n.")
    last = tokens[-1] if tokens else None
    if last is None or last.type not in ("fence", "html_block") or last.level or not last.map:
        return None
    return _line_starts(normalized)[last.map[0]]


def _line_starts(normalized: str) -> list[int]:
    lengths = map(len, normalized.split("\n"))
    return list(accumulate(lengths, lambda start, length: start + length + 1, initial=0))


@cache
def _parser() -> MarkdownIt:
    # Without text_join, an escaped character stays a token of its own, distinct from plain text.
    return markdown_parser().disable("text_join")


class _Reader:
    """Reads the text of one block, from an offset in the source to the end of a line.

    Args:
        normalized: The source as the parser sees it.
        source: The source itself.
        offset: The offset to begin at.
        end: The offset of the end of the block.
    """

    def __init__(self, normalized: str, source: str, offset: int, end: int) -> None:
        self.normalized = normalized
        self.source = source
        self.offset = offset
        self.end = end
        self._links: list[Token] = []

    def read(self, tokens: Sequence[Token]) -> Iterator[TextRun]:
        """Yield the text runs of the block in order."""
        for token in tokens:
            if token.type == "link_open":
                self._links.append(token)
            elif token.type == "link_close":
                self._end_link(self._links.pop())
            elif token.type == "image":
                for _ in self.read(token.children or ()):
                    pass
                self._end_link(token)
                yield TextRun(self.offset, self.offset, OBJECT_REPLACEMENT, alt=token.content)
            elif token.type == "footnote_ref":
                label = f"[^{token.meta['label']}]"
                self._advance_past(label)
                yield TextRun(self.offset, self.offset, OBJECT_REPLACEMENT, alt=label)
            elif token.type in ("code_inline", "html_inline"):
                self._advance_past(token.markup + _first_word(token.content))
                self._advance_past(_last_word(token.content) + token.markup)
                alt = token.content if token.type == "code_inline" else ""
                yield TextRun(self.offset, self.offset, OBJECT_REPLACEMENT, alt=alt)
            else:
                yield from self._text(token)

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
        alt = ""
        if self._links and self._links[-1].info == "auto":
            text, alt = OBJECT_REPLACEMENT, text
        yield TextRun(start, self.offset, text, bool(self._links), alt=alt)

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


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.split() else text


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.split() else text
