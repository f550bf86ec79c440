"""Paragraphs of a chapter that are read at once: text with usual markup in it, as nearly all are.

Only the text is read here; its stretches, with their offsets, wait until one is asked for.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape

from glossary.documents.html.names import INLINE
from glossary.documents.paragraph import Piece
from glossary.documents.xml.part import REFERENCE

WHITE = " \t\r\n"
# Elements that are paragraphs where they hold text only.
_BLOCKS = "p|li|dt|dd|td|th|div|blockquote|figcaption|caption"
_NAMES = "|".join(sorted(INLINE - {"br", "img", "ruby", "rb"}))
# No value may hold the end of a tag, so that the next one is that.
_ATTRIBUTES = r"[^<>\"']*(?:\"[^\"<>]*\"[^<>\"']*)*"
_BREAK = r"<br(?=[\s/])[^<>\"']*/>"


def _with_elements(content: str) -> str:
    """Return the pattern of text with elements that have some content."""
    # In a well-formed text, the end tag after such content is that of the element.
    element = rf"<(?:{_NAMES})(?=[\s/>]){_ATTRIBUTES}(?:(?<=/)>|(?<!/)>{content}</[^<>]*>)"
    return rf"[^<]*(?:(?:{_BREAK}|{element})[^<]*)*"


_CONTENT = _with_elements(_with_elements("[^<]*"))


def _block(names: str) -> str:
    """Return the pattern of a paragraph with the white space after it, which is not shown."""
    attributes = rf"(?=[\s>])(?![^<>]*xmlns){_ATTRIBUTES}"
    return rf"<{names}{attributes}(?<!/)>{_CONTENT}</[^<>]*>[ \t\r\n]*"


# A heading, or other paragraphs one after the other: in a longer search each takes memory. The head
# of a chapter has no text.
HEAD = "<head"
SIMPLE = (
    rf"{_block('h[1-6]')}|(?:{_block(f'(?:{_BLOCKS})')}){{1,200}}"
    rf"|{HEAD}(?=[\s>])(?![^<>]*xmlns){_ATTRIBUTES}(?<!/)>"
    rf"[^<]*(?:<(?![!?]|/?head[\s/>])[^<]*)*</head\s*>"
)
_EACH = re.compile(
    rf"<(?P<name>\w+)(?P<given>{_ATTRIBUTES})(?<!/)>(?P<content>{_CONTENT})</[^<>]*>[ \t\r\n]*"
)
_BLOCK_END = re.compile(rf"</(?:{_BLOCKS}|h[1-6])(?=[\s>])[^<>]*>[ \t\r\n]*")
# Text, the start and the end of a link, and other tags.
_STRETCH = re.compile(r"([^<]+)|<a(?=[\s>])[^<>]*(?<!/)(>)|</a(?=[\s>])[^<>]*(>)|<[^<>]*>")
_TEXT, _LINK = 1, 2
_MARK = "\0"
_OWN_PROPERTIES = re.compile("<[^<>]*(?:lang|translate|xmlns)")
_BLANK = tuple(WHITE)
_TAG = re.compile("<[^<>]*>")
_AFTER_TAG = re.compile(">([^<]+)")
_LINE_BREAK = re.compile(_BREAK)
_LINES = re.compile("[ \t\r]*\n[ \t\r\n]*")
_BLANKS = re.compile("[ \t\r]*[\t\r][ \t\r]*|  +")


class Group:
    """Simple paragraphs one after the other.

    Args:
        text: The text of the chapter.
        start: Offset of the first of them, from 0.
        end: Offset after the last one.
        in_link: True if they are in a link.
        in_ruby: True if they are in ruby annotations.
    """

    def __init__(self, text: str, start: int, end: int, *, in_link: bool, in_ruby: bool) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._in_link = in_link
        self._in_ruby = in_ruby

    @property
    def heading(self) -> int:
        """The level of the only one if it is a heading; 0 for others."""
        is_heading = self._text.startswith("<h", self._start)
        return int(self._text[self._start + 2]) if is_heading else 0

    @cached_property
    def matches(self) -> list[re.Match[str]]:
        """Their matches, with their ``name``, the attributes that are ``given`` and ``content``."""
        return list(_EACH.finditer(self._text, self._start, self._end))

    def even_pieces(self, number: int) -> list[Piece]:
        """Return the pieces of one of them whose text is shown as it is written.

        Args:
            number: Its number, from 0.
        """
        pieces = []
        links = int(self._in_link)
        for match in _STRETCH.finditer(self._text, *self.matches[number].span("content")):
            kind = match.lastindex
            if kind == _TEXT:
                first, last = match.span()
                pieces.append(Piece(match[0], first, last, links > 0, self._in_ruby))
            elif kind is not None:
                links += 1 if kind == _LINK else -1
        return pieces

    def even_texts(self) -> list[str] | None:
        """Return their texts if all are shown as they are written, and are like those around."""
        markup = self._text[self._start : self._end]
        if _has_own_properties(markup) or "<br" in markup:
            return None
        shown = "".join(_AFTER_TAG.findall(_BLOCK_END.sub(_MARK, markup)))
        # One search after the other: a loop, and a pattern more so, takes longer.
        if "&" in shown or "\n" in shown or "\t" in shown or "\r" in shown or "  " in shown:
            return None
        texts = shown.split(_MARK)[:-1]
        if " " in shown and any(text[:1] == " " or text[-1:] == " " for text in texts):
            return None
        return texts


def _has_own_properties(markup: str) -> bool:
    """Return True if an element in markup says something of its language or of namespaces."""
    # A search in all tags takes longer.
    has_words = "lang" in markup or "translate" in markup or "xmlns" in markup
    return has_words and bool(_OWN_PROPERTIES.search(markup))


def shown(content: str) -> str | None:
    """Return the text of a simple paragraph; None if it has to be read piece by piece.

    Args:
        content: Its content.
    """
    if _has_own_properties(content):
        return None
    text = content.strip(WHITE)
    # One blank at the end is shown if it is in one stretch with a word.
    blank = " " if text and content.endswith(" ") and content[-2] not in WHITE else ""
    if blank and content[-2] in ">;":
        return None
    if "\n" in text:
        text = _LINES.sub("\n", text)
    if "  " in text or "\t" in text or "\r" in text:
        text = _BLANKS.sub(" ", text)
    if "<" in text:
        has_breaks = "<br" in text
        if has_breaks:
            text = _LINE_BREAK.sub("\n", text)
        text = _TAG.sub("", text)
        # White space before the first word is not shown, but a line break is.
        if has_breaks and text.startswith(_BLANK):
            return None
        text = text.lstrip(WHITE)
    if "&" in text:
        text = REFERENCE.sub(_character, text)
    return None if text.endswith(_BLANK) else text + blank


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0])
