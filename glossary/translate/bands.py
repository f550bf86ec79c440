"""The volume of a text by bands of scores, as CAT tools report it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.translate.pretranslate import Suggestion
from termbase.memory.tokens import tokenize

# The lowest score of each band, and its name.
BANDS = ((101, "101"), (100, "100"), (95, "95–99"), (85, "85–94"), (75, "75–84"), (50, "50–74"))
NONE, GLOSSARY = "none", "glossary"


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of segments, of words (of Chinese, 汉字) and of characters without spaces."""

    segments: int = 0
    words: int = 0
    characters: int = 0

    def plus(self, text: str) -> Count:
        """Return the count with one more segment."""
        words = sum(token[0].isalnum() for token in tokenize(text))
        characters = sum(not char.isspace() for char in text)
        return Count(self.segments + 1, self.words + words, self.characters + characters)


def band(suggestion: Suggestion) -> str:
    """Return the name of the band that a suggestion is in."""
    if suggestion.term:
        return GLOSSARY
    score = suggestion.match.score if suggestion.match else 0
    return next((name for lowest, name in BANDS if score >= lowest), NONE)


def report(suggestions: Sequence[Suggestion]) -> dict[str, Count]:
    """Return the volume of text in each band, the best band first.

    The band of the glossary is there if it has any text, the others are always.
    """
    counts = dict.fromkeys([*(name for _, name in BANDS), NONE], Count())
    for suggestion in suggestions:
        name = band(suggestion)
        counts[name] = counts.get(name, Count()).plus(suggestion.source)
    return counts
