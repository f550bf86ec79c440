"""Paragraphs of a Word document as they are read, those of text boxes within others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from glossary.documents.docx.story import Layout
from glossary.documents.docx.styles import Styles
from glossary.documents.paragraph import Paragraph, Piece

_NOWHERE = Layout()


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read.

    Attributes:
        pieces: What has been read of it.
        style: The id of its style.
        heading: The level of heading that it gives itself; None if it leaves that to its style.
        is_hidden: True if its style hides its text.
        layout: Its place on the page.
        boxes: The paragraphs of text boxes that are anchored in it, to be read after it.
        has_no_mark: True if its mark is deleted, so that the next paragraph continues it.
        is_waiting: True if it is over and waits for that one.
    """

    pieces: list[Piece] = field(default_factory=list)
    style: str = ""
    heading: int | None = None
    is_hidden: bool = False
    layout: Layout = _NOWHERE
    boxes: list[tuple[Paragraph, Layout]] = field(default_factory=list)
    has_no_mark: bool = False
    is_waiting: bool = False


class Paragraphs:
    """Collects the paragraphs of a part.

    Attributes:
        done: The paragraphs that are complete with their places, in the order of reading.
    """

    def __init__(self, member: str, styles: Styles) -> None:
        self.done: list[tuple[Paragraph, Layout]] = []
        self._cells: list[int] = []
        self._note = ""
        self._member = member
        self._styles = styles
        self._open: list[_Open] = []

    @property
    def is_hidden(self) -> bool:
        """True outside of paragraphs, and in one whose style hides its text."""
        return not self._open or self._open[-1].is_hidden

    def begin(self) -> None:
        """Begin a paragraph, or continue the one before it."""
        if self._open and self._open[-1].is_waiting:
            self._open[-1].is_waiting = self._open[-1].has_no_mark = False
        else:
            self._open.append(_Open(layout=Layout(tuple(self._cells), note=self._note)))

    def set_style(self, id: str) -> None:
        """Note the style of the paragraph; a paragraph that continues another has that one's."""
        if self._open and not self._open[-1].style:
            self._open[-1].style = id
            self._open[-1].is_hidden = self._styles.is_hidden(id)

    def set_heading(self, level: int) -> None:
        """Note the level of heading of the paragraph."""
        if self._open:
            self._open[-1].heading = level

    def set_list(self, *, id: str | None = None, level: int | None = None) -> None:
        """Note the list that the paragraph is an item of, or its level in it."""
        if self._open:
            layout = self._open[-1].layout
            self._open[-1].layout = layout._replace(
                list_id=layout.list_id if id is None else id,
                list_level=layout.list_level if level is None else level,
            )

    def enter_cell(self, number: int) -> None:
        """Enter a table, a row or a cell."""
        self._cells.append(number)

    def leave_cell(self) -> None:
        """Leave it; nothing after it can continue a paragraph in it."""
        self.flush()
        self._cells.pop()

    def enter_note(self, id: str) -> None:
        """Enter a note, or leave it with an empty identifier."""
        self._note = id

    def delete_mark(self) -> None:
        """Note that the next paragraph continues this one."""
        if self._open:
            self._open[-1].has_no_mark = True

    def add(self, piece: Piece) -> None:
        """Add a piece to the paragraph."""
        self._open[-1].pieces.append(piece)

    @property
    def is_outside(self) -> bool:
        """True outside of paragraphs, where no paragraph can be continued."""
        return not self._open

    def add_whole(
        self, style: str, shown: str, start: int, read: Callable[[int], Sequence[Piece]]
    ) -> bool:
        """Add a whole paragraph outside of others.

        Args:
            style: The id of its style.
            shown: Its text.
            start: Its offset in the part, from 0.
            read: A function that returns the pieces of the paragraph at an offset.

        Returns:
            False if its style hides its text.
        """
        is_hidden = self._styles.is_hidden(style)
        pieces = () if is_hidden or not shown else read
        layout = Layout(tuple(self._cells), self._styles.list_id(style), note=self._note)
        heading = self._styles.heading(style)
        shown = "" if is_hidden else shown
        paragraph = Paragraph(self._member, pieces, heading, shown, start)
        self.done.append((paragraph, layout))
        return not is_hidden

    def end(self) -> None:
        """End the paragraph."""
        if self._open[-1].has_no_mark:
            self._open[-1].is_waiting = True
        else:
            self._finish()

    def flush(self) -> None:
        """End a paragraph without a mark where nothing can continue it."""
        if self._open and self._open[-1].is_waiting:
            self._finish()

    def _finish(self) -> None:
        ended = self._open.pop()
        heading = self._styles.heading(ended.style) if ended.heading is None else ended.heading
        done = self._open[-1].boxes if self._open else self.done
        layout = ended.layout
        if not layout.list_id and (of_style := self._styles.list_id(ended.style)):
            layout = layout._replace(list_id=of_style)
        done += [(Paragraph(self._member, tuple(ended.pieces), heading), layout), *ended.boxes]
