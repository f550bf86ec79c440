"""Checks between concepts: ids, relations, shared terms, labels."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import combinations

from termbase.errors import Problem
from termbase.language import english
from termbase.messages import Message, about
from termbase.model.concept import Concept, Relation, Term

# A label with at least so many uses is intended; one used once that is at least this similar to it
# (the ratio of difflib) is probably a typing error.
_MIN_USES = 5
_MIN_SIMILARITY = 0.8
# Titles and quotation marks, points and particles that make no other notion.
_NOT_DISTINCTIVE = re.compile(r"[\W_的]+")


def problems(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Yield the problems between concepts."""
    yield from _identities(concepts)
    yield from _relations(concepts)
    yield from _shared_english(concepts)
    yield from _near_duplicates(concepts)
    for field in ("kind", "subject", "polity"):
        yield from _labels(concepts, field)


def _identities(concepts: Sequence[Concept]) -> Iterator[Problem]:
    owners: dict[str, list[tuple[Concept, Term]]] = defaultdict(list)
    seen: set[str] = set()
    for concept in concepts:
        if concept.id in seen:
            yield Problem("duplicate-id", about(concept.id, Message("duplicate id")))
        seen.add(concept.id)
        for text, term in {term.text: term for term in concept.chinese}.items():
            owners[text].append((concept, term))
    for text, sharing in owners.items():
        for (one, term), (other, another) in combinations(sharing, 2):
            # Two ministries have one name where they are ministries of two polities, and two events
            # where the cues of each tell it from the other.
            of_two_polities = one.polity and other.polity and one.polity != other.polity
            if not of_two_polities and not (term.cues and another.cues and _names(one, other)):
                message = Message("{term} is also a term of {other}", term=text, other=other.id)
                yield Problem("duplicate-term", about(one.id, message))
                break


def _relations(concepts: Sequence[Concept]) -> Iterator[Problem]:
    by_id = {concept.id: concept for concept in concepts}
    for concept in concepts:
        for related in concept.related:
            other = by_id.get(related.concept)
            if other is None:
                message = Message("{other} is not a concept", other=related.concept)
                yield Problem("dangling", about(concept.id, message))
            elif related.relation is Relation.OPPOSITE and not _is_opposite(other, concept):
                message = Message("{other} does not have it as its opposite", other=other.id)
                yield Problem("one-sided", about(concept.id, message))


def _is_opposite(one: Concept, other: Concept) -> bool:
    return any(
        related.relation is Relation.OPPOSITE and related.concept == other.id
        for related in one.related
    )


def _shared_english(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Yield a problem for English terms that unrelated concepts share."""
    owners: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        for text in dict.fromkeys(english.lookup_key(term.text, {}) for term in concept.english):
            owners[text].append(concept)
    for text, sharing in owners.items():
        for one, other in combinations(sharing, 2):
            if one.id != other.id and not _names(one, other) and not _names(other, one):
                template = "{text!r} is also English for {other}; relate the two"
                message = Message(template, text=text, other=other.id)
                yield Problem("shared-english", about(one.id, message))


def _names(one: Concept, other: Concept) -> bool:
    return any(related.concept == other.id for related in one.related)


def _near_duplicates(concepts: Sequence[Concept]) -> Iterator[Problem]:
    """Yield a problem for unrelated concepts that are one by id or by the letters of a term."""
    by_id: dict[str, list[Concept]] = defaultdict(list)
    by_term: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        by_id[re.sub("-short$|-|_", "", concept.id)].append(concept)
        for text in {_NOT_DISTINCTIVE.sub("", term.text) for term in concept.chinese}:
            by_term[text].append(concept)
    for sharing in (*by_id.values(), *by_term.values()):
        for one, other in combinations(sharing, 2):
            if _polities_agree(one, other) and not _names(one, other) and not _names(other, one):
                template = "{other} seems to be the same concept; relate or merge them"
                message = Message(template, other=other.id)
                yield Problem("near-duplicate", about(one.id, message))


def _polities_agree(one: Concept, other: Concept) -> bool:
    return one.id != other.id and one.polity == other.polity


def _labels(concepts: Sequence[Concept], field: str) -> Iterator[Problem]:
    """Yield a problem for labels used once that resemble a frequent one."""
    uses = Counter(getattr(concept, field) for concept in concepts)
    usual = [label for label, times in uses.items() if times >= _MIN_USES]
    for concept in concepts:
        label = getattr(concept, field)
        if uses[label] == 1 and (near := get_close_matches(label, usual, 1, _MIN_SIMILARITY)):
            template = "the {field} {label!r} resembles {near!r}, which is used more often"
            message = Message(template, field=field, label=label, near=near[0])
            yield Problem("label", about(concept.id, message))
