"""Whether a word that has other senses has the political one where it stands.

What stands beside it is asked first, then the sentence, then the paragraph near by, then the
document: a cue there speaks for or against the sense. A text that is about the subject speaks for
it as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple, Self

from termbase.language.script import fold
from termbase.model.concept import Concept, Cues

# How far from a term, in code points, a cue may stand: about a long paragraph. Many texts have
# no empty lines, so that a whole chapter may be one paragraph.
_NEAR = 600
# A document is about a subject where so many other concepts of it are mentioned within so many
# code points, about two pages of Chinese.
_FAR = 2000
_ENOUGH = 3
_ANY = "surrogatepass"
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)]*|\.[”’\"')]*(?=\s)")


class Signs(NamedTuple):
    """Cues as they are looked for.

    Attributes:
        han: Folded ones.
        latin: Those in Latin letters, in lower case; they begin a word, in any case.
        capital: Abbreviations, which begin a word as they are written.
        before: What stands right before the term; folded, in lower case.
        after: What stands right after it.
    """

    han: tuple[str, ...]
    latin: tuple[str, ...]
    capital: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @classmethod
    def of(cls, cues: Iterable[str]) -> Self:
        """Some cues, sorted out."""
        han: list[str] = []
        latin: list[str] = []
        capital: list[str] = []
        before: list[str] = []
        after: list[str] = []
        for cue in cues:
            head, tilde, tail = cue.partition("~")
            if tilde and head and not tail:
                before.append(_small(fold(head)))
            elif tilde and tail and not head:
                after.append(_small(fold(tail)))
            elif not cue.isascii():
                han.append(fold(cue))
            elif cue.isupper():
                capital.append(cue)
            else:
                latin.append(_small(cue))
        return cls(tuple(han), tuple(latin), tuple(capital), tuple(before), tuple(after))


class Evidence(NamedTuple):
    """What speaks for and against a sense."""

    support: Signs
    against: Signs

    @classmethod
    def of(cls, cues: Cues) -> Self | None:
        """That of cues; None where there are none, and so no other sense."""
        return cls(Signs.of(cues.support), Signs.of(cues.against)) if cues else None


class Senses:
    """What a text says about senses.

    Args:
        text: The folded text, with offsets as in the questions.
        paragraphs: Where its paragraphs begin, ascending from 0.
    """

    def __init__(self, text: str, paragraphs: Iterable[int]) -> None:
        self._text = text
        self._paragraphs = list(paragraphs)
        # Where concepts of a subject are mentioned, and which.
        self._places: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[str]] = defaultdict(list)

    def note(self, start: int, concept: Concept) -> None:
        """Take note that a concept is mentioned at a place, beyond doubt; in order of places."""
        self._places[concept.subject].append(start)
        self._names[concept.subject].append(concept.id)

    def support(self, evidence: Evidence, subject: str, start: int, end: int) -> bool:
        """Whether the text supports a sense of what stands at a place.

        Args:
            evidence: For and against the sense.
            subject: What the sense belongs to.
            start: Where the term begins.
            end: Where it ends.
        """
        support, against = evidence
        if self._beside(against, start, end):
            return False
        if self._beside(support, start, end):
            return True
        near = self._near(start, end)
        sentence = self._sentence(start, end, *near)
        for surroundings in (sentence, near):
            if self._any(against, start, end, *surroundings):
                return False
            if self._any(support, start, end, *surroundings):
                return True
        return not any(support) or (subject != "" and self._about(subject, start))

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

    def _beside(self, signs: Signs, start: int, end: int) -> bool:
        before, after = signs.before, signs.after
        return bool(
            (before and self._lower.endswith(before, 0, start))
            or (after and self._lower.startswith(after, end))
        )

    def _any(self, signs: Signs, start: int, end: int, first: int, last: int) -> bool:
        """Whether a cue stands from ``first`` to ``last``; a term is no evidence of itself."""
        text, lower = self._text, self._lower
        for where, some in ((text, signs.han), (lower, signs.latin), (text, signs.capital)):
            for sign in some:
                place = where.find(sign, first, last)
                while place >= 0:
                    inside = start <= place and place + len(sign) <= end
                    if not inside and (some is signs.han or _begins_a_word(where, place)):
                        return True
                    place = where.find(sign, place + 1, last)
        return False

    @cached_property
    def _lower(self) -> str:
        return _small(self._text)

    def _about(self, subject: str, start: int) -> bool:
        places = self._places.get(subject, [])
        first, last = bisect_left(places, start - _FAR), bisect_left(places, start + _FAR)
        return len(set(self._names[subject][first:last])) >= _ENOUGH if last > first else False


def _small(text: str) -> str:
    # As bytes only ASCII changes, so that every character keeps its place.
    return text.encode("utf-8", _ANY).lower().decode("utf-8", _ANY).replace("’", "'")


def _begins_a_word(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return not (before.isascii() and before.isalpha())
