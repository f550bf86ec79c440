"""The limits of the length, position and rank filters; see :mod:`.index_part`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


class Limits(NamedTuple):
    """The limits of the filters, by the length of the record.

    Attributes:
        low: The lowest difference of positions, modulo 256.
        width: The number of higher differences that are allowed.
        rank: The highest rank in the record.
    """

    low: Array
    width: Array
    rank: Array


@lru_cache(maxsize=1 << 9)
def limits_by_length(n: int, at_least: int, lengths: int) -> Limits:
    """Return the limits for a text of n tokens and records shorter than a length."""
    import numpy as np

    m = np.arange(lengths)
    longer = np.maximum(m, n)
    edits = longer * (100 - at_least) // 100
    low = -((edits - (n - m)) // 2)
    high = (n - m + edits) // 2
    rank = np.clip(m - (longer - edits), 0, 255)
    return Limits(
        (low & 255).astype(np.uint8),
        np.clip(high - low, 0, 255).astype(np.uint8),
        rank.astype(np.uint8),
    )
