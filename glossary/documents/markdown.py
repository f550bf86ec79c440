"""Markdown (CommonMark with GFM's tables and strikethrough): text with its places in the source.

markdown-it says which lines a block spans and what text is in it, but not where in the lines; so
the texts are looked for in the source one after the other, past what is no text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.token import Token

from glossary.documents.document import OBJECT_REPLACEMENT, Block, TextRun

_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n.*?\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_WHITE = re.compile(r"[ \t\r\n]*")


_LABEL = r"\[\^zg-[a-z0-9._-]+\]"
_DEFINITIONS = re.compile(rf"\n\n(?:{_LABEL}: [^\n]*(?:\n|\Z))+\Z")
_REFERENCE = re.compile(_LABEL)


def remove_annotations(source: str) -> str:
    """The source without the footnotes that an earlier annotation put in."""
    return _REFERENCE.sub("", _DEFINITIONS.sub("", source))


def blocks(source: str) -> tuple[Block, ...]:
    """The text of a Markdown document, block by block."""
    lines = list(accumulate(map(len, source.split("\n")), lambda a, b: a + b + 1, initial=0))
    found, place = [], 0
    for token in _parser().parse(_without_front_matter(source)):
        if token.type == "inline" and token.map:
            place = max(place, lines[token.map[0]])
            reader = _Reader(source, place, lines[min(token.map[1], len(lines) - 1)])
            pieces = tuple(reader.read(token.children or ()))
            place = reader.place
            if pieces:
                found.append(Block(pieces))
    return tuple(found)


def to_html(source: str) -> str:
    """Markdown as HTML; raw HTML in it shows as text, and images as their descriptions."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.add_render_rule("image", _description)
    rendered: str = parser.render(_FRONT_MATTER.sub("", source))
    return rendered


def _description(_: object, tokens: Sequence[Token], place: int, *__: object) -> str:
    text = html.escape(tokens[place].content)
    return f"<em>{text}</em>" if text else ""


def _without_front_matter(source: str) -> str:
    """The source with YAML at its beginning blanked, so that all lines keep their number."""
    match = _FRONT_MATTER.match(source)
    return "\n" * match[0].count("\n") + source[match.end() :] if match else source


@cache
def _parser() -> MarkdownIt:
    # Without text_join, an escaped character stays a token of its own, told from text as written.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return parser.disable("text_join")


class _Reader:
    """Reads the text of one block, from a place in the source up to a line's end."""

    def __init__(self, source: str, place: int, end: int) -> None:
        self.source = source
        self.place = place
        self.end = end
        self._links: list[Token] = []

    def read(self, tokens: Sequence[Token]) -> Iterator[TextRun]:
        """The pieces of the block, in order."""
        for token in tokens:
            if token.type == "link_open":
                self._links.append(token)
            elif token.type == "link_close":
                self._end_link(self._links.pop())
            elif token.type == "image":
                for _ in self.read(token.children or ()):
                    pass
                self._end_link(token)
                yield TextRun(self.place, self.place, OBJECT_REPLACEMENT)
            elif token.type in ("code_inline", "html_inline"):
                self._pass(token.markup + _first_word(token.content))
                self._pass(_last_word(token.content) + token.markup)
                yield TextRun(self.place, self.place, OBJECT_REPLACEMENT)
            else:
                yield from self._text(token)

    def _text(self, token: Token) -> Iterator[TextRun]:
        """The piece of a token that is text, if it is one."""
        written, says = {
            "text": (token.content, token.content),
            "text_special": (token.markup, token.content),
            "softbreak": ("\n", "\n"),
            "hardbreak": ("\n", "\n"),
        }.get(token.type, ("", ""))
        if self._links and self._links[-1].info == "auto":
            says = OBJECT_REPLACEMENT
        if written and self._pass(written):
            yield TextRun(self.place - len(written), self.place, says, bool(self._links))

    def _pass(self, text: str) -> bool:
        """Go past the next place where a text stands, if there is one in the block."""
        found = self.source.find(text, self.place, self.end)
        if found >= 0:
            self.place = found + len(text)
        return found >= 0

    def _end_link(self, token: Token) -> None:
        """Go past what follows the text of a link or image: its address, or its label."""
        if token.info == "auto":
            return
        self._pass("]")
        follows = self.source[self.place : self.place + 1]
        if follows == "[":
            self._pass("]")
        elif follows == "(":
            self.place = self._after_address(self.place + 1)

    def _after_address(self, place: int) -> int:
        place = self._after_white(place)
        address = parseLinkDestination(self.source, place, self.end)
        place = self._after_white(address.pos if address.ok else place)
        title = parseLinkTitle(self.source, place, self.end)
        place = self._after_white(title.pos if title.ok else place)
        return place + self.source.startswith(")", place)

    def _after_white(self, place: int) -> int:
        match = _WHITE.match(self.source, place, self.end)
        return match.end() if match else place


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.split() else text


def _last_word(text: str) -> str:
    return text.rsplit(maxsplit=1)[-1] if text.split() else text
