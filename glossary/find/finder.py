"""Finding the terms of a termbase in text: both languages, senses, overlaps."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from glossary.find.chinese import ChineseFinder
from glossary.find.english import EnglishFinder
from glossary.find.mention import Candidate, Mention
from termbase.concept import Concept, Cues, Language, Status, Term
from termbase.errors import NotFound
from termbase.script import fold
from termbase.termbase import Termbase

_PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Web and mail addresses, which are no text.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”\u2e80-\U0010ffff]+"
    r"|[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
)
# How far from a term, in code points, a cue may stand: about a long paragraph.
_NEAR = 600
_RANK = {status: rank for rank, status in enumerate(Status)}


class Finder:
    """Finds the terms of a termbase, as it stands when the first text is searched.

    Args:
        termbase: What to find.
    """

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        self._concepts: dict[str, Concept] = {}

    def find(self, text: str, *, overlapping: bool = False) -> list[Mention]:
        """The mentions in a text.

        Args:
            text: Any text; a term may be broken by one line end, but not by an empty line.
            overlapping: Also those that lie inside or across longer ones.

        Returns:
            Sorted by place. Unless ``overlapping``, they are disjoint, and of those that would
            overlap the longest is there.
        """
        mentions: list[Mention] = []
        for start, paragraph in paragraphs(text):
            found = self._in_paragraph(paragraph)
            kept = found if overlapping else longest_first(found)
            mentions += [self._mention(paragraph, candidate, start) for candidate in kept]
        return mentions

    def _in_paragraph(self, paragraph: str) -> list[Candidate]:
        """What stands in a paragraph in the sense meant, sorted by place, the longer first."""
        masked = _ADDRESS.sub(lambda match: "\ufffc" * len(match[0]), paragraph)
        senses = _Senses(masked)
        best: dict[tuple[int, int, str], Candidate] = {}
        for candidate in (*self._chinese.find(masked), *self._english.find(masked)):
            if not senses.speak_for(self._term(candidate).cues, candidate):
                continue
            place = (candidate.start, candidate.end, candidate.form.concept)
            known = best.get(place)
            if known is None or self._rank(candidate) < self._rank(known):
                best[place] = candidate
        return sorted(best.values(), key=lambda c: (c.start, -c.end, self._rank(c)))

    def _rank(self, candidate: Candidate) -> tuple[bool, int]:
        """Of two meanings of the same characters the user's own comes first, then by status."""
        return candidate.form.concept not in self._own, _RANK[self._term(candidate).status]

    def _mention(self, paragraph: str, candidate: Candidate, shift: int) -> Mention:
        return Mention(
            candidate.start + shift,
            candidate.end + shift,
            paragraph[candidate.start : candidate.end],
            self._concept(candidate.form.concept),
            self._term(candidate),
            candidate.boundary,
        )

    def _term(self, candidate: Candidate) -> Term:
        return self._concept(candidate.form.concept).terms[candidate.form.term]

    def _concept(self, name: str) -> Concept:
        if name not in self._concepts:
            concept = self._termbase.get(name)
            if concept is None:
                raise NotFound(f"{name}: removed while texts were searched")
            self._concepts[name] = concept
        return self._concepts[name]

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(self._termbase.own.ids() if self._termbase.own else ())

    @cached_property
    def _chinese(self) -> ChineseFinder:
        return ChineseFinder(self._termbase.forms(Language.CHINESE))

    @cached_property
    def _english(self) -> EnglishFinder:
        return EnglishFinder(self._termbase.forms(Language.ENGLISH), self._termbase.lemmas())


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, between empty lines, each with the place where it begins."""
    start = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def longest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Disjoint candidates: the longest of all, then the longest that leaves it alone, and so on.

    Args:
        candidates: Of equally long ones the earlier wins, and of those in the same place the
            one that comes first here.

    Returns:
        Sorted by place.
    """
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.start)):
        # The ones kept are at least as long, so an overlap covers one of the two ends.
        if candidate.start not in taken and candidate.end - 1 not in taken:
            taken.update(range(candidate.start, candidate.end))
            kept.append(candidate)
    return sorted(kept)


class _Senses:
    """Whether a paragraph speaks for a sense, around the place where a term stands in it."""

    def __init__(self, paragraph: str) -> None:
        self._text = fold(paragraph)
        # Many texts have no empty lines, so that a whole chapter may be one paragraph.
        self._places: dict[tuple[str, ...], list[int]] = {}

    def speak_for(self, cues: Cues, candidate: Candidate) -> bool:
        """Whether there is a cue for the sense near by, if it needs any, and none against it."""
        if cues.against and self._near(cues.against, candidate):
            return False
        return not cues.support or self._near(cues.support, candidate)

    def _near(self, cues: tuple[str, ...], candidate: Candidate) -> bool:
        places = self._places.get(cues)
        if places is None:
            places = [match.start() for match in _pattern(cues).finditer(self._text)]
            self._places[cues] = places
        first = bisect_left(places, candidate.start - _NEAR)
        return first < len(places) and places[first] < candidate.end + _NEAR


@lru_cache(maxsize=4096)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """A Latin cue begins a word, in any case but that of an abbreviation; others stand anywhere."""
    parts = []
    for cue in map(fold, cues):
        escaped = re.escape(cue)
        if cue.isascii():
            flag = "" if cue.isupper() else "i"
            escaped = rf"(?<![A-Za-z])(?{flag}:{escaped})"
        parts.append(escaped)
    return re.compile("|".join(parts))
