"""Jumps and silences: periods unlike those before, and the longest time without a term."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from glossary.corpus.track.counting import TOGETHER, Placed, Point, Series
from glossary.corpus.track.groups import grouped
from glossary.corpus.track.periods import days_of
from glossary.corpus.track.probability import (
    Comparison,
    discoveries,
    longest_gap_probability,
    rates_differ,
    shares_of,
)

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

# A period is compared with so many before it: with a year of months.
BASELINE = 12


@dataclass(frozen=True, slots=True)
class Jump:
    """A period in which a term is in more, or in fewer articles than before.

    Attributes:
        period: The period.
        share: The share of its articles that have the term, from 0 to 1.
        before: The share of the articles of the up to 12 periods before it. Of all outlets
            together, both shares are of those with articles at both times, with the same weights.
        p: The p-value of the test that both are equal.
    """

    period: str
    share: float
    before: float
    p: float

    @property
    def is_rise(self) -> bool:
        """True for a rise, False for a fall."""
        return self.share > self.before


@dataclass(frozen=True, slots=True)
class Silence:
    """The longest time without a term after its first use, measured in texts.

    Attributes:
        after: The date of the last use before it.
        until: The date of the next use; empty if there is none.
        texts: The texts in between, none of which has the term.
        days: The days in between, up to the last text of the corpus if it has not ended.
        p: The probability of such a silence if the term were in articles at random.
        is_significant: True if it is, at a false discovery rate of 5 % among all series.
    """

    after: str
    until: str
    texts: int
    days: int
    p: float
    is_significant: bool = False


def jumps(series: Sequence[Series]) -> list[dict[str, Jump]]:
    """Return the jumps of each series by their periods.

    Each period is compared with the up to 12 before it by :func:`rates_differ`, each outlet with
    itself; reported is what is significant at a false discovery rate of 5 % among the tests of all
    series.

    Args:
        series: The series; their order is that of the results.
    """
    by_outlet: dict[tuple[str, str], list[Series]] = defaultdict(list)
    for one in series:
        if one.outlet != TOGETHER:
            by_outlet[one.concept, one.term].append(one)
    tested = [
        (place, period, pairs)
        for place, one in enumerate(series)
        for period, pairs in _compared(one, by_outlet[one.concept, one.term])
    ]
    # Most terms are rare, so that few of the numbers differ.
    p_of = cache(rates_differ)
    p_values = [p_of(pairs) for *_, pairs in tested]
    found: list[dict[str, Jump]] = [{} for _ in series]
    real = discoveries(p_values)
    for (place, period, pairs), p, is_real in zip(tested, p_values, real, strict=True):
        if is_real:
            found[place][period] = Jump(period, *shares_of(pairs), p)
    return found


def silences(
    placed: Placed, series: Sequence[Series], *, by_form: bool = False
) -> list[Silence | None]:
    """Return the longest silence of each series; None for one without a mention.

    The time before the first use is not one. The length is tested by
    :func:`longest_gap_probability`: the articles with the term after the first one divide the
    texts after it, and one of these gaps is the longest. Of all outlets together a text of one that
    has the term seldom is shorter: in proportion to the share of its texts that have it. Texts
    whose dates are less exact than those of others have no place among them, and are left out.

    Args:
        placed: The texts and mentions that the series were counted from.
        series: The series.
        by_form: The series tell the forms of a concept apart.
    """
    dates = placed.texts["date"].unique().to_pylist()
    length = max((len(date) for date in dates), default=0)
    calendar = _calendar(placed.texts, length)
    used = _used(placed.mentions, length, by_form=by_form)
    found = []
    for one in series:
        outlets = list(calendar.texts) if one.outlet == TOGETHER else [one.outlet]
        by_outlet = used.get((one.concept, one.term if by_form else ""), {})
        chosen = {outlet: by_outlet[outlet] for outlet in outlets if outlet in by_outlet}
        found.append(_longest(calendar, outlets, chosen) if chosen else None)
    real = iter(discoveries([silence.p for silence in found if silence]))
    return [silence and replace(silence, is_significant=next(real)) for silence in found]


# The counts of an outlet by period.
_Counts = dict[str, Point]


def _compared(
    series: Series, by_outlet: Sequence[Series]
) -> Iterator[tuple[str, tuple[Comparison, ...]]]:
    """Yield the periods that can be compared with those before, and the outlets in both."""
    periods = [point.period for point in series.points]
    outlets = _outlets(series, by_outlet if series.outlet == TOGETHER else ())
    sums = [_sums(counts, periods) for counts in outlets]
    for place in range(1, len(periods)):
        first = max(0, place - BASELINE)
        pairs = tuple(
            Comparison(
                articles[place + 1] - articles[place],
                texts[place + 1] - texts[place],
                articles[place] - articles[first],
                texts[place] - texts[first],
            )
            for articles, texts in sums
            if texts[first] < texts[place] < texts[place + 1]
        )
        if any(one.articles or one.before for one in pairs):
            yield periods[place], pairs


def _sums(counts: _Counts, periods: Iterable[str]) -> tuple[list[int], list[int]]:
    """Return the articles with the term before each period, and last in all; and all articles."""
    points = [counts.get(period) for period in periods]
    articles = [point.articles if point else 0 for point in points]
    texts = [point.texts if point else 0 for point in points]
    return list(accumulate(articles, initial=0)), list(accumulate(texts, initial=0))


def _outlets(series: Series, by_outlet: Sequence[Series]) -> list[_Counts]:
    """Return the counts of each outlet of a series, those without a name as the last."""
    outlets = [{point.period: point for point in one.points} for one in by_outlet]
    rest = {}
    for point in series.points:
        named = [counts[point.period] for counts in outlets if point.period in counts]
        texts = point.texts - sum(one.texts for one in named)
        if texts:
            articles = point.articles - sum(one.articles for one in named)
            rest[point.period] = Point(point.period, articles, texts, articles)
    return [*outlets, rest]


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The numbers of texts of some outlets over time.

    Attributes:
        dates: The dates, in order.
        places: The place of each date among them.
        texts: For each outlet the texts before each date, and last those of all dates.
    """

    dates: Sequence[str]
    places: Mapping[str, int]
    texts: Mapping[str, npt.NDArray[np.int64]]


