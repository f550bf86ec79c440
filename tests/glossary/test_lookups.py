"""Look-ups as people in Taiwan, Hong Kong, on the mainland and abroad type them.

``lookups.tsv`` was written by somebody who had not seen the answers: the query, who asks, how it is
written, a Chinese form of the concept that should come first, its polity (``-`` for none), and
``known: …`` where another still comes first.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builtin import builtin

TABLE = Path(__file__).with_name("lookups.tsv")


class Row(NamedTuple):
    """A line of the table."""

    query: str
    user: str
    kind: str
    expected: str
    polity: str
    known: str


def table() -> list[Row]:
    header, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["query", "user", "kind", "expected", "polity", "known"]
    return [Row(*line.split("\t")) for line in lines]


ROWS = table()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, marks=[pytest.mark.xfail(strict=True)] if row.known else [])
        for row in ROWS
    ],
    ids=lambda row: row.query,
)
def test_the_expected_concept_comes_first(row: Row) -> None:
    found = builtin().lookup(row.query)
    assert found
    first = found[0].concept
    assert row.expected in {term.simplified for term in first.chinese}
    assert row.polity == (first.polity or "-")


def test_the_table_is_large_and_has_few_known_failures() -> None:
    assert len(ROWS) >= 150
    assert len({row.query for row in ROWS}) == len(ROWS)
    assert sum(bool(row.known) for row in ROWS) <= 0.05 * len(ROWS)
