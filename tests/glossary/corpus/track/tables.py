"""Small corpora as tables, and the example corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from glossary.corpus.scan import Scan
from termbase.model.concept import Concept, Language, Term

EXAMPLE = Path(__file__).parents[4] / "examples" / "corpus" / "bulletins.jsonl"
_TEXTS = ("id", "date", "outlet")
_MENTIONS = ("id", "date", "outlet", "concept", "term", "start", "end")
_NUMBERS = ("start", "end")

# A text: its date, its outlet, and the concepts in it, in order; with a form after a colon.
Row = tuple[str, str, str]


def scan_of(rows: Iterable[Row]) -> Scan:
    """Return texts and mentions as a scan gives them."""
    texts, mentions = [], []
    for number, (date, outlet, concepts) in enumerate(sorted(rows)):
        name = f"{number}.txt"
        texts.append((name, date, outlet))
        for place, concept in enumerate(concepts.split()):
            concept_id, _, form = concept.partition(":")
            row = (name, date, outlet, concept_id, form or concept_id, 10 * place, 10 * place + 5)
            mentions.append(row)
    return Scan(_table(texts, _TEXTS), _table(mentions, _MENTIONS))


def _table(rows: Sequence[tuple[Any, ...]], names: Sequence[str]) -> pa.Table:
    types = {name: pa.int32() if name in _NUMBERS else pa.string() for name in names}
    columns = zip(*rows, strict=True) if rows else ([] for _ in names)
    arrays = [
        pa.array(list(values), types[name]) for name, values in zip(names, columns, strict=True)
    ]
    # Names are numbered, as in the mentions of a scan.
    encoded = [
        array if name in (*_NUMBERS, "title") else array.dictionary_encode()
        for name, array in zip(names, arrays, strict=True)
    ]
    return pa.table(dict(zip(names, encoded, strict=True)))


def concepts(*names: str) -> list[Concept]:
    """Return concepts whose only terms are their ids."""
    return [Concept(name, (Term(Language.ENGLISH, name),)) for name in names]


def bulletins() -> list[dict[str, str]]:
    """Return the articles of the example corpus."""
    return [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
