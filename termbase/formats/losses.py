"""Losses: data of concepts that a format cannot represent; counts of pass-through fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
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
    "polity": "polities",
    "level": "levels",
    "first_use": "first uses",
    "event": "dates of events",
    "in_force": "dates of coming into force",
    "as_of": "dates of statements",
    "reviewed": "reviews",
    "related": "relations",
    "sources": "sources",
    "examples": "examples",
    "term language": "languages of terms",
    "term text": "spellings",
    "term traditional": "traditional forms",
    "term taiwan": "Taiwan forms",
    "term hong_kong": "Hong Kong forms",
    "term pinyin": "pinyin",
    "term renderings": "the renderings of single forms",
    "term status": "statuses of terms",
    "term usage": "usage labels",
    "term part_of_speech": "parts of speech",
    "term inflects": "no-inflection flags",
    "term case_sensitive": "case-sensitive flags",
    "term cues": "cues",
    "term generated": "names of generated fields",
    "term checked": "names of checked fields",
    "term sources": "sources of terms",
    "quotations": "sentences of the documents",
}


def words_for_loss(field: str) -> str:
    """Return the words for a key of :func:`losses`; other keys, such as a named concept, as is."""
    return _WORDS.get(field, field)


def losses(before: Sequence[Concept], after: ParsedFile) -> Counter[str]:
    """Count for each field the concepts that lost some of it.

    Args:
        before: The concepts that were written.
        after: The written file, parsed. Where the format has no ids of ours, two concepts are the
            same if they have the same id of a tool, else the same first term.
    """
    by_id = {entry.concept.id: entry.concept for entry in after.entries if entry.has_id}
    without_id = [entry.concept for entry in after.entries if not entry.has_id]
    by_key = {key: concept for concept in reversed(without_id) for key in _keys(concept)}
    lost: Counter[str] = Counter()
    for concept in before:
        same = by_id.get(concept.id)
        key: tuple[str, ...] = ()
        if same is None:
            key = next((key for key in _keys(concept) if key in by_key), ())
            same = by_key.get(key)
        lost.update(_lost_fields(concept, same) - ({"id"} if _is_file_id(key) else set()))
    return lost


def having(concepts: Sequence[Concept], names: Collection[str]) -> Counter[str]:
    """Count for each field that a format has no place for the concepts that have it.

    Of a format that is only written, for which :func:`losses` has nothing to compare.

    Args:
        concepts: The concepts that were written.
        names: The fields, named as in the result of :func:`losses`.
    """
    found: Counter[str] = Counter()
    for concept in concepts:
        items: list[Concept | Term] = [concept, *map(strip_generated, concept.terms)]
        found.update({name for item in items for name in _fields_of(item)} & set(names))
        found.update(_lost_pass_through(list(_pass_through(concept)), ()))
    return found


def _fields_of(item: Concept | Term) -> Iterator[str]:
    """Yield the names of the fields that have another value than that of a new concept or term."""
    prefix = "term " if isinstance(item, Term) else ""
    for field in fields(item):
        if field.name != "pass_through" and getattr(item, field.name) != field.default:
            yield f"{prefix}{field.name}"


def _is_file_id(key: tuple[str, ...]) -> bool:
    """Return True if a key is the id of an entry in a file, which identifies the concept."""
    return isinstance(key, PassThrough)


def _keys(concept: Concept) -> Iterator[tuple[str, ...]]:
    yield from (item for item in concept.pass_through if item.name == "id")
    first = (*concept.chinese, *concept.terms)[0]
    yield first.language, first.text


def _lost_fields(before: Concept, after: Concept | None) -> set[str]:
    if after is None:
        return {"concept"}
    if before == after:
        return set()
    lost = {
        field.name
        for field in fields(Concept)
        if field.name not in ("terms", "pass_through")
        and getattr(before, field.name) != getattr(after, field.name)
    } | _lost_pass_through(before.pass_through, after.pass_through)
    if not _keeps_renderings(before, after):
        lost.add("term renderings")
    if len(before.terms) != len(after.terms):
        return lost | {"terms"}
    for written, read in zip(before.terms, _in_order_of(before, after), strict=True):
        # Generated data is not written, and can be generated again.
        old, new = strip_generated(written), strip_generated(read)
        if old != new:
            lost |= {
                f"term {field.name}"
                for field in fields(Term)
                if field.name not in ("pass_through", "renderings")
                # What was empty cannot be lost, but may be read as given, as is pinyin in CEDICT.
                and getattr(old, field.name)
                and getattr(old, field.name) != getattr(new, field.name)
            } | _lost_pass_through(written.pass_through, read.pass_through)
    return lost


def _keeps_renderings(before: Concept, after: Concept) -> bool:
    """Return True if the terms that are left have those of their renderings that are left."""
    if not any(term.renderings for term in (*before.chinese, *after.chinese)):
        return True
    known = {term.text for term in after.english}
    expected = {
        (term.text, term.traditional): [text for text in texts if text in known]
        for term, texts in _with_renderings(before)
    }
    return all(
        texts == expected.get((term.text, term.traditional), texts)
        for term, texts in _with_renderings(after)
    )


def _with_renderings(concept: Concept) -> Iterator[tuple[Term, list[str]]]:
    for term in concept.chinese:
        yield strip_generated(term), [rendering.text for rendering in concept.renderings(term)]


def _in_order_of(before: Concept, after: Concept) -> Sequence[Term]:
    """Return the terms of a concept that was read, the English ones as before.

    Where forms name their renderings, the order of the English terms has no other meaning.
    """
    texts = [term.text for term in before.english]
    is_same = sorted(texts) == sorted(term.text for term in after.english)
    if not is_same or not any(term.renderings for term in before.chinese):
        return after.terms
    return (*after.chinese, *sorted(after.english, key=lambda term: texts.index(term.text)))


def _lost_pass_through(before: Sequence[PassThrough], after: Sequence[PassThrough]) -> set[str]:
    """Return the formats of the lost pass-through fields, whatever their order."""
    return {f"pass-through ({item.format})" for item in set(before) - set(after)}


def pass_through_counts(parsed: ParsedFile) -> Counter[str]:
    """Count for each pass-through field the concepts that have it."""
    found: Counter[str] = Counter()
    for concept in parsed.concepts:
        found.update({item.name for item in _pass_through(concept)})
    return found


def _pass_through(concept: Concept) -> Iterator[PassThrough]:
    """Yield the pass-through fields of a concept and its terms."""
    yield from concept.pass_through
    for term in concept.terms:
        yield from term.pass_through
