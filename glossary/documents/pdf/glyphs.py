"""Characters of a page with their boxes, in the direction of reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

WIDE_MARKS = frozenset("，。、；：！？「」『』（）《》〈〉“”‘’…—")
# The block of Korean syllables, whose words have blanks between them.
# The fewest characters of a line that runs down among others, and the least distance of lines of
# text in heights of characters.
_SHORTEST_VERTICAL = 4
_LINE_DISTANCE = 1.2
_KOREAN = re.compile("[\uac00-\ud7a3]")


class Box(NamedTuple):
    """A box in the direction of reading of its text.

    Attributes:
        start: Where it begins along the line.
        bottom: Its lower edge across the line.
        end: Where it ends along the line.
        top: Its upper edge.
    """

    start: float
    bottom: float
    end: float
    top: float

    @property
    def height(self) -> float:
        """Its height, which is that of the font."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page.

    Attributes:
        text: The character.
        index: Its number on the page, from 0; some characters have two.
        end: The number after it.
        box: Its box in the direction of reading.
        turn: The quarter turns of that direction, counter-clockwise.
        size: The size of its font.
        has_space: True if there is a blank before it.
        is_slanted: True if its line is at another angle, as a watermark may be.
    """

    text: str
    index: int
    end: int
    box: Box
    turn: int
    size: float
    has_space: bool
    is_slanted: bool = False


def is_wide(character: str) -> bool:
    """Return True for a character of Chinese or Japanese, which has no blanks around it."""
    is_full = unicodedata.east_asian_width(character) in "WF"
    return character in WIDE_MARKS or (is_full and not _KOREAN.match(character))


def is_vertical(found: Sequence[Glyph]) -> bool:
    """Return True if most characters are below the one before, as in vertical writing."""
    below = beside = 0
    for last, glyph in pairwise(found):
        if last.turn or glyph.turn:
            continue
        size, box = max(last.box.height, glyph.box.height), glyph.box
        down = last.box.middle - box.middle
        across = abs(box.start + box.end - last.box.start - last.box.end) / 2
        below += across < 0.3 * size and 0.5 * size < down < 2.5 * size
        beside += down < 0.3 * size and across < 2.5 * size
    return below > beside


def with_vertical_lines(found: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of a page, those of lines that run down as :func:`downward` does."""
    lines: list[list[Glyph]] = []
    for glyph in found:
        if lines and _is_close_below(lines[-1][-1], glyph):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [
        glyph
        for line in lines
        for glyph in (downward(line) if len(line) >= _SHORTEST_VERTICAL else line)
    ]


def _is_close_below(last: Glyph, glyph: Glyph) -> bool:
    """Return True if one Chinese character is closer below another than lines of text are."""
    down = last.box.middle - glyph.box.middle
    across = abs(glyph.box.start + glyph.box.end - last.box.start - last.box.end) / 2
    return (
        not (last.turn or glyph.turn or last.is_slanted or glyph.is_slanted)
        and is_wide(last.text)
        and is_wide(glyph.text)
        and across < 0.3 * glyph.box.height
        and 0.5 * glyph.box.height < down < _LINE_DISTANCE * glyph.box.height
    )


def downward(found: Sequence[Glyph]) -> list[Glyph]:
    """Return upright characters as those of lines that run down, from the right to the left."""
    return [
        glyph if glyph.turn
        else replace(glyph, turn=3, box=to_reading(
            glyph.box.start, glyph.box.bottom, glyph.box.end, glyph.box.top, 3
        ))
        for glyph in found
    ]  # fmt: skip


def to_reading(left: float, bottom: float, right: float, top: float, turn: int) -> Box:
    """Return a box of the page as one in the direction of reading."""
    if turn == 0:
        return Box(left, bottom, right, top)
    if turn == 1:
        return Box(bottom, -right, top, -left)
    return Box(-right, -top, -left, -bottom) if turn == 2 else Box(-top, left, -bottom, right)


def corners(box: Box, turn: int) -> list[tuple[float, float]]:
    """Return the corners on the page: the upper left, upper right, lower left and lower right."""
    points = [(box.start, box.top), (box.end, box.top), (box.start, box.bottom),
              (box.end, box.bottom)]  # fmt: skip
    return [((x, y), (-y, x), (-x, -y), (y, -x))[turn] for x, y in points]
