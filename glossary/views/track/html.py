"""Tracked concepts as a page: charts whose points lead to quotations, and their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from glossary.corpus.track.periods import By
from glossary.corpus.track.probability import wilson
from glossary.corpus.track.tracking import name_of
from glossary.views.track.drawing import COLOURS, Line, Mark, chart, number
from glossary.views.track.page import language_of, legend, page, quotation, table
from glossary.views.track.rows import PER, axis_top, direction, peak
from glossary.views.track.words import (
    jump_words,
    longer_words,
    notes,
    per_words,
    point_words,
    silence_words,
    tier_mark,
    tier_words,
    tier_words_by_period,
)
from termbase.model.concept import Concept, Language

if TYPE_CHECKING:
    from glossary.corpus.track.counting import Point, Series
    from glossary.corpus.track.tracking import Tracked, Tracking

_ARROWS = {"rise": "▲", "fall": "▼"}
# A longer table is closed at first.
_OPEN_ROWS = 16


@dataclass(frozen=True, slots=True)
class _Shown:
    """A series and what the ids of its quotations begin with."""

    prefix: str
    tracked: Tracked

    @property
    def series(self) -> Series:
        """The counts."""
        return self.tracked.series

    def href(self, point: Point) -> str:
        """Return the address of the quotations of a period; empty if there are none."""
        period = point.period
        return f"#{self.prefix}-{period}" if self.tracked.examples.get(period) else ""

    def arrow(self, point: Point) -> str:
        """Return ``▲`` or ``▼`` for a jump; or empty."""
        jump = self.tracked.jumps.get(point.period)
        return _ARROWS[direction(jump)] if jump else ""

    def name(self, period: str) -> str:
        """Return the heading of the quotations of a period."""
        return " · ".join(filter(None, (period, self.series.outlet, self.series.term)))


def write(tracking: Tracking, name: str) -> str:
    """Return the page of what was tracked.

    Args:
        tracking: What was tracked, with its quotations.
        name: The name of the corpus.
    """
    concepts = tracking.concepts
    sections = [_section(tracking, number, concept) for number, concept in enumerate(concepts, 1)]
    contents = [
        f'<li lang="{language_of(name_of(concept))}"><a href="#t{number}">'
        f"{escape(name_of(concept))}</a></li>"
        for number, concept in enumerate(concepts, 1)
    ]
    title = f"Terms in {name}"
    listed = f'<ul class="zt-contents">\n{_joined(contents)}</ul>\n' if len(contents) > 1 else ""
    return page(title, [_notes(tracking), listed, *sections])


def _notes(tracking: Tracking) -> str:
    scale = ", ".join(
        f"{tier.name} {tier.english}".rstrip()
        + (f" from {number(tier.share * PER)}" if tier.share else "")
        for tier in reversed(tracking.scale.tiers)
    )
    lines = [
        *notes(tracking),
        "shares are for 10,000 texts, with their 95 % intervals; a ring is a period with few texts",
        "▲ and ▼ are rises and falls that are not chance",
        f"tiers, for 10,000 texts: {scale}; one with ? is uncertain: its interval reaches others",
    ]
    items = _joined(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="zt-notes">\n{items}</ul>\n'


def _section(tracking: Tracking, place: int, concept: Concept) -> str:
    found = [_Shown(f"q{place}-{n}", one) for n, one in enumerate(tracking.of(concept), 1)]
    total = [one for one in found if one.series.outlet == tracking.outlets[0]]
    # There are so many colours; the other forms are in the table.
    frequent = sorted(total, key=lambda one: -one.series.total.articles)[:COLOURS]
    names = [one.series.term for one in frequent]
    charts = [_figure(tracking, found, outlet, names) for outlet in tracking.outlets]
    facts = [
        fact for one in total for fact in _facts(tracking, one.tracked, names_form=len(total) > 1)
    ]
    single = " zt-single" if len(charts) == len(total) == 1 else ""
    return f"""<section class="zt-series" id="t{place}">
{_heading(concept)}
{legend(names) if len(total) > 1 else ""}<div class="zt-plot{single}">
<div class="zt-panels">
{"".join(charts)}</div>
{_table(tracking, concept, found)}</div>
<ul class="zt-facts">
{_joined(facts)}</ul>
{_quotations(found)}</section>
"""


def _heading(concept: Concept) -> str:
    name = name_of(concept)
    chinese, english = (concept.best(language) for language in (Language.CHINESE, Language.ENGLISH))
    parts = [f'<h2 lang="{language_of(name)}">{escape(name)}']
    if chinese and chinese.pinyin:
        parts.append(f'<span lang="zh-Latn-pinyin">{escape(chinese.pinyin)}</span>')
    if english and english.text != name:
        parts.append(f'<span lang="en">{escape(english.text)}</span>')
    return f"{' '.join(parts)}</h2>"


def _facts(tracking: Tracking, one: Tracked, *, names_form: bool) -> Iterator[str]:
    series, total = one.series, one.series.total
    low, high = wilson(total.articles, total.texts)
    form = f'<b lang="{language_of(series.term)}">{escape(series.term)}</b>: ' if names_form else ""
    words = (
        f"{total.articles:,} of {total.texts:,} texts, {total.occurrences:,} times: "
        f"{per_words(total.share)} ({number(low * PER)}–{number(high * PER)}), "
        f"{tier_words(tracking.scale, total)}"
    )
    if top := peak(series):
        words += f", most in {top}"
    yield f'<li class="zt-sum">{form}{escape(words)}</li>'
    if longer := tracking.longer.get(series.concept):
        yield f"<li>{escape(_capital(longer_words(longer)))}</li>"
    if tracking.by is By.YEAR:
        tiers = tier_words_by_period(tracking.scale, series.points)
        yield f"<li>Tiers: {escape(tiers)}</li>"
    if one.silence and one.silence.texts:
        yield f"<li>Longest silence: {escape(silence_words(one.silence))}</li>"
    yield from (f"<li>{escape(_capital(jump_words(jump)))}</li>" for jump in one.jumps.values())
    if one.first:
        yield f"<li>First use {quotation(one.first)}</li>"
    if one.last and one.last != one.first:
        yield f"<li>Last use {quotation(one.last)}</li>"


def _figure(tracking: Tracking, found: Sequence[_Shown], outlet: str, names: Sequence[str]) -> str:
    """Return the chart of an outlet: a line for each form, on the scale of all outlets."""
    by_form = {one.series.term: one for one in found if one.series.outlet == outlet}
    shown = [by_form[name] for name in names]
    lines = [
        Line(colour, [_mark(tracking, one, point) for point in one.series.points])
        for colour, one in enumerate(shown)
    ]
    first, title = shown[0].series, outlet or "All outlets"
    label = f"{title}: {', '.join(names)} by {tracking.by}, per 10,000 texts"
    svg = chart(lines, tracking.periods, axis_top(tracking, first.concept), label)
    texts = f"<span>{first.total.texts:,} texts</span>"
    return f"<figure><figcaption>{escape(title)} {texts}</figcaption>\n{svg}</figure>\n"


def _mark(tracking: Tracking, one: _Shown, point: Point) -> Mark:
    low, high = wilson(point.articles, point.texts)
    return Mark(
        point.period,
        point.share * PER,
        low * PER,
        high * PER,
        f"{one.series.term} {point_words(point)}",
        one.href(point),
        is_hollow=point.texts < tracking.few,
        arrow=one.arrow(point),
    )


def _table(tracking: Tracking, concept: Concept, found: Sequence[_Shown]) -> str:
    header = ("period", "outlet", "form", "articles", "texts", "times", "share", "95 %", "tier")
    has = (True, len(tracking.outlets) > 1, tracking.by_form, *[True] * 6)
    rows = [
        _kept(_cells(tracking, one, point), has) for one in found for point in one.series.points
    ]
    first = sum(has[:3])
    is_open = " open" if len(tracking.outlets) == 1 and len(rows) <= _OPEN_ROWS else ""
    shown = table(f"Table of {name_of(concept)}", _kept(header, has), rows, first)
    return f"<details{is_open}><summary>Table</summary>\n{shown}</details>\n"


def _cells(tracking: Tracking, one: _Shown, point: Point) -> tuple[str, ...]:
    low, high = wilson(point.articles, point.texts)
    period = escape(point.period)
    if href := one.href(point):
        period = f'<a href="{escape(href)}">{period}</a>'
    return (
        f"{period} {one.arrow(point)}".rstrip(),
        escape(one.series.outlet or "all"),
        escape(one.series.term),
        f"{point.articles:,}",
        f"{point.texts:,}{' (few)' if point.texts < tracking.few else ''}",
        f"{point.occurrences:,}",
        number(point.share * PER),
        f"{number(low * PER)}–{number(high * PER)}",
        escape(tier_mark(tracking.scale, point)),
    )


def _kept(cells: Sequence[str], has: Sequence[bool]) -> list[str]:
    return [cell for cell, is_kept in zip(cells, has, strict=True) if is_kept]


def _quotations(found: Sequence[_Shown]) -> str:
    parts = [
        f'<div id="{one.prefix}-{escape(period)}"><h3>{escape(one.name(period))}</h3>\n'
        f"{''.join(map(quotation, quotations))}</div>\n"
        for one in found
        for period, quotations in one.tracked.examples.items()
        if quotations
    ]
    if not parts:
        return ""
    return f"<details><summary>Quotations</summary>\n{''.join(parts)}</details>\n"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
