"""Small line charts as SVG for a page of ours: they follow its theme, its width and its policy.

matplotlib draws the plots for papers (:mod:`glossary.views.track.plots`). Its SVG has fixed
colours and inline styles, which a page with a light and a dark theme and a strict policy cannot
use; a line with points is little to draw.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import NamedTuple

# The number of colours in the style sheet; each has its own dashes as well.
COLOURS = 6
# The drawing, in its own units; the style sheet gives it the width of its column.
_WIDTH, _HEIGHT = 400, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 14, 26
_RADIUS = 3.5
# The width of a character of a label, and the space between two labels.
_CHARACTER, _GAP = 6.8, 10
# The digits of round numbers.
_ROUND = (1, 1.2, 1.6, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Mark(NamedTuple):
    """A point of a line.

    Attributes:
        period: The period.
        value: The value; the lowest is 0.
        low: The lower bound of its interval.
        high: The upper bound.
        label: The words for it, for a pointer that rests on it and for screen readers.
        href: The address of what is behind it; empty for none.
        is_hollow: It rests on little, and is drawn as a ring.
        arrow: ``▲`` or ``▼`` above it; or empty.
    """

    period: str
    value: float
    low: float
    high: float
    label: str = ""
    href: str = ""
    is_hollow: bool = False
    arrow: str = ""


class Line(NamedTuple):
    """A line of a chart: a colour, from 0, and points in the order of time."""

    colour: int
    marks: Sequence[Mark]


def chart(lines: Sequence[Line], periods: Sequence[str], top: float, label: str) -> str:
    """Return a chart as SVG.

    Args:
        lines: The lines. Only a single one has the band of its intervals.
        periods: All periods in order; a line is broken where it has no point.
        top: The highest value; the same for charts that are to be compared. A point above it is
            drawn there, with its value.
        label: The name of the chart for screen readers.
    """
    scale = _Scale({period: number for number, period in enumerate(periods)}, nice(top))
    parts = [*_axes(scale, periods)]
    for line in lines:
        runs = _runs(line.marks, scale)
        if len(lines) == 1:
            parts += [_band(run, scale) for run in runs]
        parts += [_path(run, scale, line.colour) for run in runs]
    for line in lines:
        parts += [_point(mark, scale, line.colour) for mark in line.marks]
    inner = "\n".join(parts)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="{escape(label)}">\n'
        f"{inner}\n</svg>"
    )


def nice(value: float) -> float:
    """Return the next round number from a value on, whose half is round as well."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in _ROUND if value <= step * power * (1 + 1e-9))


def number(value: float) -> str:
    """Return a number for people: ``1,250``, ``12.5``, ``0.25``."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


class _Scale(NamedTuple):
    """The places of periods, and the highest value."""

    places: Mapping[str, int]
    top: float

    def x(self, period: str) -> float:
        width = _WIDTH - _LEFT - _RIGHT
        steps = max(len(self.places) - 1, 1)
        # A single period is in the middle.
        place = self.places[period] if len(self.places) > 1 else 0.5
        return round(_LEFT + width * place / steps, 1)

    def y(self, value: float) -> float:
        height = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + height * (1 - min(value / self.top, 1.0)), 1)


def _axes(scale: _Scale, periods: Sequence[str]) -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        value = scale.top * share
        y = scale.y(value)
        yield f'<path class="zt-grid" d="M{_LEFT} {y}H{_WIDTH - _RIGHT}"/>'
        yield f'<text class="zt-y" x="{_LEFT - 6}" y="{y + 4}">{number(value)}</text>'
    for period, kind in _labelled(scale, periods):
        x = scale.x(period)
        yield f'<text class="{kind}" x="{x}" y="{_HEIGHT - 8}">{escape(period)}</text>'


def _labelled(scale: _Scale, periods: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the periods with a label, at equal steps and the last one, and where labels begin."""
    if len(periods) < 2:
        yield from ((period, "zt-mid") for period in periods)
        return
    width = max(map(len, periods)) * _CHARACTER + _GAP
    first, last = scale.x(periods[0]), scale.x(periods[-1])
    # The outer ones are at the edges, so that each takes half a width more.
    step = math.ceil((len(periods) - 1) / max(1, (last - first) / width - 0.5))
    yield periods[0], "zt-start"
    for period in periods[step:-1:step]:
        if first + 1.5 * width < scale.x(period) + _GAP / 2 < last - 1.5 * width + _GAP:
            yield period, "zt-mid"
    yield periods[-1], "zt-end"


