"""Put text into a source at offsets."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter


def insert(source: str, insertions: Iterable[tuple[int, str]]) -> str:
    """Return a source with text inserted.

    Args:
        source: The source.
        insertions: Offsets, in any order, and what is inserted there; what is inserted at one
            offset stays in the order given.
    """
    parts, offset = [], 0
    for position, text in sorted(insertions, key=itemgetter(0)):
        parts += [source[offset:position], text]
        offset = position
    parts.append(source[offset:])
    return "".join(parts)
