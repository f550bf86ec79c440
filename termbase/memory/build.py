"""Writing a part of the index of a memory; :mod:`.index_part` searches it."""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from termbase.memory.index_part import MAGIC, TIERS
from termbase.memory.numbers import pattern_hash
from termbase.memory.sequences import MOST_TOKENS, SURROGATES, SURROGATES_COUNT
from termbase.memory.tokens import token_hash

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_CHUNK = 1 << 15  # records that are ranked at once
_ALIGNMENT = 64  # bytes
# The highest numbers are reserved for tokens of a query that are not in the index.
_VOCABULARY = MOST_TOKENS - 100_000


def write_index_part(path: Path, records: Iterable[tuple[int, list[str]]]) -> int:
    """Write an index part of some records.

    Args:
        path: The file; it must not be there yet.
        records: The number of each record, and the tokens of its text.

    Returns:
        The checksum of the file.
    """
    arrays = _arrays(_collected(records))
    header: dict[str, tuple[str, int, int]] = {}
    # Room for the longest offsets, because the header's length has to be known before them.
    width = len(json.dumps(dict.fromkeys(arrays, ("<u8", 10**12, 10**12))))
    offset = _aligned(len(MAGIC) + 8 + width)
    for name, values in arrays.items():
        header[name] = (values.dtype.str, offset, len(values))
        offset = _aligned(offset + values.nbytes)
    start = MAGIC + width.to_bytes(8, "little") + json.dumps(header).encode().ljust(width)
    checksum = 0
    with path.open("xb") as file:
        for data in _padded([start, *(values.data.cast("B") for values in arrays.values())]):
            checksum = crc32(data, checksum)
            file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return checksum


