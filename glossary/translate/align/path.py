"""The probabilities of beads, and the path through them that has the most right ones.

The score of a path is the sum of the scores of its beads; its probability is proportional to the
exponential of that (a semi-Markov conditional random field; Sarawagi and Cohen, 2004). So the
probability of a bead is the share of the paths through it, found by a forward and a backward pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from glossary.translate.align.band import Band, InBand

if TYPE_CHECKING:
    import numpy.typing as npt

# The value of a sentence that is rightly left alone, beside that of a right bead.
_ALONE = 0.5

Scores = Mapping[tuple[int, int], InBand]


@dataclass(frozen=True, slots=True)
class Probabilities:
    """The probability of each bead in a band.

    Attributes:
        beads: Of the beads with sentences on both sides.
        left_alone: Of each sentence of the text, where it is alone.
        right_alone: Of each sentence of the translation.
        log_total: The logarithm of the sum of the exponentials of the scores of all paths.
    """

    beads: Scores
    left_alone: npt.NDArray[np.float64]
    right_alone: npt.NDArray[np.float64]
    log_total: float


def inside_grid(band: Band, bead: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return True for each cell of the band in which a bead can begin."""
    d, e = bead
    columns = band.absolute()
    ends = columns[: len(columns) - d] + e
    starts = band.starts[d:, None]
    found: npt.NDArray[np.bool_] = (
        (ends <= band.columns) & (ends >= starts) & (ends < starts + band.width)
    )
    return found


def probabilities(band: Band, scores: Scores, alone: tuple[float, float]) -> Probabilities:
    """Return the probabilities of all beads.

    Args:
        band: The band.
        scores: The score of each kind of bead, -inf where it cannot be.
        alone: The score of a sentence of the text without translation, and of one of the
            translation.
    """
    forward = _forward(band, scores, alone)
    backward = _backward(band, scores, alone)
    total = float(forward[-1, band.columns - band.starts[-1]])
    beads = {
        (d, e): np.exp(forward[: len(s)] + s + band.moved(backward, d, e, -np.inf) - total)
        for (d, e), s in scores.items()
    }
    left = forward[:-1] + alone[0] + band.moved(backward, 1, 0, -np.inf) - total
    right = forward + alone[1] + band.moved(backward, 0, 1, -np.inf) - total
    return Probabilities(beads, np.exp(left), np.exp(right), total)


def best_path(band: Band, found: Probabilities) -> list[tuple[int, int, int, int]]:
    """Return the path with the greatest expected number of right beads.

    Returns:
        For each bead the indices of its first sentences, and the numbers of its sentences.
    """
    kinds = [*found.beads, (1, 0)]
    gains = [*found.beads.values(), _ALONE * found.left_alone]
    # Along a row, sentences of the translation are alone.
    alone = np.cumsum(_ALONE * found.right_alone, axis=1)
    alone = np.concatenate([np.zeros((len(alone), 1)), alone[:, :-1]], axis=1)
    rows = len(band.starts)
    best = np.full((rows, band.width), -np.inf)
    kind = np.full((rows, band.width), -1)
    for row in range(rows):
        here = best[row]
        if row == 0:
            here[0] = 0.0
        for number, ((d, e), gain) in enumerate(zip(kinds, gains, strict=True)):
            if row >= d:
                to, start = _slices(band, row - d, row, e)
                value = best[row - d, start] + gain[row - d, start]
                better = value > here[to]
                here[to][better] = value[better]
                kind[row, to][better] = number
        onward = np.maximum.accumulate(here - alone[row]) + alone[row]
        kind[row][onward > here + 1e-12] = -1
        best[row] = onward
    return _traced(band, kinds, kind)


def _traced(
    band: Band, kinds: list[tuple[int, int]], kind: npt.NDArray[np.int64]
) -> list[tuple[int, int, int, int]]:
    row, column = len(band.starts) - 1, band.columns
    path = []
    while row or column:
        number = kind[row, column - band.starts[row]]
        d, e = kinds[number] if number >= 0 else (0, 1)
        row, column = row - d, column - e
        path.append((row, column, d, e))
    return path[::-1]


def _forward(band: Band, scores: Scores, alone: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Return the log of the sum of the exponentials of the scores of the paths to each cell."""
    rows = len(band.starts)
    found = np.full((rows, band.width), -np.inf)
    along = np.arange(band.width) * alone[1]
    for row in range(rows):
        here = found[row]
        if row == 0:
            here[0] = 0.0
        else:
            to, start = _slices(band, row - 1, row, 0)
            here[to] = found[row - 1, start] + alone[0]
        for (d, e), score in scores.items():
            if row >= d:
                to, start = _slices(band, row - d, row, e)
                value = found[row - d, start] + score[row - d, start]
                here[to] = np.logaddexp(here[to], value)
        found[row] = np.logaddexp.accumulate(here - along) + along
    return found


def _backward(band: Band, scores: Scores, alone: tuple[float, float]) -> npt.NDArray[np.float64]:
    """Return the same for the paths from each cell to the end."""
    rows = len(band.starts)
    found = np.full((rows, band.width), -np.inf)
    along = np.arange(band.width) * alone[1]
    for row in range(rows - 1, -1, -1):
        here = found[row]
        if row == rows - 1:
            here[band.columns - band.starts[-1]] = 0.0
        else:
            to, start = _slices(band, row, row + 1, 0)
            here[start] = found[row + 1, to] + alone[0]
        for (d, e), score in scores.items():
            if row + d < rows:
                to, start = _slices(band, row, row + d, e)
                value = found[row + d, to] + score[row, start]
                here[start] = np.logaddexp(here[start], value)
        found[row] = (np.logaddexp.accumulate(here[::-1] - along) + along)[::-1]
    return found


def _slices(band: Band, start_row: int, end_row: int, columns: int) -> tuple[slice, slice]:
    """Return the cells of a row that a bead can end in, and those of an earlier one it begins in.

    Args:
        band: The band.
        start_row: The row in which it begins.
        end_row: The row in which it ends.
        columns: The number of columns from its begin to its end.
    """
    # A bead that begins in cell c ends in cell c - shift.
    return _shifted(band.width, int(band.starts[end_row] - band.starts[start_row]) - columns)


@lru_cache(maxsize=1 << 10)
def _shifted(width: int, shift: int) -> tuple[slice, slice]:
    first = max(0, shift)
    last = max(first, min(width, width + shift))
    return slice(first - shift, last - shift), slice(first, last)
