"""Bilingual files, which are translated by filling in their segments: XLIFF and PO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from termbase.errors import Problem

XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
PO = (".po",)
SUFFIXES = (*XLIFF, *PO)
# The other language of the pair, for a file that names none.
OTHER_LANGUAGE = {"zh": "en", "en": "zh"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a bilingual file.

    Attributes:
        source: Its text.
        markup: Its text with the inline codes of TMX; empty if it has none.
        source_language: As the file names it; empty if it does not.
        target_language: The same.
        is_open: Whether it waits for a translation.
        context: What tells it from others with the same text, as ``msgctxt``; None where files
            of its kind have no such thing.
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
        target: The translation.
        parts: The same with codes, as they alternate: text, code, text; of TMX.
        score: That of the match; 0 for what is not from a memory.
        previous: What was translated so, where that is another text.
        from_glossary: Whether it is a term's rendering.
    """

    target: str
    parts: tuple[str, ...]
    score: int = 0
    previous: str = ""
    from_glossary: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether nobody has to look at it again."""
        return self.score >= 100


Translations = Mapping[int, SegmentTranslation]


class Job(Protocol):
    """A bilingual file."""

    @property
    def segments(self) -> Sequence[Segment]:
        """What is to be translated, and what is translated already."""

    def fill(
        self, translations: Mapping[int, SegmentTranslation]
    ) -> tuple[bytes, tuple[Problem, ...]]:
        """The file with open segments filled in, and all else as it is.

        Args:
            translations: By the number of the segment, from 0.

        Returns:
            The file, and what could not be filled in and why.
        """
