"""Bilingual files (XLIFF and PO): segments, and translations to fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from termbase.errors import Problem

XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
PO = (".po", ".pot")
SUFFIXES = (*XLIFF, *PO)
# The other language of the pair, for a file that names none.
OTHER_LANGUAGE = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a bilingual file.

    Attributes:
        source: The text, without inline codes and without white space at its ends.
        markup: The text with inline codes as in TMX; empty if it has none.
        source_language: The language tag that the file or the user gives; empty if neither does.
        target_language: The same for the translation; where neither gives one, the other language
            of the pair of Chinese and English.
        is_open: True if it waits for a translation.
        context: The ``msgctxt`` of a PO, which distinguishes equal texts; None for a format
            without contexts.
    """

    source: str
    markup: str
    source_language: str
    target_language: str
    is_open: bool
    context: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentTranslation:
    """A translation for a segment.

    Attributes:
        target: The translation without inline codes.
        parts: The translation with inline codes as in TMX: text, code, text and so on.
        score: The score of the match; 0 for a rendering from the glossary.
        previous: The stored source text, where it is not that of the segment.
        from_glossary: True for a rendering of a term.
    """

    target: str
    parts: tuple[str, ...]
    score: int = 0
    previous: str = ""
    from_glossary: bool = False

    @property
    def is_exact(self) -> bool:
        """True if the translation needs no review."""
        return self.score >= 100


Translations = Mapping[int, SegmentTranslation]


class Job(Protocol):
    """A bilingual file to be filled in."""

    @property
    def segments(self) -> Sequence[Segment]:
        """All segments that may be translated, whether they are open or not."""

    def fill(self, translations: Translations) -> tuple[bytes, tuple[Problem, ...]]:
        """Return the file with open segments filled in, and everything else unchanged.

        Args:
            translations: By the index of the segment, from 0.

        Returns:
            The file, and the segments that could not be filled in, with the reasons.
        """
