"""Lines and columns of a page, by the places of its characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from glossary.documents.pdf.glyphs import Box, Glyph, is_wide

# In heights of a character: the gap from which on two characters are not in one stretch, without
# and with a blank between them, and the least width of a column. A column has so many lines.
_STRETCH_GAP = 0.8
_BLANK_GAP = 1.25
_COLUMN_WIDTH = 5
_COLUMN_LINES = 3
# The ratio of heights from which on a text that is on a line is not of it, such as a stamp.
_OTHER_TEXT = 2.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a stretch of one.

    Attributes:
        glyphs: Its characters.
        box: The box around them.
        size: The size of its font.
    """

    glyphs: tuple[Glyph, ...]
    box: Box
    size: float

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(
            f"{' ' * (glyph.has_space and number > 0)}{glyph.text}"
            for number, glyph in enumerate(self.glyphs)
        )


def columns(glyphs: Sequence[Glyph]) -> list[list[Line]]:
    """Return the lines of a page, column by column, in the order of reading.

    Args:
        glyphs: The characters in the order of the file.
    """
    found: list[list[Line]] = []
    by_turn: dict[tuple[int, bool], list[Line]] = {}
    for stretch in _stretches(glyphs):
        first = stretch.glyphs[0]
        by_turn.setdefault((first.turn, first.is_slanted), []).append(stretch)
    # What most of the page is set in comes first; stamps at the margin come last.
    for stretches in sorted(
        by_turn.values(), key=lambda of_turn: -sum(len(s.glyphs) for s in of_turn)
    ):
        found += [_rows(part) for part in _parts(stretches)]
    return found


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """Return characters as a line."""
    boxes = [glyph.box for glyph in glyphs]
    box = Box(
        min(box.start for box in boxes), min(box.bottom for box in boxes),
        max(box.end for box in boxes), max(box.top for box in boxes),
    )  # fmt: skip
    return Line(tuple(glyphs), box, median(glyph.size for glyph in glyphs))


def is_same_line(first: Box, second: Box) -> bool:
    """Return True if one box is beside the other; raised and lowered characters are."""
    smaller, larger = sorted((first.height, second.height))
    return abs(first.middle - second.middle) < 0.5 * larger and larger < _OTHER_TEXT * smaller


def _stretches(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return characters that are side by side as stretches."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        if found and _continues(found[-1][-1], glyph):
            is_spaced = glyph.has_space and _are_spaced_out(found[-1][-1], glyph)
            found[-1].append(replace(glyph, has_space=False) if is_spaced else glyph)
        else:
            found.append([glyph])
    return [line_of(stretch) for stretch in found]


def _are_spaced_out(last: Glyph, glyph: Glyph) -> bool:
    """Return True if there is room between Chinese characters, but no blank."""
    gap = glyph.box.start - last.box.end
    return is_wide(last.text) and is_wide(glyph.text) and gap < _STRETCH_GAP * glyph.box.height


def _continues(last: Glyph, glyph: Glyph) -> bool:
    gap, size = glyph.box.start - last.box.end, max(last.box.height, glyph.box.height)
    widest = _BLANK_GAP if glyph.has_space else _STRETCH_GAP
    return (
        (last.turn, last.is_slanted) == (glyph.turn, glyph.is_slanted)
        and is_same_line(last.box, glyph.box)
        and -0.5 * size < gap < widest * size
    )


def _parts(stretches: list[Line]) -> list[list[Line]]:
    """Return stretches column by column: those above two columns, the columns, those below."""
    ordered = sorted(stretches, key=lambda stretch: -stretch.box.top)
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(ordered):
        for first, last in _not_across(ordered, gutter):
            left, right = _sides(ordered[first:last], gutter)
            is_larger = best is None or last - first > best[1] - best[0]
            if is_larger and _is_column(left) and _is_column(right) and _are_beside(left, right):
                best = first, last, gutter
    if best is None:
        return [stretches] if stretches else []
    first, last, gutter = best
    sides = _sides(ordered[first:last], gutter)
    return [part for some in (ordered[:first], *sides, ordered[last:]) for part in _parts(some)]


def _gutters(stretches: list[Line]) -> set[float]:
    """Return where the space before a column may be: before what has something on its left."""
    ordered = sorted(stretches, key=lambda stretch: stretch.box.middle)
    return {
        max(first.box.start, second.box.start) - 0.2 * second.size
        for first, second in pairwise(ordered)
        if is_same_line(first.box, second.box)
    }


def _not_across(ordered: list[Line], gutter: float) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of stretches that follow each other, none over a gutter."""
    first = 0
    for number, stretch in enumerate(ordered):
        if stretch.box.start < gutter < stretch.box.end:
            yield first, number
            first = number + 1
    yield first, len(ordered)


def _sides(stretches: list[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    left = [stretch for stretch in stretches if stretch.box.end <= gutter]
    return left, [stretch for stretch in stretches if stretch.box.end > gutter]


def _is_column(stretches: Sequence[Line]) -> bool:
    widths = [(s.box.end - s.box.start) / s.size for s in stretches]
    return len(stretches) >= _COLUMN_LINES and median(widths) >= _COLUMN_WIDTH


def _are_beside(left: Iterable[Line], right: Iterable[Line]) -> bool:
    (low, high), (other_low, other_high) = (
        (min(s.box.bottom for s in side), max(s.box.top for s in side))
        for side in (list(left), list(right))
    )
    return low < other_high and other_low < high


def _rows(stretches: list[Line]) -> list[Line]:
    """Return the lines of a column from the top to the bottom."""
    rows: list[list[Line]] = []
    for stretch in sorted(stretches, key=lambda stretch: -stretch.box.middle):
        if rows and is_same_line(rows[-1][0].box, stretch.box):
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return [_joined(sorted(row, key=lambda stretch: stretch.box.start)) for row in rows]


def _joined(row: list[Line]) -> Line:
    glyphs = list(row[0].glyphs)
    for stretch in row[1:]:
        first = stretch.glyphs[0]
        gap = first.box.start - glyphs[-1].box.end
        has_space = first.has_space or gap > _STRETCH_GAP * first.box.height
        glyphs.append(replace(first, has_space=has_space))
        glyphs += stretch.glyphs[1:]
    return line_of(glyphs)
