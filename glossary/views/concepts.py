"""Concepts and terms in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glossary.views.words import safe_line
from termbase.lookup import Hit
from termbase.model.concept import Concept, Language, Status, Term

_STATUS = {
    Status.PREFERRED: "preferred",
    Status.ADMITTED: "",
    Status.DEPRECATED: "deprecated",
    Status.SUPERSEDED: "superseded",
}


def describe(term: Term) -> str:
    """Return the status and usage of a term: ``preferred · official, media``; or nothing."""
    words = (_STATUS[term.status], ", ".join(usage.value for usage in term.usage))
    return " · ".join(word for word in words if word)


def format_hits(found: Sequence[Hit]) -> str:
    """Return the concepts of a look-up in words, for a terminal."""
    return "\n".join("\n".join(_concept(hit.concept)) + "\n" for hit in found)


def _concept(concept: Concept) -> Iterator[str]:
    for term in concept.chinese:
        forms = safe_line(" / ".join(term.forms))
        yield f"{forms}  {safe_line(term.pinyin)}{_about(term)}"
    for term in concept.english:
        yield f"  {safe_line(term.text)}{_about(term)}"
    if concept.gloss:
        yield f"    {safe_line(concept.gloss)}"
    if concept.literal and concept.literal not in (term.text for term in concept.english):
        yield f"    Literally: “{safe_line(concept.literal)}”"
    if concept.note:
        yield f"    {safe_line(concept.note)}"
    yield f"    [{concept.id}]" + (f"  {safe_line(concept.subject)}" if concept.subject else "")


def _about(term: Term) -> str:
    about = describe(term)
    return f"  ({about})" if about else ""


def best_terms(concept: Concept) -> tuple[str, str, str]:
    """Return the best Chinese term of a concept, its pinyin, and the best English term."""
    chinese, english = concept.best(Language.CHINESE), concept.best(Language.ENGLISH)
    return (
        chinese.text if chinese else "",
        chinese.pinyin if chinese else "",
        english.text if english else "",
    )
