"""Digests of units, by which an index part is compared with the table that it was made from.

A sequence of digests is a byte string with 16 bytes a unit, in the order of the units: the number,
then eight bytes of a hash of texts and languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

Row = tuple[int, str, str, str, str]  # number, source, target and their languages


def digests_of(rows: Iterable[Row]) -> bytes:
    """Return the digests of units; PostgreSQL makes the same by ``UNIT_DIGESTS``."""
    return b"".join(map(digest_of, rows))


def digest_of(row: Row) -> bytes:
    """Return the digest of a unit."""
    number, source, target, of_source, of_target = row
    text = f"{len(source)} {len(target)} {len(of_source)} {source}{target}{of_source}{of_target}"
    return number.to_bytes(8, "big", signed=True) + sha256(text.encode()).digest()[:8]


def are_among(units: bytes, others: bytes) -> bool:
    """Return True if the digests of some units are all among those of others."""
    import numpy as np

    if not units or units == others:
        return True
    some, all_others = (np.frombuffer(all_, ">u8").reshape(-1, 2) for all_ in (units, others))
    places = np.searchsorted(all_others[:, 0], some[:, 0])
    if not len(all_others) or places[-1] >= len(all_others):
        return False
    return bool((all_others[places] == some).all())
