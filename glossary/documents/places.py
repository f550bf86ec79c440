"""The places of the text of a document in the parts of its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from glossary.documents.paragraph import Paragraph


class Place(NamedTuple):
    """The origin of a stretch of text in a file that is not a text itself.

    Attributes:
        start: Offset of its first character in the source of the document, from 0.
        end: Offset after its last character.
        part: The part of the file that it is in: a member of a package, or a page.
        part_start: Offset of what shows it in the text of that part, from 0.
        part_end: Offset after that.
    """

    start: int
    end: int
    part: str
    part_start: int
    part_end: int

    @property
    def is_literal(self) -> bool:
        """True if the part has the text character by character."""
        return self.end - self.start == self.part_end - self.part_start

    def cut(self, start: int, end: int) -> Place:
        """Return the part of the place that is in a span of the source; all if it is not literal.

        Args:
            start: Offset in the source, from 0; before the end of the place.
            end: Offset after the span; after the start of the place.
        """
        if not self.is_literal:
            return self
        first, last = max(start, self.start), min(end, self.end)
        shift = self.part_start - self.start
        return Place(first, last, self.part, first + shift, last + shift)


class Places:
    """The places of a document.

    Args:
        paragraphs: Its paragraphs, in the order of its source.
        starts: Offsets of their texts in the source, from 0.
    """

    def __init__(self, paragraphs: Sequence[Paragraph] = (), starts: Sequence[int] = ()) -> None:
        self._paragraphs = paragraphs
        self._starts = starts

    def within(self, start: int, end: int) -> list[Place]:
        """Return the places of a span of the source, cut to it; neighbours are not joined.

        Args:
            start: Offset in the source, from 0.
            end: Offset after the span.
        """
        found: list[Place] = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._paragraphs) and self._starts[number] < end:
            found += _places(self._paragraphs[number], self._starts[number], start, end)
            number += 1
        return found


def _places(paragraph: Paragraph, offset: int, start: int, end: int) -> Iterator[Place]:
    """Yield the places of a span in a paragraph whose text begins at an offset."""
    pieces, starts = paragraph.pieces, paragraph.starts
    number = max(bisect_right(starts, start - offset) - 1, 0)
    while number < len(pieces) and offset + starts[number] < end:
        first, last = offset + starts[number], offset + starts[number + 1]
        piece = pieces[number]
        number += 1
        # An object has no text in the source.
        if max(first, start) < last:
            place = Place(first, last, paragraph.part, piece.start, piece.end)
            yield place.cut(start, end)
