"""The runs around a place in a Word document: one in another is in a text box, or under a ruby."""

from __future__ import annotations

from glossary.documents.docx.story import Run
from glossary.documents.docx.styles import Styles


class Runs:
    """The open runs.

    Args:
        text: The text of the part.
        styles: The styles of the document.
    """

    def __init__(self, text: str, styles: Styles) -> None:
        self._text = text
        self._styles = styles
        self._open: list[Run] = []
        self._are_hidden: list[bool] = []

    @property
    def innermost(self) -> Run | None:
        """The innermost open run."""
        return self._open[-1] if self._open else None

    @property
    def shown(self) -> Run | None:
        """The innermost open run, if its text is not hidden."""
        return self._open[-1] if self._open and not self._are_hidden[-1] else None

    def start(self, run: Run, *, is_hidden: bool) -> None:
        """Open a run.

        Args:
            run: The run.
            is_hidden: True if all text of its paragraph is hidden.
        """
        self._open.append(run)
        self._are_hidden.append(is_hidden)

    def end(self, start: int, end: int) -> None:
        """Close the innermost run, whose end tag has some offsets."""
        run = self._open.pop()
        run.content_end, run.end = start, end
        self._are_hidden.pop()

    def end_properties(self, offset: int) -> None:
        """Note that the properties of the innermost run end at an offset."""
        run = self._open[-1]
        run.properties = self._text[run.content : offset].strip()
        run.content = offset

    def set_style(self, id: str) -> None:
        """Note the style of the innermost run."""
        if self._styles.is_hidden(id):
            self._are_hidden[-1] = True

    def set_hidden(self, *, is_hidden: bool) -> None:
        """Note that the innermost run is hidden, whatever its style says, or is not."""
        self._are_hidden[-1] = is_hidden