def _padded(parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield bytes(_aligned(len(part)) - len(part))


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT


def _collected(records: Iterable[tuple[int, list[str]]]) -> list[Array]:
    """Return units, lengths, all tokens as numbers, the hash of each number, and patterns.

    Patterns are the hashes of the records that have numbers in them, and these records.
    """
    import numpy as np

    units, lengths, tokens = array("Q"), array("I"), array("I")
    numbered, patterns = array("Q"), array("Q")
    numbers: dict[str, int] = {}
    for unit, words in records:
        units.append(unit)
        lengths.append(len(words))
        tokens.extend([numbers.setdefault(word, len(numbers)) for word in words])
        pattern = pattern_hash(words)
        if pattern is not None:
            numbered.append(unit)
            patterns.append(pattern)
    hashes = np.fromiter(map(token_hash.__wrapped__, numbers), np.uint64, len(numbers))
    return [
        np.frombuffer(units, np.uint64) if units else np.zeros(0, np.uint64),
        np.frombuffer(lengths, np.uint32) if lengths else np.zeros(0, np.uint32),
        np.frombuffer(tokens, np.uint32) if tokens else np.zeros(0, np.uint32),
        hashes,
        np.frombuffer(numbered, np.uint64) if numbered else np.zeros(0, np.uint64),
        np.frombuffer(patterns, np.uint64) if patterns else np.zeros(0, np.uint64),
    ]


def _arrays(collected: list[Array]) -> Mapping[str, Array]:
    import numpy as np

    # Each array is released as soon as it is not needed: they are large.
    patterns, numbered, hashes, tokens, lengths, units = (collected.pop() for _ in range(6))
    tokens, hashes = _by_frequency(tokens, hashes)
    by_length = np.argsort(lengths, kind="stable")
    ends = np.cumsum(lengths, dtype=np.int64)
    starts = ends - lengths
    sorted_lengths = lengths[by_length]
    longest = int(sorted_lengths[-1]) if len(lengths) else 0
    postings: list[list[tuple[Array, ...]]] = [[] for _ in TIERS]
    signatures = np.zeros((len(units), 4), dtype=np.uint64)
    strings: list[Array] = []
    string_ends: list[Array] = []
    for first in range(0, len(units), _CHUNK):
        chosen = by_length[first : first + _CHUNK]
        sizes = lengths[chosen].astype(np.int64)
        begins = np.cumsum(sizes) - sizes
        record = np.repeat(np.arange(len(chosen)), sizes)
        position = np.arange(len(record)) - begins[record]
        token = tokens[starts[chosen][record] + position]
        _sign(signatures[first : first + len(chosen)], record, hashes[token])
        codes, code_counts = _utf16(token, record, len(chosen))
        strings.append(codes)
        string_ends.append(code_counts)
        for tier, rows in enumerate(_ranked(record, position, token, sizes, begins)):
            recorded = (rows[0] + first).astype(np.uint32)
            postings[tier].append((recorded, *rows[1:]))
    del tokens, starts, ends
    order = np.argsort(hashes)
    by_pattern = np.argsort(patterns, kind="stable")
    found: dict[str, Array] = {
        "hashes": hashes[order],
        "ids": order.astype(np.uint32),
        "units": units[by_length],
        "lengths": sorted_lengths.astype(np.uint16 if longest < 1 << 16 else np.uint32),
        "first_of_length": np.searchsorted(sorted_lengths, np.arange(longest + 2)).astype("u4"),
        "signatures": signatures.reshape(-1),
        "patterns": patterns[by_pattern],
        "numbered": numbered[by_pattern],
        "strings": _joined(strings, np.uint16),
        "ends": np.cumsum(_joined(string_ends, np.int64)).astype(np.uint64),
    }
    for tier, parts in enumerate(postings):
        found |= {f"{name}{tier}": values for name, values in _tier(parts, len(hashes)).items()}
    return found


def _tier(parts: list[tuple[Array, ...]], token_count: int) -> dict[str, Array]:
    """Return the postings of a tier by token, and release its parts."""
    import numpy as np

    columns = [_joined(list(column), kind) for column, kind in _columns(parts)]
    parts.clear()
    record_of, token_of, position_of, rank_of = columns
    by_token = np.argsort(token_of, kind="stable")
    counts = np.bincount(token_of, minlength=token_count)
    return {
        "starts": np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
        "records": record_of[by_token],
        "positions": position_of[by_token],
        "ranks": rank_of[by_token],
    }


def _columns(parts: list[tuple[Array, ...]]) -> Iterator[tuple[tuple[Array, ...], np.dtype[Any]]]:
    import numpy as np

    kinds = ("<u4", "<u4", "u1", "u1")
    columns = zip(*parts, strict=True) if parts else iter([()] * len(kinds))
    for column, kind in zip(columns, kinds, strict=True):
        yield column, np.dtype(kind)


def _joined(parts: list[Array], kind: Any) -> Array:
    import numpy as np

    return np.concatenate(parts).astype(kind, copy=False) if parts else np.zeros(0, dtype=kind)


def _by_frequency(tokens: Array, hashes: Array) -> tuple[Array, Array]:
    """Return tokens and hashes renumbered by frequency, 0 the most frequent."""
    import numpy as np

    counts = np.bincount(tokens, minlength=len(hashes))
    order = np.argsort(-counts, kind="stable")
    number = np.empty(len(hashes), dtype=np.uint32)
    number[order] = np.arange(len(hashes), dtype=np.uint32)
    # No collection has so many words; if one had, its rarest would count as the same word.
    return np.minimum(number, _VOCABULARY)[tokens], hashes[order]


def _ranked(
    record: Array, position: Array, token: Array, sizes: Array, begins: Array
) -> Iterator[tuple[Array, ...]]:
    """Yield for each tier the records, tokens, positions and ranks that it adds."""
    import numpy as np

    # One number that sorts by record, rareness and position.
    rare = np.uint64((1 << 24) - 1) - token.astype(np.uint64)
    key = record.astype(np.uint64) << np.uint64(48)
    key |= rare << np.uint64(24)
    key |= position.astype(np.uint64)
    key.sort()
    position = (key & np.uint64((1 << 24) - 1)).astype(np.int64)
    token = (np.uint64((1 << 24) - 1) - (key >> np.uint64(24) & np.uint64((1 << 24) - 1))).astype(
        np.uint32
    )
    # Each record keeps its stretch, so the column of records stays the same.
    rank = np.arange(len(record)) - begins[record]
    done = np.full(len(record), -1, dtype=np.int64)
    for tier in TIERS:
        most = (sizes - -(-tier * sizes // 100))[record]
        chosen = (rank <= most) & (rank > done)
        yield (
            record[chosen],
            token[chosen],
            (position[chosen] & 255).astype(np.uint8),
            np.minimum(rank[chosen], 255).astype(np.uint8),
        )
        done = most


def _sign(signatures: Array, record: Array, hashes: Array) -> None:
    import numpy as np

    bit = (hashes & np.uint64(255)).astype(np.int64)
    flags = np.zeros((len(signatures), 256), dtype=np.uint8)
    flags[record, bit] = 1
    signatures[:] = np.packbits(flags, axis=1, bitorder="little").view(np.uint64)


def _utf16(token: Array, record: Array, count: int) -> tuple[Array, Array]:
    """Return tokens as UTF-16 code units, and the number of these of each record."""
    import numpy as np

    code = token.astype(np.uint32)
    code = np.where(code < SURROGATES, code, code + SURROGATES_COUNT)
    wide = code > 0xFFFF
    high = np.where(wide, 0xD800 + ((code - 0x10000) >> 10), code)
    low = 0xDC00 + ((code - 0x10000) & 0x3FF)
    units = np.stack((high, low), axis=1)
    kept = np.stack((np.ones_like(wide), wide), axis=1)
    return units[kept].astype(np.uint16), np.bincount(record, weights=1 + wide, minlength=count)
