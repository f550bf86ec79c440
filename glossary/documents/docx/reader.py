"""Read the text of one part of a Word document as its reader sees it.

Deleted and hidden text, the codes of fields, readings and what is kept for old programs only is
passed over; what is inserted, and the results of fields, is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from glossary.documents.docx.elements import (
    CHARACTERS,
    OBJECTS,
    SYMBOL,
    shown_tokens,
)
from glossary.documents.docx.names import attribute
from glossary.documents.docx.reading import Reading, value
from glossary.documents.docx.simple import Simple, simple_elements
from glossary.documents.docx.story import Child, Story
from glossary.documents.docx.styles import Styles, heading_of_level
from glossary.documents.paragraph import Piece
from glossary.documents.xml import Token, scan, whole
from glossary.documents.xml.part import references
from glossary.documents.xml.scanner import EMPTY, END, START, WHOLE

_CELLS = ("tbl", "tr", "tc")
# Elements that have text of their own.
_STORIES = ("txbxContent", "footnote", "endnote")


_Action = Callable[[Reading, Token], object]
# What begins and ends with elements.
_STARTS: dict[str, _Action] = {
    "p": lambda reader, _: reader.paragraphs.begin(),
    "pStyle": lambda reader, token: reader.paragraphs.set_style(value(token)),
    "outlineLvl": lambda reader, token: reader.paragraphs.set_heading(
        heading_of_level(value(token))
    ),
    "r": Reading.start_run,
    "t": Reading.start_text,
    "rStyle": Reading.set_run_style,
    "vanish": Reading.set_vanish,
    "fldChar": lambda reader, token: reader.fields.mark(attribute(token.attributes, "fldCharType")),
    "fldSimple": lambda reader, token: reader.fields.begin(
        attribute(token.attributes, "instr"), has_result=True
    ),
    "sdt": lambda reader, _: reader.fields.enter_control(),
    "dataBinding": lambda reader, _: reader.fields.bind_control(),
    "ilvl": lambda reader, token: reader.paragraphs.set_list(level=whole(value(token), 0)),
    "numId": lambda reader, token: reader.paragraphs.set_list(id=value(token)),
    "hyperlink": Reading.start_link,
    "ruby": lambda reader, _: reader.count_ruby(1),
    **dict.fromkeys(_CELLS, lambda reader, _: reader.paragraphs.enter_cell(reader.count)),
    **dict.fromkeys(_STORIES, Reading.start_story),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), Reading.add_mark),
    **dict.fromkeys(("altChunk", "subDoc"), Reading.import_part),
}
_ENDS: dict[str, _Action] = {
    "p": lambda reader, _: reader.paragraphs.end(),
    "r": lambda reader, token: reader.runs.end(token.start, token.end),
    "rPr": Reading.end_properties,
    "t": Reading.end_text,
    "fldSimple": lambda reader, _: reader.fields.end(),
    "sdt": lambda reader, _: reader.fields.leave_control(),
    "hyperlink": lambda reader, _: reader.links.pop(),
    "ruby": lambda reader, _: reader.count_ruby(-1),
    **dict.fromkeys(_CELLS, lambda reader, _: reader.paragraphs.leave_cell()),
    **dict.fromkeys(_STORIES, Reading.end_story),
}


def read_story(text: str, member: str, styles: Styles) -> Story:
    """Return the text of a part.

    Args:
        text: The text of the part.
        member: Its name.
        styles: The styles of the document.
    """
    simple = simple_elements(text, has_hidden=styles.have_hidden)
    return _Reader(text, member, styles, simple).read()


class _Late:
    """Paragraphs that are read when their pieces, or the elements that show them, are needed.

    Args:
        reader: The reader of the part.
        simple: The elements that it reads at once.
        around: The element around the paragraphs that has text of its own.
        prefixes: The namespaces of the prefixes there.
    """

    def __init__(
        self, reader: _Reader, simple: Simple, around: str, prefixes: Mapping[str, str]
    ) -> None:
        self._reader = reader
        self._simple = simple
        self.around = around
        self.prefixes = prefixes

    def pieces(self, start: int) -> Sequence[Piece]:
        """Return the pieces of the paragraph that begins at an offset."""
        text = self._reader.text
        return [
            Piece(shown, first, last)
            for match in self._simple.text.finditer(text, start, self._simple.end(text, start))
            for first, last, shown in references(text, *match.span(1))
        ]

    def children(self, start: int) -> list[Child]:
        """Return the elements of the paragraph that begins at an offset."""
        span = start, self._simple.end(self._reader.text, start)
        return self._reader.within(self.around).children_of(span, self.prefixes)


class _Reader(Reading):
    """Reads the tokens of a part."""

    def __init__(
        self, text: str, member: str, styles: Styles, simple: Simple | None, around: str = "body"
    ) -> None:
        super().__init__(text, member, styles, around)
        self._member = member
        self._styles = styles
        self._simple = simple
        self._late: _Late | None = None

    def within(self, around: str) -> _Reader:
        """Return a reader of another stretch of the part, in an element with text of its own."""
        return _Reader(self.text, self._member, self._styles, self._simple, around)

    def read(self) -> Story:
        """Return the text of the part."""
        self._read(scan(self.text, self._simple and self._simple.paragraphs))
        self.paragraphs.flush()
        for paragraph, layout in self.paragraphs.done:
            self.story.paragraphs.append(paragraph)
            self.story.layouts.append(layout)
        return self.story

    def children_of(self, span: tuple[int, int], prefixes: Mapping[str, str]) -> list[Child]:
        """Return the elements that show text in a paragraph.

        Args:
            span: Its span.
            prefixes: The namespaces of the prefixes around it.
        """
        self._read_within(span, prefixes)
        return self.story.children.all()

    def _read_within(self, span: tuple[int, int], prefixes: Mapping[str, str]) -> None:
        self._read(scan(self.text, self._simple and self._simple.runs, span, prefixes))

    def _read(self, tokens: Iterable[Token]) -> None:
        for name, token in shown_tokens(tokens):
            kind = token.kind
            if kind is WHOLE:
                self._whole(token)
            elif kind is START:
                self._open(name, token)
            elif kind is END:
                self._close(name, token)
            elif kind is EMPTY:
                self._empty(name, token)
            else:
                self.add_characters(token)

    def _open(self, name: str, token: Token) -> None:
        if name in CHARACTERS or name == SYMBOL:
            # Few programs write an element without content so.
            end = self.text.index(">", self.text.index("</", token.end)) + 1
            self.add_character(name, token, end)
        self.count += 1
        self.names.append(name)
        if handler := _STARTS.get(name):
            handler(self, token)
        elif name in OBJECTS:
            self.add_object(token)

    def _close(self, name: str, token: Token) -> None:
        if handler := _ENDS.get(name):
            handler(self, token)
        self.names.pop()

    def _empty(self, name: str, token: Token) -> None:
        if name in CHARACTERS or name == SYMBOL:
            self.add_character(name, token, token.end)
        elif name in ("del", "moveFrom") and self.names[-2:] == ["pPr", "rPr"]:
            self.paragraphs.delete_mark()
        elif name != "r" and (name in _STARTS or name in _ENDS):
            self._open(name, token)
            self._close(name, token)

    def _whole(self, token: Token) -> None:
        """Read a paragraph, a run with one text, or the properties of a paragraph."""
        match = token.match
        if self._simple is None or match is None:
            return
        if "paragraph" in match.re.groupindex and match.start("paragraph") >= 0:
            if self.is_outside:
                self._add_late(token, self._simple, match["style"] or "")
            else:
                self._read_within((token.start, token.end), token.prefixes)
        elif match["shown"] and not self.paragraphs.is_hidden and not self.fields.in_code:
            self.add_run(token, match)

    def _add_late(self, token: Token, simple: Simple, style: str) -> None:
        """Note the text of a paragraph, which is all that is read of it before a term is found."""
        late, around = self._late, self.stories[-1]
        if late is None or late.around != around or late.prefixes is not token.prefixes:
            late = self._late = _Late(self, simple, around, token.prefixes)
        shown = simple.shown(self.text, token.start, token.end)
        if self.paragraphs.add_whole(style, shown, token.start, late.pieces):
            self.story.children.add_late(token.start, late.children)
