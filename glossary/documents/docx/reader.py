"""Read the text of one part of a Word document as its reader sees it.

Deleted and hidden text, the codes of fields, readings and what is kept for old programs only is
passed over; what is inserted, and the results of fields, is read.
"""

from __future__ import annotations

from collections.abc import Callable

from glossary.documents.docx.elements import (
    CHARACTERS,
    OBJECTS,
    SYMBOL,
    shown_tokens,
    simple_elements,
    symbol,
)
from glossary.documents.docx.fields import Fields
from glossary.documents.docx.names import attribute, is_on
from glossary.documents.docx.paragraphs import Paragraphs
from glossary.documents.docx.story import Child, NoteMark, Run, Story
from glossary.documents.docx.styles import Styles, heading_of_level
from glossary.documents.paragraph import Piece
from glossary.documents.xml import Kind, Token, whole
from glossary.documents.xml.part import references
from glossary.documents.xml.scanner import EMPTY, END, START, WHOLE

_CELLS = ("tbl", "tr", "tc")
# Elements that have text of their own.
_STORIES = ("txbxContent", "footnote", "endnote")


def read_story(text: str, member: str, styles: Styles) -> Story:
    """Return the text of a part.

    Args:
        text: The text of the part.
        member: Its name.
        styles: The styles of the document.
    """
    return _Reader(text, member, styles).read()


