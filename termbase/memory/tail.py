"""The records of a memory that are in no index part yet, in the memory of this process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from termbase.memory.index_part import Found, Query
from termbase.memory.numbers import pattern_hash
from termbase.memory.signature import near_signature, signature
from termbase.memory.similarity import allowed
from termbase.memory.tokens import token_hash

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_FIRST_SIZE = 64


class Tail:
    """Records that are compared one by one if their lengths and signatures allow it.

    One thread at a time may add records; others may search meanwhile.
    """

    def __init__(self) -> None:
        import numpy as np

        self._records: list[int] = []
        self._hashes: list[tuple[int, ...]] = []
        self._lengths: Array = np.zeros(_FIRST_SIZE, dtype=np.int64)
        self._signatures: Array = np.zeros((_FIRST_SIZE, 4), dtype=np.uint64)
        self._by_pattern: defaultdict[int, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._records)

    def add(self, record: int, tokens: Sequence[str]) -> None:
        """Add a record: its number, and its tokens."""
        import numpy as np

        index = len(self._records)
        if index == len(self._lengths):
            self._lengths = np.resize(self._lengths, 2 * index)
            self._signatures = np.resize(self._signatures, (2 * index, 4))
        hashes = tuple(map(token_hash, tokens))
        self._lengths[index] = len(hashes)
        self._signatures[index] = signature(hashes)
        self._hashes.append(hashes)
        pattern = pattern_hash(tokens)
        if pattern is not None:
            self._by_pattern[pattern].append(record)
        # Last, because a search in another thread looks at as many records as this list has.
        self._records.append(record)

    def sharing(self, hashes: Sequence[int]) -> list[tuple[float, int]]:
        """Return the records that share tokens with a text: the number of these, and its number."""
        wanted = set(hashes)
        shared = [
            (float(len(wanted.intersection(own))), record)
            for record, own in zip(self._records.copy(), self._hashes.copy(), strict=False)
        ]
        return [row for row in shared if row[0]]

    def containing(self, hashes: Sequence[int]) -> list[tuple[int, int]]:
        """Return the records that have a sequence of tokens; see :meth:`IndexPart.containing`."""
        wanted, size = tuple(hashes), len(hashes)
        found = [
            (len(own), record)
            for record, own in zip(self._records.copy(), self._hashes.copy(), strict=False)
            if wanted[0] in own
            and any(own[at : at + size] == wanted for at in range(len(own) - size + 1))
        ]
        return sorted(found, key=lambda row: (row[0], -row[1]))

    def same_pattern(self, pattern: int) -> list[int]:
        """Return the records that are equal to a text but for numbers, by its pattern."""
        return list(self._by_pattern.get(pattern, ()))

    def find(self, query: Query) -> list[Found]:
        """Return every record that reaches the score."""
        import numpy as np
        from rapidfuzz.distance import Levenshtein

        n, count = len(query.hashes), len(self._records)
        if not n:
            return []
        lengths = self._lengths[:count]
        edits = np.maximum(lengths, n) * (100 - query.at_least) // 100
        near = np.flatnonzero(np.abs(lengths - n) <= edits)
        near = near[
            near_signature(query.hashes, query.at_least, self._signatures[near], lengths[near])
        ]
        found = []
        for index in near.tolist():
            hashes = self._hashes[index]
            length = max(n, len(hashes))
            most = allowed(length, query.at_least)
            distance = Levenshtein.distance(query.hashes, hashes, score_cutoff=most)
            if distance <= most:
                found.append(Found(self._records[index], distance, length))
        return found
