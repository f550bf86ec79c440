"""Where a string stands in a memory, in either language, in either script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from termbase.language.script import is_han
from termbase.memory.memory import Memory
from termbase.memory.tokens import fold_segment
from termbase.model.unit import TranslationUnit

# So many units are looked at to find the best ones, the shortest of all.
_RANKED = 500


class Span(NamedTuple):
    """A stretch of text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A unit in which a string stands.

    Attributes:
        unit: The unit.
        in_source: Whether it stands in the source, else in the target.
        spans: Where in that text.
        whole: Whether it is a whole word there, or Chinese.
    """

    unit: TranslationUnit
    in_source: bool
    spans: tuple[Span, ...]
    whole: bool

    @property
    def text(self) -> str:
        """The text in which it stands."""
        return self.unit.source if self.in_source else self.unit.target

    @property
    def translation(self) -> str:
        """The text in the other language."""
        return self.unit.target if self.in_source else self.unit.source


def concordance(memory: Memory, text: str, limit: int | None = 20) -> list[Occurrence]:
    """The units in which a string stands, whatever its script, width, case and quotation marks.

    Args:
        memory: Where to look.
        text: Any string, of one character or more.
        limit: How many at most; None for all.

    Returns:
        Whole words first, then those of whose text it is the larger part, then the newest.
    """
    wanted = fold_segment(text.strip())
    if not wanted:
        return []
    found = []
    for unit in memory.containing(wanted, None if limit is None else max(_RANKED, 10 * limit)):
        for in_source, stored in ((True, unit.source), (False, unit.target)):
            spans = _spans(stored, wanted)
            if spans:
                whole = any(_is_whole(stored, span) for span in spans)
                found.append(Occurrence(unit, in_source, spans, whole))
                break
    found.sort(key=lambda one: (not one.whole, len(one.text), -(one.unit.id or 0)))
    return found[:limit]


def _spans(text: str, wanted: str) -> tuple[Span, ...]:
    folded = fold_segment(text)
    place = folded.find(wanted)
    if place < 0:
        return ()
    places = _places(text, folded)
    spans = []
    while place >= 0:
        end = place + len(wanted)
        spans.append(Span(places[place], places[end - 1] + 1))
        place = folded.find(wanted, end)
    return tuple(spans)


def _places(text: str, folded: str) -> list[int]:
    """For each character of the folded text, where it stands in the text."""
    if len(folded) == len(text):
        return list(range(len(text)))
    return [place for place, char in enumerate(text) for _ in fold_segment(char)]


def _is_whole(text: str, span: Span) -> bool:
    """Whether no letter goes on with the word at either end; 汉字 are words by themselves."""
    for place in (span.start, span.end):
        around = text[max(0, place - 1) : place + 1]
        if len(around) == 2 and all(char.isalnum() and not is_han(char) for char in around):
            return False
    return True
