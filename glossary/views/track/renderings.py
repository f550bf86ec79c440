"""Renderings by outlet and year: rows, a table, a page with small multiples."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Literal, TypedDict

from glossary.corpus.track.probability import wilson
from glossary.views.terminal import table_lines
from glossary.views.track.drawing import COLOURS, Line, Mark, chart, number
from glossary.views.track.page import language_of, legend, page, table
from glossary.views.track.rows import format_csv
from glossary.views.words import counted, safe_line
from termbase.errors import Error

if TYPE_CHECKING:
    from glossary.corpus.renderings.usage import Usage, Use
    from glossary.views.track.output_formats import RenderingsFormat

OTHER = "other or none"
# On a page, a year in which a term has fewer uses is a ring.
_FEW = 5
# Quotations of a rendering in an outlet and year, and characters around what is marked.
_QUOTATIONS, _CONTEXT = 3, 160


# A rendering, an outlet, a year.
_Key = tuple[str, str, str]


class Row(TypedDict):
    """The uses of a rendering of a term in an outlet and a year.

    ``rendering`` is empty where none is known. ``kind`` is ``listed`` in the glossary, ``found`` by
    statistics, or ``none``. ``share`` is that of all uses of the term in the outlet and year;
    ``places`` are the ids of the segments.
    """

    concept: str
    term: str
    rendering: str
    kind: str
    outlet: str
    year: str
    count: int
    share: float
    places: list[str]


def rows(usages: Iterable[Usage]) -> list[Row]:
    """Return a row for each term, rendering, outlet and year; the commonest rendering first."""
    found: list[Row] = []
    for usage in usages:
        groups = _grouped(usage)
        totals = Counter((use.segment.outlet, use.segment.date[:4]) for use in usage.uses)
        order = {rendering: place for place, rendering in enumerate(_order(usage))}
        for key in sorted(groups, key=lambda key: (order[key[0]], *key[1:])):
            rendering, outlet, year = key
            uses = groups[key]
            found.append(
                Row(
                    concept=usage.concept, term=usage.term, rendering=rendering, kind=uses[0].kind,
                    outlet=outlet, year=year, count=len(uses),
                    share=round(len(uses) / totals[outlet, year], 6),
                    places=list(dict.fromkeys(use.segment.id for use in uses)),
                )
            )  # fmt: skip
    return found


def _grouped(usage: Usage) -> dict[_Key, list[Use]]:
    """Return the uses of each rendering in an outlet and a year."""
    groups: dict[_Key, list[Use]] = defaultdict(list)
    for use in usage.uses:
        groups[use.rendering, use.segment.outlet, use.segment.date[:4]].append(use)
    return groups


def write(usages: Sequence[Usage], to: RenderingsFormat, name: str) -> bytes:
    """Return renderings in a format.

    Args:
        usages: The renderings of terms.
        to: The format.
        name: The name of the corpus.

    Raises:
        Error: If a plot is asked for and matplotlib is not installed, or no use has a date.
    """
    match to:
        case "json":
            return json.dumps(rows(usages), ensure_ascii=False, indent=1).encode() + b"\n"
        case "csv":
            records = [{**row, "places": " ".join(row["places"])} for row in rows(usages)]
            return format_csv(records).encode()
        case "html":
            return _page(usages, name).encode()
        case "png" | "svg":
            return _plot(usages, to)
        case "text":
            return "".join(lines(usages)).encode()


def lines(usages: Sequence[Usage], width: int | None = None) -> Iterator[str]:
    """Yield the lines for a terminal.

    Args:
        usages: The renderings of terms.
        width: The columns of the terminal; None to put each row on one line.
    """
    header = ("rendering", "kind", "outlet", "year", "count", "share", "first place")
    for usage in usages:
        uses = counted(len(usage.uses), "use")
        yield f"{safe_line(usage.term)}: {uses}\n"
        cells = [
            (
                safe_line(row["rendering"] or OTHER), "" if row["kind"] == "none" else row["kind"],
                safe_line(row["outlet"]), row["year"], f"{row['count']:,}",
                f"{row['share']:.0%}", safe_line(row["places"][0]),
            )
            for row in rows([usage])
        ]  # fmt: skip
        if cells:
            yield from table_lines(header, cells, width)
        yield "\n"


def _order(usage: Usage) -> list[str]:
    """Return the renderings, the commonest first; unknown ones last."""
    counts = Counter(use.rendering for use in usage.uses)
    return sorted(counts, key=lambda one: (not one, -counts[one], one))


def _page(usages: Sequence[Usage], name: str) -> str:
    notes = (
        "shares are of all uses of the term in an outlet and year, with their 95 % intervals",
        f"a ring is a year with fewer than {_FEW} uses",
        "listed renderings are those of the glossary; others, found by statistics, may be wrong",
    )
    items = "".join(f"<li>{escape(note)}</li>\n" for note in notes)
    sections = [_section(usage, number) for number, usage in enumerate(usages, 1)]
    return page(f"Renderings in {name}", [f'<ul class="zt-notes">\n{items}</ul>\n', *sections])


def _section(usage: Usage, place: int) -> str:
    order = _order(usage)
    shown = order[:COLOURS]
    names = [rendering or OTHER for rendering in shown]
    found = rows([usage])
    ids = {_key(row): f"r{place}-{n}" for n, row in enumerate(found, 1)}
    years = _years(found)
    charts = [
        _figure(usage, in_outlet, shown, years, ids) for in_outlet in _by_outlet(found) if years
    ]
    cells = [
        (
            _link(ids[_key(row)], row["rendering"] or OTHER),
            row["kind"] if row["rendering"] else "", escape(row["outlet"]),
            row["year"] or "unknown", f"{row['count']:,}", f"{row['share']:.0%}",
        )
        for row in found
    ]  # fmt: skip
    header = ("rendering", "kind", "outlet", "year", "uses", "share")
    groups = _grouped(usage)
    quoted = "".join(_quotations(usage, row, groups[_key(row)], ids[_key(row)]) for row in found)
    return f"""<section class="zt-series" id="t{place}">
