"""The text of a chapter of an EPUB, paragraph by paragraph, with its offsets in the chapter.

The elements are those of HTML, and are read as in :mod:`glossary.documents.html.text`; but a
chapter is well-formed, so that one pass over its tags is enough, in a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from glossary.documents.assembly import Paragraph, Piece
from glossary.documents.html.languages import Inherited
from glossary.documents.html.names import INLINE, READINGS, SKIPPED
from glossary.documents.xml import Kind, Token, scan
from glossary.documents.xml.part import references

XHTML = "{http://www.w3.org/1999/xhtml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OPS = "{http://www.idpf.org/2007/ops}"
_WHITE = " \t\r\n"
# Text that is not shown as it is written.
_UNEVEN = re.compile("[&\t\r\n]|  ")
_BREAKS = re.compile("[ \t\r\n]*[\t\r\n][ \t\r\n]*|  +")
# Attributes that may name a language, or forbid translation.
_INHERITED = re.compile("lang|translate")


class _Role(Enum):
    BLOCK = "block"
    INLINE = "inline"
    LINK = "link"
    RUBY = "ruby"
    # What is passed over: beside a text as its readings are, in it as an image is, or a block.
    READING = "reading"
    OBJECT = "object"
    SKIPPED_BLOCK = "skipped block"


def _roles() -> dict[str, _Role]:
    roles = dict.fromkeys(INLINE, _Role.INLINE)
    roles |= dict.fromkeys(SKIPPED, _Role.OBJECT)
    roles |= dict.fromkeys(("audio", "video"), _Role.OBJECT)
    roles |= dict.fromkeys(READINGS - {"rb"}, _Role.READING)
    roles |= {"rb": _Role.INLINE, "a": _Role.LINK, "summary": _Role.LINK, "ruby": _Role.RUBY}
    # The tables of contents and of pages of the book itself.
    roles |= dict.fromkeys(("head", "nav", "pre"), _Role.SKIPPED_BLOCK)
    found = {f"{XHTML}{name}": role for name, role in roles.items()}
    # Of the alternatives of epub:switch, the default is the one for every reader.
    found |= {f"{_OPS}switch": _Role.BLOCK, f"{_OPS}default": _Role.BLOCK}
    found[f"{_OPS}case"] = _Role.SKIPPED_BLOCK
    return found


_ROLES = _roles()
_HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}
_SKIPS = frozenset((_Role.READING, _Role.OBJECT, _Role.SKIPPED_BLOCK))
_TEXTS = frozenset((Kind.TEXT, Kind.CDATA))
_BLOCKS = frozenset((_Role.BLOCK, _Role.SKIPPED_BLOCK))


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
            skipped += (kind is Kind.START) - (kind is Kind.END)
        elif kind in _TEXTS:
            pieces += _pieces(text, token, state, begins=not pieces)
        else:
            role = _ROLES.get(token.name) or _role(token.name)
            if pieces and role in _BLOCKS:
                yield _paragraph(part, pieces, state.heading)
                pieces = []
            if kind is Kind.END:
                state = outer.pop()
                continue
            if role is not _Role.BLOCK:
                pieces += _objects(token, role)
            if kind is Kind.EMPTY:
                continue
            if role in _SKIPS:
                skipped = 1
            else:
                outer.append(state)
                state = _within(state, token, role)
    if pieces:
        yield _paragraph(part, pieces, state.heading)


def _paragraph(part: str, pieces: list[Piece], heading: int) -> Paragraph:
    """Return a paragraph without white space at its end."""
    while pieces and pieces[-1].text and not pieces[-1].text.strip(_WHITE):
        del pieces[-1]
    return Paragraph(part, tuple(pieces), heading)


def _role(name: str) -> _Role:
    """Return what any other element is for the text; those of SVG and the like are objects."""
    return _Role.BLOCK if name.startswith(XHTML) else _Role.OBJECT


def _within(state: _State, token: Token, role: _Role) -> _State:
    """Return the state within an element."""
    if role is _Role.LINK:
        state = state._replace(in_link=True)
    elif role is _Role.RUBY:
        state = state._replace(in_ruby=True)
    elif token.name in _HEADINGS:
        state = state._replace(heading=_HEADINGS[token.name])
    if token.raw and _INHERITED.search(token.raw):
        attributes = token.attributes
        language = attributes.get("lang", attributes.get(f"{_XML}lang"))
        if language is not None:
            attributes["lang"] = language
        state = state._replace(inherited=state.inherited.within(attributes))
    return state


def _objects(token: Token, role: _Role) -> Iterator[Piece]:
    """Yield what an element without text of its own is in the text."""
    name = token.name.removeprefix(XHTML)
    if name == "br":
        yield Piece("\n", token.start, token.start)
    elif name == "img":
        yield Piece("", token.start, token.start, alt=token.attributes.get("alt", ""))
    elif role is _Role.OBJECT:
        yield Piece("", token.start, token.start)


def _pieces(text: str, token: Token, state: _State, *, begins: bool) -> Iterator[Piece]:
    """Yield the pieces of a stretch of text; white space is one blank or one line break.

    Args:
        text: The chapter.
        token: The stretch.
        state: What it has of the elements around it.
        begins: True if a paragraph begins with it, without white space.
    """
    raw = text[token.start : token.end]
    shown = raw.lstrip(_WHITE) if begins else raw
    if not shown:
        return
    _, in_link, in_ruby, inherited = state
    first = token.end - len(shown)
    if token.kind is Kind.CDATA or not inherited.is_searched:
        # What is in a CDATA section cannot hold markup.
        yield Piece("", first, first)
    elif not _UNEVEN.search(shown):
        yield Piece(shown, first, token.end, in_link, in_ruby)
    else:
        for start, end, char in references(text, first, token.end):
            if end - start != len(char):
                yield Piece(char, start, end, in_link, in_ruby)
                continue
            offset = start
            for blank in _BREAKS.finditer(text, start, end):
                if offset < blank.start():
                    literal = text[offset : blank.start()]
                    yield Piece(literal, offset, blank.start(), in_link, in_ruby)
                offset = blank.end()
                yield Piece("\n" if "\n" in blank[0] else " ", *blank.span(), in_link, in_ruby)
            if offset < end:
                yield Piece(text[offset:end], offset, end, in_link, in_ruby)
