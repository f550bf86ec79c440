"""The mentions in texts with metadata, as Arrow tables."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.corpus.mentions import MENTIONS, FindOptions, mentions
from glossary.corpus.texts import TEXTS
from glossary.corpus.work import Terms
from glossary.find.boundary import Level
from termbase.errors import StoreError
from tests.glossary.conftest import CONCEPTS

WORDS = [term.text for concept in CONCEPTS for term in concept.terms] + ["，", "\n\n", "的", " a "]


def texts_of(texts: list[str]) -> pa.Table:
    rows = [
        {"id": f"{number}", "date": "2024-03-09", "outlet": f"o{number % 2}", "title": "", "language": "", "text": text}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, TEXTS)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map("".join), max_size=6), st.data())
def test_rows_are_those_of_find_however_texts_are_cut(
    small: Glossary, texts: list[str], data: st.DataObject
) -> None:
    table = texts_of(texts)
    found = mentions(table, small.finder)
    assert found.schema == MENTIONS
    columns = ("id", "outlet", "concept", "term", "form", "start", "end", "language", "boundary")
    assert [tuple(row[name] for name in columns) for row in found.to_pylist()] == [
        (f"{number}", f"o{number % 2}", m.concept.id, m.term.text, m.text, m.start, m.end,
         m.language.value, m.boundary.value)
        for number, text in enumerate(texts)
        for m in small.find(text)
    ]  # fmt: skip
    cut = data.draw(st.integers(0, len(texts)))
    parts = [mentions(part, small.finder) for part in (table[:cut], table[cut:])]
    assert pa.concat_tables(parts).to_pylist() == found.to_pylist()


@pytest.mark.parametrize(
    "options",
    [FindOptions(overlapping=True), FindOptions(level=Level.LOOSE), FindOptions(polity="taiwan")],
)
def test_options_are_those_of_find(small: Glossary, options: FindOptions) -> None:
    text = "中国共产党的改革开放，国会和老虎。"
    expected = small.find(
        text, overlapping=options.overlapping, level=options.level, polity=options.polity
    )
    found = mentions(texts_of([text]), small.finder, options)
    assert found["start"].to_pylist() == [mention.start for mention in expected]


def test_missing_values_are_empty(small: Glossary) -> None:
    table = pa.table(
        {"id": ["a", "b"], "date": [None, ""], "outlet": [None, "x"], "text": ["裸官", None]}
    )
    row = mentions(table, small.finder).to_pylist()
    assert [(r["id"], r["date"], r["outlet"], r["form"]) for r in row] == [("a", "", "", "裸官")]


def test_a_base_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "own.db"
    with pytest.raises(StoreError, match="no base here; keep it at the same path on all nodes"):
        Terms(missing, False, FindOptions(), None).open()
    assert not missing.exists()
