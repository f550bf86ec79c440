"""One part of the index of a memory: a file that is written once and searched without loss.

The result equals that of a comparison with every record. For a text of n tokens and a record of m,
let L be the longer length, a the requested score, and d = ⌊L (100 − a) ÷ 100⌋ the allowed distance,
as in :mod:`termbase.memory.similarity`. Every token of the longer side that is not paired with an
equal one costs an edit, so an alignment within d edits pairs at least α = L − d equal tokens.

*Two-sided prefix filter.* Sort tokens from rare to frequent, equal ones by position; the order is
the same on both sides, since an alignment does not cross. Consider the pair with the rarest token.
In the text at least α − 1 other tokens follow it in that order, so its rank there is at most n − α;
in the record, for the same reason, at most m − α. So it is enough to look for the tokens of the
text of ranks up to n − α among the tokens of records of ranks up to m − α. As α ≥ ⌈a m ÷ 100⌉, a
query at score a needs the ranks up to m − ⌈a m ÷ 100⌉; they are stored in tiers: those for 70, the
additional ones for 60, and the additional ones for 50.

*Length filter.* n − α ≥ i for the rank i bounds m from above, α ≤ m from below. Records are
numbered by length, so both bounds are ends of a range in the sorted records of a token.

*Position filter.* Before a pair at positions p and r at least |p − r| edits are needed, and after
it |(n − p) − (m − r)|. Their sum is at most d exactly if p − r is between (n − m − d) ÷ 2 and
(n − m + d) ÷ 2. Positions are stored modulo 256, which admits more, never less.

*Signature filter.* Each token sets one of 256 bits. A bit that the record lacks belongs to tokens
of the text without a partner, at most d − max(0, m − n) of them, and the other way round.

The records that pass are compared by rapidfuzz, as strings of one code point per token. Tokens are
identified by 64-bit hashes; a collision can only make different tokens equal, and a match compares
the texts themselves again.

Records that are equal but for numbers are found by a hash of their tokens with numbers masked.
"""

from __future__ import annotations

import json
import mmap
import os
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from termbase.errors import StoreError
from termbase.memory.limits import limits_by_length
from termbase.memory.numbers import pattern_hash
from termbase.memory.sequences import MOST_TOKENS, records_with, string_of
from termbase.memory.signature import near_signature
from termbase.memory.similarity import allowed
from termbase.memory.tokens import token_hash

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# The scores down to which each tier of the postings suffices.
TIERS = (70, 60, 50)
MAGIC = b"zhen-memory-3\n"


class Found(NamedTuple):
    """A record within reach: its number, its distance to the query, the longer length in tokens."""

    record: int
    distance: int
    length: int


class Query(NamedTuple):
    """A text to be searched for.

    Attributes:
        hashes: Of its tokens.
        at_least: The lowest score that is accepted.
        pattern: The hash of its tokens with numbers masked; None if it has no numbers.
    """

    hashes: Sequence[int]
    at_least: int
    pattern: int | None = None

    @classmethod
    def of(cls, tokens: Sequence[str], at_least: int) -> Query:
        """Return the query for tokens."""
        return cls(list(map(token_hash, tokens)), at_least, pattern_hash(tokens))


