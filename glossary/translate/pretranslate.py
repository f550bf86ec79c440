"""Pretranslation: the best that a memory and a glossary have for each segment."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from glossary.translate.fill import fitted
from glossary.translate.matches import matches_into
from glossary.translate.terms import TermFinder, rendering
from termbase.formats.bilingual import Segment, SegmentTranslation
from termbase.memory.match import Match
from termbase.memory.memory import Memory
from termbase.memory.parallel import search_each

_NOT_EXACT = 99


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The best translation that is known for an open segment.

    Attributes:
        number: The number of the segment, from 0.
        segment: The segment.
        match: The best match; None if there is none.
        term: The rendering of the term that the whole segment is, if that is better.
    """

    number: int
    segment: Segment
    match: Match | None
    term: str = ""

    @property
    def source(self) -> str:
        """The text of the segment."""
        return self.segment.source

    @property
    def translation(self) -> SegmentTranslation | None:
        """The translation to fill in; None if there is none."""
        if self.term:
            return SegmentTranslation(self.term, (self.term,), from_glossary=True)
        return fitted(self.match, self.segment) if self.match else None

    @property
    def target(self) -> str:
        """The text of the translation; empty if there is none."""
        translation = self.translation
        return translation.target if translation else ""


class _Task(NamedTuple):
    segment: Segment
    before: str
    after: str


def pretranslate(
    memory: Memory,
    glossary: TermFinder | None,
    segments: Sequence[Segment],
    at_least: int = 70,
    *,
    processes: int | None = None,
) -> list[Suggestion]:
    """Return the best translation that is known for each open segment.

    An exact match is best, then the rendering of a term that is the whole segment, then a similar
    match. A match in another script, or translated in another context, is never exact.

    Args:
        memory: The memory.
        glossary: A glossary or finder; None for the memory alone.
        segments: All of a text or file; each is the context of its neighbours. Where one has no
            target language, a match in any language will do, and a term is rendered in the other
            one of Chinese and English.
        at_least: The lowest score that is accepted, 1 to 100.
        processes: The number of worker processes for many segments; by default one per core.

    Returns:
        A suggestion for each open segment, in order, also where nothing is known.

    Raises:
        StoreError: If the memory cannot be read.
        InputError: If a segment has a lone surrogate.
    """
    sources = ["", *(segment.source for segment in segments), ""]
    tasks = {
        number: _Task(segment, sources[number], sources[number + 2])
        for number, segment in enumerate(segments)
        if segment.is_open
    }
    search = partial(_best_match, at_least=at_least)
    matches = search_each(memory, search, tasks.values(), processes or os.cpu_count() or 1)
    suggestions = []
    for (number, task), match in zip(tasks.items(), matches, strict=True):
        is_exact = match is not None and match.score > _NOT_EXACT
        term = rendering(glossary, task.segment) if glossary and not is_exact else ""
        suggestions.append(Suggestion(number, task.segment, match, term))
    return suggestions


def _best_match(memory: Memory, task: _Task, at_least: int) -> Match | None:
    context = {"before": task.before, "after": task.after}
    return next(iter(matches_into(memory, task.segment, at_least, 1, **context)), None)
