"""Concepts in words, and text that a terminal can be trusted with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termbase.lookup import Hit
from termbase.model.concept import Concept, Status, Term

_STATUS = {
    Status.PREFERRED: "preferred",
    Status.ADMITTED: "",
    Status.DEPRECATED: "deprecated",
    Status.SUPERSEDED: "superseded",
}
# What could steer a terminal or turn the direction of its text is shown as a sign instead.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def describe(term: Term) -> str:
    """Who uses a term and how it stands: ``preferred · official, media``; empty if not known."""
    words = (_STATUS[term.status], ", ".join(usage.value for usage in term.usage))
    return " · ".join(word for word in words if word)


def hits(found: Sequence[Hit]) -> str:
    """Looked-up concepts for people to read."""
    return "\n".join("\n".join(_concept(hit.concept)) + "\n" for hit in found)


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 problem", "2 problems"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def visible(text: str) -> str:
    """Text for one line of a terminal, with control characters made visible."""
    return safe(" ".join(text.split()))


def safe(text: str) -> str:
    """Text with control characters made visible, save line ends and tabs."""
    return _CONTROL.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _concept(concept: Concept) -> Iterator[str]:
    for term in concept.chinese:
        forms = visible(" / ".join(term.forms))
        yield f"{forms}  {visible(term.pinyin)}{_about(term)}"
    for term in concept.english:
        yield f"  {visible(term.text)}{_about(term)}"
    if concept.gloss:
        yield f"    {visible(concept.gloss)}"
    if concept.literal and concept.literal not in (term.text for term in concept.english):
        yield f"    Literally: “{visible(concept.literal)}”"
    if concept.note:
        yield f"    {visible(concept.note)}"
    yield f"    [{concept.id}]" + (f"  {visible(concept.subject)}" if concept.subject else "")


def _about(term: Term) -> str:
    about = describe(term)
    return f"  ({about})" if about else ""
