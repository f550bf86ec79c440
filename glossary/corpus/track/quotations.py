"""The places of mentions that are shown, and the sentences around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from glossary.corpus.track.counting import TOGETHER, Placed, SeriesKey, of_concepts
from glossary.corpus.track.periods import days_of
from termbase.language.sentences import sentence_spans

if TYPE_CHECKING:
    from glossary.corpus.texts import Corpus

# The text of a sentence that is shown before and after a mention; code points.
_CONTEXT = 120
_WHITE_SPACE = re.compile(r"\s+")
# The texts that are read at once.
_BATCH = 500


class Place(NamedTuple):
    """The place of a mention.

    Attributes:
        id: The text that it is in, as the corpus names it: ``cctv/20240309.md``.
        date: The date of the text.
        outlet: Its outlet.
        start: The start offset in the text, in code points.
        end: The end offset, exclusive.
    """

    id: str
    date: str
    outlet: str
    start: int
    end: int


class Quotation(NamedTuple):
    """A mention in its sentence, white space as one space.

    Attributes:
        place: Its place.
        title: The title of the text; may be empty.
        before: The sentence before the mention; a long one is cut.
        text: The mention.
        after: The sentence after the mention; a long one is cut.
    """

    place: Place
    title: str
    before: str
    text: str
    after: str


@dataclass(slots=True)
class Places:
    """The places of a series: the first and last one, and the first ones of each period."""

    first: Place | None = None
    last: Place | None = None
    examples: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def all(self) -> Iterator[Place]:
        """Yield all of them; one may come twice."""
        yield from filter(None, (self.first, self.last))
        for examples in self.examples.values():
            yield from examples


def places(
    placed: Placed, concepts: Collection[str], limit: int, *, by_form: bool = False
) -> dict[SeriesKey, Places]:
    """Return the places of the first mention of articles, for each series.

    Args:
        placed: Mentions in the order of their dates, with their periods.
        concepts: The ids of the concepts.
        limit: The most examples for a period.
        by_form: Tell the forms of a concept apart.
    """
    found: dict[SeriesKey, Places] = defaultdict(Places)
    names = ("concept", "term", "period", "id", "date", "outlet", "start", "end")
    mentions = of_concepts(placed.mentions, concepts)
    columns = [mentions[name].to_pylist() for name in names]
    seen: set[tuple[str, str, str]] = set()
    for concept, term, period, *rest in zip(*columns, strict=True):
        place, form = Place(*rest), term if by_form else ""
        if (concept, form, place.id) in seen:
            continue
        seen.add((concept, form, place.id))
        for outlet in {place.outlet, TOGETHER}:
            series = found[concept, form, outlet]
            # A date that is truncated may be any of its days: one that is exact is not later.
            series.first = min(series.first or place, place, key=_last_day)
            series.last = max(place, series.last or place, key=_first_day)
            if len(series.examples[period]) < limit:
                series.examples[period].append(place)
    return found


def _first_day(place: Place) -> str:
    return days_of(place.date[:10])[0]


def _last_day(place: Place) -> str:
    return days_of(place.date[:10])[1]


def quote(corpus: Corpus, wanted: Iterable[Place]) -> dict[Place, Quotation]:
    """Return the sentences of places; a text that is gone has none.

    Args:
        corpus: The corpus that the mentions are from.
        wanted: The places.
    """
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(wanted):
        by_text[place.id].append(place)
    ids = sorted(by_text)
    quotations: dict[Place, Quotation] = {}
    for start in range(0, len(ids), _BATCH):
        texts = corpus.read(ids[start : start + _BATCH])
        for name, text in texts.items():
            for quotation in _sentences(text.text, text.title, by_text[name]):
                quotations[quotation.place] = quotation
    return quotations


def _sentences(text: str, title: str, wanted: Iterable[Place]) -> Iterator[Quotation]:
    spans = sentence_spans(text)
    starts = [start for start, _ in spans]
    for place in wanted:
        # A changed text may have become shorter.
        if not spans or place.end > len(text):
            continue
        # A name may contain what ends a sentence elsewhere.
        start = min(spans[max(0, bisect_right(starts, place.start) - 1)][0], place.start)
        end = max(spans[max(0, bisect_right(starts, place.end - 1) - 1)][1], place.end)
        before, after = text[start : place.start], text[place.end : end]
        yield Quotation(
            place,
            _on_one_line(title).strip(),
            _on_one_line(f"…{before[-_CONTEXT:]}" if len(before) > _CONTEXT else before).lstrip(),
            _on_one_line(text[place.start : place.end]),
            _on_one_line(f"{after[:_CONTEXT]}…" if len(after) > _CONTEXT else after).rstrip(),
        )


def _on_one_line(text: str) -> str:
    return _WHITE_SPACE.sub(" ", text)
