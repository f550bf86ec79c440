"""Jumps and silences that were planted, and noise in which there are none."""

from __future__ import annotations

import pytest

from glossary.corpus.track.changes import Jump, Silence, jumps, silences
from glossary.corpus.track.counting import Point, Series, count, place
from glossary.corpus.track.periods import By
from tests.glossary.corpus.track.tables import Row, scan_of

X = {"x": "x"}


def series(*articles: int, texts: int = 30) -> Series:
    points = (Point(f"2024-{month:02}", n, texts, n) for month, n in enumerate(articles, 1))
    return Series("x", "x", "", tuple(points))


def test_a_rise_and_a_fall_are_found() -> None:
    rise, fall, even = jumps([series(1, 2, 1, 15), series(20, 19, 22, 2), series(5, 6, 4, 7)])
    assert list(rise) == list(fall) == ["2024-04"]
    assert rise["2024-04"].is_rise
    assert not fall["2024-04"].is_rise
    assert rise["2024-04"].before == pytest.approx(4 / 90)
    assert even == {}


@pytest.mark.parametrize("articles", [(), (9,), (0, 0, 0), (0, 1), (3, 3, 3, 3), (0, 3)])
def test_nothing_to_report(articles: tuple[int, ...]) -> None:
    assert jumps([series(*articles)]) == [{}]


def test_a_period_is_compared_with_the_year_before_it() -> None:
    # Two years ago it was as frequent as it is now.
    counts = [*[20] * 12, *[1] * 12, 20]
    points = (Point(f"{n:02}", articles, 30, articles) for n, articles in enumerate(counts))
    found = jumps([Series("x", "x", "", tuple(points))])[0]
    assert found["24"].before == pytest.approx(12 / 360)


def test_many_tests_make_chance_findings_rare() -> None:
    # One in a hundred tests has a p-value of .01 by chance.
    alone, among = series(5, 14), [series(5, 14), *[series(5, 6)] * 40]
    assert jumps([alone])[0] == {}
    assert jumps([series(2, 12)])[0].keys() == {"2024-02"}
    assert jumps([series(2, 12), *among])[0] == {}


def silence_of(rows: list[Row], outlet: str = "") -> Silence | None:
    placed = place(scan_of(rows), By.DAY, X)
    found = count(placed, X)
    by_outlet = dict(zip([one.outlet for one in found], silences(placed, found), strict=True))
    return by_outlet[outlet]


def days(month: str, concepts: str, first: int = 1, last: int = 28) -> list[Row]:
    return [(f"{month}-{day:02}", "", concepts) for day in range(first, last + 1)]


def test_a_silence_that_has_not_ended() -> None:
    silence = silence_of([*days("2024-01", ""), *days("2024-02", "x"), *days("2024-03", "")])
    assert silence is not None
    assert (silence.after, silence.until) == ("2024-02-28", "")
    # The time before the first use is not a silence.
    assert (silence.texts, silence.days) == (28, 29)
    assert silence.is_significant


def test_a_silence_between_two_uses() -> None:
    rows = [*days("2024-01", "x"), *days("2024-02", ""), *days("2024-03", "x")]
    silence = silence_of(rows)
    assert silence is not None
    assert (silence.after, silence.until) == ("2024-01-28", "2024-03-01")
    assert (silence.texts, silence.days) == (28, 32)
    assert silence.is_significant


def test_a_rare_term_is_often_silent() -> None:
    rows = [*days("2024-01", "x", 1, 1), *days("2024-01", "", 2, 28), *days("2024-02", "x", 1, 1)]
    silence = silence_of(rows)
    assert silence is not None
    assert silence.texts == 27
    assert not silence.is_significant


def test_outlets_have_their_own_silences() -> None:
    rows: list[Row] = [(f"2024-01-{day:02}", "A", "x" * (day < 15)) for day in range(1, 29)]
    rows += [(f"2024-01-{day:02}", "B", "x" * (day > 14)) for day in range(1, 29)]
    a, b, together = (silence_of(rows, outlet) for outlet in ("A", "B", ""))
    assert a
    assert b
    assert together
    assert (a.texts, b.texts) == (14, 0)
    assert together.texts < 14


def mixed(*shares: tuple[str, int, range]) -> list[Row]:
    """Return ten texts a month and outlet in 2024, some of which have the term."""
    return [
        (f"2024-{month:02}-{1 + number:02}", outlet, "x" * (number < share))
        for outlet, share, months in shares
        for month in months
        for number in range(10)
    ]


def together(rows: list[Row]) -> tuple[dict[str, Jump], Silence | None]:
    placed = place(scan_of(rows), By.MONTH, X)
    found = count(placed, X)
    assert found[0].outlet == ""
    return jumps(found)[0], silences(placed, found)[0]


def test_another_mix_of_outlets_is_not_a_fall() -> None:
    # The first one uses the term in each text and ends; the other one hardly uses it.
    rows = mixed(("A", 10, range(1, 7)), ("B", 1, range(6, 13)), ("", 0, range(1, 13)))
    found, silence = together(rows)
    assert found == {}
    assert silence is None or not silence.is_significant


def test_an_outlet_that_never_has_the_term_makes_no_silence() -> None:
    found, silence = together(mixed(("A", 5, range(1, 4)), ("B", 0, range(3, 13))))
    assert found == {}
    assert silence
    assert not silence.is_significant
    # These, too, are texts without the term.
    assert (silence.after, silence.until, silence.texts) == ("2024-03-05", "", 100)


def test_a_rise_within_each_outlet_is_one_of_all() -> None:
    rows = mixed(("A", 6, range(1, 7)), ("B", 0, range(1, 7)))
    rows += mixed(("A", 10, range(7, 8)), ("B", 9, range(7, 8)))
    found, _ = together(rows)
    assert found["2024-07"].is_rise
    assert (found["2024-07"].share, found["2024-07"].before) == pytest.approx((0.95, 0.3))


def test_no_mention_no_silence() -> None:
    assert silence_of(days("2024-01", "")) is None


def test_a_jump_knows_its_direction() -> None:
    assert Jump("2024", 0.2, 0.1, 0.01).is_rise
    assert not Jump("2024", 0.0, 0.1, 0.01).is_rise