<h2 lang="{language_of(usage.term)}">{escape(usage.term)}</h2>
<p class="zt-sum">{escape(counted(len(usage.uses), "use"))}</p>
{legend(names)}<div class="zt-panels">
{"".join(charts)}</div>
{table(f"Renderings of {usage.term}", header, cells, 4)}
<details><summary>Quotations</summary>
{quoted}</details>
</section>
"""


def _plot(usages: Sequence[Usage], to: Literal["png", "svg"]) -> bytes:
    """Return a plot: a panel for each term and outlet."""
    from glossary.views.track.plots import Panel, plot

    panels = []
    for usage in usages:
        shown = _order(usage)[:COLOURS]
        names = [rendering or OTHER for rendering in shown]
        # A single line has no legend.
        term = usage.term if len(names) > 1 else f"{usage.term} → {''.join(names)}"
        for found in _by_outlet(rows([usage])):
            if years := _years(found):
                title = f"{term} · {found[0]['outlet'] or 'outlet unknown'}"
                panels.append(Panel(title, names, _lines(found, shown, years, {}), 100.0))
    if not panels:
        raise Error("no use of a term has a date, so there is nothing to plot; write a table")
    periods = _years([row for usage in usages for row in rows([usage])])
    return plot(panels, periods, "per cent of all uses", to)


def _by_outlet(found: Sequence[Row]) -> list[list[Row]]:
    outlets = sorted({row["outlet"] for row in found})
    return [[row for row in found if row["outlet"] == outlet] for outlet in outlets]


def _years(found: Sequence[Row]) -> list[str]:
    return sorted({row["year"] for row in found} - {""})


def _key(row: Row) -> _Key:
    return row["rendering"], row["outlet"], row["year"]


def _figure(
    usage: Usage,
    found: Sequence[Row],
    shown: Sequence[str],
    years: Sequence[str],
    ids: Mapping[_Key, str],
) -> str:
    """Return the chart of an outlet: a line for each rendering."""
    name = found[0]["outlet"] or "Outlet unknown"
    label = f"{name}: renderings of {usage.term} by year, per cent"
    total = sum(row["count"] for row in found)
    drawn = chart(_lines(found, shown, years, ids), years, 100.0, label)
    return (
        f"<figure><figcaption>{escape(name)} <span>{number(total)} uses, per cent"
        f"</span></figcaption>\n{drawn}</figure>\n"
    )


def _lines(
    found: Sequence[Row], shown: Sequence[str], years: Sequence[str], ids: Mapping[_Key, str]
) -> list[Line]:
    """Return the lines of an outlet, one for each rendering.

    Args:
        found: The rows of the outlet.
        shown: The renderings.
        years: The years.
        ids: The ids of quotations, which points lead to.
    """
    totals: Counter[str] = Counter()
    for row in found:
        totals[row["year"]] += row["count"]
    by_key = {(row["rendering"], row["year"]): row for row in found}
    drawn = []
    for colour, rendering in enumerate(shown):
        marks = []
        for year in years:
            if not totals[year]:
                continue
            drawn_row = by_key.get((rendering, year))
            count = drawn_row["count"] if drawn_row else 0
            low, high = wilson(count, totals[year])
            label = f"{rendering or OTHER}, {year}: {count:,} of {totals[year]:,}"
            id = ids.get(_key(drawn_row), "") if drawn_row else ""
            href = f"#{id}" if id else ""
            share = count / totals[year]
            is_few = totals[year] < _FEW
            marks.append(
                Mark(year, share * 100, low * 100, high * 100, label, href, is_hollow=is_few)
            )
        drawn.append(Line(colour, marks))
    return drawn


def _link(id: str, name: str) -> str:
    return f'<a href="#{id}">{escape(name)}</a>'


def _quotations(usage: Usage, row: Row, uses: Sequence[Use], id: str) -> str:
    heading = " · ".join(filter(None, (row["rendering"] or OTHER, row["outlet"], row["year"])))
    quoted = "".join(_quotation(usage, use) for use in uses[:_QUOTATIONS])
    return f'<div id="{id}"><h3>{escape(heading)}</h3>\n{quoted}</div>\n'


def _quotation(usage: Usage, use: Use) -> str:
    texts = use.segment.chinese, use.segment.english
    source, target = texts[usage.side], texts[1 - usage.side]
    place = " · ".join(filter(None, (use.segment.date, use.segment.outlet, use.segment.id)))
    return (
        f"<blockquote>{_marked(source, use.source)}{_marked(target, use.target)}"
        f'<footer class="zt-cite">{escape(place)}</footer></blockquote>\n'
    )


def _marked(text: str, span: tuple[int, int] | None) -> str:
    start, end = span or (0, 0)
    before, after = text[:start], text[end:]
    if len(before) > _CONTEXT:
        before = f"…{before[-_CONTEXT:]}"
    if len(after) > _CONTEXT * (1 if span else 2):
        after = f"{after[: _CONTEXT * (1 if span else 2)]}…"
    mark = f"<mark>{escape(text[start:end])}</mark>" if span else ""
    return f'<p lang="{language_of(text)}">{escape(before)}{mark}{escape(after)}</p>\n'
