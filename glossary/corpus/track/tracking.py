"""Track concepts through a corpus: their series with all that is shown of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from glossary.corpus.track.changes import Jump, Silence, jumps, silences
from glossary.corpus.track.counting import Placed, Point, Series, count, place
from glossary.corpus.track.longer import InLonger, TermKey, in_longer_terms
from glossary.corpus.track.periods import By, days_of, periods_between
from glossary.corpus.track.quotations import Place, Places, Quotation, places, quote
from glossary.corpus.track.tiers import CMP_SCALE, Scale
from termbase.model.concept import Concept, Language

if TYPE_CHECKING:
    from glossary.corpus.scan import Scan
    from glossary.corpus.texts import Corpus

# A period with fewer texts is marked.
FEW_TEXTS = 20
_NO_TERMS: Mapping[str, Collection[TermKey]] = {}


@dataclass(frozen=True, slots=True)
class Tracked:
    """A series with its jumps, its longest silence, and quotations.

    Attributes:
        series: The counts.
        jumps: The jumps, by period.
        silence: The longest silence; None without a mention.
        first: The first use; None without a mention, or before :func:`with_quotations`.
        last: The last use.
        examples: The first uses of each period.
    """

    series: Series
    jumps: Mapping[str, Jump]
    silence: Silence | None
    first: Quotation | None = None
    last: Quotation | None = None
    examples: Mapping[str, Sequence[Quotation]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tracking:
    """The series of concepts in a corpus.

    Attributes:
        concepts: The concepts, in the order in which they are shown.
        tracked: The series, by concept and outlet.
        placed: The texts and mentions that were counted.
        outlets: The outlets of the series, all together first, where there are several.
        periods: All periods from the first text to the last, also those without texts.
        by: The length of the periods.
        scale: The scale of tiers.
        few: A period with fewer texts is marked.
        by_form: True if each form of a concept has its own series.
        longer: The mentions of longer terms, which are not counted, by the id of the concept.
    """

    concepts: tuple[Concept, ...]
    tracked: tuple[Tracked, ...]
    placed: Placed
    outlets: tuple[str, ...]
    periods: tuple[str, ...]
    by: By
    scale: Scale
    few: int
    by_form: bool
    longer: Mapping[str, InLonger]

    def of(self, concept: Concept) -> list[Tracked]:
        """Return the series of a concept: by form, if each has its own, and by outlet."""
        return [one for one in self.tracked if one.series.concept == concept.id]

    def most_frequent(self, limit: int | None = None) -> Tracking:
        """Return the concepts in most articles, most frequent first.

        Args:
            limit: The most concepts; None for all.
        """
        articles: Counter[str] = Counter()
        for one in self.tracked:
            if one.series.outlet == self.outlets[0]:
                articles[one.series.concept] += one.series.total.articles
        ranked = sorted(self.concepts, key=lambda concept: (-articles[concept.id], concept.id))
        concepts = tuple(ranked[:limit])
        ids = {concept.id for concept in concepts}
        tracked = tuple(one for one in self.tracked if one.series.concept in ids)
        return replace(self, concepts=concepts, tracked=tracked)

    def reliable(self, concept_id: str) -> list[Point]:
        """Return the periods of a concept with enough texts, in all outlets; else all."""
        series = [one.series for one in self.tracked if one.series.concept == concept_id]
        points = [point for one in series for point in one.points]
        enough = [point for point in points if point.texts >= self.few]
        return enough or points

    def tier_change(self, series: Series, point: Point) -> int:
        """Return by how many tiers a period is above the one before it, negative if below."""
        number = series.points.index(point)
        if not number:
            return 0
        earlier = series.points[number - 1]
        return self.scale.place(point.share) - self.scale.place(earlier.share)


def name_of(concept: Concept) -> str:
    """Return the name of a concept: its preferred Chinese term, else its English one."""
    term = concept.best(Language.CHINESE) or concept.terms[0]
    return term.text


def track(
    scan: Scan,
    concepts: Sequence[Concept],
    by: By = By.MONTH,
    *,
    since: str = "",
    until: str = "",
    outlets: Collection[str] = (),
    by_form: bool = False,
    scale: Scale = CMP_SCALE,
    few: int = FEW_TEXTS,
    longer: Mapping[str, Collection[TermKey]] = _NO_TERMS,
    overlapping: bool = False,
) -> Tracking:
    """Count concepts by period and outlet, and find their jumps and silences.

    Args:
        scan: The texts and mentions of a corpus.
        concepts: The concepts, in the order in which they are shown.
        by: The length of the periods.
        since: The first date, in full or truncated; empty for no limit.
        until: The last date, in full or truncated; empty for no limit.
        outlets: The outlets; none for all.
        by_form: Tell the forms of a concept apart.
        scale: The scale of tiers.
        few: A period with fewer texts is marked.
        longer: The longer terms of concepts, whose mentions are reported; see
            :func:`~glossary.corpus.track.longer.longer_terms`.
        overlapping: The mentions of the scan overlap.

    Raises:
        InputError: If a limit is not a date, or is after the other one, or the corpus has no such
            outlet.
    """
    names = {concept.id: name_of(concept) for concept in concepts}
    ids = {*names, *(other for terms in longer.values() for other, _ in terms)}
    placed = place(
        scan, by, ids, since=since, until=until, outlets=outlets, overlapping=overlapping
    )
    series = count(placed, names, by_form=by_form)
    tracked = tuple(map(Tracked, series, jumps(series), silences(placed, series, by_form=by_form)))
    dates = [date for date in placed.texts["date"].unique().to_pylist() if date]
    # Of a date that is truncated the first day is in the same period.
    days = [days_of(date[:10])[0] for date in (min(dates), max(dates))] if dates else []
    periods = tuple(periods_between(days[0], days[-1], by)) if days else ()
    shown = tuple(dict.fromkeys(one.outlet for one in series))
    return Tracking(
        tuple(concepts), tracked, placed, shown, periods, by, scale, few, by_form,
        in_longer_terms(placed, longer),
    )  # fmt: skip


def with_quotations(tracking: Tracking, corpus: Corpus, limit: int) -> Tracking:
    """Return a tracking with the sentences of the first and last use, and of each period.

    Args:
        tracking: A tracking.
        corpus: The corpus that it is about.
        limit: The most quotations of a period.
    """
    ids = [concept.id for concept in tracking.concepts]
    found = places(tracking.placed, ids, limit, by_form=tracking.by_form)
    wanted = [place for series in found.values() for place in series.all()]
    quotations = quote(corpus, wanted)
    tracked = tuple(
        _with_quotations(one, found.get(_key(one, by_form=tracking.by_form), Places()), quotations)
        for one in tracking.tracked
    )
    return replace(tracking, tracked=tracked)


def _key(tracked: Tracked, *, by_form: bool) -> tuple[str, str, str]:
    series = tracked.series
    return series.concept, series.term if by_form else "", series.outlet


def _with_quotations(
    tracked: Tracked, found: Places, quotations: Mapping[Place, Quotation]
) -> Tracked:
    return replace(
        tracked,
        first=quotations.get(found.first) if found.first else None,
        last=quotations.get(found.last) if found.last else None,
        examples={
            period: [quotations[place] for place in examples if place in quotations]
            for period, examples in found.examples.items()
        },
    )
