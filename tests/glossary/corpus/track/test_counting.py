"""Counts by period, outlet and form; the law that they equal those of a naive count."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.corpus.track.counting import Series, count, place
from glossary.corpus.track.groups import outermost
from glossary.corpus.track.periods import By, days_of, period_of
from termbase.errors import InputError
from tests.glossary.corpus.track.tables import Row, scan_of

MONTHS: list[Row] = [
    ("2024-01-05", "A", "x x y"),
    ("2024-01-06", "A", ""),
    ("2024-01-06", "B", "x"),
    ("2024-03-01", "A", ""),
    ("2024-03-02", "A", "y:Y x"),
    ("2024-03-02", "", "x"),
    ("", "A", "x"),
    ("2024", "B", "x"),
]
X = {"x": "X"}


def counted(series: Sequence[Series]) -> dict[tuple[str, str], list[tuple[str, int, int, int]]]:
    return {(one.term, one.outlet): [tuple(point) for point in one.points] for one in series}  # type: ignore[misc]


def test_outlets_have_their_series_and_all_together() -> None:
    placed = place(scan_of(MONTHS), By.MONTH, X)
    assert placed.undated == 2
    assert counted(count(placed, X)) == {
        ("X", ""): [("2024-01", 2, 3, 3), ("2024-03", 2, 3, 2)],
        # The silence of a period with texts is seen, and February has none.
        ("X", "A"): [("2024-01", 1, 2, 2), ("2024-03", 1, 2, 1)],
        ("X", "B"): [("2024-01", 1, 1, 1)],
    }


def test_a_concept_without_a_mention_has_zeros() -> None:
    placed = place(scan_of(MONTHS), By.QUARTER, ["z"], outlets=["A"])
    assert counted(count(placed, {"z": "Z"})) == {("Z", "A"): [("2024-Q1", 0, 4, 0)]}


def test_a_single_outlet_is_not_counted_twice() -> None:
    for outlet in ("A", ""):
        placed = place(scan_of([("2024", outlet, "x")]), By.YEAR, X)
        assert counted(count(placed, X)) == {("X", outlet): [("2024", 1, 1, 1)]}


def test_forms_are_told_apart_where_that_is_asked() -> None:
    names = {"y": "why"}
    placed = place(scan_of(MONTHS), By.YEAR, names, outlets=["A"])
    # The text that is dated 2024 is one of B.
    assert counted(count(placed, names)) == {("why", "A"): [("2024", 2, 4, 2)]}
    assert counted(count(placed, names, by_form=True)) == {
        ("Y", "A"): [("2024", 1, 4, 1)],
        ("y", "A"): [("2024", 1, 4, 1)],
    }


def test_an_article_with_two_forms_counts_to_both() -> None:
    placed = place(scan_of([("2024", "", "y:one y:two y:one")]), By.YEAR, {"y": "y"})
    found = count(placed, {"y": "y"}, by_form=True)
    assert [(one.term, one.total.articles, one.total.occurrences) for one in found] == [
        ("one", 1, 2), ("two", 1, 1),
    ]  # fmt: skip


LIMITS = [
    ("2024-01-06", "", 5, 2),
    ("2024-03", "2024-03", 3, 2),
    ("", "2024-01-05", 1, 2),
    ("2023", "2024", 7, 1),
    ("2025", "", 0, 1),
]


@pytest.mark.parametrize(("since", "until", "texts", "unknown"), LIMITS)
def test_limits_include_their_own_days(since: str, until: str, texts: int, unknown: int) -> None:
    placed = place(scan_of(MONTHS), By.YEAR, X, since=since, until=until)
    # A text that may be outside is not counted; one without any date never is.
    assert (len(placed.texts), placed.undated) == (texts, unknown)


def test_limits_that_are_no_dates() -> None:
    with pytest.raises(InputError, match="'yesterday' is not a date"):
        place(scan_of(MONTHS), By.YEAR, X, since="yesterday")


def test_limits_in_the_wrong_order() -> None:
    with pytest.raises(InputError, match="the first date, 2025, is after the last one, 2024"):
        place(scan_of(MONTHS), By.YEAR, X, since="2025", until="2024")


def test_an_outlet_that_the_corpus_does_not_have() -> None:
    with pytest.raises(InputError, match="no outlet 'C'; its outlets are: A, B"):
        place(scan_of(MONTHS), By.YEAR, X, outlets=["A", "C"])


def test_a_corpus_without_texts_has_no_series() -> None:
    assert count(place(scan_of([]), By.DAY, X), X) == []


DATES = st.one_of(
    st.dates().map(str), st.sampled_from(["", "2024", "2024-02", "2024-02-29", "2024-03-01"])
)
ROWS = st.lists(
    st.tuples(
        DATES,
        st.sampled_from(["", "A", "B"]),
        st.lists(st.sampled_from(["x", "x:form", "y"]), max_size=4).map(" ".join),
    ),
    max_size=12,
)
DAY = st.sampled_from(["", "2024", "2024-02-15"])


@given(ROWS, st.sampled_from(list(By)), DAY, DAY)
def test_counts_equal_those_of_a_naive_count(
    rows: list[Row], by: By, since: str, until: str
) -> None:
    if since and until and days_of(since)[0] > days_of(until)[1]:
        since = ""
    placed = place(scan_of(rows), by, X, since=since, until=until)
    found = counted(count(placed, X))
    first, last = since and days_of(since)[0], until and days_of(until)[1]
    inside = [
        row
        for row in rows
        if period_of(row[0], by)
        and (not first or days_of(row[0])[0] >= first)
        and (not last or days_of(row[0])[1] <= last)
    ]
    outlets = {outlet for _, outlet, _ in inside}
    expected: dict[tuple[str, str], list[tuple[str, int, int, int]]] = {}
    for name in outlets if len(outlets) < 2 else {"", *outlets}:
        own = [row for row in inside if name == row[1] or not name]
        expected["X", name] = [
            (
                period,
                sum("x" in concepts for _, _, concepts in texts),
                len(texts),
                sum(concepts.count("x") for _, _, concepts in texts),
            )
            for period in sorted({period_of(date, by) for date, _, _ in own})
            if (texts := [row for row in own if period_of(row[0], by) == period])
        ]
    assert found == expected


SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=8)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), SPANS), max_size=4))
def test_mentions_within_others_of_their_concept_are_left_out(
    groups: list[tuple[str, str, list[tuple[int, int]]]],
) -> None:
    rows = sorted(
        {
            (name, concept, start, start + length)
            for name, concept, spans in groups
            for start, length in spans
        }
    )
    names = ("id", "concept", "start", "end")
    table = pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)})
    if not rows:
        return
    expected = [
        row
        for row in rows
        if not any(
            other != row and other[:2] == row[:2] and other[2] <= row[2] and row[3] <= other[3]
            for other in rows
        )
    ]
    assert [tuple(row.values()) for row in outermost(table).to_pylist()] == expected
