"""The series of tracked concepts as rows: JSON, CSV and Parquet.

The first eight fields of a row are a contract, in this order; others may follow.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypedDict, get_type_hints

from glossary.corpus.track.probability import wilson

if TYPE_CHECKING:
    from glossary.corpus.track.changes import Jump, Silence
    from glossary.corpus.track.counting import Point, Series
    from glossary.corpus.track.quotations import Quotation
    from glossary.corpus.track.tracking import Tracked, Tracking

# Shares are given for so many articles.
PER = 10_000


class Row(TypedDict):
    """The counts of a concept in a period and an outlet.

    ``outlet`` is empty for all outlets together. ``share``, and ``low`` to ``high``, its 95 %
    interval, are for 10,000 texts. ``few`` marks a period with few texts; ``tier_change`` is the
    difference to the tier of the period before; ``jump`` is ``rise``, ``fall`` or empty.
    ``tier_low`` and ``tier_high`` are the tiers of ``low`` and ``high``.
    """

    concept: str
    term: str
    period: str
    outlet: str
    articles: int
    texts: int
    occurrences: int
    share: float
    low: float
    high: float
    few: bool
    tier: str
    tier_change: int
    jump: str
    tier_low: str
    tier_high: str


def rows(tracking: Tracking) -> Iterator[Row]:
    """Yield a row for each concept, outlet and period, sorted by these.

    Where each form has its own series, the rows of a period are those of the forms, sorted.
    """
    found = [
        _row(tracking, tracked, point)
        for tracked in tracking.tracked
        for point in tracked.series.points
    ]
    yield from sorted(found, key=itemgetter("concept", "outlet", "period", "term"))


def summaries(tracking: Tracking) -> list[dict[str, Any]]:
    """Return what is known of each series as a whole, as JSON objects."""
    return [_summary(tracking, tracked) for tracked in tracking.tracked]


def format_csv(records: Sequence[dict[str, Any]] | Sequence[Row]) -> str:
    """Return rows or summaries as CSV; the fields of an inner object get its name before theirs.

    Spreadsheets take no cell for a formula.
    """
    # Imported here: the formats of terms take long to import, and a table on a terminal has none.
    from termbase.formats.tables.row import guarded

    def cell(value: Any) -> Any:
        if isinstance(value, bool):
            return str(value).lower()
        return guarded(value) if isinstance(value, str) else value

    flat = [dict(_flat(record)) for record in records]
    out = io.StringIO()
    names = list(dict.fromkeys(name for record in flat for name in record))
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in record.items()} for record in flat)
    return out.getvalue()


def parquet(tracking: Tracking) -> bytes:
    """Return the rows as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    fields = get_type_hints(Row)
    schema = pa.schema([(name, types[fields[name]]) for name in fields])
    out = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(list(rows(tracking)), schema=schema), out)
    data: bytes = out.getvalue().to_pybytes()
    return data


def axis_top(tracking: Tracking, concept: str) -> float:
    """Return the highest value of the charts of a concept, for 10,000 texts.

    It leaves room for the intervals, up to five times the highest share. Periods with few texts
    count only if there are no others.

    Args:
        tracking: What was tracked.
        concept: The id of the concept.
    """
    points = tracking.reliable(concept)
    bound = max(wilson(point.articles, point.texts)[1] for point in points)
    share = max(point.share for point in points)
    return PER * (min(bound, 5 * share) or bound)


def per(share: float) -> float:
    """Return a share from 0 to 1 for 10,000 articles, rounded."""
    return round(share * PER, 2)


def _row(tracking: Tracking, tracked: Tracked, point: Point) -> Row:
    series = tracked.series
    jump = tracked.jumps.get(point.period)
    low, high = wilson(point.articles, point.texts)
    return Row(
        concept=series.concept,
        term=series.term,
        period=point.period,
        outlet=series.outlet,
        articles=point.articles,
        texts=point.texts,
        occurrences=point.occurrences,
        share=per(point.share),
        low=per(low),
        high=per(high),
        few=point.texts < tracking.few,
        tier=tracking.scale.tier(point.share).name,
        tier_change=tracking.tier_change(series, point),
        jump=direction(jump) if jump else "",
        tier_low=tracking.scale.tier(low).name,
        tier_high=tracking.scale.tier(high).name,
    )


def direction(jump: Jump) -> str:
    """Return ``rise`` or ``fall``."""
    return "rise" if jump.is_rise else "fall"


def _summary(tracking: Tracking, tracked: Tracked) -> dict[str, Any]:
    series, total = tracked.series, tracked.series.total
    low, high = wilson(total.articles, total.texts)
    longer = tracking.longer.get(series.concept)
    return {
        "concept": series.concept,
        "term": series.term,
        "outlet": series.outlet,
        "articles": total.articles,
        "texts": total.texts,
        "occurrences": total.occurrences,
        "share": per(total.share),
        "low": per(low),
        "high": per(high),
        "tier": tracking.scale.tier(total.share).name,
        "peak": peak(series),
        "first": _quotation(tracked.first),
        "last": _quotation(tracked.last),
        "silence": _silence(tracked.silence),
        "jumps": [
            {
                "period": jump.period,
                "jump": direction(jump),
                "share": per(jump.share),
                "before": per(jump.before),
                "p": float(f"{jump.p:.3g}"),
            }
            for jump in tracked.jumps.values()
        ],
        "longer": [one._asdict() for one in longer.terms] if longer else [],
    }


def peak(series: Series) -> str:
    """Return the first period with the highest share; empty if the term does not occur."""
    best = max(series.points, key=lambda point: point.share)
    return best.period if best.articles else ""


def _quotation(quotation: Quotation | None) -> dict[str, Any] | None:
    if quotation is None:
        return None
    place = quotation.place
    return {
        "date": place.date,
        "outlet": place.outlet,
        "id": place.id,
        "title": quotation.title,
        "start": place.start,
        "end": place.end,
        "before": quotation.before,
        "text": quotation.text,
        "after": quotation.after,
    }


def _silence(silence: Silence | None) -> dict[str, Any] | None:
    if silence is None:
        return None
    return {
        "after": silence.after,
        "until": silence.until,
        "texts": silence.texts,
        "days": silence.days,
        "p": float(f"{silence.p:.3g}"),
        "significant": silence.is_significant,
    }


def _flat(record: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}_")
        elif isinstance(value, list):
            values = (" ".join(map(str, one.values())) for one in value)
            yield f"{prefix}{name}", " | ".join(values)
        elif value is not None:
            yield f"{prefix}{name}", value
