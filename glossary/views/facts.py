"""Facts of a concept in words: where a slogan comes from, when a law took effect, what rank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from glossary.posts import Post
from termbase.model.concept import Concept, Language

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


def facts(concept: Concept, post: Post | None = None) -> Iterator[str]:
    """Yield the facts that a reader of a concept of this kind asks for.

    They are such as ``first used April 1956: Mao Zedong at …`` and ``body: State Council``.

    Args:
        concept: The concept.
        post: Of an office, its bodies and ranks.
    """
    if post:
        yield from _named("body", post.bodies)
        yield from _named("rank", post.ranks)
    if (first := concept.first_use) and concept.kind in _COINED:
        where = f": {first.where}" if first.where else ""
        yield f"first used {date_in_words(first.date)}{where}"
    if concept.event and concept.kind in _EVENTS:
        yield f"{_EVENTS[concept.kind]} {date_in_words(concept.event)}"
    if concept.in_force:
        yield f"in force from {date_in_words(concept.in_force)}"
    if concept.as_of and concept.kind in _IN_POST:
        yield f"as of {date_in_words(concept.as_of)}"


def _named(word: str, concepts: Iterable[Concept]) -> Iterator[str]:
    """Yield a word with the names of concepts, if they have any."""
    names = [name.text for concept in concepts if (name := concept.best(Language.ENGLISH))]
    if names:
        yield f"{word}: {', '.join(names)}"


def date_in_words(date: str) -> str:
    """Return an ISO 8601 date, truncated where unknown, in words: ``28 April 1956``."""
    year, *rest = date.split("-")
    numbers = [int(part) for part in rest if part.isdecimal()]
    if len(numbers) != len(rest) or not (not numbers or 1 <= numbers[0] <= len(_MONTHS)):
        return date
    month = [_MONTHS[numbers[0] - 1]] if numbers else []
    return " ".join([*map(str, numbers[1:2]), *month, year])
