"""The cues around each place of a text: beside a term, in its sentence, near by, in its section.

A text is divided into sentences, these into stretches of about a paragraph, these into sections of
some pages. Empty lines divide nothing: the paragraphs of journalism are single sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType

from glossary.find.cues import CueFinder, Hit

_NONE: Mapping[int, float] = MappingProxyType({})
# In code points. What is near is in the same stretch or in a neighbouring one.
_STRETCH = 300
# In stretches. The surroundings of a book are not all of it.
_SECTION = 24
_SENTENCE_END = re.compile(r"[。！？!?…；]+[”’」』）)]*|\.[”\"’')]*(?=\s)|\n[^\S\n]*\n\s*")


class Context:
    """The cues in a text, by place.

    Args:
        folded: The folded text.
        cues: Finds the cues.
        weights: For words of the register of politics, by number: how much each speaks for it.
        located: The numbers of cues whose places are kept.
        wanted: The cues that are looked for, as a set; all by default.

    Attributes:
        places: The start, end and number of each of these, by sentence.
        before: The cues that end right before an offset, as a set.
        after: The cues that begin at an offset.
    """

    def __init__(
        self,
        folded: str,
        cues: CueFinder,
        weights: Mapping[int, float] = _NONE,
        located: Container[int] = (),
        wanted: int | None = None,
    ) -> None:
        starts = self._starts = _sentence_starts(folded)
        self._length = len(folded)
        count = len(starts)
        self._stretch_of = list(_parts(starts, _STRETCH))
        once, twice, register = [0] * count, [0] * count, [0.0] * count
        before: dict[int, int] = {}
        after: dict[int, int] = {}
        beside = cues.beside
        self.places: dict[int, list[Hit]] = defaultdict(list)
        seen: set[int] = set()
        index, limit = 0, starts[1] if count > 1 else len(folded) + 1
        for start, end, number in cues.find(folded, wanted):
            # Hits come by their ends; the next sentence begins at the limit.
            while start >= limit:
                index += 1
                limit = starts[index + 1] if index + 1 < count else len(folded) + 1
            at = index if start >= starts[index] else bisect_right(starts, start) - 1
            bit, key = 1 << number, at << 32 | number
            if key in seen:
                twice[at] |= bit
            else:
                seen.add(key)
                once[at] |= bit
                if number in weights:
                    register[at] += weights[number]
            if number in located:
                self.places[at].append((start, end, number))
            if beside[number]:
                before[end] = before.get(end, 0) | bit
                after[start] = after.get(start, 0) | bit
        self.before, self.after = before, after
        self._once, self._twice, self._register = once, twice, register
        self._stretches = _united(once, self._stretch_of)
        sections = [number // _SECTION for number in range(len(self._stretches))]
        self._sections = _united(self._stretches, sections)
        self._near: dict[int, int] = {}

    @property
    def sentence_count(self) -> int:
        """The number of sentences."""
        return len(self._starts)

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence at an offset."""
        return bisect_right(self._starts, offset) - 1

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
