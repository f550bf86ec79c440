"""The unit of work of all engines: texts to the mentions in them, both as Arrow tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from glossary.find.boundary import Level
from glossary.find.finder import Finder
from glossary.find.table import table_of

_NAMES = pa.dictionary(pa.int32(), pa.string())
MENTIONS = pa.schema(
    [
        ("id", _NAMES),
        ("date", _NAMES),
        ("outlet", _NAMES),
        ("concept", _NAMES),
        ("term", _NAMES),
        ("form", _NAMES),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("language", _NAMES),
        ("boundary", _NAMES),
        ("sense", pa.float32()),
    ]
)


@dataclass(frozen=True, slots=True)
class FindOptions:
    """Options of finding terms in a corpus.

    Attributes:
        overlapping: Also those inside or across longer ones.
        level: How strict finding is.
        polity: Whose institutions the texts speak of where they do not say.
    """

    overlapping: bool = False
    level: Level = Level.BALANCED
    polity: str = ""


def mentions(
    texts: pa.Table | pa.RecordBatch, finder: Finder, options: FindOptions | None = None
) -> pa.Table:
    """Return the mentions in texts, one row a mention, in the order of the texts.

    The same texts give the same rows however they are cut into tables.

    Args:
        texts: The columns ``id`` and ``text`` of :data:`TEXTS`, and perhaps ``date`` and
            ``outlet``; missing values are empty texts.
        finder: Finds the mentions.
        options: The options; by default as :meth:`Finder.find` does it.

    Returns:
        The columns of :data:`MENTIONS`: ``id``, ``date`` and ``outlet`` as in the texts,
        ``concept`` (the id), ``term`` (its text in the base), ``form`` (as the text has it),
        ``start`` and ``end`` (code points from 0), ``language`` of the term, ``boundary`` (the
        rule) and ``sense`` (the score).

    Raises:
        ValueError: If the polity is unknown.
    """
    return table_of(_rows(texts, finder, options or FindOptions()), MENTIONS)


def _rows(
    texts: pa.Table | pa.RecordBatch, finder: Finder, options: FindOptions
) -> Iterator[tuple[object, ...]]:
    columns = (
        texts[name].to_pylist() if name in texts.schema.names else [""] * len(texts)
        for name in ("id", "date", "outlet", "text")
    )
    for values in zip(*columns, strict=True):
        id, date, outlet, text = (value or "" for value in values)
        for begin, block, found in finder.chosen_in(
            (text,), options.level, options.polity, overlapping=options.overlapping
        ):
            for (start, minus_end, _, meaning, (boundary, _)), sense, _ in found:
                end, term = -minus_end, meaning.term
                yield (
                    id, date, outlet, meaning.concept.id, term.text, block[start:end],
                    start + begin, end + begin, term.language, boundary, sense,
                )  # fmt: skip
