"""Whether a word that has other senses has the political one where it stands.

The sentence is asked first, then the paragraph near by, then the document: a cue there speaks
for or against the sense. A text that is about the subject speaks for it as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property

from termbase.concept import Concept, Cues
from termbase.script import fold

# How far from a term, in code points, a cue may stand: about a long paragraph. Many texts have
# no empty lines, so that a whole chapter may be one paragraph.
_NEAR = 600
# A document is about a subject where so many other concepts of it are mentioned within so many
# code points, about two pages of Chinese.
_FAR = 2000
_ENOUGH = 3
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)]*|\.[”’\"')]*(?=\s)")


class Senses:
    """What a text says about senses.

    Args:
        text: The folded text, with offsets as in the questions.
        paragraphs: Where its paragraphs begin, ascending from 0.
    """

    def __init__(self, text: str, paragraphs: Iterable[int]) -> None:
        self._text = text
        self._paragraphs = list(paragraphs)
        self._mentions: dict[str, list[tuple[int, str]]] = defaultdict(list)

    def note(self, start: int, concept: Concept) -> None:
        """Take note that a concept is mentioned at a place, beyond doubt; in order of places."""
        self._mentions[concept.subject].append((start, concept.id))

    def speak_for(self, cues: Cues, subject: str, start: int, end: int) -> bool:
        """Whether the text supports a sense of what stands at a place.

        Args:
            cues: For and against the sense.
            subject: What the sense belongs to.
            start: Where the term begins.
            end: Where it ends.
        """
        near = self._near(start, end)
        sentence = self._sentence(start, end, *near)
        for surroundings in (sentence, near):
            if self._any(cues.against, *surroundings):
                return False
            if self._any(cues.support, *surroundings):
                return True
        return not cues.support or (subject != "" and self._about(subject, start))

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

    def _any(self, cues: tuple[str, ...], first: int, last: int) -> bool:
        """A Latin cue begins a word, in any case but that of an abbreviation."""
        han, latin = _sorted_out(cues)
        for cue in han:
            if self._text.find(cue, first, last) >= 0:
                return True
        return any(self._begins_a_word(cue, first, last) for cue in latin)

    def _begins_a_word(self, cue: str, first: int, last: int) -> bool:
        text = self._text
        if not cue.isupper():
            text, cue = self._lower, cue.lower()
        place = text.find(cue, first, last)
        while place >= 0:
            before = text[place - 1 : place]
            if not (before.isascii() and before.isalpha()):
                return True
            place = text.find(cue, place + 1, last)
        return False

    @cached_property
    def _lower(self) -> str:
        # Only ASCII, so that every character keeps its place.
        return self._text.translate(_LOWER)

    def _about(self, subject: str, start: int) -> bool:
        mentions = self._mentions.get(subject, [])
        first = bisect_left(mentions, (start - _FAR, ""))
        last = bisect_left(mentions, (start + _FAR, ""))
        return len({name for _, name in mentions[first:last]}) >= _ENOUGH


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@cache
def _sorted_out(cues: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Folded Chinese cues, and Latin ones."""
    return (
        tuple(fold(cue) for cue in cues if not cue.isascii()),
        tuple(cue for cue in cues if cue.isascii()),
    )
