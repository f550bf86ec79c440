"""Plots for papers: small multiples as PNG and SVG (matplotlib).

The text of an SVG stays text, so that it can be searched and set in the font of the paper.
"""

from __future__ import annotations

import io
import logging
import math
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from glossary.corpus.track.probability import wilson
from glossary.corpus.track.tracking import name_of
from glossary.views.track.drawing import COLOURS, Line, Mark, nice, number
from glossary.views.track.rows import PER, axis_top
from termbase.errors import Error
from termbase.formats.characters import UNWRITABLE
from termbase.language.script import is_han

if TYPE_CHECKING:
    from glossary.corpus.track.counting import Series
    from glossary.corpus.track.tracking import Tracking

# Okabe and Ito, Color universal design (2008), the darker ones first, with dashes as well.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#e69f00")
_DASHES = ("-", "--", ":", "-.", (0, (8, 2)), (0, (4, 1, 1, 1)))
# Fonts with Chinese characters on Linux, macOS and Windows.
_FONTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "PingFang SC",
    "Hiragino Sans GB", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "Noto Serif CJK SC", "Noto Serif CJK JP", "Arial Unicode MS",
)  # fmt: skip
_COLUMNS = 3
# Inches, for a panel; and the labels of periods that have room in one.
_PANEL = (3.4, 2.1)
_LABELS = 4
# The longest title of a panel, in characters.
_TITLE = 36
# A share that is higher than the scale, by more than the error of rounding.
_NEARLY = 1 + 1e-9
_log = logging.getLogger(__name__)


class Panel(NamedTuple):
    """A panel of a plot.

    Attributes:
        title: Its title.
        names: The names of its lines, for a legend where there are several.
        lines: The lines. Only a single one has the band of its intervals.
        top: The highest value of the scale. A point above it is drawn there, with its value.
    """

    title: str
    names: Sequence[str]
    lines: Sequence[Line]
    top: float


def require_matplotlib() -> None:
    """Check that plots can be made, before other work for them is done.

    Raises:
        Error: If matplotlib is not installed.
    """
    try:
        import matplotlib as _  # noqa: F401
    except ImportError:
        raise Error(
            "plots need matplotlib; install it with: pip install 'zh-en-glossary[corpus]'"
        ) from None


def write(tracking: Tracking, to: Literal["png", "svg"]) -> bytes:
    """Return a plot: a panel for each concept, or for each outlet where there is one concept.

    Args:
        tracking: What was tracked.
        to: The format.

    Raises:
        Error: If matplotlib is not installed.
    """
    return plot(_panels(tracking), tracking.periods, "per 10,000 texts", to)