class _Reader:
    """Reads the tokens of a part."""

    def __init__(self, text: str, member: str, styles: Styles) -> None:
        self._text = text
        self._styles = styles
        self._story = Story()
        self._paragraphs = Paragraphs(member, styles)
        self._fields = Fields()
        # The open elements that are not passed over: their names and numbers.
        self._names: list[str] = []
        self._numbers: list[int] = []
        self._count = 0
        # The elements around that have text of their own.
        self._stories = ["body"]
        self._runs: list[Run] = []
        self._are_hidden: list[bool] = []
        self._child: Child | None = None
        # The targets of the hyperlinks around.
        self._links: list[str] = []
        self._rubies = 0
        self._starts: dict[str, Callable[[Token], object]] = {
            "p": lambda _: self._paragraphs.begin(),
            "pStyle": lambda token: self._paragraphs.set_style(_value(token)),
            "outlineLvl": lambda token: self._paragraphs.set_heading(
                heading_of_level(_value(token))
            ),
            "r": self._start_run,
            "t": self._start_text,
            "rStyle": self._run_style,
            "vanish": self._vanish,
            "fldChar": lambda token: self._fields.mark(attribute(token.attributes, "fldCharType")),
            "fldSimple": lambda token: self._fields.begin(
                attribute(token.attributes, "instr"), has_result=True
            ),
            "sdt": lambda _: self._fields.enter_control(),
            "dataBinding": lambda _: self._fields.bind_control(),
            "ilvl": lambda token: self._paragraphs.set_list(level=whole(_value(token), 0)),
            "numId": lambda token: self._paragraphs.set_list(id=_value(token)),
            "hyperlink": self._start_link,
            "ruby": self._start_ruby,
            **dict.fromkeys(_CELLS, lambda _: self._paragraphs.enter_cell(self._count)),
            **dict.fromkeys(_STORIES, self._start_story),
            **dict.fromkeys(("footnoteReference", "endnoteReference"), self._note_mark),
            **dict.fromkeys(("altChunk", "subDoc"), self._import),
        }
        self._ends: dict[str, Callable[[Token], object]] = {
            "p": lambda _: self._paragraphs.end(),
            "r": self._end_run,
            "rPr": self._end_properties,
            "t": self._end_text,
            "fldSimple": lambda _: self._fields.end(),
            "sdt": lambda _: self._fields.leave_control(),
            "hyperlink": lambda _: self._links.pop(),
            "ruby": self._end_ruby,
            **dict.fromkeys(_CELLS, lambda _: self._paragraphs.leave_cell()),
            **dict.fromkeys(_STORIES, self._end_story),
        }

    def read(self) -> Story:
        """Return the text of the part."""
        simple = simple_elements(self._text, has_hidden=self._styles.have_hidden)
        for name, token in shown_tokens(self._text, simple):
            kind = token.kind
            if kind is WHOLE:
                self._simple(token)
            elif kind is START:
                self._open(name, token)
            elif kind is END:
                self._close(name, token)
            elif kind is EMPTY:
                self._empty(name, token)
            else:
                self._characters(token)
        self._paragraphs.flush()
        for paragraph, layout in self._paragraphs.done:
            self._story.paragraphs.append(paragraph)
            self._story.layouts.append(layout)
        return self._story

    def _open(self, name: str, token: Token) -> None:
        if name in CHARACTERS or name == SYMBOL:
            # Few programs write an element without content so.
            end = self._text.index(">", self._text.index("</", token.end)) + 1
            self._character(name, token, end)
        self._count += 1
        self._names.append(name)
        self._numbers.append(self._count)
        if handler := self._starts.get(name):
            handler(token)
        elif name in OBJECTS:
            self._object(token)

    def _close(self, name: str, token: Token) -> None:
        if handler := self._ends.get(name):
            handler(token)
        self._names.pop()
        self._numbers.pop()

    def _empty(self, name: str, token: Token) -> None:
        if name in CHARACTERS or name == SYMBOL:
            self._character(name, token, token.end)
        elif name in ("del", "moveFrom") and self._names[-2:] == ["pPr", "rPr"]:
            self._paragraphs.delete_mark()
        elif name != "r" and (name in self._starts or name in self._ends):
            self._open(name, token)
            self._close(name, token)

    def _simple(self, token: Token) -> None:
        """Read a run with one text and plain properties, or the properties of a paragraph."""
        match = token.match
        if match is None or match["shown"] is None:
            return
        if self._paragraphs.is_hidden or self._fields.in_code:
            return
        start, end = match.start("text"), match.start("end")
        run = self._new_run(token.start, start)
        run.properties = match["properties"] or ""
        run.content_end, run.end = end, token.end
        first, last = match.span("shown")
        keeps_space = "preserve" in match["text"]
        self._story.children.append(Child(run, start, end, first, last, keeps_space))
        self._add_text(first, last)

    # Runs

    def _new_run(self, start: int, content: int) -> Run:
        outer = self._runs[-1] if self._rubies and self._runs else None
        parent = self._numbers[-2] if self._names[-1] == "r" else self._numbers[-1]
        return Run(
            start, content, parent, self._stories[-1], outer and (outer.outer or outer),
            self._fields.is_volatile, self._links[-1] if self._links else "",
        )  # fmt: skip

    def _start_run(self, token: Token) -> None:
        self._runs.append(self._new_run(token.start, token.end))
        self._are_hidden.append(self._paragraphs.is_hidden)

    def _end_run(self, token: Token) -> None:
        run = self._runs.pop()
        run.content_end, run.end = token.start, token.end
        self._are_hidden.pop()

    def _end_properties(self, token: Token) -> None:
        if self._names[-2:] == ["r", "rPr"]:
            run = self._runs[-1]
            run.properties = self._text[run.content : token.end].strip()
            run.content = token.end

    def _run_style(self, token: Token) -> None:
        if self._is_of_run and self._styles.is_hidden(_value(token)):
            self._are_hidden[-1] = True

    def _vanish(self, token: Token) -> None:
        if self._is_of_run:
            self._are_hidden[-1] = is_on(token.attributes)

    @property
    def _is_of_run(self) -> bool:
        """True for an element in the properties of a run."""
        return self._names[-3:-1] == ["r", "rPr"]

    # Text

    @property
    def _is_shown(self) -> bool:
        return bool(self._runs) and not self._are_hidden[-1] and not self._fields.in_code

    def _start_text(self, token: Token) -> None:
        if self._names[-2] != "r":
            # In an alternative for other programs: a run cannot be split there.
            self._object(token)
        elif self._is_shown:
            self._child = Child(
                self._runs[-1], token.start, token.end, -1, -1, "preserve" in token.raw
            )

    def _end_text(self, token: Token) -> None:
        if self._child and self._child.first >= 0:
            self._child.end = token.end
            self._story.children.append(self._child)
        self._child = None

    def _characters(self, token: Token) -> None:
        if self._child:
            if self._child.first < 0:
                self._child.first = token.start
            self._child.last = token.end
            if token.kind is Kind.CDATA:
                self._piece(self._text[token.start : token.end], token.start, token.end)
                return
            self._add_text(token.start, token.end)
        elif self._names and self._names[-1] == "instrText":
            for *_, shown in references(self._text, token.start, token.end):
                self._fields.add_code(shown)

    def _add_text(self, start: int, end: int) -> None:
        in_link, in_ruby = bool(self._links) or self._fields.in_link, self._rubies > 0
        for first, last, shown in references(self._text, start, end):
            self._paragraphs.add(Piece(shown, first, last, in_link, in_ruby))

    def _piece(self, text: str, start: int, end: int) -> None:
        in_link = bool(self._links) or self._fields.in_link
        self._paragraphs.add(Piece(text, start, end, in_link, self._rubies > 0))

    def _character(self, name: str, token: Token, end: int) -> None:
        """Add a character that is an element of its own."""
        if not self._is_shown or self._names[-1] != "r":
            return
        text = CHARACTERS[name] if name in CHARACTERS else symbol(token.attributes)
        if not text:
            self._object(token)
            return
        self._story.children.append(Child(self._runs[-1], token.start, end, token.start, end))
        self._piece(text, token.start, end)

    def _object(self, token: Token) -> None:
        if not self._paragraphs.is_hidden and not self._fields.in_code:
            self._paragraphs.add(Piece("", token.start, token.start))

    # Links, ruby and text of its own

    def _start_link(self, token: Token) -> None:
        anchor = attribute(token.attributes, "anchor")
        id = next((text for name, text in token.attributes.items() if name.endswith("}id")), "")
        self._links.append(id or f"#{anchor}")

    def _note_mark(self, token: Token) -> None:
        if self._is_shown:
            kind = self._names[-1].removesuffix("Reference")
            self._story.marks.append(NoteMark(token.start, kind, attribute(token.attributes, "id")))

    def _start_ruby(self, _: Token) -> None:
        self._rubies += 1

    def _end_ruby(self, _: Token) -> None:
        self._rubies -= 1

    def _start_story(self, token: Token) -> None:
        self._stories.append(self._names[-1])
        if self._names[-1] != "txbxContent":
            self._paragraphs.enter_note(attribute(token.attributes, "id"))

    def _end_story(self, _: Token) -> None:
        self._paragraphs.flush()
        self._stories.pop()

    def _import(self, _: Token) -> None:
        self._story.has_imports = True


def _value(token: Token) -> str:
    return attribute(token.attributes, "val")
