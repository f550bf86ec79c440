"""Look-up: one query box for 汉字, pinyin of any kind, initials and English.

The score tells how the query matched, in the order in which a person would rank:

======== =====================================================
100…90   the query is the term (or its pinyin, tones agreeing; or that in another romanization)
89…85    it is the term's initials
84…70    the term begins with it
69…50    the term contains it
49…1     it is similar to the term: probably a slip
======== =====================================================

Of concepts with the same score, that which more readers know comes first; of those that the query
names in several polities, that of the polity in whose script it is written.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from termbase.choices import check_type
from termbase.language import pinyin
from termbase.language.romanizations import romanized
from termbase.language.script import Script
from termbase.model.concept import Concept, Status
from termbase.query import Query, parse
from termbase.store.keys import KeyKind, LookupKey
from termbase.store.selection import ALL, Selection, selected_among

if TYPE_CHECKING:
    from termbase.store import Store


_EXACT_SCORE = {
    KeyKind.HAN: 100.0,
    KeyKind.ENGLISH: 100.0,
    KeyKind.PINYIN: 99.0,
    KeyKind.INITIALS: 89.0,
}
# Shorter parts occur in too many terms to tell anything.
_SHORTEST_PART = {KeyKind.HAN: 1, KeyKind.PINYIN: 4, KeyKind.ENGLISH: 3}
# The lowest similarity, in percent, that could be a slip.
_SIMILARITY_THRESHOLD = {KeyKind.HAN: 60.0, KeyKind.PINYIN: 80.0, KeyKind.ENGLISH: 75.0}
_MOST_SIMILAR = 50
# The number of keys whose concepts are compared with a selection first; then more at once.
_FIRST_BATCH = 50
_NO_TONES_COST = 1.0
# A text in another romanization has several readings.
_ROMANIZED_SCORE = 97.0
_EXACT = 90.0
# A concept without a level is known to the user, whose own it is.
_LEVEL = 3
# The polities whose namesakes come after the others, by the script of the query.
_LATER = {
    Script.TRADITIONAL: ("mainland",),
    None: ("taiwan", "hong-kong", "macau"),
}

_STATUS_COST = {
    Status.PREFERRED.value: 0.0,
    Status.ADMITTED.value: 1.0,
    Status.SUPERSEDED.value: 2.0,
    Status.DEPRECATED.value: 3.0,
}


class Hit(NamedTuple):
    """A concept that answers a query.

    Attributes:
        score: 100 to 90 if the query is the term or its pinyin, from 89 for its initials, from 84
            if the term begins with it, from 69 if it contains it, below 50 if it is similar.
        matched: The term, or the pinyin, that the query matched.
        concept: The concept.
    """

    score: float
    matched: str
    concept: Concept

    def __repr__(self) -> str:
        return f"<Hit {self.score} {self.matched}: {self.concept!r}>"


# Keys with their scores before what their status and reading cost, in falling order.
_Source = Iterator[tuple[float, LookupKey]]
_FindSources = Callable[["Store", Query], Iterator[_Source]]


class _Candidate(NamedTuple):
    """The best key found for a concept, and the index of its store."""

    score: float
    store: int
    key: LookupKey


def lookup(
    stores: Sequence[Store], query: str, limit: int = 10, selection: Selection = ALL
) -> list[Hit]:
    """Return the concepts that a query may mean, the best first, each once.

    Slips are looked for only where no store has anything better.

    Args:
        stores: The stores to search, by precedence: of two concepts with the same id, the earlier
            store's counts; of two with the same score, the earlier store's comes first.
        query: 汉字 in any script, pinyin with marks, numbers or neither, with or without spaces
            and apostrophes, initials, Zhuyin, Wade–Giles, Tongyong Pinyin, or English in any
            inflection.
        limit: The most hits to return.
        selection: Conditions that the concepts fulfil.

    Raises:
        TypeError: If the query is not a text.
    """
    check_type("query", query, str)
    parsed = parse(stores, query)
    ranked = _rank(stores, parsed, _close, limit, selection)
    if not ranked or ranked[0].score < _EXACT:
        ranked = _with_romanized(stores, parsed, query, ranked, selection)[:limit]
    hits: list[Hit] = []
    for score, store, key in ranked or _rank(stores, parsed, _similar, limit, selection):
        if concept := stores[store].get(key.concept):
            term = concept.terms[key.term]
            has_reading = key.kind in (KeyKind.PINYIN, KeyKind.INITIALS)
            hits.append(Hit(score, term.pinyin if has_reading else term.text, concept))
    return hits


def _rank(
    stores: Sequence[Store],
    query: Query,
    find_sources: _FindSources,
    limit: int,
    selection: Selection,
) -> list[_Candidate]:
    """Return the best keys that are found in all stores, one for each visible concept."""
    best: dict[str, _Candidate] = {}
    for index, store in enumerate(stores):
        for source in find_sources(store, query):
            lowest, previous = 0.0, -1.0
            for stage_score, key in _selected(store, source, selection):
                if stage_score != previous:
                    lowest, previous = _lowest_ranked(best, limit), stage_score
                no_tones = key.kind == KeyKind.PINYIN and not query.has_tones
                if round(stage_score - no_tones * _NO_TONES_COST, 1) < lowest:
                    # What follows in this source scores no more.
                    break
                if any(key.concept in earlier for earlier in stores[:index]):
                    continue
                score = _score(query, stage_score, key)
                found = best.get(key.concept)
                # Of equally good terms of a concept the first one counts.
                if not found or (score, -key.term) > (found.score, -found.key.term):
                    best[key.concept] = _Candidate(score, index, key)
    return _in_order(stores, query, best.values(), limit)


def _selected(store: Store, source: _Source, selection: Selection) -> _Source:
    """Yield the keys of concepts that are selected."""
    if not selection:
        yield from source
        return
    size = _FIRST_BATCH
    while batch := list(islice(source, size)):
        size *= 4
        names = selected_among(store, selection, {key.concept for _, key in batch})
        yield from (found for found in batch if found[1].concept in names)


def _in_order(
    stores: Sequence[Store], query: Query, found: Iterable[_Candidate], limit: int
) -> list[_Candidate]:
    """Return the best candidates, of equally good ones the better known first."""
    by_score = sorted(found, key=lambda candidate: -candidate.score)
    if len(by_score) > limit:
        # All that are as good as the last one within the limit.
        lowest = by_score[limit - 1].score
        by_score = [candidate for candidate in by_score if candidate.score >= lowest]
    names: dict[int, list[str]] = defaultdict(list)
    for candidate in by_score:
        names[candidate.store].append(candidate.key.concept)
    known = {store: stores[store].prominence(ids) for store, ids in names.items()}

    def order(candidate: _Candidate) -> tuple[float, int, bool, int, str]:
        level, polity = known[candidate.store].get(candidate.key.concept, (0, ""))
        is_later = candidate.score >= _EXACT and polity in _LATER[query.script]
        name = candidate.key.concept
        return -candidate.score, candidate.store, is_later, level or _LEVEL, name

    return sorted(by_score, key=order)[:limit]


def _with_romanized(
    stores: Sequence[Store],
    query: Query,
    text: str,
    ranked: list[_Candidate],
    selection: Selection,
) -> list[_Candidate]:
    """Return candidates, with those first that a text in another romanization names."""
    readings = list(romanized(text)) if KeyKind.PINYIN in query.keys else []
    if not readings:
        return ranked

    def sources(store: Store, _: Query) -> Iterator[_Source]:
        for reading in readings:
            yield ((_ROMANIZED_SCORE, key) for key in store.keys_equal(reading, KeyKind.PINYIN))

    # Its syllables are not those of pinyin.
    plain = query._replace(syllables=(), has_tones=False, has_gaps=False)
    first = _rank(stores, plain, sources, len(readings) + len(ranked), selection)
    names = {candidate.key.concept for candidate in first}
    return first + [candidate for candidate in ranked if candidate.key.concept not in names]


def _lowest_ranked(best: Mapping[str, _Candidate], limit: int) -> float:
    """Return the score of the last candidate within the limit; 0 if there are fewer."""
    scores = nlargest(limit, (found.score for found in best.values()))
    return scores[-1] if len(scores) == limit else 0.0


def _close(store: Store, query: Query) -> Iterator[_Source]:
    """Yield the keys that equal, begin with or contain the query."""
    for kind, text in query.keys.items():
        yield ((_EXACT_SCORE[kind], key) for key in store.keys_equal(text, kind))
    for kind, shortest in _SHORTEST_PART.items():
        if part := query.keys.get(kind):
            yield _by_share(74, 10, part, store.keys_starting(part, kind))
            if len(part) >= shortest:
                yield _by_share(54, 15, part, store.keys_containing(part, kind))


def _by_share(base: int, range_: int, text: str, keys: Iterable[LookupKey]) -> _Source:
    for key in keys:
        yield base + range_ * len(text) / len(key.text), key


def _similar(store: Store, query: Query) -> Iterator[_Source]:
    """Yield the keys that the query may be a slip for."""
    from rapidfuzz import fuzz, process

    for kind, threshold in _SIMILARITY_THRESHOLD.items():
        if not (text := query.keys.get(kind)):
            continue
        # Texts whose lengths differ by more cannot be so similar.
        ratio = threshold / (200 - threshold)
        texts = store.key_texts(kind)
        choices = texts[
            bisect_left(texts, len(text) * ratio, key=len) : bisect_right(
                texts, len(text) / ratio, key=len
            )
        ]
        similar = process.extract(
            text, choices, scorer=fuzz.ratio, score_cutoff=threshold, limit=_MOST_SIMILAR
        )
        yield (
            (similarity * 0.49, key)
            for choice, similarity, _ in similar
            for key in store.keys_equal(choice, kind)
        )


def _score(query: Query, score: float, key: LookupKey) -> float:
    if key.kind == KeyKind.PINYIN:
        score -= _reading_cost(query, key.syllables)
    return round(max(score - _STATUS_COST[key.status], 1.0), 1)


def _reading_cost(query: Query, syllables: str) -> float:
    """Return the cost of tones left out, of other tones, and of syllables divided otherwise."""
    queried = query.syllables
    is_comparable = query.has_tones and len(queried) == len(syllables.split())
    if not is_comparable and not query.has_gaps:
        return _NO_TONES_COST
    expected = [pinyin.split_tone(syllable.lower()) for syllable in syllables.split()]
    cost = _NO_TONES_COST
    if is_comparable:
        pairs = zip(queried, expected, strict=True)
        cost = 4.0 if any(mine and mine != theirs for (_, mine), (_, theirs) in pairs) else 0.0
    if query.has_gaps and [letters for letters, _ in queried] != [
        letters for letters, _ in expected
    ]:
        cost += 2.0
    return cost
