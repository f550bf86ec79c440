"""Signatures: 256 bits per segment, with which most dissimilar segments are excluded at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


def near_signature(
    hashes: Sequence[int], at_least: int, signatures: Array, lengths: Array
) -> Array:
    """Return for each record True if its signature allows it to reach a score.

    Args:
        hashes: Of the tokens of a text.
        at_least: The score.
        signatures: Of the records, four numbers each.
        lengths: Of the records, in tokens.
    """
    import numpy as np

    n = len(hashes)
    m = lengths.astype(np.int32)
    edits = np.maximum(m, n) * (100 - at_least) // 100
    own = signature(hashes)
    shared = _sum_of_four(np.bitwise_count(signatures & own))
    lacking = int(np.bitwise_count(own).sum()) - shared
    fits: Array = lacking <= edits - np.maximum(0, m - n)
    near = np.flatnonzero(fits)
    more = _sum_of_four(np.bitwise_count(signatures[near])) - shared[near]
    fits[near] = more <= (edits - np.maximum(0, n - m))[near]
    return fits


def _sum_of_four(counts: Array) -> Array:
    """Return the sums of rows of four one-byte numbers; NumPy's own sum is slower."""
    import numpy as np

    packed = counts.view(np.uint32).reshape(-1)
    pairs = (packed & 0x00FF00FF) + (packed >> 8 & 0x00FF00FF)
    sums: Array = ((pairs & 0xFFFF) + (pairs >> 16)).astype(np.int32)
    return sums


def signature(hashes: Iterable[int]) -> Array:
    """Return 256 bits, of which each token sets one."""
    import numpy as np

    bits = 0
    for hashed in hashes:
        bits |= 1 << (hashed & 255)
    return np.frombuffer(bits.to_bytes(32, "little"), dtype=np.uint64)
