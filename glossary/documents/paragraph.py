"""Paragraphs as readers find them in the parts of a file, and the pieces that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of the text of a paragraph, and where it is in its part.

    Attributes:
        text: The text that is shown; empty for an image or another object.
        start: Offset of what shows it in the text of the part, from 0.
        end: Offset after that.
        in_link: True inside a link.
        in_ruby: True inside ruby annotations of the document itself.
        alt: The text of an object, where it is known.
    """

    text: str
    start: int
    end: int
    in_link: bool = False
    in_ruby: bool = False
    alt: str = ""


class Paragraph:
    """A paragraph, a heading, a cell or the like.

    Args:
        part: The part that it is in.
        pieces: Its pieces, in order, or a function that reads them. Of a long book most are never
            asked for: they matter only where a term is.
        heading: The level of the heading that it is, from 1 to 6; 0 for other text.
        shown: The text of its pieces, needed where they are read late; these have no objects.
        number: The argument of that function: one may read all paragraphs of a stretch.

    Attributes:
        part: The part that it is in.
        heading: The level of the heading that it is, from 1 to 6; 0 for other text.
        shown: The text of its pieces.
        is_late: True if its pieces are read late.
    """

    # A book has tens of thousands; with a dictionary, each takes as much memory as its text.
    __slots__ = ("_number", "_pieces", "_starts", "heading", "is_late", "part", "shown")

    def __init__(
        self,
        part: str,
        pieces: Sequence[Piece] | Callable[[int], Sequence[Piece]],
        heading: int = 0,
        shown: str | None = None,
        number: int = 0,
    ) -> None:
        self.part = part
        self.heading = heading
        self._pieces = pieces
        self._number = number
        self._starts: list[int] | None = None
        self.is_late = shown is not None
        self.shown = "".join([piece.text for piece in self.pieces]) if shown is None else shown

    @property
    def pieces(self) -> Sequence[Piece]:
        """Its pieces, in order."""
        if callable(self._pieces):
            self._pieces = self._pieces(self._number)
        return self._pieces

    @property
    def starts(self) -> list[int]:
        """The offsets of its pieces in the text that is shown, and its length."""
        if self._starts is None:
            lengths = (len(piece.text) for piece in self.pieces)
            self._starts = list(accumulate(lengths, initial=0))
        return self._starts
