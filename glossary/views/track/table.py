"""Tracked concepts for a terminal: a line each with a sparkline, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from glossary.corpus.track.counting import Point, Series
from glossary.corpus.track.periods import By
from glossary.corpus.track.probability import wilson
from glossary.views.terminal import table_lines
from glossary.views.track.drawing import number
from glossary.views.track.rows import PER, peak
from glossary.views.track.words import (
    jump_words,
    longer_words,
    notes,
    silence_words,
    tier_words,
    tier_words_by_period,
)
from glossary.views.words import safe_line

if TYPE_CHECKING:
    from glossary.corpus.track.quotations import Quotation
    from glossary.corpus.track.tracking import Tracked, Tracking
    from termbase.model.concept import Concept

_BARS = "▁▂▃▄▅▆▇█"
_NONE = "·"
# Longer series are shown with several periods to a column.
_COLUMNS = 60
# The details of more concepts would push the table off the screen.
_DETAILED = 5


def lines(tracking: Tracking, width: int | None = None) -> Iterator[str]:
    """Yield the lines for a terminal.

    Args:
        tracking: What was tracked.
        width: The columns of the terminal; None to put each row on one line.
    """
    if tracking.tracked:
        span = f"{tracking.periods[0]} to {tracking.periods[-1]}"
        header = ("term", "outlet", span, "articles", "texts", "per 10,000", "95 %", "tier", "peak")
        rows = [row for concept in tracking.concepts for row in _rows(tracking, concept)]
        yield from table_lines(header, rows, width)
        yield "\n"
        if any("?" in row[-2] for row in rows):
            yield "a tier with ? is not certain: the interval reaches into others\n"
    yield from (f"{safe_line(note)}\n" for note in notes(tracking))
    if has_details(tracking):
        for concept in tracking.concepts:
            for one in tracking.of(concept):
                if one.series.outlet == tracking.outlets[0]:
                    yield from _details(tracking, one)


def has_details(tracking: Tracking) -> bool:
    """Return True if the quotations of the first and last use are shown."""
    return len(tracking.concepts) <= _DETAILED


def sparkline(points: Sequence[Point | None], top: float) -> str:
    """Return shares as bars; a dot is a period without a mention, a space one without texts.

    Args:
        points: The counts of periods; None for one without texts.
        top: The share of the highest bar.
    """
    return "".join(_bar(point, top) for point in points)


def _bar(point: Point | None, top: float) -> str:
    if point is None:
        return " "
    if not point.articles:
        return _NONE
    return _BARS[min(int(point.share / top * len(_BARS)), len(_BARS) - 1)]


def _rows(tracking: Tracking, concept: Concept) -> Iterator[tuple[str, ...]]:
    found = tracking.of(concept)
    columns = [_columns(one.series.points, tracking.periods) for one in found]
    # The bars of a concept can be compared with each other.
    top = max(point.share for point in tracking.reliable(concept.id)) or 1.0
    for one, line in zip(found, columns, strict=True):
        series, total = one.series, one.series.total
        low, high = wilson(total.articles, total.texts)
        yield (
            series.term,
            series.outlet or "(all)",
            sparkline(line, top),
            f"{total.articles:,}",
            f"{total.texts:,}",
            number(total.share * PER),
            f"{number(low * PER)}–{number(high * PER)}",
            tier_words(tracking.scale, total),
            peak(series),
        )


def _columns(points: Sequence[Point], periods: Sequence[str]) -> list[Point | None]:
    """Return the counts of all periods, of several together where there are many."""
    size = -(-len(periods) // _COLUMNS)
    by_period = {point.period: point for point in points}
    groups = (periods[start : start + size] for start in range(0, len(periods), size))
    return [_together([by_period[name] for name in group if name in by_period]) for group in groups]


def _together(points: Sequence[Point]) -> Point | None:
    return Series("", "", "", tuple(points)).total if points else None


def _details(tracking: Tracking, one: Tracked) -> Iterator[str]:
    yield f"\n{safe_line(one.series.term)}  [{one.series.concept}]\n"
    if longer := tracking.longer.get(one.series.concept):
        yield f"    {safe_line(longer_words(longer))}; --overlapping counts them\n"
    if tracking.by is By.YEAR:
        yield f"    tiers: {tier_words_by_period(tracking.scale, one.series.points)}\n"
    for name, quotation in (("first", one.first), ("last", one.last)):
        if quotation:
            yield f"    {name}: {_quotation(quotation)}\n"
    if one.silence and one.silence.texts:
        yield f"    longest silence: {silence_words(one.silence)}\n"
    yield from (f"    {jump_words(jump)}\n" for jump in one.jumps.values())


def _quotation(quotation: Quotation) -> str:
    place = quotation.place
    sentence = safe_line(f"{quotation.before}〔{quotation.text}〕{quotation.after}")
    return f"{place.date} {safe_line(place.id)}:{place.start}  {sentence}"
