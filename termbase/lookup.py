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

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from termbase.candidates import Source, close, selected, similar, visible
from termbase.choices import check_type
from termbase.language import pinyin
from termbase.language.romanizations import romanized
from termbase.language.script import Script
from termbase.model.concept import Concept, Status
from termbase.query import Query, parse
from termbase.store.keys import KeyKind, LookupKey
from termbase.store.selection import ALL, Selection

if TYPE_CHECKING:
    from termbase.store import Store


_NO_TONES_COST = 1.0
# A text in another romanization has several readings.
_ROMANIZED_SCORE = 97.0
_EXACT = 90.0
# The lowest scores of terms that begin with the query, and of initials.
_PREFIX, _INITIALS = 70.0, 85.0
# Hundreds of terms begin with 毛 or 江: who is best known comes first, not whose name is shortest.
_MOST_OF_ONE_CHARACTER = 500
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


_FindSources = Callable[["Store", Query], Iterator[Source]]


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
    ranked = _rank(stores, parsed, close, limit, selection)
    if not ranked or ranked[0].score < _EXACT:
        ranked = _with_romanized(stores, parsed, query, ranked, selection)[:limit]
    ranked = ranked or _rank(stores, parsed, similar, limit, selection)
    concepts = {store: stores[store].get_each(names) for store, names in _names(ranked).items()}
    hits: list[Hit] = []
    for score, store, key in ranked:
        if concept := concepts[store].get(key.concept):
            term = concept.terms[key.term]
            has_reading = key.kind in (KeyKind.PINYIN, KeyKind.INITIALS)
            hits.append(Hit(score, term.pinyin if has_reading else term.text, concept))
    # *our country* and *your country* have one key.
    best, text = hits[0].score if hits else 0.0, query.strip().casefold()
    return sorted(hits, key=lambda hit: (hit.score, hit.matched.casefold()) != (best, text))


def _rank(
    stores: Sequence[Store],
    query: Query,
    find_sources: _FindSources,
    limit: int,
    selection: Selection,
) -> list[_Candidate]:
    """Return the best keys that are found in all stores, one for each visible concept."""
    best: dict[str, _Candidate] = {}
    wanted = max(limit, _MOST_OF_ONE_CHARACTER) if _is_one_character(query) else limit
    for index, store in enumerate(stores):
        for source in find_sources(store, query):
            lowest, previous = 0.0, -1.0
            keys = selected(store, visible(stores[:index], source), selection)
            for stage_score, key in keys:
                if stage_score != previous:
                    lowest, previous = _lowest_ranked(best, wanted), stage_score
                no_tones = key.kind == KeyKind.PINYIN and not query.has_tones
                if round(stage_score - no_tones * _NO_TONES_COST, 1) < lowest:
                    # What follows in this source scores no more.
                    break
                score = _score(query, stage_score, key)
                found = best.get(key.concept)
                # Of equally good terms of a concept the first one counts.
                if not found or (score, -key.term) > (found.score, -found.key.term):
                    best[key.concept] = _Candidate(score, index, key)
    return _in_order(stores, query, best.values(), limit)


def _in_order(
    stores: Sequence[Store], query: Query, found: Iterable[_Candidate], limit: int
) -> list[_Candidate]:
    """Return the best candidates, of equally good ones the better known first."""
    is_one_character = _is_one_character(query)

    def rank(score: float) -> float:
        """Return the score by which candidates are ordered before their level counts."""
        return _PREFIX if is_one_character and _PREFIX <= score < _INITIALS else score

    by_score = sorted(found, key=lambda candidate: -rank(candidate.score))
    if len(by_score) > limit:
        # All that are as good as the last one within the limit.
        lowest = rank(by_score[limit - 1].score)
        by_score = [candidate for candidate in by_score if rank(candidate.score) >= lowest]
    known = {store: stores[store].prominence(ids) for store, ids in _names(by_score).items()}

    def order(candidate: _Candidate) -> tuple[float, int, bool, int, float, str]:
        level, polity = known[candidate.store].get(candidate.key.concept, (0, ""))
        is_later = candidate.score >= _EXACT and polity in _LATER[query.script]
        score, store, name = candidate.score, candidate.store, candidate.key.concept
        return -rank(score), store, is_later, level or _LEVEL, -score, name

    return sorted(by_score, key=order)[:limit]


def _is_one_character(query: Query) -> bool:
    return len(query.keys.get(KeyKind.HAN, "")) == 1


def _names(candidates: Iterable[_Candidate]) -> dict[int, list[str]]:
    """Return the ids of the concepts of candidates, by the index of their store."""
    names: dict[int, list[str]] = defaultdict(list)
    for candidate in candidates:
        names[candidate.store].append(candidate.key.concept)
    return names


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

    def sources(store: Store, _: Query) -> Iterator[Source]:
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
