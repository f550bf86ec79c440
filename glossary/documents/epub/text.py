"""The text of a chapter of an EPUB, paragraph by paragraph, with its offsets in the chapter.

The elements are those of HTML, and are read as in :mod:`glossary.documents.html.text`; but a
chapter is well-formed, so that one pass over its tags is enough, in a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from glossary.documents.assembly import Paragraph, Piece
from glossary.documents.html.languages import Inherited
from glossary.documents.html.names import INLINE, READINGS, SKIPPED
from glossary.documents.xml import Token, scan
from glossary.documents.xml.part import references
from glossary.documents.xml.scanner import CDATA, END, START

XHTML = "{http://www.w3.org/1999/xhtml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OPS = "{http://www.idpf.org/2007/ops}"
_WHITE = " \t\r\n"
_BREAKS = re.compile("[ \t\r\n]*[\t\r\n][ \t\r\n]*|  +")


class _Element(NamedTuple):
    """The part of an element in the text.

    Attributes:
        ends_block: True if the text before it and after it is in other paragraphs.
        is_skipped: True if its text is passed over.
        is_object: True if something is shown there that is not text, as an image is.
        is_link: True for a link, or the summary of details.
        is_ruby: True for ruby annotations.
        heading: The level of the heading that it is, from 1 to 6; 0 for others.
    """

    ends_block: bool = False
    is_skipped: bool = False
    is_object: bool = False
    is_link: bool = False
    is_ruby: bool = False
    heading: int = 0


_BLOCK = _Element(ends_block=True)
_INLINE = _Element()
_OBJECT = _Element(is_skipped=True, is_object=True)
# Readings are beside a text, not in it.
_READING = _Element(is_skipped=True)
_SKIPPED_BLOCK = _Element(ends_block=True, is_skipped=True)


def _elements() -> dict[str, _Element]:
    elements = dict.fromkeys(INLINE, _INLINE)
    elements |= dict.fromkeys(SKIPPED, _OBJECT)
    elements |= dict.fromkeys(("audio", "video"), _OBJECT)
    elements |= dict.fromkeys(READINGS - {"rb"}, _READING)
    elements |= dict.fromkeys(("a", "summary"), _Element(is_link=True))
    # A picture has no content, and a line break is text.
    elements |= {"img": _Element(is_object=True), "br": _Element(is_object=True)}
    elements |= {"rb": _INLINE, "ruby": _Element(is_ruby=True)}
    elements |= {f"h{level}": _Element(ends_block=True, heading=level) for level in range(1, 7)}
    # The tables of contents and of pages of the book itself.
    elements |= dict.fromkeys(("head", "nav", "pre"), _SKIPPED_BLOCK)
    found = {f"{XHTML}{name}": element for name, element in elements.items()}
    # Of the alternatives of epub:switch, the default is the one for every reader.
    found |= {f"{_OPS}switch": _BLOCK, f"{_OPS}default": _BLOCK, f"{_OPS}case": _SKIPPED_BLOCK}
    return found


_ELEMENTS = _elements()


class _State(NamedTuple):
    """The properties of text that it has of the elements around it."""

    heading: int = 0
    in_link: bool = False
    in_ruby: bool = False
    inherited: Inherited = Inherited()


def paragraphs(text: str, part: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a chapter.

    Args:
        text: The whole chapter, well-formed.
        part: The name of the part.
    """
    pieces: list[Piece] = []
    state = _State()
    outer: list[_State] = []
    # The number of open elements from the outermost one on that is passed over.
    skipped = 0
    for token in scan(text):
        kind = token.kind
        if skipped:
            skipped += (kind is START) - (kind is END)
        elif not token.name:
            pieces += _pieces(text, token, state, begins=not pieces)
        else:
            element = _ELEMENTS.get(token.name) or _other(token.name)
            if pieces and element.ends_block:
                yield _paragraph(part, pieces, state.heading)
                pieces = []
            if kind is END:
                state = outer.pop()
                continue
            if element.is_object:
                pieces.append(_object(token))
            if kind is START and element.is_skipped:
                skipped = 1
            elif kind is START:
                outer.append(state)
                state = _within(state, token, element)
    if pieces:
        yield _paragraph(part, pieces, state.heading)


def _paragraph(part: str, pieces: list[Piece], heading: int) -> Paragraph:
    """Return a paragraph without white space at its end."""
    while pieces and pieces[-1].text and not pieces[-1].text.strip(_WHITE):
        del pieces[-1]
    return Paragraph(part, tuple(pieces), heading)


def _other(name: str) -> _Element:
    """Return the part of any other element; those of SVG and the like are objects."""
    return _BLOCK if name.startswith(XHTML) else _OBJECT


def _within(state: _State, token: Token, element: _Element) -> _State:
    """Return the properties of the text within an element."""
    heading, in_link, in_ruby, inherited = state
    if "lang" in token.raw or "translate" in token.raw:
        attributes = token.attributes
        language = attributes.get("lang", attributes.get(f"{_XML}lang"))
        if language is not None:
            attributes["lang"] = language
        inherited = inherited.within(attributes)
    in_link, in_ruby = in_link or element.is_link, in_ruby or element.is_ruby
    return _State(element.heading or heading, in_link, in_ruby, inherited)


def _object(token: Token) -> Piece:
    """Return what an element without text of its own is in the text."""
    if token.name == f"{XHTML}br":
        return Piece("\n", token.start, token.start)
    alt = token.attributes.get("alt", "") if token.name == f"{XHTML}img" else ""
    return Piece("", token.start, token.start, alt=alt)


def _pieces(text: str, token: Token, state: _State, *, begins: bool) -> Iterable[Piece]:
    """Return the pieces of a stretch of text; white space is one blank or one line break.

    Args:
        text: The chapter.
        token: The stretch.
        state: What it has of the elements around it.
        begins: True if a paragraph begins with it, without white space.
    """
    raw = text[token.start : token.end]
    shown = raw.lstrip(_WHITE) if begins else raw
    if not shown:
        return ()
    _, in_link, in_ruby, inherited = state
    first = token.end - len(shown)
    if token.kind is CDATA or not inherited.is_searched:
        # What is in a CDATA section cannot hold markup.
        return (Piece("", first, first),)
    if _is_even(shown):
        return (Piece(shown, first, token.end, in_link, in_ruby),)
    return (
        Piece(char, start, end, in_link, in_ruby)
        for start, end, char in _shown(text, first, token.end)
    )


def _is_even(text: str) -> bool:
    """Return True for text that is shown as it is written."""
    # A pattern would take five times as long, and most text is even.
    is_uneven = "&" in text or "\n" in text or "  " in text or "\t" in text or "\r" in text
    return not is_uneven


def _shown(text: str, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a text: start, end and the characters that each shows."""
    for start, end, char in references(text, first, last):
        if end - start != len(char):
            yield start, end, char
            continue
        offset = start
        for blank in _BREAKS.finditer(text, start, end):
            if offset < blank.start():
                yield offset, blank.start(), text[offset : blank.start()]
            offset = blank.end()
            yield *blank.span(), "\n" if "\n" in blank[0] else " "
        if offset < end:
            yield offset, end, text[offset:end]
