"""Dates as texts and paths have them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.corpus.dates import date_in, parse_date
from glossary.corpus.pattern import Pattern


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("20230808", "2023-08-08"),
        ("2023-08-08", "2023-08-08"),
        ("2023-8-8", "2023-08-08"),
        ("2023-08-08T12:00:00Z", "2023-08-08"),
        ("2023-08-08 23:59:59+08:00", "2023-08-08"),
        ("2023年8月8日", "2023-08-08"),
        ("2023年08月08日 19:00", "2023-08-08"),
        (" 2023/8/18 ", "2023-08-18"),
        ("2023.12.1", "2023-12-01"),
        ("2023-08", "2023-08"),
        ("202308", "2023-08"),
        ("2023年8月", "2023-08"),
        ("2023", "2023"),
        ("2023年", "2023"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_forms(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "", "yesterday", "2023-13-01", "2023-02-29", "2023-00-10", "20230832", "08-08-2023", "0000",
        "2023-08/08", "2023-08-081", "20230808123", "1691452800", "2023-8-8-8", "昨天", "٢٠٢٣",
    ],
)  # fmt: skip
def test_what_is_not_a_date(written: str) -> None:
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("cctv/20230808", "2023-08-08"),
        ("2024/03/09", "2024-03-09"),
        ("rmrb-2024-03-09-p1", "2024-03-09"),
        ("articles/2024-03", "2024-03"),
        ("rmrb_2024年3月9日", "2024-03-09"),
        ("123420230808", ""),
        ("20231345", ""),
        ("2023-02-31/2023-03-01", "2023-03-01"),
        ("v1.2023", ""),
        ("cctv-2023-07_2024-06.tar.xz/cctv/20230909", "2023-09-09"),
        ("2023-12_2024-01/20240105", "2024-01-05"),
        ("2024-03-09/reprint-2024-04", "2024-03-09"),
        ("2024-03-09/2024-03-10_read-2024-05-01", "2024-03-10"),
        ("2023-12_2024-01/a", "2023-12"),
        ("", ""),
    ],
)
def test_dates_in_paths(path: str, iso: str) -> None:
    assert date_in(path) == iso


@pytest.mark.parametrize(
    ("path", "outlet"),
    [
        ("cctv/20230808.md", "cctv"),
        ("36kr/a.md", "36kr"),
        ("2024/03/09.md", ""),
        ("2024年/3月/rmrb/09.md", "rmrb"),
        ("cctv-2023-07_2024-06.tar.xz/cctv/20230909.md", "cctv"),
        ("20230909.md", ""),
    ],
)
def test_outlets_in_paths(path: str, outlet: str) -> None:
    found = Pattern().match(path)
    assert found
    assert found.outlet == outlet


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    iso = day.isoformat()
    forms = (iso, day.strftime("%Y%m%d"), f"{day.year}年{day.month}月{day.day}日", f"{iso}T00:00Z")
    assert {parse_date(form) for form in forms} == {iso}
    assert date_in(f"outlet/{day:%Y%m%d}.md") == date_in(f"{day:%Y/%m/%d}/a") == iso


@given(st.text())
def test_any_text_has_a_date_or_none(text: str) -> None:
    assert parse_date(text) is None or text.strip()[:4].isdecimal()
    date_in(text)
