from __future__ import annotations

from fractions import Fraction

import pytest

from glossary.check.quantities import Approximation, Date, Kind, quantities

F = Fraction

# Text; then what is read: its characters, kind, value (or both ends), unit.
CASES = [
    # Numerals
    ("two hundred and five", [("two hundred and five", "number", 205, "")]),
    ("a dozen villages", [("a dozen", "number", 12, "")]),
    ("half a million people", [("half a million", "number", 500_000, "")]),
    ("three quarters of a billion", [("three quarters of a billion", "number", 750_000_000, "")]),
    ("two hundred and two thousand", [("two hundred and two thousand", "number", 202_000, "")]),
    ("1,674,200 of them", [("1,674,200", "number", 1_674_200, "")]),
    ("minus five point five", [("minus five point five", "number", F(-11, 2), "")]),
    ("chapters two and three", [("two", "number", 2, ""), ("three", "number", 3, "")]),
    ("3bn people", [("3bn", "number", 3_000_000_000, "")]),
    ("one and a half", [("one and a half", "number", F(3, 2), "")]),
    ("one point two million", [("one point two million", "number", 1_200_000, "")]),
    ("two and a half million", [("two and a half million", "number", 2_500_000, "")]),
    ("five billion and three quarters", [("five billion and three quarters", "number", 5_750_000_000, "")]),
    ("4 thousand 3 hundred and 21", [("4 thousand 3 hundred and 21", "number", 4321, "")]),
    ("3 million 20 times", [("3 million", "number", 3_000_000, ""), ("20", "number", 20, "")]),
    ("50 000 people", [("50 000", "number", 50_000, "")]),
    ("6.23x10^-4", [("6.23x10^-4", "number", F(623, 10**6), "")]),
    ("some 2e5 of them", [("2e5", "number", 200_000, "")]),
    ("3×10⁸", [("3×10⁸", "number", 300_000_000, "")]),
    ("in 2018^2", [("2018", "date", 2018, ""), ("2", "number", 2, "")]),
    ("3 x 10 cm", [("3", "number", 3, ""), ("10 cm", "dimension", 10, "cm")]),
    ("three million and a half", [("three million and a half", "number", 3_500_000, "")]),
    ("forty-two and a third", [("forty-two and a third", "number", F(127, 3), "")]),
    ("the 21st meeting", [("21st", "ordinal", 21, "")]),
    ("the twenty-first meeting", [("twenty-first", "ordinal", 21, "")]),
    # Parts and multiples
    ("rose 3.5 per cent", [("3.5 per cent", "percent", F(7, 2), "%")]),
    ("2.5 percentage points", [("2.5 percentage points", "percentage-point", F(5, 2), "pp")]),
    ("25 basis points", [("25 basis points", "percentage-point", 25, "bp")]),
    ("two-thirds of it", [("two-thirds", "fraction", F(2, 3), "")]),
    ("1 4/5 cups, ⅔ full", [("1 4/5", "fraction", F(9, 5), ""), ("⅔", "fraction", F(2, 3), "")]),
    ("2000 over 3", [("2000 over 3", "fraction", F(2000, 3), "")]),
    ("5 over two years", [("5", "number", 5, ""), ("two years", "dimension", 2, "year")]),
    ("twenty twenty-fifths", [("twenty twenty-fifths", "fraction", F(4, 5), "")]),
    ("the two hundred and first", [("two hundred and first", "ordinal", 201, "")]),
    ("thirty seconds", [("thirty seconds", "dimension", 30, "second")]),
    ("doubled", [("doubled", "multiple", 2, "times")]),
    ("three times as many", [("three times", "multiple", 3, "times")]),
    ("a fivefold rise", []),
    # Ranges
    ("US$1.2–1.5 billion", [("US$1.2–1.5 billion", "currency", (1_200_000_000, 1_500_000_000), "USD")]),
    ("between 3 and 5 million", [("3 and 5 million", "number", (3_000_000, 5_000_000), "")]),
    ("from 3% to 5%", [("3%", "percent", 3, "%"), ("5%", "percent", 5, "%")]),
    ("HK$7.75 to US$8", [("HK$7.75", "currency", F(31, 4), "HKD"), ("US$8", "currency", 8, "USD")]),
    # Money and measures
    ("RMB1.2 trillion", [("RMB1.2 trillion", "currency", 1_200_000_000_000, "CNY")]),
    ("12 billion yuan", [("12 billion yuan", "currency", 12_000_000_000, "yuan")]),
    ("5 tons in two days", [("5 tons", "dimension", 5, "t"), ("two days", "dimension", 2, "day")]),
    ("75 USD million", [("75 USD million", "currency", 75_000_000, "USD")]),
    ("120 MEUR", [("120 MEUR", "currency", 120_000_000, "EUR")]),
    ("MAUD 60", [("MAUD 60", "currency", 60_000_000, "AUD")]),
    ("15 dollars 50.", [("15 dollars 50", "currency", F(31, 2), "dollar")]),
    ("15 dollars 50 times", [("15 dollars", "currency", 15, "dollar"), ("50", "number", 50, "")]),
    ("NT$100", [("NT$100", "currency", 100, "TWD")]),
    ("GBP 350", [("GBP 350", "currency", 350, "GBP")]),
    ("thirteen dollars and forty-five cents", [("thirteen dollars and forty-five cents", "currency", F(269, 20), "dollar")]),
    ("3,200 square kilometres", [("3,200 square kilometres", "dimension", 3200, "km2")]),
    ("a 12-month loan", [("12-month", "dimension", 12, "month")]),
    ("the past decade", [("past decade", "dimension", 10, "year")]),
    # Periods and times
    ("the 1980s", [("1980s", "period", 1980, "decade")]),
    ("the twenty-first century", [("twenty-first century", "period", 21, "century")]),
    ("the first quarter", [("first quarter", "period", 1, "quarter")]),
    ("the 14th Five-Year Plan", [("14th Five-Year Plan", "period", 14, "plan")]),
    ("by half past six", [("half past six", "time", 23_400, "clock")]),
    ("a quarter to one", [("a quarter to one", "time", 2_700, "clock")]),
    ("ten past nine", [("ten past nine", "time", 33_000, "clock")]),
    ("the past six years", [("six years", "dimension", 6, "year")]),
    ("from ten to six people", [("ten", "number", 10, ""), ("six", "number", 6, "")]),
    ("at 3:30 p.m. sharp", [("3:30 p.m.", "time", 55_800, "clock")]),
    ("at 15:30", [("15:30", "time", 55_800, "clock")]),
]  # fmt: skip

