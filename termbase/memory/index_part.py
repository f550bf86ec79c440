"""One part of the index of a memory: built once, kept in a file, searched without loss.

What is found is exactly what a comparison with every record would find. For a text of n tokens
and a record of m, let L be the longer length, a the score asked for, and d = ⌊L (100 − a) ÷ 100⌋
the edits allowed, as in :mod:`termbase.memory.similarity`. Every token of the longer side that is
not paired with an equal one costs an edit, so an alignment within d edits pairs at least α = L − d
equal tokens.

*Two-sided prefix.* Order tokens by how rare they are, equal ones by place; this is one order for
both sides, since an alignment does not cross. Of the pairs, look at the one whose token is the
rarest. In the text at least α − 1 other tokens follow it in that order, so its rank there is at
most n − α; in the record, by the same reasoning, at most m − α. So it is enough to look for
the tokens of the text of ranks up to n − α among the tokens of records of ranks up to m − α. As
α ≥ ⌈a m ÷ 100⌉, what can be looked up at score a is the ranks up to m − ⌈a m ÷ 100⌉; they are
stored in levels, those for 70, what 60 needs more, and what 50 needs more.

*Lengths.* n − α ≥ i for the rank i bounds m from above, α ≤ m from below. Records are numbered by
length, so both are ends of a stretch of the sorted records of a token.

*Places.* Before a pair at places p and r at least |p − r| edits are needed, and after it
|(n − p) − (m − r)|. Their sum is at most d exactly if p − r lies between (n − m − d) ÷ 2 and
(n − m + d) ÷ 2. Places are stored modulo 256; that can only let more through.

*Signatures.* Each token sets one of 256 bits. A bit that the record lacks belongs to tokens of the
text without a partner, at most d − max(0, m − n) of them, and the other way round.

What is left is compared by rapidfuzz, on strings of one code point a token. Tokens are known by
64-bit hashes; two that share one could only be taken for equal, and whoever shows a match compares
the texts themselves again.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from termbase.errors import StoreError
from termbase.memory.signature import near_signature
from termbase.memory.similarity import allowed
from termbase.memory.tokens import token_hash

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# The scores down to which each level of the postings suffices.
LEVELS = (70, 60, 50)
MAGIC = b"zhen-memory-1\n"
# Tokens are compared as code points, of which these are none.
SURROGATES, SURROGATES_COUNT = 0xD800, 0x800
MOST_TOKENS = 0x10FFFF - SURROGATES_COUNT


class Found(NamedTuple):
    """A record that is near enough: the unit it belongs to, the edits, the longer length."""

    unit: int
    distance: int
    length: int


class Query(NamedTuple):
    """A text to be searched for: the hashes of its tokens, and the score asked for."""

    hashes: Sequence[int]
    at_least: int

    @classmethod
    def of(cls, tokens: Sequence[str], at_least: int) -> Query:
        """A query for tokens."""
        return cls(list(map(token_hash, tokens)), at_least)


class IndexPart:
    """An index of some records, read from a file that stays where it is.

    Args:
        path: The file.
        checksum: What the file's must be.

    Raises:
        StoreError: If the file is missing or is not as it was written.
    """

    def __init__(self, path: Path, checksum: int) -> None:
        import numpy as np

        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: cannot be read ({error})") from None
        if crc32(self._map) != checksum or self._map[: len(MAGIC)] != MAGIC:
            raise StoreError(f"{path}: damaged")
        start = len(MAGIC)
        size = int.from_bytes(self._map[start : start + 8], "little")
        header = json.loads(self._map[start + 8 : start + 8 + size])
        arrays = {}
        for name, (kind, place, count) in header.items():
            arrays[name] = np.frombuffer(self._map, dtype=kind, count=count, offset=place)
        self._hashes, self._ids = arrays["hashes"], arrays["ids"]
        self._units, self._lengths = arrays["units"], arrays["lengths"]
        self._first_of_length = arrays["first_of_length"].tolist()
        self._signatures = arrays["signatures"].reshape(-1, 4)
        self._strings, self._ends = arrays["strings"], arrays["ends"]
        self._levels = [
            tuple(arrays[f"{name}{level}"] for name in ("starts", "records", "places", "ranks"))
            for level in range(len(LEVELS))
        ]

    def __len__(self) -> int:
        return len(self._units)

    def find(self, query: Query) -> list[Found]:
        """Every record that reaches the score.

        Args:
            query: What to search for; its score is at least the lowest of the levels, or all
                records are compared.
        """
        import numpy as np

        n, at_least = len(query.hashes), query.at_least
        # The lengths that can reach the score at all.
        shortest = -(-at_least * n // 100)
        longest = 100 * n // at_least
        if not n or not len(self._ids) or shortest >= len(self._first_of_length):
            return []
        numbers = self._numbers(query.hashes)
        if at_least >= LEVELS[-1]:
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
        """Records that share tokens which are rare in them, and how much.

        Args:
            hashes: Of the tokens of a text.

        Returns:
            For each record the sum of the weights of the tokens (the rarer, the more), and the
            number of its unit.
        """
        import numpy as np

        found, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
        known = len(self._ids)
        for token in {number for number in self._numbers(hashes) if number < known}:
            for starts, records, _, _ in self._levels:
                part = records[int(starts[token]) : int(starts[token + 1])]
                found.append(part)
                weights.append(np.full(len(part), np.log(len(self) + 1) - np.log(len(part) + 1)))
        records, places = np.unique(np.concatenate(found), return_inverse=True)
        sums = np.bincount(places, np.concatenate(weights), len(records))
        return list(zip(sums.tolist(), self._units[records].tolist(), strict=True))

    def _numbers(self, hashes: Sequence[int]) -> list[int]:
        """The numbers of tokens, the rarest highest; those that are not here, above all others."""
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
        """The first record that is at least so long."""
        return int(self._first_of_length[min(length, len(self._first_of_length) - 1)])

    def _by_prefix(self, numbers: list[int], at_least: int, shortest: int) -> Array:
        """Records that share a rare token with the text, at a fitting place; some several times."""
        import numpy as np

        n = len(numbers)
        order = sorted(range(n), key=lambda place: -numbers[place])
        low = np.uint32(self._first(shortest))
        known = len(self._ids)
        near: list[Array] = []
        near_places: list[Array] = []
        near_ranks: list[Array] = []
        own: list[int] = []
        for rank in range(n - shortest + 1):
            place = order[rank]
            token = numbers[place]
            if token >= known:
                continue
            high = np.uint32(self._first(100 * (n - rank) // at_least + 1))
            for level, (starts, records, places, ranks) in zip(LEVELS, self._levels, strict=True):
                first, last = int(starts[token]), int(starts[token + 1])
                if first != last:
                    stretch = records[first:last]
                    end = first + int(stretch.searchsorted(high))
                    first += int(stretch.searchsorted(low))
                    near.append(records[first:end])
                    near_places.append(places[first:end])
                    near_ranks.append(ranks[first:end])
                    own.append(place & 255)
                if at_least >= level:
                    break
        if not near:
            return np.zeros(0, dtype=np.intp)
        found = np.concatenate(near).astype(np.intp)
        length = self._lengths.take(found).astype(np.intp)
        limits = _limits(n, at_least, len(self._first_of_length))
        offset = np.repeat(np.array(own, dtype=np.uint8), list(map(len, near)))
        offset -= np.concatenate(near_places)
        offset -= limits.low.take(length)
        fits = offset <= limits.width.take(length)
        fits &= np.concatenate(near_ranks) <= limits.rank.take(length)
        kept: Array = found[fits]
        return kept

    def _compared(self, numbers: list[int], records: Array, at_least: int) -> list[Found]:
        from rapidfuzz.distance import Levenshtein

        n = len(numbers)
        text = "".join(map(_char, numbers))
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


class _Limits(NamedTuple):
    """What a record of each length may have, by length.

    Attributes:
        low: The least difference of places, modulo 256.
        width: How many more than that are allowed.
        rank: The highest rank in the record.
    """

    low: Array
    width: Array
    rank: Array


@lru_cache(maxsize=1 << 9)
def _limits(n: int, at_least: int, lengths: int) -> _Limits:
    """The limits for a text of n tokens and records of each length below another."""
    import numpy as np

    m = np.arange(lengths)
    longer = np.maximum(m, n)
    edits = longer * (100 - at_least) // 100
    low = -((edits - (n - m)) // 2)
    high = (n - m + edits) // 2
    rank = np.clip(m - (longer - edits), 0, 255)
    return _Limits(
        (low & 255).astype(np.uint8),
        np.clip(high - low, 0, 255).astype(np.uint8),
        rank.astype(np.uint8),
    )


def _char(number: int) -> str:
    """A token as a code point; surrogates are left out."""
    return chr(number if number < SURROGATES else number + SURROGATES_COUNT)
