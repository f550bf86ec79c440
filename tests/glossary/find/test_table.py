"""The mentions in many texts as an Arrow table."""

from __future__ import annotations

import sys

import pytest

from glossary import Glossary
from termbase.errors import Error

TEXTS = ["裸官外逃，国企改革。", "", "Naked officials fled the Two Sessions."]


def test_rows_are_the_mentions(small: Glossary) -> None:
    pytest.importorskip("pyarrow")
    table = small.find_table(TEXTS)
    assert table.column_names == [
        "text", "start", "end", "concept", "term", "boundary", "score", "sense",
    ]  # fmt: skip
    expected = [
        (number, m.start, m.end, m.concept.id, m.term.text, m.boundary.value)
        for number, mentions in enumerate(map(small.find, TEXTS))
        for m in mentions
    ]
    assert [tuple(row.values())[:6] for row in table.to_pylist()] == expected
    assert len(expected) >= 4


def test_no_text_gives_an_empty_table(small: Glossary) -> None:
    pytest.importorskip("pyarrow")
    table = small.find_table([])
    assert table.num_rows == 0
    assert table.schema.field("start").type == "uint32"


def test_without_pyarrow_it_says_what_to_install(
    small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Error, match=r"zh-en-glossary\[arrow\]"):
        small.find_table(TEXTS)
