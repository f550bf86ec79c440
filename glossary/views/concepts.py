"""Concepts and terms in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from glossary.views.words import safe_line
from termbase.lookup import Hit
from termbase.model.concept import Concept, Status, Term
from termbase.model.renderings import chinese_of, english_of

_STATUS = {
    Status.PREFERRED: "preferred",
    Status.ADMITTED: "",
    Status.DEPRECATED: "deprecated",
    Status.SUPERSEDED: "superseded",
}


def describe(term: Term) -> str:
    """Return the status and usage of a term: ``preferred · official, media``; or nothing."""
    words = (_STATUS[term.status], usage(term))
    return " · ".join(word for word in words if word)


def usage(term: Term) -> str:
    """Return the groups of users of a term: ``official, media``."""
    return ", ".join(usage.value for usage in term.usage)


def format_hits(found: Sequence[Hit]) -> str:
    """Return the concepts of a look-up in words, for a terminal."""
    return "\n".join("\n".join(_concept(hit.concept)) + "\n" for hit in found)


def _concept(concept: Concept) -> Iterator[str]:
    yield from _terms(concept)
    if concept.gloss:
        yield f"    {safe_line(concept.gloss)}"
    if concept.literal and concept.literal not in (term.text for term in concept.english):
        yield f"    Literally: “{safe_line(concept.literal)}”"
    if concept.note:
        yield f"    {safe_line(concept.note)}"
    about = " · ".join(safe_line(part) for part in (concept.subject, concept.polity) if part)
    yield f"    [{concept.id}]" + (f"  {about}" if about else "")


def _terms(concept: Concept) -> Iterator[str]:
    """Yield the Chinese terms, those with the same renderings together, each group with these."""
    groups: dict[tuple[Term, ...], list[Term]] = defaultdict(list)
    for term in concept.chinese:
        groups[concept.renderings(term)].append(term)
    # Those without any come last, lest the next ones be taken for theirs.
    for renderings, terms in sorted(groups.items(), key=lambda group: not group[0]):
        for term in terms:
            forms = safe_line(" / ".join(term.forms))
            yield f"{forms}  {safe_line(term.pinyin)}{_about(term)}"
        yield from map(_english, renderings)
    unpaired = [term for term in concept.english if not any(term in own for own in groups)]
    if unpaired and groups:
        yield "also"
    yield from map(_english, unpaired)


def _english(term: Term) -> str:
    return f"  {safe_line(term.text)}{_about(term)}"


def _about(term: Term) -> str:
    about = describe(term)
    return f"  ({about})" if about else ""


def term_row(chinese: Term | None, english: str, form: str = "") -> tuple[str, str, str]:
    """Return the cells of a table for a pair of terms: Chinese, pinyin, English.

    Args:
        chinese: The Chinese term.
        english: The text of the English term.
        form: The form of the Chinese term to show; by default the simplified one.
    """
    return (form or chinese.text, chinese.pinyin, english) if chinese else ("", "", english)


def hit_row(hit: Hit) -> tuple[str, str, str]:
    """Return the cells of a table for the term that a query matched, as :func:`term_row` does."""
    concept = hit.concept
    term = next(term for term in concept.terms if hit.matched in (term.text, term.pinyin))
    return term_row(chinese_of(concept, term), english_of(concept, term))
