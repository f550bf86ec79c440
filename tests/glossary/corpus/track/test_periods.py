"""Periods: their names, their order, and dates that do not tell them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.corpus.track.periods import By, days_of, period_of, periods_between
from termbase.errors import InputError

CASES = [
    ("2024-03-09", By.DAY, "2024-03-09"),
    ("2024-03-09", By.WEEK, "2024-W10"),
    ("2024-03-09", By.MONTH, "2024-03"),
    ("2024-03-09", By.QUARTER, "2024-Q1"),
    ("2024-03-09", By.YEAR, "2024"),
    ("2024-03-09T23:59:00Z", By.DAY, "2024-03-09"),
    # The ISO week is that of its Thursday, and so is its year.
    ("2024-12-30", By.WEEK, "2025-W01"),
    ("2021-01-03", By.WEEK, "2020-W53"),
    ("2024-04", By.QUARTER, "2024-Q2"),
    ("2024-12", By.QUARTER, "2024-Q4"),
    ("2024-04", By.MONTH, "2024-04"),
    ("2024-04", By.DAY, ""),
    ("2024-04", By.WEEK, ""),
    ("2024", By.MONTH, ""),
    ("2024", By.QUARTER, ""),
    ("2024", By.YEAR, "2024"),
    ("", By.YEAR, ""),
]


@pytest.mark.parametrize(("date", "by", "period"), CASES)
def test_the_period_of_a_date(date: str, by: By, period: str) -> None:
    assert period_of(date, by) == period


@given(st.dates(), st.dates(), st.sampled_from(list(By)))
def test_names_sort_in_the_order_of_time(one: datetime.date, other: datetime.date, by: By) -> None:
    first, last = sorted((one, other))
    assert period_of(first.isoformat(), by) <= period_of(last.isoformat(), by)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-12", ("2023-12-01", "2023-12-31")),
        ("2024-03-09", ("2024-03-09", "2024-03-09")),
        ("9999-12", ("9999-12-01", "9999-12-31")),
        # The names of periods are dates too.
        ("2024-W10", ("2024-03-04", "2024-03-10")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
        ("2024-Q1", ("2024-01-01", "2024-03-31")),
        ("2024-Q4", ("2024-10-01", "2024-12-31")),
    ],
)
def test_the_days_of_a_date(date: str, days: tuple[str, str]) -> None:
    assert days_of(date) == days


@pytest.mark.parametrize(
    "date",
    [
        "",
        "24",
        "March",
        "2024-13",
        "2024-02-30",
        "2024/03",
        "二〇二四",
        "２０２４",
        "20240309",
        "2024-W10-1",
        "2024-W54",
        "2023-W53",
        "2024-W00",
        "2024-Q5",
        "2024-Q0",
        "2024-3",
        "0000",
    ],
)
def test_what_is_not_a_date(date: str) -> None:
    with pytest.raises(InputError, match="is not a date"):
        days_of(date)


@given(st.dates(), st.sampled_from(list(By)))
def test_the_days_of_a_period_have_its_name(day: datetime.date, by: By) -> None:
    period = period_of(day.isoformat(), by)
    if period.startswith("9999-W52"):
        return  # Its last days are after the last day of all.
    first, last = days_of(period)
    assert first <= day.isoformat() <= last
    assert {period_of(first, by), period_of(last, by)} == {period}


def test_periods_between_have_no_gaps() -> None:
    assert periods_between("2023-11-30", "2024-02-01", By.MONTH) == [
        "2023-11", "2023-12", "2024-01", "2024-02",
    ]  # fmt: skip
    assert periods_between("2024-03-09", "2024-03-09", By.QUARTER) == ["2024-Q1"]


@given(
    st.dates(datetime.date(1999, 12, 1), datetime.date(2001, 2, 1)),
    st.integers(0, 500),
    st.sampled_from(list(By)),
)
def test_periods_between_are_those_of_all_days(first: datetime.date, days: int, by: By) -> None:
    between = [first + datetime.timedelta(number) for number in range(days + 1)]
    expected = list(dict.fromkeys(period_of(day.isoformat(), by) for day in between))
    assert periods_between(first.isoformat(), between[-1].isoformat(), by) == expected


def test_a_mistyped_year_costs_no_time() -> None:
    assert len(periods_between("0202-03-01", "9999-12-31", By.MONTH)) == 9798 * 12 - 2
