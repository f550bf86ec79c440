"""Translating what a memory knows, and counting what it does not, by bands as CAT tools do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.tokens import tokenize

# The least score of each band, and its name.
BANDS = ((101, "101"), (100, "100"), (95, "95–99"), (85, "85–94"), (75, "75–84"), (50, "50–74"))
NONE, GLOSSARY = "none", "glossary"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A segment with the best that a memory has for it.

    Attributes:
        source: The segment.
        match: The best match; None if there is none.
        term: The rendering of the term that it is, where that is better than the match.
    """

    source: str
    match: Match | None
    term: str = ""

    @property
    def target(self) -> str:
        """What is suggested; empty if nothing."""
        if self.term:
            return self.term
        return self.match.suggestion if self.match else ""

    @property
    def band(self) -> str:
        """The name of the band its score is in."""
        if self.term:
            return GLOSSARY
        if self.match:
            return next((name for least, name in BANDS if self.match.score >= least), NONE)
        return NONE


@dataclass(frozen=True, slots=True)
class Count:
    """How much text: segments, words (of Chinese, 汉字), characters without spaces."""

    segments: int = 0
    words: int = 0
    characters: int = 0

    def plus(self, text: str) -> Count:
        """With one segment more."""
        words = sum(token[0].isalnum() for token in tokenize(text))
        characters = sum(not char.isspace() for char in text)
        return Count(self.segments + 1, self.words + words, self.characters + characters)


def pretranslate(
    memory: Memory, segments: Sequence[str], at_least: int = 50, *, language: str = ""
) -> list[Suggestion]:
    """Segments in the order of their text, each with the best match.

    Args:
        memory: Where to look.
        segments: Each is the context of its neighbours.
        at_least: The least score of a match.
        language: Of the segments, as for :meth:`Memory.search`.
    """
    found = memory.search_many(segments, at_least, 1, language=language)
    best = [matches[0] if matches else None for matches in found]
    for number, match in enumerate(best):
        if match and match.score == 100:
            before = segments[number - 1] if number else ""
            after = segments[number + 1] if number + 1 < len(segments) else ""
            again = memory.search(
                segments[number], 100, 1, language=language, before=before, after=after
            )
            best[number] = again[0] if again else match
    return [Suggestion(text, match) for text, match in zip(segments, best, strict=True)]


def report(translated: Sequence[Suggestion]) -> dict[str, Count]:
    """For each band, the best first, how much text is in it; the glossary's where it has any."""
    counts = dict.fromkeys([*(name for _, name in BANDS), NONE], Count())
    for one in translated:
        counts[one.band] = counts.get(one.band, Count()).plus(one.source)
    return counts
