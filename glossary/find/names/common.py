"""The parts of the checks for longer names that both languages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from termbase.patterns import compiled

# From a folded text, start and end of a candidate to the reason against it, or nothing.
Check = Callable[[str, int, int], str]

MAINLAND = "mainland"
# Kinds of concepts that other bodies have under the same name.
BODIES = ("institution", "office", "law", "document", "meeting", "rank", "procedure")
# Kinds of concepts that others are named after, rightly so: 雷锋|小学.
NAMESAKES = ("person", "place", "event", "campaign")
# Words of renderings that name one body in the state, or the organs of the whole.
NATIONAL_WORDS = frozenset("National All-China Central Central's State NPC China's".split())
# How far before a candidate its owner may begin.
LONGEST_BEFORE = 24
QUOTES = "“”‘’\"'"


def beginnings(words: Iterable[str]) -> frozenset[str]:
    """Return the first characters of words."""
    return frozenset(word[0] for word in words)


def endings(words: Iterable[str]) -> frozenset[str]:
    """Return the last characters of words."""
    return frozenset(word[-1] for word in words)


def followed_by(pattern: str, first: frozenset[str], reason: str) -> Check:
    """Return the check for words right after a candidate.

    Args:
        pattern: A regular expression of the words.
        first: The characters that they may begin with.
        reason: The reason against the candidate, with ``{whole}`` for the candidate and the words,
            ``{rest}`` for the words, and ``{joined}`` for the words with the character before them.
    """

    def check(text: str, start: int, end: int) -> str:
        if text[end : end + 1] in first and (rest := compiled(pattern).match(text, end)):
            last = rest.end()
            return reason.format(whole=text[start:last], rest=rest[0], joined=text[end - 1 : last])
        return ""

    return check


def contradicting(occupations: dict[str, str], gloss: str) -> list[str]:
    """Return the occupations that nobody has of whom a gloss speaks.

    Args:
        occupations: Those with words of a gloss that agree with them.
        gloss: That of a person.
    """
    spoken = " ".join(["", *re.findall("[a-z]+", gloss.lower())])
    # Of somebody without a gloss nothing is known.
    return [
        name
        for name, words in occupations.items()
        if spoken and not any(f" {word}" in spoken for word in words.split())
    ]


def has_national_word(text: str) -> bool:
    """Return True if an English name says that it is that of a body of the whole country."""
    return not NATIONAL_WORDS.isdisjoint(text.split()) or text.endswith("of China")
