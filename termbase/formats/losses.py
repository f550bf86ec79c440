"""Losses: data of concepts that a format cannot represent; counts of pass-through fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields

from termbase.formats.parsed import ParsedFile
from termbase.model.concept import Concept, PassThrough, Term
from termbase.model.fill import strip_generated

# The words for lost fields, in messages and in docs/reference/losses.md.
_WORDS = {
    "concept": "whole concepts",
    "id": "ids",
    "terms": "some of the terms",
    "gloss": "glosses",
    "literal": "literal translations",
    "subject": "subjects",
    "kind": "kinds",
    "note": "notes",
    "first_use": "first uses",
    "related": "relations",
    "sources": "sources",
    "examples": "examples",
    "term text": "spellings",
    "term traditional": "traditional forms",
    "term taiwan": "Taiwan forms",
    "term hong_kong": "Hong Kong forms",
    "term pinyin": "pinyin",
    "term status": "statuses of terms",
    "term usage": "usage labels",
    "term part_of_speech": "parts of speech",
    "term inflects": "no-inflection flags",
    "term case_sensitive": "case-sensitive flags",
    "term cues": "cues",
    "term checked": "names of checked fields",
    "term sources": "sources of terms",
}


def words_for_loss(field: str) -> str:
    """Return the words for a key of :func:`losses`; other keys, such as a named concept, as is."""
    return _WORDS.get(field, field)


def losses(before: Sequence[Concept], after: ParsedFile) -> Counter[str]:
    """Return for each field the number of concepts that lost some of it.

    Args:
        before: The concepts that were written.
        after: The file, read again. Where the format has no ids, concepts are the same that have
            the same id of a tool, else the same first term.
    """
    kept = {entry.concept.id: entry.concept for entry in after.entries if entry.has_id}
    nameless = [entry.concept for entry in after.entries if not entry.has_id]
    by_name = {name: one for one in reversed(nameless) for name in _names(one)}
    lost: Counter[str] = Counter()
    for concept in before:
        there = kept.get(concept.id)
        name: tuple[str, ...] = ()
        if there is None:
            name = next((name for name in _names(concept) if name in by_name), ())
            there = by_name.get(name)
        lost.update(_lost(concept, there) - ({"id"} if _is_file_id(name) else set()))
    return lost


def _is_file_id(name: tuple[str, ...]) -> bool:
    """Return True if a name is the id of an entry in a file, by which it is known again."""
    return isinstance(name, PassThrough)


def _names(concept: Concept) -> Iterator[tuple[str, ...]]:
    yield from (item for item in concept.pass_through if item.name == "id")
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
        if field.name not in ("terms", "pass_through")
        and getattr(concept, field.name) != getattr(kept, field.name)
    } | _lost_foreign(concept.pass_through, kept.pass_through)
    if len(concept.terms) != len(kept.terms):
        return lost | {"terms"}
    for term, other in zip(concept.terms, kept.terms, strict=True):
        # What is generated is left out and can be made again.
        ours, theirs = strip_generated(term), strip_generated(other)
        if ours != theirs:
            lost |= {
                f"term {field.name}"
                for field in fields(Term)
                if field.name != "pass_through"
                and getattr(ours, field.name) != getattr(theirs, field.name)
            } | _lost_foreign(term.pass_through, other.pass_through)
    return lost


def _lost_foreign(pass_through: Sequence[PassThrough], kept: Sequence[PassThrough]) -> set[str]:
    """Return the formats whose pass-through fields are lost; their order does not count."""
    return {f"pass-through ({item.format})" for item in set(pass_through) - set(kept)}


def pass_through_counts(reading: ParsedFile) -> Counter[str]:
    """Return the number of concepts with each pass-through field of a file."""
    found: Counter[str] = Counter()
    for concept in reading.concepts:
        pass_through = (
            *concept.pass_through,
            *(item for term in concept.terms for item in term.pass_through),
        )
        found.update({item.name for item in pass_through})
    return found
