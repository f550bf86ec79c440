"""Finding Chinese terms: fold, scan, segment the runs that were hit, decide by a local rule.

A candidate is accepted when both its ends are word boundaries, or when it lies inside one longer
word with nothing or at least two characters left over on each side, or when it is too long to
stand there by accident. Segmenting only the runs of
Chinese characters that hold a candidate changes nothing, because a run is cut by itself anyway.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from glossary.find.mention import Boundary, Candidate
from glossary.segment import boundaries
from termbase.index import Form
from termbase.script import fold, is_han

# Only the characters that jieba's dictionary knows are cut into words; others stand alone.
_RUN = re.compile("[\u4e00-\u9fd5]+")
_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
# From the first CJK block on: a class of one range is quick to compile; is_han makes sure.
_GAP = re.compile(rf"(?<=[\u2e80-\U0010ffff])[\s{_INVISIBLE}]+(?=[\u2e80-\U0010ffff])")
_SPACE = re.compile(r"\s")
_LATIN = re.compile("[A-Za-z0-9]")
_LONG = 4


class ChineseFinder:
    """Finds the given forms in any text.

    Args:
        forms: Folded and without white space. Of equal forms the first comes first.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms: dict[str, list[Form]] = {}
        for form in forms:
            self._forms.setdefault(form.text, []).append(form)
        self._texts = list(self._forms)

    def find(self, text: str) -> Iterator[Candidate]:
        """Every place where a form stands as a word, in no particular order.

        Args:
            text: Any text. White space with at most one line break between two Chinese
                characters does not end a term.
        """
        if not self._texts:
            return
        squeezed = _Squeezed(text)
        for start, end, place in self._automaton.find_overlapping(squeezed.text):
            if boundary := squeezed.boundary(start, end):
                first, last = squeezed.original(start), squeezed.original(end - 1) + 1
                for form in self._forms[self._texts[place]]:
                    yield Candidate(first, last, form, boundary)

    @cached_property
    def _automaton(self):  # type: ignore[no-untyped-def]  # daachorse has no type to name here
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return CharwiseDoubleArrayAhoCorasick(self._texts)


class _Squeezed:
    """Folded text without the white space between Chinese characters."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        parts, self._starts, self._shifts, self._gaps = [], [0], [0], []
        end = length = 0
        for gap in _GAP.finditer(folded):
            left, right = folded[gap.start() - 1], folded[gap.end()]
            if gap[0].count("\n") > 1 or not (is_han(left) and is_han(right)):
                continue
            parts.append(folded[end : gap.start()])
            length += gap.start() - end
            end = gap.end()
            self._starts.append(length)
            self._shifts.append(end - length)
            if _SPACE.search(gap[0]):
                self._gaps.append(length)
        parts.append(folded[end:])
        self.text = "".join(parts)
        self._runs = [match.span() for match in _RUN.finditer(self.text)]
        self._ends = [end for _, end in self._runs]

    def original(self, place: int) -> int:
        """The offset in the text as given of a character of the squeezed text."""
        return place + self._shifts[bisect_right(self._starts, place) - 1]

    def boundary(self, start: int, end: int) -> Boundary | None:
        """How a candidate is decided, None if it is not accepted."""
        whole = bool(self._gaps_in(start + 1, end))
        left, right = self._edge(start, whole=whole), self._edge(end, whole=whole)
        if left and right:
            return Boundary.WORDS
        run = self._run(start, whole=whole)
        if run is None or end > run[1]:
            return Boundary.LONG if end - start >= _LONG else None
        cuts = boundaries(self.text[run[0] : run[1]])
        first, last = start - run[0], end - run[0]
        place = bisect_right(cuts, first) - 1
        if cuts[place + 1] >= last:
            before, after = first - cuts[place], cuts[place + 1] - last
            return Boundary.INSIDE if before != 1 and after != 1 else None
        return Boundary.LONG if end - start >= _LONG else None

    def _edge(self, place: int, *, whole: bool) -> bool:
        """Whether a word begins or ends at a place."""
        if place in (0, len(self.text)):
            return True
        around = self.text[place - 1 : place + 1]
        if _RUN.fullmatch(around) and (run := self._run(place, whole=whole)):
            cuts = boundaries(self.text[run[0] : run[1]])
            cut = bisect_left(cuts, place - run[0])
            return cuts[cut] == place - run[0]
        return len(_LATIN.findall(around)) < 2

    def _run(self, place: int, *, whole: bool) -> tuple[int, int] | None:
        """The run of Chinese characters that holds a character; up to gaps unless whole."""
        index = bisect_right(self._ends, place)
        if index == len(self._runs) or self._runs[index][0] > place:
            return None
        start, end = self._runs[index]
        if not whole:
            gap = bisect_right(self._gaps, place)
            start = max([start, *self._gaps[gap - 1 : gap]])
            end = min([end, *self._gaps[gap : gap + 1]])
        return start, end

    def _gaps_in(self, start: int, end: int) -> list[int]:
        return self._gaps[bisect_left(self._gaps, start) : bisect_left(self._gaps, end)]
