"""A document: its source as it came, and where in it there is text to annotate."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

# Stands in a block's text for something that is not text: code, an image, a line of markup.
OBJECT_REPLACEMENT = "\ufffc"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A stretch of the source that is text.

    Attributes:
        start: Where it begins in the source, in code points from 0.
        end: Where it ends, exclusive.
        text: What it says; one character for a reference such as ``&amp;``.
        in_link: Whether it stands inside a link.
    """

    start: int
    end: int
    text: str
    in_link: bool = False

    @property
    def is_literal(self) -> bool:
        """Whether the source says the text character by character."""
        return len(self.text) == self.end - self.start


@dataclass(frozen=True)
class Block:
    """Text that belongs together, such as a paragraph: pieces, in order."""

    runs: tuple[TextRun, ...]
    text: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "".join(piece.text for piece in self.runs))
        lengths = (len(piece.text) for piece in self.runs)
        object.__setattr__(self, "_starts", tuple(accumulate(lengths, initial=0)))

    def slice(self, start: int, end: int) -> list[TextRun]:
        """The stretches of the source that say a stretch of the text; neighbours not joined."""
        found = []
        place = bisect_right(self._starts, start) - 1
        while place < len(self.runs) and self._starts[place] < end:
            piece, at = self.runs[place], self._starts[place]
            place += 1
            first, last = max(start - at, 0), min(end - at, len(piece.text))
            if piece.is_literal:
                text = piece.text[first:last]
                piece = TextRun(piece.start + first, piece.start + last, text, piece.in_link)
            found.append(piece)
        return found


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known of it.

    Attributes:
        source: The whole text as it came, markup and all.
        format: ``text``, ``markdown`` or ``html``.
        blocks: Where in the source there is text, in order.
        name: The file it came from, for people to read; empty if there is none.
        encoding: The encoding it came in.
    """

    source: str
    format: str
    blocks: tuple[Block, ...]
    name: str = ""
    encoding: str = "utf-8"
