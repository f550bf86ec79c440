"""The state in which a part of a Word document is read, and what its elements do to it."""

from __future__ import annotations

import re

from glossary.documents.docx.elements import CHARACTERS, symbol
from glossary.documents.docx.fields import Fields
from glossary.documents.docx.names import attribute, is_on
from glossary.documents.docx.paragraphs import Paragraphs
from glossary.documents.docx.runs import Runs
from glossary.documents.docx.story import Child, NoteMark, Run, Story
from glossary.documents.docx.styles import Styles
from glossary.documents.paragraph import Piece
from glossary.documents.xml import Kind, Token
from glossary.documents.xml.part import references


class Reading:
    """The state in which a part is read.

    Args:
        text: The text of the part.
        member: Its name.
        styles: The styles of the document.
        around: The element whose text is read, as in :class:`Run`.

    Attributes:
        text: The text of the part.
        story: What has been read of it.
        paragraphs: The paragraphs.
        fields: The fields around.
        runs: The runs around.
        names: The names of the open elements that are not passed over.
        count: The number of elements that were not passed over.
        stories: The elements around that have text of their own.
        links: The targets of the hyperlinks around.
        rubies: The number of the readings around.
    """

    def __init__(self, text: str, member: str, styles: Styles, around: str) -> None:
        self.text = text
        self.story = Story()
        self.paragraphs = Paragraphs(member, styles)
        self.fields = Fields()
        self.runs = Runs(text, styles)
        self.names: list[str] = []
        self.count = 0
        self.stories = [around]
        self.links: list[str] = []
        self.rubies = 0
        self._child: Child | None = None

    @property
    def is_outside(self) -> bool:
        """True outside of all that changes how a paragraph is read."""
        is_outside = self.paragraphs.is_outside and self.fields.is_outside
        return is_outside and not (self.runs.innermost or self.links or self.rubies)

    # Runs

    def add_run(self, token: Token, match: re.Match[str]) -> None:
        """Read a run with one text, which was found as a whole."""
        start, end = match.start("text"), match.start("end")
        run = self.new_run(token.start, start)
        run.properties = match["properties"] or ""
        run.content_end, run.end = end, token.end
        first, last = match.span("shown")
        keeps_space = "preserve" in match["text"]
        self.story.children.add(Child(run, start, end, first, last, keeps_space))
        self.add_text(first, last)

    def new_run(self, start: int, content: int) -> Run:
        """Return a run that begins here."""
        outer = self.runs.innermost if self.rubies else None
        return Run(
            start, content, self.stories[-1], outer and (outer.outer or outer),
            self.fields.is_volatile, self.links[-1] if self.links else "",
        )  # fmt: skip

    def start_run(self, token: Token) -> None:
        """Begin a run."""
        run = self.new_run(token.start, token.end)
        self.runs.start(run, is_hidden=self.paragraphs.is_hidden)

    def end_properties(self, token: Token) -> None:
        """End the properties of a run, or of something else."""
        if self.names[-2:] == ["r", "rPr"]:
            self.runs.end_properties(token.end)

    def set_run_style(self, token: Token) -> None:
        """Note the style of a run."""
        if self._is_of_run:
            self.runs.set_style(value(token))

    def set_vanish(self, token: Token) -> None:
        """Note that a run is hidden."""
        if self._is_of_run:
            self.runs.set_hidden(is_hidden=is_on(token.attributes))

    @property
    def _is_of_run(self) -> bool:
        """True for an element in the properties of a run."""
        return self.names[-3:-1] == ["r", "rPr"]

    # Text

    @property
    def _shown_run(self) -> Run | None:
        """The run whose text is shown here."""
        return None if self.fields.in_code else self.runs.shown

    def start_text(self, token: Token) -> None:
        """Begin a text."""
        if self.names[-2] != "r":
            # In an alternative for other programs: a run cannot be split there.
            self.add_object(token)
        elif run := self._shown_run:
            self._child = Child(run, token.start, token.end, -1, -1, "preserve" in token.raw)

    def end_text(self, token: Token) -> None:
        """End a text."""
        if self._child and self._child.first >= 0:
            self._child.end = token.end
            self.story.children.add(self._child)
        self._child = None

    def add_characters(self, token: Token) -> None:
        """Read characters of a text, or of the code of a field."""
        if self._child:
            if self._child.first < 0:
                self._child.first = token.start
            self._child.last = token.end
            if token.kind is Kind.CDATA:
                self._piece(self.text[token.start : token.end], token.start, token.end)
                return
            self.add_text(token.start, token.end)
        elif self.names and self.names[-1] == "instrText":
            for *_, shown in references(self.text, token.start, token.end):
                self.fields.add_code(shown)

    def add_text(self, start: int, end: int) -> None:
        """Add the text between two offsets."""
        in_link, in_ruby = bool(self.links) or self.fields.in_link, self.rubies > 0
        for first, last, shown in references(self.text, start, end):
            self.paragraphs.add(Piece(shown, first, last, in_link, in_ruby))

    def _piece(self, text: str, start: int, end: int) -> None:
        in_link = bool(self.links) or self.fields.in_link
        self.paragraphs.add(Piece(text, start, end, in_link, self.rubies > 0))

    def add_character(self, name: str, token: Token, end: int) -> None:
        """Add a character that is an element of its own."""
        run = self._shown_run
        if not run or self.names[-1] != "r":
            return
        text = CHARACTERS[name] if name in CHARACTERS else symbol(token.attributes)
        if not text:
            self.add_object(token)
            return
        self.story.children.add(Child(run, token.start, end, token.start, end))
        self._piece(text, token.start, end)

    def add_object(self, token: Token) -> None:
        """Add an object that is not text."""
        if not self.paragraphs.is_hidden and not self.fields.in_code:
            self.paragraphs.add(Piece("", token.start, token.start))

    # Links, ruby and text of its own

    def start_link(self, token: Token) -> None:
        """Begin a hyperlink."""
        anchor = attribute(token.attributes, "anchor")
        id = next((text for name, text in token.attributes.items() if name.endswith("}id")), "")
        self.links.append(id or f"#{anchor}")

    def add_mark(self, token: Token) -> None:
        """Note a reference to a footnote or an endnote."""
        if self._shown_run:
            kind = self.names[-1].removesuffix("Reference")
            self.story.marks.append(NoteMark(token.start, kind, attribute(token.attributes, "id")))

    def count_ruby(self, change: int) -> None:
        """Enter a text with a reading, or leave it."""
        self.rubies += change

    def start_story(self, token: Token) -> None:
        """Begin what has text of its own."""
        self.stories.append(self.names[-1])
        if self.names[-1] != "txbxContent":
            self.paragraphs.enter_note(attribute(token.attributes, "id"))

    def end_story(self, _: Token) -> None:
        """End what has text of its own."""
        self.paragraphs.flush()
        self.stories.pop()

    def import_part(self, _: Token) -> None:
        """Note that text is imported from another file."""
        self.story.has_imports = True


def value(token: Token) -> str:
    """Return the value of a property."""
    return attribute(token.attributes, "val")