def _calendar(texts: pa.Table, length: int) -> _Calendar:
    """Return the calendar of all outlets, of dates of a length."""
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, date, number, _ in grouped(texts, ("outlet", "date")):
        if len(date) == length:
            sizes[outlet][date] += number
    dates = sorted(set().union(*sizes.values()))
    numbers = {
        outlet: np.cumsum([0, *(counts[date] for date in dates)])
        for outlet, counts in sizes.items()
    }
    return _Calendar(dates, {date: place for place, date in enumerate(dates)}, numbers)


def _used(
    mentions: pa.Table, length: int, *, by_form: bool
) -> dict[tuple[str, str], dict[str, Counter[str]]]:
    """Return the articles of each date of a length, by concept and form, and by outlet."""
    used: dict[tuple[str, str], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    keys = ("concept", *(("term",) if by_form else ()), "outlet", "date")
    for concept, *form, outlet, date, articles, _ in grouped(mentions, keys):
        if len(date) == length:
            used[concept, form[0] if form else ""][outlet][date] += articles
    return used


def _longest(
    calendar: _Calendar, outlets: Sequence[str], used: Mapping[str, Counter[str]]
) -> Silence:
    """Return the longest silence in some outlets.

    Args:
        calendar: The texts of all outlets.
        outlets: The outlets.
        used: The articles with the term by outlet and date, of the outlets that have any.
    """
    articles = {outlet: counts.total() for outlet, counts in used.items()}
    rates = {outlet: number / calendar.texts[outlet][-1] for outlet, number in articles.items()}
    # Of one outlet the line is just its texts.
    highest = max(rates.values())
    line = np.sum([rates[outlet] / highest * calendar.texts[outlet] for outlet in used], axis=0)
    texts = np.sum([calendar.texts[outlet] for outlet in outlets], axis=0)
    dates = sorted(set().union(*used.values()))
    starts = [calendar.places[date] + 1 for date in dates]
    ends = [*(start - 1 for start in starts[1:]), len(texts) - 1]
    gaps = zip(starts, ends, dates, [*dates[1:], ""], strict=True)
    # Of equally long ones the one with most texts of other outlets, then the first.
    start, end, after, until = max(
        gaps, key=lambda gap: tuple(by[gap[1]] - by[gap[0]] for by in (line, texts))
    )
    share = float((line[end] - line[start]) / (line[-1] - line[starts[0] - 1]))
    p = longest_gap_probability(share, sum(articles.values()))
    last = calendar.dates[np.searchsorted(texts, texts[-1]) - 1]
    first_day, last_day = (
        datetime.date.fromisoformat(days_of(date[:10])[0]) for date in (after, until or last)
    )
    days = (last_day - first_day).days - (1 if until else 0)
    return Silence(after, until, int(texts[end] - texts[start]), days, p)
