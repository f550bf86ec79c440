"""The text of one part of a Word document, and the runs that hold it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from glossary.documents.paragraph import Paragraph


@dataclass(slots=True)
class Run:
    """A run: text with the same properties.

    Attributes:
        start: Offset of its start tag in the part, from 0.
        content: Offset after its properties, where its content begins.
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


class Children:
    """The elements of a part that show text, those of some paragraphs read when they are needed."""

    def __init__(self) -> None:
        # The elements from an offset on, or a function that reads them.
        self._starts: list[int] = []
        self._groups: list[list[Child] | Callable[[int], list[Child]]] = []

    def add(self, child: Child) -> None:
        """Add an element after the others."""
        if not self._groups or callable(self._groups[-1]):
            self._starts.append(child.start)
            self._groups.append([])
        self._group(-1).append(child)

    def add_late(self, start: int, read: Callable[[int], list[Child]]) -> None:
        """Add the elements of a paragraph after the others.

        Args:
            start: Offset of the paragraph in the part, from 0.
            read: A function that returns the elements of the paragraph at an offset.
        """
        self._starts.append(start)
        self._groups.append(read)

    def all(self) -> list[Child]:
        """Return all elements, in the order of the part."""
        return [child for number in range(len(self._groups)) for child in self._group(number)]

    def at(self, offset: int) -> Child:
        """Return the last element that begins at an offset or before it; the first if none does."""
        for number in range(bisect_right(self._starts, offset) - 1, -1, -1):
            group = self._group(number)
            index = bisect_right(group, offset, key=_start) - 1
            if index >= 0:
                return group[index]
        return self.all()[0]

    def start_after(self, offset: int) -> int | None:
        """Return the offset of the first element that begins after an offset, if there is one."""
        first = max(bisect_right(self._starts, offset) - 1, 0)
        for number in range(first, len(self._groups)):
            group = self._group(number)
            index = bisect_right(group, offset, key=_start)
            if index < len(group):
                return group[index].start
        return None

    def _group(self, number: int) -> list[Child]:
        group = self._groups[number]
        if callable(group):
            group = self._groups[number] = group(self._starts[number])
        return group


def _start(child: Child) -> int:
    return child.start


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
    children: Children = field(default_factory=Children)
    marks: list[NoteMark] = field(default_factory=list)
    has_imports: bool = False
