"""Checks of one concept: its terms, gloss, dates and addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from termbase.language import english, script
from termbase.messages import Message, about
from termbase.model.concept import Concept, Source, Status
from termbase.store.keys import never_found

GLOSS_LIMIT = 420

_HAN = re.compile(f"[{script.HAN}]")
_FULL_WIDTH_IN_ENGLISH = re.compile("[\u3000-\u303f\uff01-\uff5e]")
_UNTIDY = re.compile(r"^\s|\s$|  |\s[,.;:!?]|\(\s|\s\)|,,|\.\.(?!\.)")
_DATE = re.compile(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")


def problems(concept: Concept) -> Iterator[tuple[str, Message]]:
    """Yield the code and message of each problem."""
    yield from _languages(concept)
    yield from _gloss(concept)
    yield from _tidiness(concept)
    yield from _dates(concept)
    yield from _sources(concept)


def _languages(concept: Concept) -> Iterator[tuple[str, Message]]:
    if not concept.chinese:
        yield "no-chinese", Message("no Chinese term")
    if not concept.english:
        yield "no-english", Message("no English term")
    for terms in (concept.chinese, concept.english):
        preferred = [term.text for term in terms if term.status is Status.PREFERRED]
        if len(preferred) > 1:
            yield (
                "two-preferred",
                Message("more than one preferred term: {terms}", terms=", ".join(preferred)),
            )
    for text, times in Counter(term.text for term in concept.english).items():
        if times > 1:
            yield "duplicate-english", Message("{term} is listed twice", term=text)
    for message in never_found(concept):
        yield "never-found", message


def _gloss(concept: Concept) -> Iterator[tuple[str, Message]]:
    size = len(concept.gloss)
    if not concept.gloss:
        yield "no-gloss", Message("no gloss")
    elif size > GLOSS_LIMIT:
        yield (
            "long-gloss",
            Message(
                "a gloss of {size} characters; the limit is {limit}", size=size, limit=GLOSS_LIMIT
            ),
        )
    elif not re.search(r"[.!?][”\"’')]*$", concept.gloss):
        yield "untidy", Message("the gloss does not end with a full stop")
    # Of a long gloss only what may be the term.
    longest = max((len(term.text) for term in concept.english), default=0)
    opening = english.lookup_key(concept.gloss[: 2 * longest + 20], {}) + " "
    for term in concept.english:
        key = english.lookup_key(term.text, {})
        if opening.startswith((f"{key} ", f"{key}s ")):
            yield (
                "gloss-repeats",
                Message("the gloss begins with the term itself: {term}", term=term.text),
            )


def _tidiness(concept: Concept) -> Iterator[tuple[str, Message]]:
    for text in (concept.gloss, concept.literal, concept.note, *(t.text for t in concept.terms)):
        if match := _UNTIDY.search(text):
            yield (
                "untidy",
                Message(
                    "stray space or punctuation at {place!r}", place=text[match.start() :][:20]
                ),
            )
    for term in concept.english:
        if _FULL_WIDTH_IN_ENGLISH.search(term.text) or _HAN.search(term.text):
            yield "full-width", about(term.text, Message("Chinese characters in an English term"))


def _dates(concept: Concept) -> Iterator[tuple[str, Message]]:
    dates = {
        "first_use": concept.first_use.date if concept.first_use else "",
        "event": concept.event,
        "in_force": concept.in_force,
        "as_of": concept.as_of,
        "reviewed": concept.reviewed.date if concept.reviewed else "",
        **{f"source {source.title!r}": source.date for source in _all_sources(concept)},
    }
    for name, text in dates.items():
        if text and not _is_date(text):
            yield (
                "date",
                Message(
                    "{field}: {date!r} is not a date; expected 2024, 2024-05 or 2024-05-31",
                    field=name,
                    date=text,
                ),
            )


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    # Years before the first have a minus sign, which the module datetime does not know.
    year = text.removeprefix("-")
    try:
        date.fromisoformat(year + "-01" * (2 - year.count("-")))
    except ValueError:
        return False
    return True


def _sources(concept: Concept) -> Iterator[tuple[str, Message]]:
    for source in _all_sources(concept):
        if source.url and not _is_address(source.url):
            yield "url", Message("{url!r} is not an address; expected https://…", url=source.url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and " " not in url


def _all_sources(concept: Concept) -> Iterator[Source]:
    yield from concept.sources
    for term in concept.terms:
        yield from term.sources
