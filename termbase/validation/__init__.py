"""Checks of concepts. Each problem has a code; none of them raises an exception."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from termbase.errors import Problem
from termbase.messages import about
from termbase.model.concept import Concept
from termbase.validation import characters, entry, pairing, reading, relations
from termbase.validation.entry import GLOSS_LIMIT

__all__ = ["GLOSS_LIMIT", "MAX_AGE", "stale", "validate", "validate_among"]

# Days after which a statement about the present is to be read again.
MAX_AGE = 365


def validate(concepts: Iterable[Concept]) -> Iterator[Problem]:
    """Yield the problems of concepts, of each one and between them.

    Returns:
        Problems whose messages begin with the id of the concept; without file and line.
    """
    concepts = list(concepts)
    for concept in concepts:
        yield from _problems(concept)
    yield from relations.problems(concepts)


def validate_among(concept: Concept, others: Iterable[Concept]) -> Iterator[Problem]:
    """Yield the problems of one concept, and those between it and others.

    Args:
        concept: The concept.
        others: Those that share a term with it or that it is related to; their own problems are
            not looked for.
    """
    yield from _problems(concept)
    start = f"{concept.id}: "
    for problem in relations.problems([concept, *others]):
        if problem.message.startswith(start):
            yield problem


def stale(
    concepts: Iterable[Concept], today: date, max_age: int = MAX_AGE
) -> Iterator[tuple[str, Concept]]:
    """Yield the concepts with statements that may have become untrue, the oldest first.

    Args:
        concepts: Any concepts.
        today: The date from which their age is counted.
        max_age: The age in days up to which a statement is fresh.

    Yields:
        ``as_of``, as it is in the concept, and the concept.
    """
    limit = (today - timedelta(days=max_age)).isoformat()
    # A truncated date, such as 2025, is compared as its first day.
    aged = [(concept.as_of, concept) for concept in concepts if concept.as_of]
    yield from sorted(
        ((as_of, concept) for as_of, concept in aged if _first_day(as_of) < limit),
        key=lambda item: (_first_day(item[0]), item[1].id),
    )


def _problems(concept: Concept) -> Iterator[Problem]:
    for check in (entry, characters, reading, pairing):
        for code, message in check.problems(concept):
            yield Problem(code, about(concept.id, message))


def _first_day(as_of: str) -> str:
    return as_of + "-01" * (2 - as_of.count("-"))
