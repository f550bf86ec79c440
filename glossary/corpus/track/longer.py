"""Mentions of longer terms that contain a tracked one, and so are not counted to it.

共建“一带一路” is a term of its own; who counts 一带一路 has to know how often it is a part of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from glossary.corpus.track.counting import Placed
from glossary.corpus.track.groups import grouped
from termbase.store.keys import KeyKind, han_key

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.termbase import Termbase

# The id of a concept, and the text of one of its terms.
TermKey = tuple[str, str]


class Longer(NamedTuple):
    """The mentions of a longer term.

    Attributes:
        concept: The id of its concept.
        term: The term, as the base has it.
        articles: The texts that have it.
        occurrences: Its mentions.
    """

    concept: str
    term: str
    articles: int
    occurrences: int


class InLonger(NamedTuple):
    """The mentions of all longer terms of a concept.

    Attributes:
        terms: The longer terms, the most frequent first.
        articles: The texts that have the tracked term only in longer ones.
        first: The date of the first mention of a longer one.
    """

    terms: tuple[Longer, ...]
    articles: int
    first: str


def longer_terms(termbase: Termbase, concepts: Iterable[Concept]) -> dict[str, frozenset[TermKey]]:
    """Return the Chinese terms of other concepts that contain a term of each concept.

    Args:
        termbase: All concepts.
        concepts: The concepts that are tracked.
    """
    return {concept.id: frozenset(_longer(termbase, concept)) for concept in concepts}


def _longer(termbase: Termbase, concept: Concept) -> Iterator[TermKey]:
    parts = {key for term in concept.chinese if (key := han_key(term.text))}
    found = {
        key.concept
        for store in termbase.stores
        for part in parts
        for keys in (store.keys_starting, store.keys_containing)
        for key in keys(part, KeyKind.HAN)
    }
    for name in sorted(found - {concept.id}):
        other = termbase.get(name)
        for term in other.chinese if other else ():
            text = han_key(term.text)
            if any(part in text and part != text for part in parts):
                yield name, term.text


def in_longer_terms(
    placed: Placed, longer: Mapping[str, Collection[TermKey]]
) -> dict[str, InLonger]:
    """Return the mentions of longer terms by concept; a concept without any is left out.

    Args:
        placed: Mentions, also those of the longer terms.
        longer: The longer terms of each concept.
    """
    if not longer:
        return {}
    found: dict[TermKey, list[tuple[str, str, int]]] = defaultdict(list)
    articles: dict[str, set[str]] = defaultdict(set)
    for concept, term, name, date, _, number in grouped(
        placed.mentions, ("concept", "term", "id", "date")
    ):
        found[concept, term].append((name, date, number))
        articles[concept].add(name)
    return {
        concept: _in_longer(used, articles[concept])
        for concept, terms in longer.items()
        if (used := {key: found[key] for key in terms if key in found})
    }


def _in_longer(
    used: Mapping[TermKey, Sequence[tuple[str, str, int]]], articles: Collection[str]
) -> InLonger:
    terms = [
        Longer(*key, len({name for name, _, _ in rows}), sum(number for _, _, number in rows))
        for key, rows in used.items()
    ]
    ranked = sorted(terms, key=lambda one: (-one.occurrences, one.concept, one.term))
    dates = {name: date for rows in used.values() for name, date, _ in rows}
    others = {name: date for name, date in dates.items() if name not in articles}
    return InLonger(tuple(ranked), len(others), min(dates.values()))