def plot(
    panels: Sequence[Panel], periods: Sequence[str], unit: str, to: Literal["png", "svg"]
) -> bytes:
    """Return a plot.

    Args:
        panels: Its panels.
        periods: All periods in order; a line is broken where it has no point.
        unit: The unit of the values.
        to: The format.

    Raises:
        Error: If matplotlib is not installed.
    """
    require_matplotlib()
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    fonts = [*_installed(_FONTS), "DejaVu Sans"]
    if to == "png" and len(fonts) == 1 and _has_chinese(panels):
        _log.warning(
            "no font with Chinese characters is installed, they are shown as boxes; install "
            "one such as Noto Sans CJK, or write an SVG"
        )
    settings: dict[Any, Any] = {
        "font.family": fonts,
        "font.size": 8,
        "svg.fonttype": "none",
        "svg.hashsalt": "glossary",
        # A dollar sign in a name is not a formula.
        "text.parse_math": False,
    }
    columns = min(len(panels), _COLUMNS)
    rows = -(-len(panels) // columns) if panels else 1
    out = io.BytesIO()
    with rc_context(settings), warnings.catch_warnings():
        # Of missing characters, which we report ourselves, and of a layout that is too narrow.
        warnings.simplefilter("ignore", UserWarning)
        size = (_PANEL[0] * max(columns, 1), _PANEL[1] * rows)
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        for place, panel in enumerate(panels, 1):
            _draw(figure.add_subplot(rows, columns, place), panel, periods)
        figure.supylabel(unit)
        # Without the time, the same data are the same file.
        metadata: dict[str, Any] = {"Date": None} if to == "svg" else {}
        figure.savefig(out, format=to, dpi=200, metadata=metadata)
    return out.getvalue()


def _panels(tracking: Tracking) -> list[Panel]:
    by_outlet = len(tracking.concepts) == 1
    panels: list[Panel] = []
    for concept in tracking.concepts:
        found = tracking.of(concept)
        total = [one.series for one in found if one.series.outlet == tracking.outlets[0]]
        # There are so many colours, and a form has the same one in all outlets.
        ranked = sorted(total, key=lambda series: -series.total.articles)[:COLOURS]
        # Outlets can be compared; concepts are too unlike for one scale.
        top = nice(axis_top(tracking, concept.id))
        for outlet in tracking.outlets if by_outlet else tracking.outlets[:1]:
            by_form = {one.series.term: one.series for one in found if one.series.outlet == outlet}
            name = name_of(concept)
            title = f"{name} · {outlet or 'all outlets'}" if by_outlet else name
            series = [by_form[one.term] for one in ranked]
            lines = [_line(tracking, place, one) for place, one in enumerate(series)]
            panels.append(Panel(title, [one.term for one in series], lines, top))
    return panels


def _line(tracking: Tracking, colour: int, series: Series) -> Line:
    marks = []
    for point in series.points:
        values = (point.share, *wilson(point.articles, point.texts))
        share, low, high = (value * PER for value in values)
        is_few = point.texts < tracking.few
        marks.append(Mark(point.period, share, low, high, is_hollow=is_few))
    return Line(colour, marks)


def _draw(axes: Any, panel: Panel, periods: Sequence[str]) -> None:
    """Draw a panel: its lines, with the band of its intervals if there is one."""
    places = range(len(periods))
    top = panel.top
    for name, line in zip(panel.names, panel.lines, strict=True):
        colour, dashes = (styles[line.colour % COLOURS] for styles in (_COLOURS, _DASHES))
        by_period = {mark.period: mark for mark in line.marks}
        # A period without texts breaks the line.
        found = [by_period.get(period) for period in periods]
        values = [min(mark.value, top) if mark else math.nan for mark in found]
        axes.plot(values, color=colour, linestyle=dashes, linewidth=1.2, label=_writable(name))
        for inside, is_few in ((colour, False), ("white", True)):
            chosen = [x for x, mark in enumerate(found) if mark and mark.is_hollow == is_few]
            heights = [values[x] for x in chosen]
            axes.plot(chosen, heights, "o", color=colour, markersize=2.5, markerfacecolor=inside)
        for x, mark in enumerate(found):
            if mark and mark.value > top * _NEARLY:
                text = f"↑ {number(mark.value)}"
                axes.annotate(
                    text, (x, top), (0, 3), textcoords="offset points", ha="center", fontsize=6
                )
        if len(panel.lines) == 1:
            low = [mark.low if mark else math.nan for mark in found]
            high = [mark.high if mark else math.nan for mark in found]
            axes.fill_between(places, low, high, color=colour, alpha=0.15, linewidth=0)
            for bound in (low, high):
                axes.plot(bound, color=colour, alpha=0.4, linewidth=0.4)
    axes.set_title(_shortened(panel.title), fontsize=9, loc="left", pad=9)
    step = max(1, -(-len(places) // _LABELS))
    axes.set_xticks(places[::step], periods[::step])
    # Points at zero are not cut, nor are those at the top.
    axes.set_ylim(-0.03 * top, 1.04 * top)
    axes.spines[["top", "right"]].set_visible(False)
    if len(panel.lines) > 1:
        axes.legend(frameon=False, fontsize=7)


def _shortened(title: str) -> str:
    """Return a title that fits above its panel."""
    title = _writable(title)
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _writable(text: str) -> str:
    """Return text on one line, without what an SVG cannot hold."""
    return UNWRITABLE.sub("", " ".join(text.split()))


def _installed(fonts: Sequence[str]) -> list[str]:
    from matplotlib import font_manager

    known = {font.name for font in font_manager.fontManager.ttflist}
    return [font for font in fonts if font in known]


def _has_chinese(panels: Sequence[Panel]) -> bool:
    return any(is_han(c) for panel in panels for text in (panel.title, *panel.names) for c in text)
