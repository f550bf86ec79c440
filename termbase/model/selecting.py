"""Choosing concepts and terms, as for an export."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from termbase.model.concept import Concept, Language


def select_concepts(
    concepts: Iterable[Concept],
    subjects: Collection[str] = (),
    statuses: Collection[str] = (),
    usages: Collection[str] = (),
) -> Iterator[Concept]:
    """The concepts of some subjects with the terms of some statuses and users.

    Args:
        concepts: Any.
        subjects: None for all.
        statuses: Of terms; none for all.
        usages: Of English terms, of which one is enough; none for all.

    Yields:
        Concepts that have a Chinese term left, and an English one if they had one.
    """
    for concept in concepts:
        if subjects and concept.subject not in subjects:
            continue
        terms = tuple(
            term
            for term in concept.terms
            if (not statuses or term.status in statuses)
            and (not usages or term.language is Language.CHINESE or set(term.usage) & set(usages))
        )
        if terms == concept.terms:
            yield concept
            continue
        left = {term.language for term in terms}
        if left == {term.language for term in concept.terms}:
            yield replace(concept, terms=terms)