DATES = [
    ("5 March 2020", Date(2020, 3, 5)),
    ("March 5, 2020", Date(2020, 3, 5)),
    ("5th of March", Date(None, 3, 5)),
    ("September the twenty-first nineteen seventy eight", Date(1978, 9, 21)),
    ("2020-03-05", Date(2020, 3, 5)),
    ("31/12/2015", Date(2015, 12, 31)),
    ("13.5.2015", Date(2015, 5, 13)),
    ("4/22", Date(None, 4, 22)),
    ("22/04", Date(None, 4, 22)),
    ("15/Jun/2019", Date(2019, 6, 15)),
    ("2019/sep/01", Date(2019, 9, 1)),
    ("May twenty one", Date(None, 5, 21)),
    ("the tenth of September, two thousand", Date(2000, 9, 10)),
    ("next week", Date(offset=1, unit="week")),
    ("Thursday", Date(weekday=4)),
    ("FY2015", Date(2015)),
    ("nineteen eighty-four", Date(1984)),
    ("last year", Date(offset=-1, unit="year")),
    ("yesterday", Date(offset=-1, unit="day")),
]

NEGATIVES = [
    "one of them", "no one came", "the wrong one", "Section 3A", "UUIDv7 and PM2.5", "COVID-19",
    "may not be", "they march on", "note 2.6.2.1", "see [8]", "%1$s", "https://example.org/2020/03",
    "the Gang of Four", "at first", "a secondhand car", "open 24/7", "Theresa May",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda value: str(value)[:24])
def test_quantities(text: str, expected: list[tuple[str, str, object, str]]) -> None:
    if text == "a fivefold rise":
        pytest.xfail("only double to quadruple are read in one word")
    found = [
        (
            text[quantity.start : quantity.end],
            quantity.kind.value,
            (quantity.low, quantity.high) if quantity.is_range else quantity.low,
            quantity.unit,
        )
        for quantity in quantities(text, "en")
    ]
    assert found == expected


@pytest.mark.parametrize(("written", "date"), DATES)
def test_dates(written: str, date: Date) -> None:
    text = f"They met on “{written}” in Beijing"
    (found,) = quantities(text, "en")
    assert (text[found.start : found.end], found.date, found.kind) == (written, date, Kind.DATE)


@pytest.mark.parametrize("text", NEGATIVES)
def test_no_quantities(text: str) -> None:
    assert quantities(text, "en") == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("nearly 3,200", "less"),
        ("about 3,200", "about"),
        ("more than 3,200", "more"),
        ("edged up to 3,200", ""),
        ("3,200", ""),
    ],
)
def test_approximations(text: str, direction: str) -> None:
    (found,) = quantities(text, "en")
    assert found.approximation == Approximation(direction)


def test_two_years_of_a_financial_year() -> None:
    found = quantities("in 2015/16", "en")
    assert [quantity.date for quantity in found] == [Date(2015), Date(2016)]
    assert all(quantity.kind is Kind.DATE for quantity in found)


def test_an_unknown_language() -> None:
    with pytest.raises(ValueError, match="expected 'zh' or 'en'"):
        quantities("3", "fr")
