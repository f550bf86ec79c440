"""HTML as Markdown: headings, paragraphs, list items and code."""

from __future__ import annotations

import re

from glossary.documents.html.elements import OpenElements
from glossary.documents.html.names import INLINE
from glossary.documents.html.scanner import Kind, Token, scan
from glossary.documents.html.text import references
from glossary.documents.html.xhtml import is_xhtml
from glossary.documents.markdown_escape import escape

_HIDDEN = frozenset(
    (
        "datalist iframe math noembed noframes noscript object rp rt rtc script select style svg "
        "template textarea title"
    ).split()
)
_CODE = frozenset("code kbd samp var".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Noncharacters, which no text has: a line break, and the ends of what is in another language.
_LINE_BREAK, _FIXED, _FIXED_END = "\ufdd0", "\ufdd1", "\ufdd2"
_AROUND_LINE_BREAK = re.compile(f" *{_LINE_BREAK} *")


def to_markdown(source: str) -> str:
    """Return the text of an HTML document as Markdown.

    Links, images and tables are reduced to their text. Text that is not searched stays so.
    """
    outline = _Outline(source)
    for token in scan(source, outline.elements):
        outline.read(token)
    outline.end_paragraph()
    return "\n\n".join(outline.paragraphs) + "\n"


class _Outline:
    """Collects paragraphs of Markdown."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.elements = OpenElements(is_xml=is_xhtml(source), skipped=_HIDDEN)
        self.paragraphs: list[str] = []
        self._text: list[str] = []
        self._element = ""

    def read(self, token: Token) -> None:
        """Add the text of a token."""
        if token.kind is Kind.TEXT:
            if not self.elements.is_skipped:
                self._add_text(token)
        elif token.kind is Kind.START:
            self._start(token.name)
        elif token.kind is Kind.END and token.name not in INLINE | _CODE | _HIDDEN:
            self.end_paragraph()
            self._element = ""

    def end_paragraph(self) -> bool:
        """End a paragraph; return True if there was any text in it."""
        text = "".join(self._text)
        self._text = []
        if self._element != "pre":
            text = " ".join(text.split())
        text = _AROUND_LINE_BREAK.sub("\n", text)
        if not text.strip():
            return False
        level = int(self._element[1]) if self._element in _HEADINGS else 0
        prefix = "#" * level + " " if level else "- " if self._element == "li" else ""
        escaped = (
            escape(text).replace(_FIXED, '<span translate="no">').replace(_FIXED_END, "</span>")
        )
        self.paragraphs.append(prefix + escaped)
        return True

    def _start(self, name: str) -> None:
        if name == "br":
            self._text.append(_LINE_BREAK)
        elif name not in INLINE | _CODE | _HIDDEN:
            had_text = self.end_paragraph()
            # A paragraph at the beginning of a list item is the item.
            self._element = name if had_text or self._element != "li" or name != "p" else "li"

    def _add_text(self, token: Token) -> None:
        offset = token.start
        is_fixed = not self.elements.is_searched and not self.source[offset : token.end].isspace()
        self._text += [_FIXED] * is_fixed
        for start, end, text in references(self.source, token.start, token.end):
            self._text += [self.source[offset:start], text]
            offset = end
        self._text.append(self.source[offset : token.end])
        self._text += [_FIXED_END] * is_fixed
