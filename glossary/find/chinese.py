"""Find Chinese terms: fold, scan, find the context of each hit, decide about its boundaries.

The decision about a hit depends on its context alone: the characters between the two nearest
offsets that no word of the dictionary spans. So each context is decided once, and the rest of the
text is never segmented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, repeat

from glossary.automaton import FindAll, find_all_of
from glossary.find.boundary import UNIT, WHOLE, Decision, decide
from glossary.find.mention import Candidate
from glossary.find.reach import Hits, locate_hits, locate_many_hits, split_key
from glossary.find.squeeze import Squeezed, squeeze_long, squeeze_short
from glossary.segment import BoundedMemo, words
from termbase.language.script import QUOTES, SHORT, arrays_pay

_MEMO_SIZE = 1 << 18
_PAIRS = dict(zip(QUOTES[::2], QUOTES[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
# Marks that close what they open, one of them each.
_ALIKE = [[opening] for opening, closing in _PAIRS.items() if opening == closing]


class ChineseFinder:
    """Finds the given terms in any text.

    Args:
        terms: Folded, without white space, and each but once.
        find_all: Finds every occurrence of them, where that is known.
    """

    def __init__(self, terms: Sequence[str], find_all: FindAll | None = None) -> None:
        self._terms = terms
        self._known_find_all = find_all
        # The number of characters searched so far.
        self._searched = 0
        self._decided = BoundedMemo(lambda keys: decide(words(), map(split_key, keys)), _MEMO_SIZE)

    def find(self, text: str, threshold: float = 0.5) -> Iterator[Candidate]:
        """Yield the candidates whose boundaries are accepted.

        Args:
            text: Any text. White space with at most one line break, and quotation marks,
                between two Chinese characters do not end a term.
            threshold: The lowest score that is accepted.

        Returns:
            Candidates sorted by their ends, with the indices of the terms given. They are not a
            list, for the garbage collector would traverse it again and again.
        """
        _, hits, decisions, kept = self._search(text, threshold)
        return compress(zip(hits.firsts, hits.lasts, hits.numbers, decisions, strict=True), kept)

    def _search(
        self, text: str, threshold: float
    ) -> tuple[Squeezed, Hits, list[Decision], list[bool]]:
        """Return all hits, the decisions about their boundaries and which are accepted."""
        self._searched += len(text)
        # Many texts pay for loading numpy as one long text does.
        if len(text) >= SHORT and arrays_pay(self._searched):
            squeezed, locate = squeeze_long(text), locate_many_hits
        else:
            squeezed, locate = squeeze_short(text), locate_hits
        hits = locate(squeezed, self._find_all(squeezed.text))
        decisions = [WHOLE] * len(hits.starts)
        kept = [WHOLE.score >= threshold] * len(decisions)
        for index, decision in self._decisions(squeezed.text, hits):
            decisions[index] = decision
            kept[index] = decision[1] >= threshold
        for index in hits.broken:
            span = _with_quotes(text, hits.firsts[index], hits.lasts[index])
            if span:
                hits.firsts[index], hits.lasts[index] = span
            else:
                kept[index] = False
        return squeezed, hits, decisions, kept

    def _decisions(self, text: str, hits: Hits) -> Iterator[tuple[int, Decision]]:
        """Return the decisions about hits that are not certainly words, with their indices."""
        found = zip(hits.doubtful, self._decided.of(hits.keys), strict=True)
        units = zip(hits.units, repeat(UNIT))
        if not hits.runs:
            return chain(found, units)
        # Each run is cut once; what is within it is not met again.
        spans = {(left, right) for _, left, right, _, _ in hits.runs}
        runs = {(left, right): text[left:right] for left, right in spans}
        cases = [(runs[left, right], start, end) for _, left, right, start, end in hits.runs]
        indices = [index for index, *_ in hits.runs]
        return chain(found, zip(indices, decide(words(), cases), strict=True), units)

    @cached_property
    def _find_all(self) -> FindAll:
        if self._known_find_all:
            return self._known_find_all
        return find_all_of(self._terms) if self._terms else lambda text: []


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span extended by the quotation marks that belong to those within it.

    None if they are missing: “十四五”规划 is a term, in “反对党”委员 there is none.
    """
    opened: list[str] = []
    closed: list[str] = []
    for char in text[start:end]:
        if opened and char == opened[-1]:
            opened.pop()
        elif char in _PAIRS:
            opened.append(_PAIRS[char])
        elif char in _OPENING:
            if opened:
                return None
            closed.append(char)
    if not closed and opened in _ALIKE and text.endswith(opened[0], 0, start):
        # The opening and the closing mark are the same: this is the closing one.
        opened, closed = closed, opened
    before = "".join(_OPENING[mark] for mark in reversed(closed))
    after = "".join(reversed(opened))
    if text.endswith(before, 0, start) and text.startswith(after, end):
        return start - len(before), end + len(after)
    return None
