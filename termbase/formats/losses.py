"""What a file cannot hold of the concepts that are written to it, and what it alone understands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields

from termbase.formats.reading import Reading
from termbase.model.concept import Concept, Foreign, Term
from termbase.model.fill import strip_generated


def losses(before: Sequence[Concept], after: Reading) -> Counter[str]:
    """For each field how many concepts lost some of it on the way.

    Args:
        before: What was written.
        after: What was read again. Where the format has no ids, concepts are the same that have
            the same id of a tool, else the same first term.
    """
    kept = {entry.concept.id: entry.concept for entry in after.entries if entry.has_id}
    nameless = [entry.concept for entry in after.entries if not entry.has_id]
    by_name = {name: one for one in reversed(nameless) for name in _names(one)}
    lost: Counter[str] = Counter()
    for concept in before:
        there = kept.get(concept.id)
        if there is None:
            there = next((by_name[name] for name in _names(concept) if name in by_name), None)
        lost.update(_lost(concept, there))
    return lost


def _names(concept: Concept) -> Iterator[tuple[str, ...]]:
    yield from (item for item in concept.foreign if item.name == "id")
    first = (*concept.chinese, *concept.terms)[0]
    yield first.language, first.text


def _lost(concept: Concept, kept: Concept | None) -> set[str]:
    if kept is None:
        return {"concept"}
    if concept == kept:
        return set()
    lost = {
        field.name
        for field in fields(Concept)
        if field.name not in ("terms", "foreign")
        and getattr(concept, field.name) != getattr(kept, field.name)
    } | _lost_foreign(concept.foreign, kept.foreign)
    if len(concept.terms) != len(kept.terms):
        return lost | {"terms"}
    for term, other in zip(concept.terms, kept.terms, strict=True):
        # What is generated is left out and can be made again.
        ours, theirs = strip_generated(term), strip_generated(other)
        if ours != theirs:
            lost |= {
                f"term {field.name}"
                for field in fields(Term)
                if field.name != "foreign"
                and getattr(ours, field.name) != getattr(theirs, field.name)
            } | _lost_foreign(term.foreign, other.foreign)
    return lost


def _lost_foreign(foreign: Sequence[Foreign], kept: Sequence[Foreign]) -> set[str]:
    """Of which formats something is lost that only they understand; its order is of no matter."""
    return {f"foreign ({item.format})" for item in set(foreign) - set(kept)}


def kept(reading: Reading) -> Counter[str]:
    """What is kept of a file only to be written back to its like, and of how many concepts."""
    found: Counter[str] = Counter()
    for concept in reading.concepts:
        foreign = (*concept.foreign, *(item for term in concept.terms for item in term.foreign))
        found.update({item.name for item in foreign})
    return found
