"""Mentions of longer terms that contain a tracked one, and so are not counted to it.

共建“一带一路” is a term of its own; who counts 一带一路 has to know how often it is a part of that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from glossary.corpus.track.counting import Placed, count_terms
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


def longer_mentions(
    placed: Placed, longer: Mapping[str, Collection[TermKey]]
) -> dict[str, list[Longer]]:
    """Return the mentions of longer terms by concept, the most frequent term first.

    Args:
        placed: Mentions, also those of the longer terms.
        longer: The longer terms of each concept.
    """
    counts = count_terms(placed)
    return {
        concept: sorted(
            (Longer(*key, *counts[key]) for key in terms if key in counts),
            key=lambda one: (-one.occurrences, one.concept, one.term),
        )
        for concept, terms in longer.items()
    }
