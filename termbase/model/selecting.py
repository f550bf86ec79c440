"""Choosing concepts and terms, as for an export."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from termbase.model.concept import Concept, Language, Term
from termbase.model.renderings import assign_renderings, rendering_texts


def select_concepts(
    concepts: Iterable[Concept],
    subjects: Collection[str] = (),
    statuses: Collection[str] = (),
    usages: Collection[str] = (),
    level: int = 1,
) -> Iterator[Concept]:
    """The concepts of some subjects and levels with the terms of some statuses and users.

    A term that has lost all its translations is left out, so that the other terms do not get those
    of a form that was not chosen.

    Args:
        concepts: Any.
        subjects: None for all.
        statuses: Of terms; none for all.
        usages: Of English terms, of which one is enough; none for all.
        level: The lowest level; concepts without one are chosen too.

    Yields:
        Concepts that have a Chinese term left, and an English one if they had one.
    """
    for concept in concepts:
        if subjects and concept.subject not in subjects:
            continue
        if 0 < concept.level < level:
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
        terms = tuple(term for term in terms if _is_translated(concept, term, terms))
        left = {term.language for term in terms}
        if left == {term.language for term in concept.terms}:
            yield _pairing_of(concept, terms)


def _is_translated(concept: Concept, term: Term, terms: Collection[Term]) -> bool:
    """Return True if a term has one of its translations among terms, or had none before."""
    translations = concept.renderings(term)
    return not translations or any(item in terms for item in translations)


def _pairing_of(concept: Concept, terms: tuple[Term, ...]) -> Concept:
    """Return a concept with some of its terms, of which each keeps its renderings."""
    selected = replace(concept, terms=terms)
    before = dict(zip(concept.chinese, rendering_texts(concept), strict=True))
    english = {term.text for term in selected.english}
    wanted = [tuple(text for text in before[term] if text in english) for term in selected.chinese]
    return selected if rendering_texts(selected) == wanted else assign_renderings(selected, wanted)
