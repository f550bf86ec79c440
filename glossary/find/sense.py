"""Decide if a word that has other senses has the political one where it is mentioned.

Cues decide: first those right beside the word, then in its sentence, then near by in its paragraph.
A text that is about the subject of the concept supports the sense as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, Self

from termbase.language.script import fold
from termbase.model.concept import Concept, Cues

# The greatest distance of a cue from a term, in code points: about a long paragraph. Many texts
# have no empty lines, so that a whole chapter may be one paragraph.
_NEAR = 600
# A text is about a subject where so many other concepts of it are mentioned within so many code
# points, about two pages of Chinese.
_FAR = 2000
_ENOUGH = 3
# After so many searches for the same cues, all their occurrences are indexed.
_SEARCHES = 32
_ANY = "surrogatepass"
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)]*|\.[”’\"')]*(?=\s)")


class CuePatterns(NamedTuple):
    """Cues in the forms in which they are searched for.

    Attributes:
        han: Folded ones, found anywhere.
        latin: Those in Latin letters, in lower case; found at the beginning of a word, in any case.
        capital: Abbreviations, found at the beginning of a word in the case they have.
        before: Those found right before the term; folded, in lower case.
        after: Those found right after it.
    """

    han: tuple[str, ...]
    latin: tuple[str, ...]
    capital: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, cues: Iterable[str]) -> Self:
        """Sort cues by the way in which they are searched for."""
        han: list[str] = []
        latin: list[str] = []
        capital: list[str] = []
        before: list[str] = []
        after: list[str] = []
        for cue in cues:
            head, tilde, tail = cue.partition("~")
            if tilde and head and not tail:
                before.append(_lower_ascii(fold(head)))
            elif tilde and tail and not head:
                after.append(_lower_ascii(fold(tail)))
            elif not cue.isascii():
                han.append(fold(cue))
            elif cue.isupper():
                capital.append(cue)
            elif cue:
                latin.append(_lower_ascii(cue))
        return cls(tuple(han), tuple(latin), tuple(capital), tuple(before), tuple(after))


class Evidence(NamedTuple):
    """The cues for and against a sense."""

    support: CuePatterns
    against: CuePatterns

    @classmethod
    def of(cls, cues: Cues) -> Self | None:
        """Return the evidence of cues; None where there are none, and so no other sense."""
        if not cues:
            return None
        return cls(CuePatterns.of(cues.support), CuePatterns.of(cues.against))


class Senses:
    """The evidence for senses in a text.

    Args:
        text: The folded text.
        paragraphs: The start offsets of its paragraphs, ascending from 0.
    """

    def __init__(self, text: str, paragraphs: Iterable[int]) -> None:
        self._text = text
        self._paragraphs = list(paragraphs)
        # For each subject, where concepts of it are mentioned, and which.
        self._starts: dict[str, list[int]] = defaultdict(list)
        self._ids: dict[str, list[str]] = defaultdict(list)
        self._searches: Counter[int] = Counter()
        self._indexes: dict[int, list[tuple[int, int]]] = {}

    def note(self, start: int, concept: Concept) -> None:
        """Note that a concept is mentioned at an offset, beyond doubt; offsets ascend."""
        self._starts[concept.subject].append(start)
        self._ids[concept.subject].append(concept.id)

    def support(self, evidence: Evidence, subject: str, start: int, end: int) -> bool:
        """Return True if the text supports a sense of the term at a span.

        Args:
            evidence: That of the sense; the object is kept while the text is searched.
            subject: That of the concept.
            start: The start of the term.
            end: Its end.
        """
        support, against = evidence
        if self._is_beside(against, start, end):
            return False
        if self._is_beside(support, start, end):
            return True
        near = self._near(start, end)
        sentence = self._sentence(start, end, *near)
        for surroundings in (sentence, near):
            if self._is_in(against, start, end, *surroundings):
                return False
            if self._is_in(support, start, end, *surroundings):
                return True
        return not any(support) or (subject != "" and self._is_about(subject, start))

    def _near(self, start: int, end: int) -> tuple[int, int]:
        number = bisect_right(self._paragraphs, start)
        first = self._paragraphs[number - 1]
        last = self._paragraphs[number] if number < len(self._paragraphs) else len(self._text)
        return max(first, start - _NEAR), min(last, end + _NEAR)

    def _sentence(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        ends = self._sentence_ends
        before, after = bisect_right(ends, start), bisect_left(ends, end)
        return (
            max(first, ends[before - 1]) if before else first,
            min(last, ends[after]) if after < len(ends) else last,
        )

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.end() for match in _SENTENCE_END.finditer(self._text)]

    def _is_beside(self, cues: CuePatterns, start: int, end: int) -> bool:
        before, after = cues.before, cues.after
        return bool(
            (before and self._lower.endswith(before, 0, start))
            or (after and self._lower.startswith(after, end))
        )

    def _is_in(self, cues: CuePatterns, start: int, end: int, first: int, last: int) -> bool:
        """Return True if a cue occurs from ``first`` to ``last``; not counted within the term."""
        for begin, stop in self._occurrences(cues, first, last):
            if not (start <= begin and stop <= end):
                return True
        return False

    def _occurrences(self, cues: CuePatterns, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of cues in a stretch of the text."""
        # Hashing all of the cues would take longer than some searches.
        key = id(cues)
        if key not in self._indexes:
            self._searches[key] += 1
            if self._searches[key] <= _SEARCHES:
                yield from self._search(cues, first, last)
                return
            self._indexes[key] = sorted(self._search(cues, 0, len(self._text)))
        spans = self._indexes[key]
        for index in range(bisect_left(spans, (first, first)), len(spans)):
            begin, stop = spans[index]
            if begin >= last:
                return
            if stop <= last:
                yield begin, stop

    def _search(self, cues: CuePatterns, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Search a stretch of the text for cues, one after the other."""
        text, lower = self._text, self._lower
        for where, patterns in ((text, cues.han), (lower, cues.latin), (text, cues.capital)):
            for pattern in patterns:
                begin = where.find(pattern, first, last)
                while begin >= 0:
                    if patterns is cues.han or _is_word_start(where, begin):
                        yield begin, begin + len(pattern)
                    begin = where.find(pattern, begin + 1, last)

    @cached_property
    def _lower(self) -> str:
        return _lower_ascii(self._text)

    def _is_about(self, subject: str, start: int) -> bool:
        starts = self._starts.get(subject, [])
        first, last = bisect_left(starts, start - _FAR), bisect_left(starts, start + _FAR)
        return len(set(self._ids[subject][first:last])) >= _ENOUGH if last > first else False


def _lower_ascii(text: str) -> str:
    # As bytes only ASCII changes, so that every character keeps its offset.
    return text.encode("utf-8", _ANY).lower().decode("utf-8", _ANY).replace("’", "'")


def _is_word_start(text: str, offset: int) -> bool:
    before = text[offset - 1 : offset]
    return not (before.isascii() and before.isalpha())
