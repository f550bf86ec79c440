"""Counts of rows by the values of columns, made by Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa


def grouped(table: pa.Table, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the values of each group, then the number of its articles and of its rows.

    Args:
        table: Texts or mentions, with the column ``id`` of the text.
        keys: The names of the columns, of strings.
    """
    columns = [*keys, "id"]
    schema = pa.schema([(column, pa.string()) for column in columns])
    rows = table.select(columns).cast(schema)
    counts = rows.group_by(list(keys)).aggregate([("id", "count_distinct"), ("id", "count")])
    # The keys come first, then the counts, in the order in which they were asked for.
    yield from zip(*(column.to_pylist() for column in counts.columns), strict=True)


def strings(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of names as strings; it may be one of numbers of names."""
    return column.cast(pa.string())
