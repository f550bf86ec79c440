"""Counts of rows by the values of columns, made by Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa


def grouped(table: pa.Table, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each group, then the number of its articles and of its rows.

    Args:
        table: Texts or mentions, with the column ``id`` of the text.
        keys: The names of the columns, of strings.
    """
    columns = list(dict.fromkeys((*keys, "id")))
    schema = pa.schema([(column, pa.string()) for column in columns])
    rows = table.select(columns).cast(schema)
    counts = rows.group_by(list(keys)).aggregate([("id", "count_distinct"), ("id", "count")])
    # The keys come first, then the counts, in the order in which they were asked for.
    yield from zip(*(column.to_pylist() for column in counts.columns), strict=True)


def outermost(mentions: pa.Table) -> pa.Table:
    """Return mentions without those that are within another one of the same concept."""
    if not len(mentions):
        return mentions
    texts, concepts = (
        strings(mentions[name]).combine_chunks().dictionary_encode().indices.to_numpy()
        for name in ("id", "concept")
    )
    starts, ends = (mentions[name].to_numpy().astype(np.int64) for name in ("start", "end"))
    order = np.lexsort((-ends, starts, concepts, texts))
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (np.diff(texts[order]) != 0) | (np.diff(concepts[order]) != 0)
    # With an offset for each text and concept, the farthest end so far is that of its own group.
    reach = ends[order] + np.cumsum(is_first) * (ends.max() + 1)
    is_outer = np.ones(len(order), dtype=bool)
    is_outer[1:] = reach[1:] > np.maximum.accumulate(reach)[:-1]
    chosen = np.sort(order[is_outer]).astype(np.int64)
    # pa.array(chosen) is the same, but imports numpy.ma, which takes long.
    places = pa.Array.from_buffers(pa.int64(), len(chosen), [None, pa.py_buffer(chosen)])
    return mentions.take(places)


def strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of names as strings; it may be one of numbers of names."""
    return column.cast(pa.string())
