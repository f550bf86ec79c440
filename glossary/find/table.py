"""The mentions in many texts as one Arrow table, for corpora."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from glossary.find.boundary import Level
from glossary.find.finder import Finder
from glossary.find.many import find_rows
from termbase.errors import Error

if TYPE_CHECKING:
    import pyarrow as pa

# The rows of a part of the table.
_BATCH = 1 << 16


def find_table(
    finder: Finder,
    texts: Iterable[str],
    *,
    level: Level | str = Level.BALANCED,
    polity: str = "",
    processes: int | None = None,
) -> pa.Table:
    """Return the mentions in many texts, one row a mention, in order.

    Args:
        finder: Finds the mentions.
        texts: Taken as they are needed.
        level: As for :meth:`Finder.find`.
        polity: As for :meth:`Finder.find`.
        processes: As for :func:`find_rows`.

    Returns:
        The columns ``text`` (the number of the text, from 0), ``start`` and ``end`` (code points),
        ``concept`` (the id), ``term`` (its text in the base), ``boundary``, ``score`` and
        ``sense``.

    Raises:
        Error: If pyarrow is not installed.
        ValueError: If the level or the polity is unknown.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise Error(
            "tables of mentions need pyarrow; install it with: pip install 'zh-en-glossary[arrow]'"
        ) from None
    names = pa.dictionary(pa.int32(), pa.string())
    schema = pa.schema(
        [
            ("text", pa.uint32()),
            ("start", pa.uint32()),
            ("end", pa.uint32()),
            ("concept", names),
            ("term", names),
            ("boundary", names),
            ("score", pa.float32()),
            ("sense", pa.float32()),
        ]
    )
    return table_of(_rows(finder, texts, level, polity, processes), schema)


def table_of(rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    """Return rows as an Arrow table.

    Args:
        rows: Taken as they are needed.
        schema: Its columns; those of texts that recur are dictionaries.
    """
    import pyarrow as pa

    waiting = iter(rows)
    batches = []
    while columns := list(zip(*islice(waiting, _BATCH), strict=True)):
        arrays = [
            pa.array(column, type=field.type.value_type).dictionary_encode()
            if pa.types.is_dictionary(field.type)
            else pa.array(column, type=field.type)
            for column, field in zip(columns, schema, strict=True)
        ]
        batches.append(pa.table(arrays, schema=schema))
    return pa.concat_tables([schema.empty_table(), *batches]).unify_dictionaries()


def _rows(
    finder: Finder,
    texts: Iterable[str],
    level: Level | str,
    polity: str,
    processes: int | None,
) -> Iterator[tuple[Any, ...]]:
    found = find_rows(finder, texts, level=level, polity=polity, processes=processes)
    for number, (_, rows) in enumerate(found):
        for start, end, concept, _, term, boundary, score, sense in rows:
            yield number, start, end, concept, term, boundary, score, sense
