"""Dated facts of a concept in words: where a slogan comes from, when a law took effect."""

from __future__ import annotations

from collections.abc import Iterator

from termbase.model.concept import Concept

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
# Kinds of words that somebody coined, and of those who hold a post for a time.
_COINED = frozenset(
    (
        "campaign",
        "doctrine",
        "meme",
        "metaphor",
        "nickname",
        "notion",
        "person type",
        "policy",
        "slogan",
    )
)
_IN_POST = frozenset(("office", "person"))
# What the date of a concept is the date of, by its kind.
_EVENTS = {
    "campaign": "begun",
    "document": "dated",
    "event": "date",
    "group": "founded",
    "institution": "founded",
    "law": "adopted",
    "meeting": "opened",
    "policy": "from",
    "publication": "founded",
}


def facts(concept: Concept) -> Iterator[str]:
    """Yield the dated facts that a reader of a concept of this kind asks for.

    They are such as ``first used April 1956: Mao Zedong at …``.
    """
    if (first := concept.first_use) and concept.kind in _COINED:
        where = f": {first.where}" if first.where else ""
        yield f"first used {date_in_words(first.date)}{where}"
    if concept.event and concept.kind in _EVENTS:
        yield f"{_EVENTS[concept.kind]} {date_in_words(concept.event)}"
    if concept.in_force:
        yield f"in force from {date_in_words(concept.in_force)}"
    if concept.as_of and concept.kind in _IN_POST:
        yield f"as of {date_in_words(concept.as_of)}"


def date_in_words(date: str) -> str:
    """Return an ISO 8601 date, truncated where unknown, in words: ``28 April 1956``."""
    year, *rest = date.split("-")
    numbers = [int(part) for part in rest if part.isdecimal()]
    if len(numbers) != len(rest) or not (not numbers or 1 <= numbers[0] <= len(_MONTHS)):
        return date
    month = [_MONTHS[numbers[0] - 1]] if numbers else []
    return " ".join([*map(str, numbers[1:2]), *month, year])
