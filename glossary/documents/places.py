"""The places of the text of a document in the parts of its file."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import NamedTuple


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
    """The places of a document, in the order of its source.

    They are kept in columns: a book has so many that an object for each takes most of the memory,
    and of the time in which memory is freed.
    """

    def __init__(self) -> None:
        self._starts = array("q")
        self._ends = array("q")
        self._parts: list[str] = []
        self._part_starts = array("q")
        self._part_ends = array("q")

    def add(self, place: tuple[int, int, str, int, int]) -> None:
        """Add a place after the others, with the fields of :class:`Place`."""
        start, end, part, part_start, part_end = place
        self._starts.append(start)
        self._ends.append(end)
        self._parts.append(part)
        self._part_starts.append(part_start)
        self._part_ends.append(part_end)

    def within(self, start: int, end: int) -> list[Place]:
        """Return the places of a span of the source, cut to it; neighbours are not joined.

        Args:
            start: Offset in the source, from 0.
            end: Offset after the span.
        """
        found = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._starts) and self._starts[number] < end:
            if self._ends[number] > start:
                found.append(self._place(number).cut(start, end))
            number += 1
        return found

    def _place(self, number: int) -> Place:
        return Place(
            self._starts[number], self._ends[number], self._parts[number],
            self._part_starts[number], self._part_ends[number],
        )  # fmt: skip