def _runs(marks: Sequence[Mark], scale: _Scale) -> list[list[Mark]]:
    """Return the points between periods without one."""
    numbered = enumerate(marks)
    runs = groupby(numbered, key=lambda item: scale.places[item[1].period] - item[0])
    return [[mark for _, mark in run] for _, run in runs]


def _path(run: Sequence[Mark], scale: _Scale, colour: int) -> str:
    points = "L".join(f"{scale.x(mark.period)} {scale.y(mark.value)}" for mark in run)
    return f'<path class="zt-line zt-c{colour % COLOURS}" d="M{points}"/>'


def _band(run: Sequence[Mark], scale: _Scale) -> str:
    """Return the intervals of a run: an area with edges, which are missing where it is cut."""
    high, low = (
        _cut([(scale.x(mark.period), value) for mark, value in bounds], scale.top)
        for bounds in (((mark, mark.high) for mark in run), ((mark, mark.low) for mark in run))
    )
    outline = [f"{x:g} {scale.y(value)}" for x, value in [*high, *reversed(low)]]
    edges = [
        f"M{x:g} {scale.y(value)}L{next_x:g} {scale.y(next_value)}"
        for edge in ([low[0], high[0]] if len(run) == 1 else high, low)
        for (x, value), (next_x, next_value) in pairwise(edge)
        if min(value, next_value) < scale.top
    ]
    return (
        f'<path class="zt-band" d="M{"L".join(outline)}Z"/>'
        f'<path class="zt-edge" d="{"".join(edges)}"/>'
    )


def _cut(edge: Sequence[tuple[float, float]], top: float) -> list[tuple[float, float]]:
    """Return the points of a line, cut off at the top, with those where it leaves the chart."""
    cut = [(x, min(value, top)) for x, value in edge[:1]]
    for (x, value), (next_x, next_value) in pairwise(edge):
        if (value > top) != (next_value > top):
            crossing = x + (next_x - x) * (top - value) / (next_value - value)
            cut.append((round(crossing, 1), top))
        cut.append((next_x, min(next_value, top)))
    return cut


def _point(mark: Mark, scale: _Scale, colour: int) -> str:
    x, y = scale.x(mark.period), scale.y(mark.value)
    kind = f"zt-point zt-c{colour % COLOURS}{' zt-hollow' if mark.is_hollow else ''}"
    shape = f'<circle class="{kind}" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
    if mark.value > scale.top:
        kind = "zt-end" if x > _WIDTH - 2 * _RIGHT else "zt-mid"
        shape += f'<text class="{kind}" x="{x}" y="{y - 5}">↑ {number(mark.value)}</text>'
    elif mark.arrow:
        # Above the point, or below one at the top.
        place = y - 8 if y > _TOP + 12 else y + 18
        shape += f'<text class="zt-arrow" x="{x}" y="{place}">{mark.arrow}</text>'
    label = escape(mark.label)
    if not mark.href:
        return f"<g><title>{label}</title>{shape}</g>"
    # The whole height is a target for a finger.
    width = max((_WIDTH - _LEFT - _RIGHT) / max(len(scale.places), 1), 2 * _RADIUS)
    target = (
        f'<rect class="zt-target" x="{x - width / 2:.1f}" y="{_TOP}" width="{width:.1f}" '
        f'height="{_HEIGHT - _TOP - _BOTTOM}"/>'
    )
    return (
        f'<a href="{escape(mark.href)}" aria-label="{label}"><title>{label}</title>'
        f"{target}{shape}</a>"
    )
