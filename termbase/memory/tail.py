"""The part of a memory that is not in its index yet: little, in this process's memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from termbase.memory.index_part import Found, Query
from termbase.memory.signature import near_signature, signature
from termbase.memory.similarity import allowed
from termbase.memory.tokens import token_hash

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_FIRST_SIZE = 64


class Tail:
    """Records that are compared one by one, after a look at their lengths and signatures."""

    def __init__(self) -> None:
        import numpy as np

        self._units: list[int] = []
        self._hashes: list[tuple[int, ...]] = []
        self._lengths: Array = np.zeros(_FIRST_SIZE, dtype=np.int64)
        self._signatures: Array = np.zeros((_FIRST_SIZE, 4), dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._units)

    def add(self, unit: int, tokens: Sequence[str]) -> None:
        """Add a record: the number of its unit, and its tokens."""
        import numpy as np

        place = len(self._units)
        if place == len(self._lengths):
            self._lengths = np.resize(self._lengths, 2 * place)
            self._signatures = np.resize(self._signatures, (2 * place, 4))
        hashes = tuple(map(token_hash, tokens))
        self._lengths[place] = len(hashes)
        self._signatures[place] = signature(hashes)
        self._units.append(unit)
        self._hashes.append(hashes)

    def sharing(self, hashes: Sequence[int]) -> list[tuple[float, int]]:
        """Records that share tokens, and how many."""
        wanted = set(hashes)
        shared = ((float(len(wanted.intersection(own))), own) for own in self._hashes)
        return [
            (count, unit) for (count, _), unit in zip(shared, self._units, strict=True) if count
        ]

    def find(self, query: Query) -> list[Found]:
        """Every record that reaches the score."""
        import numpy as np
        from rapidfuzz.distance import Levenshtein

        n, count = len(query.hashes), len(self._units)
        if not n:
            return []
        lengths = self._lengths[:count]
        edits = np.maximum(lengths, n) * (100 - query.at_least) // 100
        near = np.flatnonzero(np.abs(lengths - n) <= edits)
        near = near[
            near_signature(query.hashes, query.at_least, self._signatures[near], lengths[near])
        ]
        found = []
        for place in near.tolist():
            hashes = self._hashes[place]
            length = max(n, len(hashes))
            most = allowed(length, query.at_least)
            distance = Levenshtein.distance(query.hashes, hashes, score_cutoff=most)
            if distance <= most:
                found.append(Found(self._units[place], distance, length))
        return found
