"""The text of one part of a Word document, and the runs that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from glossary.documents.paragraph import Paragraph


@dataclass(slots=True)
class Run:
    """A run: text with the same properties.

    Attributes:
        start: Offset of its start tag in the part, from 0.
        content: Offset after its properties, where its content begins.
        parent: The number of the element that it is in.
        story: The element whose text it is in: ``body``, ``txbxContent``, ``footnote`` …
        outer: The run around the ruby that it is the base of, if it is.
        is_volatile: True in a table of contents and the like, which is made anew on update.
        target: The id of the relationship, or ``#`` and the bookmark, that it is a link to.
        properties: The element of its properties, as it is written; empty if it has none.
        content_end: Offset of its end tag.
        end: Offset after it.
    """

    start: int
    content: int
    parent: int
    story: str
    outer: Run | None
    is_volatile: bool
    target: str = ""
    properties: str = ""
    content_end: int = 0
    end: int = 0


@dataclass(slots=True)
class Child:
    """An element of a run that shows text: ``w:t``, ``w:tab`` and the like.

    Attributes:
        run: The run.
        start: Offset of its start tag, from 0.
        end: Offset after it.
        first: Offset of its first character of text; -1 as long as it has none.
        last: Offset after the last one.
        keeps_space: True if white space at its ends is shown.
    """

    run: Run
    start: int
    end: int
    first: int
    last: int
    keeps_space: bool = True

    @property
    def is_text(self) -> bool:
        """True for ``w:t``, false for an element that is one character."""
        return self.first > self.start


class NoteMark(NamedTuple):
    """A reference to a footnote or an endnote.

    Attributes:
        offset: Its offset in the part, from 0.
        kind: ``footnote`` or ``endnote``.
        id: The identifier of the note.
    """

    offset: int
    kind: str
    id: str


class Layout(NamedTuple):
    """The place of a paragraph on the page.

    Attributes:
        cells: The numbers of the tables, rows and cells that it is in, from the outermost on.
        list_id: The identifier of the list that it is an item of; empty for none.
        list_level: The level in that list, from 0.
        note: The identifier of the note that it is in; empty for none.
    """

    cells: tuple[int, ...] = ()
    list_id: str = ""
    list_level: int = 0
    note: str = ""


@dataclass(slots=True)
class Story:
    """The text of a part.

    Attributes:
        paragraphs: Its paragraphs, in the order of reading.
        layouts: The places of the paragraphs, in the same order.
        children: The elements that show text, in the order of the part.
        marks: The references to notes, in the order of the part.
        has_imports: True if it refers to text in another file.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    marks: list[NoteMark] = field(default_factory=list)
    has_imports: bool = False
