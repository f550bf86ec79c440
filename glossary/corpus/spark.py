"""The mentions in a Spark data frame of texts: a function for ``mapInArrow``.

The package, and the user's own base at the same path, have to be on all nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from glossary.corpus.mentions import MENTIONS, FindOptions, mentions
from glossary.corpus.work import Terms
from glossary.find.finder import Finder
from termbase.store.address import read_address

_Batches: TypeAlias = Iterator[pa.RecordBatch]
_SPARK_TYPES = {pa.int32(): "int", pa.float32(): "float"}
# The columns of the result, as Spark is given them.
SCHEMA = ", ".join(f"`{field.name}` {_SPARK_TYPES.get(field.type, 'string')}" for field in MENTIONS)
_PLAIN = pa.schema(
    [(field.name, field.type if field.type in _SPARK_TYPES else pa.string()) for field in MENTIONS]
)


def mentions_in_arrow(
    base: str | Path | None = None, *, builtin: bool = True, options: FindOptions | None = None
) -> Callable[[_Batches], _Batches]:
    """Return a function that finds the mentions in texts, for ``DataFrame.mapInArrow``.

    Use it as ``texts.mapInArrow(mentions_in_arrow(), SCHEMA)``. The data frame has the columns
    ``id`` and ``text``, and perhaps ``date`` and ``outlet``; the result those of
    :data:`~glossary.corpus.mentions.MENTIONS`.

    Args:
        base: Your own base: a path, or the URL of a PostgreSQL database; None for the built-in
            terms alone.
        builtin: False for your own terms alone.
        options: The options of finding.
    """
    own = read_address(base) if base is not None else None
    terms = Terms(own, builtin, options or FindOptions(), None)

    def find(batches: _Batches) -> _Batches:
        finder = _finder(terms)
        for batch in batches:
            yield from mentions(batch, finder, terms.options).cast(_PLAIN).to_batches()

    return find


@lru_cache(maxsize=1)
def _finder(terms: Terms) -> Finder:
    """Return the finder of this process, which Spark uses for one batch after the other."""
    return terms.open()
