"""Signatures: 256 bits a segment, by which most that are unlike are told apart at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


def near_signature(
    hashes: Sequence[int], at_least: int, signatures: Array, lengths: Array
) -> Array:
    """Whether records may reach a score, by their signatures.

    Args:
        hashes: Those of the tokens of a text.
        at_least: The score.
        signatures: Those of the records, four numbers each.
        lengths: How many tokens they have.
    """
    import numpy as np

    n = len(hashes)
    m = lengths.astype(np.int64)
    edits = np.maximum(m, n) * (100 - at_least) // 100
    own = signature(hashes)
    lacking = np.bitwise_count(own & ~signatures).sum(axis=1, dtype=np.int64)
    more = np.bitwise_count(signatures & ~own).sum(axis=1, dtype=np.int64)
    fits: Array = (lacking <= edits - np.maximum(0, m - n)) & (more <= edits - np.maximum(0, n - m))
    return fits


def signature(hashes: Iterable[int]) -> Array:
    """256 bits, of which each token sets one."""
    import numpy as np

    bits = 0
    for hashed in hashes:
        bits |= 1 << (hashed & 255)
    return np.frombuffer(bits.to_bytes(32, "little"), dtype=np.uint64)