class IndexPart:
    """An index of some records, in a memory-mapped file.

    The file is never changed, only replaced by another one. A process that shortens it while it
    is mapped would end this one (SIGBUS); :meth:`is_intact` makes that unlikely.

    Args:
        path: The file.
        checksum: The checksum that the file must have.

    Raises:
        StoreError: If the file is missing, damaged, or of an earlier version.
    """

    def __init__(self, path: Path, checksum: int) -> None:
        import numpy as np

        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                # Another descriptor, because looking at an open file is faster than by its name.
                self._descriptor = os.dup(file.fileno())
                weakref.finalize(self, os.close, self._descriptor)
            self._state = _state(self._descriptor)
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: cannot be read ({error})") from None
        if crc32(self._map) != checksum or self._map[: len(MAGIC)] != MAGIC:
            raise StoreError(f"{path}: damaged")
        start = len(MAGIC)
        size = int.from_bytes(self._map[start : start + 8], "little")
        header = json.loads(self._map[start + 8 : start + 8 + size])
        arrays = {}
        for name, (kind, offset, count) in header.items():
            arrays[name] = np.frombuffer(self._map, dtype=kind, count=count, offset=offset)
        self._hashes, self._ids = arrays["hashes"], arrays["ids"]
        self._units, self._lengths = arrays["units"], arrays["lengths"]
        self._first_of_length = arrays["first_of_length"].tolist()
        self._signatures = arrays["signatures"].reshape(-1, 4)
        self._strings, self._ends = arrays["strings"], arrays["ends"]
        self._patterns, self._numbered = arrays["patterns"], arrays["numbered"]
        self._tiers = [
            tuple(arrays[f"{name}{tier}"] for name in ("starts", "records", "positions", "ranks"))
            for tier in range(len(TIERS))
        ]

    def __len__(self) -> int:
        return len(self._units)

    def find(self, query: Query) -> list[Found]:
        """Return every record that reaches the score.

        Args:
            query: The text; below the score of the lowest tier all records are compared.
        """
        import numpy as np

        n, at_least = len(query.hashes), query.at_least
        # The lengths that can reach the score at all.
        shortest = -(-at_least * n // 100)
        longest = 100 * n // at_least
        if not n or not len(self._ids) or shortest >= len(self._first_of_length):
            return []
        numbers = self._numbers(query.hashes)
        if at_least >= TIERS[-1]:
            records = self._by_prefix(numbers, at_least, shortest)
        else:
            records = np.arange(self._first(shortest), self._first(longest + 1))
        if not len(records):
            return []
        fits = near_signature(
            query.hashes, at_least, self._signatures[records], self._lengths[records]
        )
        return self._compared(numbers, np.unique(records[fits]), at_least)

    def sharing(self, hashes: Sequence[int]) -> list[tuple[float, int]]:
        """Return the records that share some of their rare tokens with a text.

        Args:
            hashes: Of the tokens of the text.

        Returns:
            For each record the sum of the weights of the tokens (the rarer, the more), and its
            number.
        """
        import numpy as np

        found, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
        known = len(self._ids)
        for token in {number for number in self._numbers(hashes) if number < known}:
            for starts, records, _, _ in self._tiers:
                part = records[int(starts[token]) : int(starts[token + 1])]
                found.append(part)
                weights.append(np.full(len(part), np.log(len(self) + 1) - np.log(len(part) + 1)))
        records, places = np.unique(np.concatenate(found), return_inverse=True)
        sums = np.bincount(places, np.concatenate(weights), len(records))
        return list(zip(sums.tolist(), self._units[records].tolist(), strict=True))

    def containing(self, hashes: Sequence[int]) -> list[tuple[int, int]]:
        """Return the records that have a sequence of tokens.

        Returns:
            Their lengths and their numbers, the shortest first, then the newest.
        """
        import numpy as np

        numbers = self._numbers(hashes)
        if max(numbers) >= len(self._ids):
            return []
        codes = np.frombuffer(string_of(numbers).encode("utf-16-le"), dtype=np.uint16)
        found = records_with(codes, self._strings, self._ends)
        lengths, units = self._lengths[found], self._units[found]
        order = np.lexsort((-units.astype(np.int64), lengths))
        return list(zip(lengths[order].tolist(), units[order].tolist(), strict=True))

    def same_pattern(self, pattern: int) -> list[int]:
        """Return the records that are equal to a text but for numbers, by its pattern."""
        import numpy as np

        wanted = np.uint64(pattern)
        first, last = (int(self._patterns.searchsorted(wanted, side)) for side in ("left", "right"))
        found: list[int] = self._numbered[first:last].tolist()
        return found

    def is_intact(self) -> bool:
        """Return False if somebody has changed the file; one that was removed stays open."""
        return _state(self._descriptor) == self._state

    def _numbers(self, hashes: Sequence[int]) -> list[int]:
        """Return the numbers of tokens, the rarest highest; unknown ones above all others."""
        import numpy as np

        wanted = np.array(hashes, dtype=np.uint64)
        places = np.searchsorted(self._hashes, wanted)
        places[places == len(self._hashes)] = 0
        known = (self._hashes[places] == wanted).tolist()
        found = self._ids[places].tolist()
        new: dict[int, int] = {}
        return [
            number if here else new.setdefault(hashed, MOST_TOKENS - len(new))
            for number, here, hashed in zip(found, known, hashes, strict=True)
        ]

    def _first(self, length: int) -> int:
        """Return the first record that is at least this long."""
        return int(self._first_of_length[min(length, len(self._first_of_length) - 1)])

    def _by_prefix(self, numbers: list[int], at_least: int, shortest: int) -> Array:
        """Return the records that pass the first three filters; some more than once."""
        import numpy as np

        n = len(numbers)
        order = sorted(range(n), key=lambda position: -numbers[position])
        low = np.uint32(self._first(shortest))
        known = len(self._ids)
        near: list[Array] = []
        near_positions: list[Array] = []
        near_ranks: list[Array] = []
        own: list[int] = []
        for rank in range(n - shortest + 1):
            position = order[rank]
            token = numbers[position]
            if token >= known:
                continue
            high = np.uint32(self._first(100 * (n - rank) // at_least + 1))
            for tier, (starts, records, positions, ranks) in zip(TIERS, self._tiers, strict=True):
                first, last = int(starts[token]), int(starts[token + 1])
                if first != last:
                    by_length = records[first:last]
                    end = first + int(by_length.searchsorted(high))
                    first += int(by_length.searchsorted(low))
                    near.append(records[first:end])
                    near_positions.append(positions[first:end])
                    near_ranks.append(ranks[first:end])
                    own.append(position & 255)
                if at_least >= tier:
                    break
        if not near:
            return np.zeros(0, dtype=np.intp)
        found = np.concatenate(near).astype(np.intp)
        length = self._lengths.take(found).astype(np.intp)
        limits = limits_by_length(n, at_least, len(self._first_of_length))
        difference = np.repeat(np.array(own, dtype=np.uint8), list(map(len, near)))
        difference -= np.concatenate(near_positions)
        difference -= limits.low.take(length)
        fits = difference <= limits.width.take(length)
        fits &= np.concatenate(near_ranks) <= limits.rank.take(length)
        kept: Array = found[fits]
        return kept

    def _compared(self, numbers: list[int], records: Array, at_least: int) -> list[Found]:
        from rapidfuzz.distance import Levenshtein

        n = len(numbers)
        text = string_of(numbers)
        found = []
        for record in records.tolist():
            first = int(self._ends[record - 1]) if record else 0
            other = self._strings[first : self._ends[record]].tobytes().decode("utf-16-le")
            length = max(n, len(other))
            edits = allowed(length, at_least)
            distance = Levenshtein.distance(text, other, score_cutoff=edits)
            if distance <= edits:
                found.append(Found(int(self._units[record]), distance, length))
        return found


def _state(descriptor: int) -> tuple[int, int]:
    status = os.fstat(descriptor)
    return status.st_size, status.st_mtime_ns
