"""The band of a grid of sentences in which the translation of each sentence is looked for.

A text of *n* sentences and its translation of *m* are a grid of *n* + 1 by *m* + 1 points; a way to
pair their sentences is a path from (0, 0) to (n, m). Of row *i* the band has the columns from
``starts[i]``, ``width`` of them. An array "in the band" has a row for each *i* and a column for
each of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.translate.align.lexicon import Links, Vocabulary

# Grids of so many columns are searched in full.
_FULL = 250
# The width of the band in larger ones, at least, and the sentences of a block of the first search.
_WIDTH, _BLOCK = 100, 12
# The links of the first search: rare enough that they are seldom by chance.
_STRONG = 9
# The share of all blocks that a path may be away from the diagonal in the first search.
_AWAY = 0.25

InBand = np.ndarray[Any, np.dtype[np.floating[Any]]]


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a grid.

    Attributes:
        starts: The first column of each row; they never decrease.
        width: The number of columns of a row; those beyond the grid are of no use.
        columns: The last column of the grid, the number of sentences of the translation.
    """

    starts: npt.NDArray[np.int64]
    width: int
    columns: int

    def absolute(self) -> npt.NDArray[np.int64]:
        """Return the column in the grid of each cell of the band."""
        found: npt.NDArray[np.int64] = self.starts[:, None] + np.arange(self.width)
        return found

    def moved(self, values: InBand, rows: int, columns: int, missing: float) -> InBand:
        """Return for each cell the value of the cell so many rows and columns further.

        Args:
            values: Values in the band, of its first rows or of all.
            rows: The number of rows, from 0.
            columns: The number of columns.
            missing: The value of cells outside the band.
        """
        count = len(values) - rows
        shifts = self.starts[:count] - self.starts[rows : rows + count] + columns
        index = shifts[:, None] + np.arange(self.width)
        inside = (index >= 0) & (index < self.width)
        taken = np.take_along_axis(values[rows:], np.where(inside, index, 0), axis=1)
        return np.where(inside, taken, np.float32(missing))


def find_band(left: Vocabulary, right: Vocabulary, links: Links) -> Band:
    """Return the band around the most likely path, for blocks of sentences.

    Args:
        left: The tokens of a text.
        right: The tokens of its translation.
        links: The links of both.
    """
    rows, columns = len(left.sentences), len(right.sentences)
    if columns < _FULL:
        return Band(np.zeros(rows + 1, dtype=np.int64), columns + 1, columns)
    block = max(_BLOCK, max(rows, columns) // 1000)
    likeness = _likeness(left, right, links, block)
    # For each block of rows the first and last block of columns on the path.
    path = _best_path(likeness)
    width = max(_WIDTH, 5 * block, 3 * block + block * int(np.diff(path, axis=1).max()))
    middle = np.interp(np.arange(rows + 1) / block - 0.5, np.arange(len(path)), path.mean(axis=1))
    starts = ((middle + 0.5) * block - width / 2).astype(np.int64)
    starts = np.clip(starts, 0, max(0, columns + 1 - width))
    starts[0], starts[-1] = 0, max(0, columns + 1 - width)
    return Band(np.maximum.accumulate(starts), min(width, columns + 1), columns)


def _likeness(
    left: Vocabulary, right: Vocabulary, links: Links, block: int
) -> npt.NDArray[np.float64]:
    """Return how much each block of sentences is like each of the translation."""
    rows, columns = len(left.sentences), len(right.sentences)
    tokens = np.concatenate(right.sentences)
    per_block = [
        sum(map(len, right.sentences[start : start + block])) for start in range(0, columns, block)
    ]
    ends = np.cumsum([0, *per_block])
    found = np.zeros((-(-rows // block), len(per_block)))
    strong = np.where(links >= _STRONG, links, np.uint8(0))
    slope = len(per_block) / len(found)
    away = max(3, int(_AWAY * len(per_block)))
    for number in range(len(found)):
        near = int(number * slope)
        first, last = max(0, near - away), min(len(per_block), near + away + 1)
        part = tokens[ends[first] : ends[last]]
        for sentence in left.sentences[number * block : (number + 1) * block]:
            if len(sentence):
                levels = strong[sentence].max(axis=0)[part]
                sums = np.cumsum(levels, dtype=np.int64)
                bounds = ends[first : last + 1] - ends[first]
                found[number, first:last] += np.diff(np.concatenate([[0], sums])[bounds])
    # What a block is like by chance, from the blocks of its row and column.
    chance = np.outer(found.sum(axis=1), found.sum(axis=0)) / max(1.0, found.sum())
    return np.asarray(found - chance)


def _best_path(likeness: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return the first and the last column of each row on the path with the greatest sum."""
    rows, columns = likeness.shape
    best = np.full((rows + 1, columns + 1), -np.inf)
    best[0] = 0
    best[:, 0] = 0
    for row in range(rows):
        onward = np.maximum(best[row, 1:], best[row, :-1] + likeness[row])
        best[row + 1, 1:] = np.maximum.accumulate(onward)
    path = np.zeros((rows, 2), dtype=np.int64)
    column = columns
    for row in range(rows - 1, -1, -1):
        last = column
        while column > 0 and best[row + 1, column] == best[row + 1, column - 1]:
            column -= 1
        path[row] = max(0, column - 1), max(0, min(last, columns) - 1)
        if column > 0 and best[row + 1, column] != best[row, column]:
            column -= 1
    # The ends of both texts belong together, whatever they are like.
    path[0, 0], path[-1, 1] = 0, columns - 1
    return path
