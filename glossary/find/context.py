"""The cues around each place of a text: beside a term, in its sentence, near by, in its section.

A text is divided into sentences, these into stretches of about a paragraph, these into sections of
some pages. Empty lines divide nothing: the paragraphs of journalism are single sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from functools import reduce
from math import inf
from operator import or_

from glossary.find.cues import CueFinder
from glossary.find.gathering import Wanted, gather

_ALL = Wanted()
# In code points. What is near is in the same stretch or in a neighbouring one.
_STRETCH = 300
# In stretches. The surroundings of a book are not all of it.
_SECTION = 24
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)]*|\.[”\"’')]*(?=\s)|\n[^\S\n]*\n\s*")


class Context:
    """The cues in a text, by place, as sets with a bit for each cue that occurs.

    Args:
        folded: The folded text.
        cues: Finds the cues.
        wanted: Those that are looked for; all by default.

    Attributes:
        places: The start, end and number of the bit of located cues, by sentence.
        before: The cues that end right before an offset, as a set.
        after: The cues that begin at an offset.
        bits: The bit of each cue that occurs, by its number.
    """

    def __init__(self, folded: str, cues: CueFinder, wanted: Wanted = _ALL) -> None:
        starts = self._starts = _sentence_starts(folded)
        self._length = len(folded)
        self._stretch_of = list(_parts(starts, _STRETCH))
        found = gather(folded, starts, cues, wanted)
        self.bits, self._once, self._twice, self._register, self.places, *beside = found
        self.before, self.after = beside
        self._numbers = frozenset(self.bits)
        self._stretches = _united(self._once, self._stretch_of)
        sections = [number // _SECTION for number in range(len(self._stretches))]
        self._sections = _united(self._stretches, sections)
        self._near: dict[int, int] = {}

    def set_of(self, numbers: Set[int]) -> int:
        """Return those of some cues that occur in the text, as a set."""
        bits = self.bits
        # Of two sets of the same kind the smaller one is gone through, not of a view and a set.
        common = self._numbers & numbers
        return sum([bits[number] for number in common]) if common else 0

    def numbers_of(self, cue_set: int) -> list[int]:
        """Return the numbers of the cues in a set."""
        return [number for number, bit in self.bits.items() if cue_set & bit]

    @property
    def sentence_count(self) -> int:
        """The number of sentences."""
        return len(self._starts)

    def sentences_at(self, offsets: Iterable[int]) -> list[int]:
        """Return the numbers of the sentences at some offsets, ascending."""
        starts, sentence = [*self._starts[1:], inf], 0
        found = []
        for offset in offsets:
            while offset >= starts[sentence]:
                sentence += 1
            found.append(sentence)
        return found

    def span(self, sentence: int) -> tuple[int, int]:
        """Return the start of a sentence and that of the next, or the end of the text."""
        starts = self._starts
        last = starts[sentence + 1] if sentence + 1 < len(starts) else self._length
        return starts[sentence], last

    def section_of(self, sentence: int) -> int:
        """Return the number of the section that a sentence is in."""
        return self._stretch_of[sentence] // _SECTION

    def section_length(self, sentence: int) -> int:
        """Return the length of the section of a sentence, in code points."""
        first, last = self.sentences_of_section(sentence)
        return self.span(last)[1] - self._starts[first]

    def sentences_near(self, sentence: int) -> tuple[int, int]:
        """Return the first and the last of the sentences near a sentence."""
        stretch = self._stretch_of[sentence]
        return self._sentences_of(stretch - 1, stretch + 1)

    def sentences_of_section(self, sentence: int) -> tuple[int, int]:
        """Return the first and the last sentence of the section of a sentence."""
        first = self.section_of(sentence) * _SECTION
        return self._sentences_of(first, first + _SECTION - 1)

    def _sentences_of(self, first: int, last: int) -> tuple[int, int]:
        """Return the first and the last sentence of some stretches."""
        begin = bisect_left(self._stretch_of, first)
        return begin, bisect_right(self._stretch_of, last) - 1

    def in_sentence(self, sentence: int, own: int) -> int:
        """Return the cues in a sentence.

        Args:
            sentence: Its number.
            own: Cues in a term of this sentence, which do not count unless they occur again.
        """
        if not own:
            return self._once[sentence]
        return self._once[sentence] & ~own | self._twice[sentence] & own

    def count(self, first: int, last: int, cues: int) -> int:
        """Return how often some cues are in the sentences from a first to a last, once in each."""
        return sum([(here & cues).bit_count() for here in self._once[first : last + 1]])

    def near(self, sentence: int) -> int:
        """Return the cues in the stretch of a sentence and in those beside it."""
        stretch = self._stretch_of[sentence]
        if stretch not in self._near:
            around = self._stretches[max(0, stretch - 1) : stretch + 2]
            self._near[stretch] = reduce(or_, around)
        return self._near[stretch]

    def in_section(self, sentence: int) -> int:
        """Return the cues in the section of a sentence."""
        return self._sections[self._stretch_of[sentence] // _SECTION]

    def register(self, sentence: int) -> float:
        """Return how much a sentence and those beside it speak for the register of politics."""
        return sum(self._register[max(0, sentence - 1) : sentence + 2])


def _sentence_starts(text: str) -> list[int]:
    starts = [0]
    starts += (end for match in _SENTENCE_END.finditer(text) if (end := match.end()) < len(text))
    # Tables and text without full stops: what is far away is not in the same sentence.
    return [
        part
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        for part in (range(start, end, _STRETCH) if end - start > _STRETCH else (start,))
    ]


def _parts(starts: list[int], size: int) -> Iterable[int]:
    """Yield for each sentence the number of its part, each at least of a size."""
    number = begin = 0
    for start in starts:
        if start - begin >= size:
            number, begin = number + 1, start
        yield number


def _united(sets: list[int], parts: list[int]) -> list[int]:
    """Return the unions of neighbouring sets, by the number of the part that each is in."""
    united = [0] * (parts[-1] + 1)
    for cue_set, part in zip(sets, parts, strict=True):
        united[part] |= cue_set
    return united
