"""HTML: text nodes by block, with their places in the source; and taking our own marks out.

The source is never written anew from a tree; marks are put into it, so that all else stays byte
for byte. Elements of ours carry the attribute ``data-zg``: ``keep`` where what is inside them is
the document's, ``drop`` where it is ours as well.
"""

from __future__ import annotations

import html
from html.parser import HTMLParser
from itertools import accumulate
from typing import NamedTuple

from glossary.documents.document import OBJECT_REPLACEMENT, Block, TextRun
from glossary.documents.markdown_escape import escape

MARK = "data-zg"

# What is in these is code, data, already annotated, or only for forms: never text to annotate.
_SKIPPED = frozenset(
    (
        "button canvas code head iframe kbd math noscript object option pre rp rt ruby samp "
        "script select style svg template textarea title var"
    ).split()
)
_INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big br cite data del dfn em font i img ins label mark q s small "
        "span strike strong sub sup time tt u wbr"
    ).split()
)
_INVISIBLE = frozenset("head noscript object rp rt script select style svg template".split())
_CODE = frozenset("code kbd ruby samp var".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BREAK = "\x1f"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def blocks(source: str) -> tuple[Block, ...]:
    """The text of an HTML document, block by block."""
    reader = _Reader(source)
    reader.read()
    return tuple(reader.blocks)


def strip(source: str) -> str:
    """The source without the elements that an earlier annotation put in."""
    if MARK not in source:
        return source
    reader = _Stripper(source)
    reader.read()
    kept, end = [], 0
    for first, last in sorted(reader.cuts):
        if first >= end:
            kept.append(source[end:first])
        end = max(end, last)
    return "".join(kept) + source[end:]


def to_markdown(source: str) -> str:
    """The text of an HTML document as Markdown: headings, paragraphs, list items and code.

    Links, images and tables are reduced to their text.
    """
    outline = _Outline(source)
    outline.read()
    return "\n\n".join(outline.paragraphs) + "\n"


class _Parser(HTMLParser):
    """A parser that knows where in the source it is."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self._lines = list(
            accumulate(map(len, source.split("\n")), lambda a, b: a + b + 1, initial=0)
        )

    def read(self) -> None:
        """Parse the whole source."""
        self.feed(self.source)
        self.close()

    @property
    def place(self) -> int:
        """Where in the source the present event begins."""
        line, column = self.getpos()
        return self._lines[line - 1] + column


class _Reader(_Parser):
    """Collects the text of blocks."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.blocks: list[Block] = []
        self._pieces: list[TextRun] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE and tag not in _SKIPPED:
            self._end_block()
        if tag in _SKIPPED or tag == "img":
            self._add(TextRun(self.place, self.place, OBJECT_REPLACEMENT))
        elif tag == "br":
            self._add(TextRun(self.place, self.place, "\n"))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag not in _INLINE and tag not in _SKIPPED:
            self._end_block()

    def handle_data(self, data: str) -> None:
        self._add(TextRun(self.place, self.place + len(data), data, "a" in self._open))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def close(self) -> None:
        super().close()
        self._end_block()

    def _reference(self, written: str) -> None:
        start = self.place
        end = start + len(written)
        end += self.source.startswith(";", end)
        text = html.unescape(self.source[start:end])
        self._add(TextRun(start, end, text, "a" in self._open))

    def _add(self, piece: TextRun) -> None:
        if _SKIPPED.isdisjoint(self._open):
            self._pieces.append(piece)

    def _end_block(self) -> None:
        if any(piece.text.strip() for piece in self._pieces):
            self.blocks.append(Block(tuple(self._pieces)))
        self._pieces = []


class _Outline(_Parser):
    """Collects paragraphs of Markdown."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.paragraphs: list[str] = []
        self._text: list[str] = []
        self._kind = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _INVISIBLE:
            self._hidden += 1
        elif tag == "br":
            self._text.append(_BREAK)
        elif tag not in _INLINE and tag not in _CODE:
            # A paragraph at the beginning of a list item is the item.
            began = self._end()
            self._kind = tag if began or self._kind != "li" or tag != "p" else "li"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INVISIBLE:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INVISIBLE:
            self._hidden = max(0, self._hidden - 1)
        elif tag not in _INLINE and tag not in _CODE:
            self._end()
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._text.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&#{name};"))

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> bool:
        """End a paragraph; whether there was any text in it."""
        text = "".join(self._text)
        self._text = []
        if self._kind != "pre":
            text = " ".join(text.split()).replace(f" {_BREAK}", "\n").replace(_BREAK, "\n")
        if not text.strip():
            return False
        level = int(self._kind[1]) if self._kind in _HEADINGS else 0
        mark = "#" * level + " " if level else "- " if self._kind == "li" else ""
        self.paragraphs.append(mark + escape(text))
        return True


class _Open(NamedTuple):
    tag: str
    start: int
    end: int
    mark: str | None


class _Stripper(_Parser):
    """Collects the stretches of the source that are ours."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.cuts: list[tuple[int, int]] = []
        self._open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            end = self.place + len(self.get_starttag_text() or "")
            self._open.append(_Open(tag, self.place, end, dict(attrs).get(MARK)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Such a tag is never ours."""

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while (element := self._open.pop()).tag != tag:
            pass
        end = self.source.index(">", self.place) + 1
        if element.mark == "drop":
            self.cuts.append((element.start, end))
        elif element.mark == "keep":
            self.cuts += [(element.start, element.end), (self.place, end)]
