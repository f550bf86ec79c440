"""Count the articles and occurrences of concepts by period and outlet.

A mention counts to its concept, whatever form it has: abbreviations and variants do, and English
terms in English texts. Which term is meant where several overlap is decided by the finder: the
longest one, so that 习近平新时代中国特色社会主义思想 is not also 中国特色社会主义, unless the
mentions were made with the overlapping ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from glossary.corpus.track.groups import grouped, outermost, strings
from glossary.corpus.track.periods import By, days_of, limits_of, may_be_within, period_of
from termbase.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

    from glossary.corpus.scan import Scan

# The most outlets that a message lists.
_LISTED = 20
# The name of the series of all outlets together.
TOGETHER = ""

# A concept, its form (empty where forms are counted together) and an outlet.
SeriesKey = tuple[str, str, str]
# A period and an outlet; a concept and a form.
_Cell = tuple[str, str]
_Name = tuple[str, str]


class Point(NamedTuple):
    """The counts of a concept in a period.

    Attributes:
        period: The name of the period.
        articles: The texts that have the term.
        texts: All texts of the period and outlet; at least one.
        occurrences: The mentions.
    """

    period: str
    articles: int
    texts: int
    occurrences: int

    @property
    def share(self) -> float:
        """The share of the texts that have the term, from 0 to 1."""
        return self.articles / self.texts


@dataclass(frozen=True, slots=True)
class Series:
    """The counts of a concept in an outlet, one point for each period that has texts.

    Attributes:
        concept: The id of the concept.
        term: The name of the concept; its form where each form has its own.
        outlet: The outlet; empty for all together.
        points: The counts in order of time; a period without texts has none.
    """

    concept: str
    term: str
    outlet: str
    points: tuple[Point, ...]

    @property
    def total(self) -> Point:
        """The sum of all periods."""
        articles, texts, occurrences = (
            sum(numbers) for numbers in zip(*(p[1:] for p in self.points), strict=True)
        )
        return Point("", articles, texts, occurrences)


@dataclass(frozen=True, slots=True)
class Placed:
    """The texts and mentions that can be placed in time, each with its ``period``.

    Attributes:
        texts: One row a text.
        mentions: One row a mention.
        by: The length of the periods.
        undated: The number of texts that were left out because their dates do not tell.
    """

    texts: pa.Table
    mentions: pa.Table
    by: By
    undated: int


def place(
    scan: Scan,
    by: By,
    concepts: Collection[str],
    *,
    since: str = "",
    until: str = "",
    outlets: Collection[str] = (),
    overlapping: bool = False,
) -> Placed:
    """Select the texts and mentions to be counted, and add their periods.

    Args:
        scan: The texts and mentions of a corpus.
        by: The length of the periods.
        concepts: The ids of the concepts.
        since: The first date, in full or truncated; empty for no limit.
        until: The last date, in full or truncated; empty for no limit.
        outlets: The outlets; none for all.
        overlapping: The mentions of a scan overlap: of the mentions of one concept, one within
            another is not counted.

    Raises:
        InputError: If a limit is not a date, or is after the other one, or the corpus has no such
            outlet.
    """
    texts, mentions = scan.texts, of_concepts(scan.mentions, concepts)
    if overlapping:
        mentions = outermost(mentions)
    if outlets:
        _check_outlets(outlets, strings(texts["outlet"]).unique().to_pylist())
        wanted = pa.array(list(outlets), pa.string())
        texts = texts.filter(pc.is_in(strings(texts["outlet"]), wanted))
        mentions = mentions.filter(pc.is_in(strings(mentions["outlet"]), wanted))
    first, last = limits_of(since, until)
    dates = strings(texts["date"]).unique().to_pylist()
    periods = {date: _period(date, by, first, last) for date in dates}
    texts, mentions = (_with_period(table, periods) for table in (texts, mentions))
    unknown = pc.sum(pc.is_null(texts["period"])).as_py() or 0
    texts, mentions = (
        table.filter(pc.not_equal(table["period"], "")) for table in (texts, mentions)
    )
    return Placed(texts, mentions, by, unknown)


def of_concepts(mentions: pa.Table, concepts: Collection[str]) -> pa.Table:
    """Return the mentions of some concepts, by their ids."""
    ids = pa.array(list(concepts), pa.string())
    return mentions.filter(pc.is_in(strings(mentions["concept"]), ids))


def count(placed: Placed, names: Mapping[str, str], *, by_form: bool = False) -> list[Series]:
    """Return the series of concepts, by concept and outlet.

    Where there are several outlets, each concept has a series of all together as well. A concept
    without a mention has series of zeros.

    Args:
        placed: The texts and mentions.
        names: The name of each concept by its id; there is a series for each.
        by_form: Tell the forms of a concept apart: one series for each form that occurs. An
            article with two forms counts to both.
    """
    outlets = sorted(set(strings(placed.texts["outlet"]).unique().to_pylist()))
    texts = _sizes(placed.texts)
    found = _counts(placed.mentions, by_form=by_form)
    if len(outlets) > 1:
        merged = replace(placed, texts=_merged(placed.texts), mentions=_merged(placed.mentions))
        texts |= _sizes(merged.texts)
        for name, cells in _counts(merged.mentions, by_form=by_form).items():
            found[name] |= cells
        outlets = [TOGETHER, *(outlet for outlet in outlets if outlet)]
    periods: dict[str, list[str]] = defaultdict(list)
    for period, outlet in sorted(texts):
        periods[outlet].append(period)
    forms: dict[str, list[_Name]] = defaultdict(list)
    for name in sorted(found):
        forms[name[0]].append(name)
    return [
        Series(
            concept, name[1] or names[concept], outlet,
            tuple(_points(periods[outlet], outlet, texts, found.get(name, {}))),
        )
        for concept in sorted(names)
        for outlet in outlets
        for name in forms.get(concept, [(concept, "")])
    ]  # fmt: skip


def _check_outlets(outlets: Collection[str], known: list[str]) -> None:
    for outlet in outlets:
        if outlet not in known:
            listed = ", ".join(sorted(filter(None, known))[:_LISTED]) or "none"
            raise InputError(f"the corpus has no outlet {outlet!r}; its outlets are: {listed}")


def _points(
    periods: list[str],
    outlet: str,
    texts: Mapping[_Cell, int],
    found: Mapping[_Cell, tuple[int, int]],
) -> Iterator[Point]:
    for period in periods:
        articles, occurrences = found.get((period, outlet), (0, 0))
        yield Point(period, articles, texts[period, outlet], occurrences)


def _period(date: str, by: By, first: str, last: str) -> str | None:
    """Return the period of a date: empty if it is outside of the limits, None if it is unknown."""
    period = period_of(date, by)
    if not period:
        return None
    if not may_be_within(date[:10], first, last):
        return ""
    start, end = days_of(date[:10])
    return period if (not first or start >= first) and (not last or end <= last) else None


def _with_period(table: pa.Table, periods: Mapping[str, str | None]) -> pa.Table:
    dates = pc.index_in(strings(table["date"]), pa.array(list(periods), pa.string()))
    return table.append_column(
        "period", pc.take(pa.array(list(periods.values()), pa.string()), dates)
    )


def _merged(table: pa.Table) -> pa.Table:
    """Return a table in which all outlets are one."""
    place = table.schema.get_field_index("outlet")
    return table.set_column(place, "outlet", pa.repeat(TOGETHER, len(table)))


def _sizes(texts: pa.Table) -> dict[_Cell, int]:
    """Return the number of texts of each period and outlet."""
    found = grouped(texts, ("period", "outlet"))
    return {(period, outlet): number for period, outlet, number, _ in found}


def _counts(mentions: pa.Table, *, by_form: bool) -> dict[_Name, dict[_Cell, tuple[int, int]]]:
    """Return the number of articles and of occurrences of each concept, by period and outlet."""
    keys = ("concept", *(("term",) if by_form else ()), "period", "outlet")
    found: dict[_Name, dict[_Cell, tuple[int, int]]] = defaultdict(dict)
    for concept, *form, period, outlet, articles, occurrences in grouped(mentions, keys):
        found[concept, form[0] if form else ""][period, outlet] = articles, occurrences
    return found
