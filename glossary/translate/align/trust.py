"""The trust that texts are translations of each other at all, from place to place.

The probabilities of beads suppose that there is a translation. Where a part of a text was left out,
or both texts have nothing to do with each other, beads are still found; but their words then
explain each other hardly better than those of sentences beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from glossary.translate.align.band import Band, InBand
from glossary.translate.align.path import inside_grid

if TYPE_CHECKING:
    import numpy.typing as npt

# The number of beads on either side that are looked at too.
_NEIGHBOURS = 7
# How many times better than by chance words are explained where the trust is one half, and the
# steepness there. Measured on chapters with their own and with other translations.
_HALF, _STEEPNESS = 1.7, 6.0
# An explanation by chance that is added, and one four times as good: what is little tells little.
_ADDED = 5.0


def trust(
    band: Band,
    explained: Mapping[tuple[int, int], InBand],
    path: Sequence[tuple[int, int, int, int]],
) -> list[float]:
    """Return for each bead the probability that there is a translation where it is.

    Args:
        band: The band.
        explained: For each kind of bead on the path, how much both sides explain each other, from
            what is known without these texts.
        path: The beads.
    """
    inside = {bead: inside_grid(band, bead) for bead in explained}
    rows = np.zeros((len(path) + 1, 2))
    for number, (i, j, d, e) in enumerate(path, 1):
        if d and e:
            values = explained[d, e][i][inside[d, e][i]]
            value = float(explained[d, e][i, j - band.starts[i]])
            by_chance = (float(values.sum()) - value) / max(1, len(values) - 1)
            rows[number] = value, by_chance
    sums = rows.cumsum(axis=0)
    first = np.maximum(0, np.arange(len(path)) - _NEIGHBOURS)
    last = np.minimum(len(path), np.arange(len(path)) + _NEIGHBOURS + 1)
    value, by_chance = (sums[last] - sums[first]).T
    times = (value + 4 * _ADDED) / (by_chance + _ADDED)
    found: npt.NDArray[np.float64] = 1 / (1 + (_HALF / np.maximum(times, 1e-6)) ** _STEEPNESS)
    return [float(number) for number in found]
