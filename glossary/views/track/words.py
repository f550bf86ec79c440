"""The words for what is tracked, which the table and the page share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from glossary.corpus.track.probability import wilson
from glossary.views.track.drawing import number
from glossary.views.track.rows import PER
from glossary.views.words import counted

if TYPE_CHECKING:
    from glossary.corpus.track.changes import Jump, Silence
    from glossary.corpus.track.counting import Point
    from glossary.corpus.track.longer import InLonger
    from glossary.corpus.track.tiers import Scale
    from glossary.corpus.track.tracking import Tracking

# The most periods that are listed.
_LISTED = 6


def point_words(point: Point) -> str:
    """Return the counts of a period: ``2024-03: 19 of 31 texts, 6,129 per 10,000``."""
    counts = f"{point.articles:,} of {counted(point.texts, 'text')}"
    return f"{point.period}: {counts}, {per_words(point.share)}"


def per_words(share: float) -> str:
    """Return a share from 0 to 1 in words."""
    return f"{number(share * PER)} per 10,000"


def tier_words(scale: Scale, point: Point) -> str:
    """Return the tier of a share in words: ``烫? burning hot``; see :func:`tier_mark`."""
    return f"{tier_mark(scale, point)} {scale.tier(point.share).english}".rstrip()


def tier_mark(scale: Scale, point: Point) -> str:
    """Return the name of the tier of a share, with ``?`` if its interval reaches into others."""
    low, high = wilson(point.articles, point.texts)
    is_certain = scale.place(low) == scale.place(high)
    return f"{scale.tier(point.share).name}{'' if is_certain else '?'}"


def tier_words_by_period(scale: Scale, points: Sequence[Point]) -> str:
    """Return the tiers of periods in words: ``冷 2019–2021, 烫? 2022``; equal ones together."""
    runs = []
    for mark, run in groupby(points, key=lambda point: tier_mark(scale, point)):
        periods = [point.period for point in run]
        span = periods[0] if len(periods) == 1 else f"{periods[0]}–{periods[-1]}"
        runs.append(f"{mark} {span}")
    return ", ".join(runs)


def jump_words(jump: Jump) -> str:
    """Return a jump in words."""
    verb = "rise" if jump.is_rise else "fall"
    return (
        f"{verb} in {jump.period}: {per_words(jump.share)}, before {number(jump.before * PER)} "
        f"({p_words(jump.p)})"
    )


def silence_words(silence: Silence) -> str:
    """Return a silence in words, and whether it may be chance."""
    until = f"to {silence.until}" if silence.until else "and not since"
    span = f"{counted(silence.texts, 'text')}, {counted(silence.days, 'day')}"
    chance = "" if silence.is_significant else "; may be chance"
    return f"after {silence.after} {until}: {span} ({p_words(silence.p)}{chance})"


def longer_words(found: InLonger) -> str:
    """Return the mentions of longer terms in words."""
    listed = ", ".join(f"{one.term} {one.occurrences:,}" for one in found.terms[:_LISTED])
    more = " …" if len(found.terms) > _LISTED else ""
    number = sum(one.occurrences for one in found.terms)
    articles = counted(found.articles, "more article")
    return (
        f"not counted, in longer terms: {number:,} since {found.first}, in {articles} "
        f"({listed}{more})"
    )


def p_words(p: float) -> str:
    """Return a p-value in words."""
    return "p < .0001" if p < 0.0001 else f"p = {p:.2g}".replace("0.", ".")


def notes(tracking: Tracking) -> Iterator[str]:
    """Yield what a reader of the numbers must know: the texts, and what was left out."""
    texts = tracking.placed.texts
    if not len(texts):
        yield "no texts in this time and of these outlets"
    else:
        dates = texts["date"].unique().to_pylist()
        span = f"{min(dates)} to {max(dates)}"
        yield f"{counted(len(texts), 'text')}, {span}, by {tracking.by}"
    yield from left_out(tracking)
    if few := few_periods(tracking):
        listed = ", ".join(few[:_LISTED]) + (" …" if len(few) > _LISTED else "")
        yield (
            f"{counted(len(few), 'period')} with fewer than {tracking.few} texts, marked: {listed}"
        )


def left_out(tracking: Tracking) -> Iterator[str]:
    """Yield which texts were not counted, or not everywhere."""
    if undated := tracking.placed.undated:
        whose = "whose date is unknown or not exact enough"
        yield f"{counted(undated, 'text')} {whose}: not counted"
    outlets = tracking.placed.texts["outlet"].value_counts().to_pylist()
    unnamed = sum(one["counts"] for one in outlets if not one["values"])
    if unnamed and len(tracking.outlets) > 1:
        yield f"{counted(unnamed, 'text')} without an outlet: only in all outlets together"


def few_periods(tracking: Tracking) -> list[str]:
    """Return the periods with few texts, with their outlets, in order."""
    found = {
        (point.period, one.series.outlet)
        for one in tracking.tracked
        for point in one.series.points
        if point.texts < tracking.few
    }
    return [f"{period} {outlet}".rstrip() for period, outlet in sorted(found)]
