"""Jumps and silences: periods unlike those before, and the longest time without a term."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from glossary.corpus.track.counting import TOGETHER, Placed, Series, SeriesKey
from glossary.corpus.track.groups import grouped
from glossary.corpus.track.periods import days_of
from glossary.corpus.track.probability import discoveries, longest_gap_probability, rates_differ

if TYPE_CHECKING:
    import pyarrow as pa

# A period is compared with so many before it: with a year of months.
BASELINE = 12


@dataclass(frozen=True, slots=True)
class Jump:
    """A period in which a term is in more, or in fewer articles than before.

    Attributes:
        period: The period.
        share: The share of its articles that have the term, from 0 to 1.
        before: The share of the articles of the up to 12 periods before it.
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

    Each period is compared with the up to 12 before it by :func:`rates_differ`; reported is what
    is significant at a false discovery rate of 5 % among the tests of all series.

    Args:
        series: The series; their order is that of the results.
    """
    tested = [(place, jump) for place, one in enumerate(series) for jump in _compared(one)]
    found: list[dict[str, Jump]] = [{} for _ in series]
    real = discoveries([jump.p for _, jump in tested])
    for (place, jump), is_real in zip(tested, real, strict=True):
        if is_real:
            found[place][jump.period] = jump
    return found


def silences(
    placed: Placed, series: Sequence[Series], *, by_form: bool = False
) -> list[Silence | None]:
    """Return the longest silence of each series; None for one without a mention.

    The time before the first use is not one. The length is tested by
    :func:`longest_gap_probability`: the articles with the term after the first one divide the
    texts after it, and one of these gaps is the longest. Texts whose dates are less exact than
    those of others have no place among them, and are left out.

    Args:
        placed: The texts and mentions that the series were counted from.
        series: The series.
        by_form: The series tell the forms of a concept apart.
    """
    dates = placed.texts["date"].unique().to_pylist()
    length = max((len(date) for date in dates), default=0)
    calendars = _calendars(placed.texts, length)
    used = _used(placed.mentions, length, by_form=by_form)
    keys = [(one.concept, one.term if by_form else "", one.outlet) for one in series]
    found = [_longest(calendars.get(key[-1]), used.get(key, {})) for key in keys]
    real = iter(discoveries([silence.p for silence in found if silence]))
    return [silence and replace(silence, is_significant=next(real)) for silence in found]


def _compared(series: Series) -> Iterator[Jump]:
    """Yield all periods that can be compared with those before, as jumps."""
    for place in range(1, len(series.points)):
        point, earlier = series.points[place], series.points[max(0, place - BASELINE) : place]
        articles, texts = sum(one.articles for one in earlier), sum(one.texts for one in earlier)
        if point.articles or articles:
            p = rates_differ(point.articles, point.texts, articles, texts)
            yield Jump(point.period, point.share, articles / texts, p)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The dates of the texts of an outlet in order, and the number of texts up to each."""

    before: Mapping[str, int]
    through: Mapping[str, int]
    total: int
    last: str


def _calendars(texts: pa.Table, length: int) -> dict[str, _Calendar]:
    """Return the calendar of each outlet, of dates of a length."""
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for outlet, date, number, _ in grouped(texts, ("outlet", "date")):
        for name in {outlet, TOGETHER} if len(date) == length else ():
            sizes[name][date] += number
    calendars = {}
    for outlet, counts in sizes.items():
        ordered = sorted(counts)
        through = dict(zip(ordered, accumulate(counts[date] for date in ordered), strict=True))
        before = {date: number - counts[date] for date, number in through.items()}
        calendars[outlet] = _Calendar(before, through, sum(counts.values()), ordered[-1])
    return calendars


def _used(mentions: pa.Table, length: int, *, by_form: bool) -> dict[SeriesKey, dict[str, int]]:
    """Return the articles of each date of a length for each series, where there are any."""
    used: dict[SeriesKey, Counter[str]] = defaultdict(Counter)
    keys = ("concept", *(("term",) if by_form else ()), "outlet", "date")
    for concept, *form, outlet, date, articles, _ in grouped(mentions, keys):
        for name in {outlet, TOGETHER} if len(date) == length else ():
            used[concept, form[0] if form else "", name][date] += articles
    return {key: dict(sorted(dates.items())) for key, dates in used.items()}


def _longest(calendar: _Calendar | None, used: Mapping[str, int]) -> Silence | None:
    if not used or not calendar:
        return None
    dates = list(used)
    gaps = [(calendar.before[b] - calendar.through[a], a, b) for a, b in pairwise(dates)]
    gaps.append((calendar.total - calendar.through[dates[-1]], dates[-1], ""))
    # Of equally long ones the first.
    texts, after, until = max(gaps, key=lambda gap: gap[0])
    line = calendar.total - calendar.before[dates[0]]
    p = longest_gap_probability(texts / line, sum(used.values()))
    start, end = (
        datetime.date.fromisoformat(days_of(date[:10])[0])
        for date in (after, until or calendar.last)
    )
    days = (end - start).days - (1 if until else 0)
    return Silence(after, until, texts, days, p)
