"""The text of a chapter of an EPUB, paragraph by paragraph, with its offsets in the chapter.

The elements are those of HTML, and are read as in :mod:`glossary.documents.html.text`; but a
chapter is well-formed, so that one pass over its tags is enough, in a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from glossary.documents.epub.simple import HEAD, SIMPLE, WHITE, Group, shown
from glossary.documents.html.languages import Inherited
from glossary.documents.html.names import INLINE, READINGS, SKIPPED
from glossary.documents.paragraph import Paragraph, Piece
from glossary.documents.xml import Token, Whole, scan
from glossary.documents.xml.part import references
from glossary.documents.xml.scanner import CDATA, END, START, WHOLE

_NAMESPACE = "http://www.w3.org/1999/xhtml"
XHTML = f"{{{_NAMESPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_OPS = "{http://www.idpf.org/2007/ops}"
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
    return _Chapter(text, part).paragraphs(scan(text, Whole(SIMPLE, _NAMESPACE)), _State())


class _Chapter:
    """The text of a chapter.

    Args:
        text: The whole chapter.
        part: The name of the part.
    """

    def __init__(self, text: str, part: str) -> None:
        self._text = text
        self._part = part

    def paragraphs(self, tokens: Iterable[Token], state: _State) -> Iterator[Paragraph]:
        """Yield the paragraphs of a stretch of the chapter.

        Args:
            tokens: Its tokens.
            state: What its text has of the elements around it.
        """
        pieces: list[Piece] = []
        outer: list[_State] = []
        # The number of open elements from the outermost one on that is passed over.
        skipped = 0
        for token in tokens:
            kind = token.kind
            if skipped:
                skipped += (kind is START) - (kind is END)
            elif kind is not WHOLE and not token.name:
                pieces += _pieces(self._text, token, state, begins=not pieces)
            else:
                element = _BLOCK if kind is WHOLE else _element(token.name)
                if pieces and element.ends_block:
                    yield _paragraph(self._part, pieces, state.heading)
                    pieces = []
                if kind is WHOLE:
                    yield from self._simple(token, state)
                    continue
                if kind is END:
                    state = outer.pop()
                    continue
                pieces += _object(token) if element.is_object else ()
                skipped = int(kind is START and element.is_skipped)
                if kind is START and not skipped:
                    outer.append(state)
                    state = _within(state, token, element)
        if pieces:
            yield _paragraph(self._part, pieces, state.heading)

    def _simple(self, token: Token, state: _State) -> Iterable[Paragraph]:
        """Return paragraphs that can be read at once."""
        if self._text.startswith(HEAD, token.start):
            return ()
        group = Group(
            self._text, token.start, token.end, in_link=state.in_link, in_ruby=state.in_ruby
        )
        texts = group.even_texts()
        if texts is None or not state.inherited.is_searched:
            return self._one_by_one(group, token, state)
        part, heading, read = self._part, group.heading or state.heading, group.even_pieces
        return [
            Paragraph(part, read, heading, text, number)
            for number, text in enumerate(texts)
            if text
        ]

    def _one_by_one(self, group: Group, token: Token, state: _State) -> Iterator[Paragraph]:
        """Yield paragraphs of which some are not like those around, or not even."""
        for number, match in enumerate(group.matches):
            inner = _within(
                state, token._replace(raw=match["given"]), _element(f"{XHTML}{match['name']}")
            )
            text = shown(match["content"]) if inner.inherited.is_searched else None
            if text is None:
                yield from self._by_tokens(match.span(), token.prefixes, state)
            elif text:
                read = partial(self._pieces_of, group, token.prefixes, inner)
                yield Paragraph(self._part, read, inner.heading, text, number)

    def _by_tokens(
        self, span: tuple[int, int], prefixes: Mapping[str, str], state: _State
    ) -> Iterator[Paragraph]:
        return self.paragraphs(scan(self._text, span=span, prefixes=prefixes), state)

    def _pieces_of(
        self, group: Group, prefixes: Mapping[str, str], state: _State, number: int
    ) -> Sequence[Piece]:
        """Return the pieces of one of some paragraphs."""
        span = group.matches[number].span("content")
        return next(self._by_tokens(span, prefixes, state)).pieces


def _paragraph(part: str, pieces: list[Piece], heading: int) -> Paragraph:
    """Return a paragraph without white space at its end."""
    while pieces and pieces[-1].text and not pieces[-1].text.strip(WHITE):
        del pieces[-1]
    return Paragraph(part, tuple(pieces), heading)


def _element(name: str) -> _Element:
    """Return the part of an element; those of SVG and the like are objects."""
    return _ELEMENTS.get(name) or (_BLOCK if name.startswith(XHTML) else _OBJECT)


def _within(state: _State, token: Token, element: _Element) -> _State:
    """Return the properties of the text within an element."""
    heading, in_link, in_ruby, inherited = state
    if "lang" in token.raw or "translate" in token.raw:
        inherited = _inherited(inherited, token.raw, tuple(token.prefixes.items()))
    in_link, in_ruby = in_link or element.is_link, in_ruby or element.is_ruby
    return _State(element.heading or heading, in_link, in_ruby, inherited)


# The chapters of a book begin with the same tag.
@lru_cache
def _inherited(inherited: Inherited, raw: str, prefixes: tuple[tuple[str, str], ...]) -> Inherited:
    """Return the properties of the text in an element with some attributes, as written."""
    attributes = Token(START, 0, 0, raw=raw, prefixes=dict(prefixes)).attributes
    language = attributes.get("lang", attributes.get(f"{_XML}lang"))
    if language is not None:
        attributes["lang"] = language
    return inherited.within(attributes)


def _object(token: Token) -> tuple[Piece]:
    """Return what an element without text of its own is in the text."""
    if token.name == f"{XHTML}br":
        return (Piece("\n", token.start, token.start),)
    alt = token.attributes.get("alt", "") if token.name == f"{XHTML}img" else ""
    return (Piece("", token.start, token.start, alt=alt),)


def _pieces(text: str, token: Token, state: _State, *, begins: bool) -> Iterable[Piece]:
    """Return the pieces of a stretch of text; white space is one blank or one line break.

    Args:
        text: The chapter.
        token: The stretch.
        state: What it has of the elements around it.
        begins: True if a paragraph begins with it, without white space.
    """
    raw = text[token.start : token.end]
    shown = raw.lstrip(WHITE) if begins else raw
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
