"""Concordance: the occurrences of a string in a memory, in either language and any script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from termbase.language.script import is_han
from termbase.memory.memory import Memory
from termbase.memory.tokens import check_text, fold_segment, fold_with_spans
from termbase.model.unit import TranslationUnit

_RANKED = 500  # units, the shortest, among which the best are chosen


class Span(NamedTuple):
    """The start and end of a stretch of text, in code points from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A unit that contains a string.

    Attributes:
        unit: The unit.
        in_source: True if the source contains it, else the target does.
        spans: Where in that text.
        whole: True if it is a whole word there, or Chinese.
    """

    unit: TranslationUnit
    in_source: bool
    spans: tuple[Span, ...]
    whole: bool

    @property
    def text(self) -> str:
        """The text that contains the string."""
        return self.unit.source if self.in_source else self.unit.target

    @property
    def translation(self) -> str:
        """The text in the other language."""
        return self.unit.target if self.in_source else self.unit.source


def concordance(memory: Memory, text: str, limit: int | None = 20) -> list[Occurrence]:
    """Return the units that contain a string in any script, width, case and quotation marks.

    Args:
        memory: The memory.
        text: The string.
        limit: The largest number of units; None for all.

    Returns:
        Whole words first, then the shorter texts, then the newest.

    Raises:
        InputError: If the string has a lone surrogate.
    """
    return concordance_of([text], memory, limit)


def concordance_of(
    texts: Iterable[str], memory: Memory, limit: int | None = 20
) -> list[Occurrence]:
    """Return the units that contain one of some strings; see :func:`concordance`.

    All units have to be read, once for all of the strings.

    Args:
        texts: The strings.
        memory: The memory.
        limit: The largest number of units; None for all.
    """
    texts = list(texts)
    for text in texts:
        check_text(text)
    wanted = {folded for text in texts if (folded := fold_segment(text.strip()))}
    if not wanted:
        return []
    # Of strings that overlap the longest counts.
    pattern = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))
    found = []
    for unit in memory.containing(wanted, None if limit is None else max(_RANKED, 10 * limit)):
        for in_source, stored in ((True, unit.source), (False, unit.target)):
            spans = _spans(stored, pattern)
            if spans:
                whole = any(_is_whole(stored, span) for span in spans)
                found.append(Occurrence(unit, in_source, spans, whole))
                break
    found.sort(key=lambda hit: (not hit.whole, len(hit.text), -(hit.unit.id or 0)))
    return found[:limit]


def _spans(text: str, wanted: re.Pattern[str]) -> tuple[Span, ...]:
    folded, starts, ends = fold_with_spans(text)
    return tuple(
        Span(starts[match.start()], ends[match.end() - 1]) for match in wanted.finditer(folded)
    )


def _is_whole(text: str, span: Span) -> bool:
    """Return True if no letter continues the word at either end; 汉字 are words by themselves."""
    for offset in (span.start, span.end):
        around = text[max(0, offset - 1) : offset + 1]
        if len(around) == 2 and all(char.isalnum() and not is_han(char) for char in around):
            return False
    return True
