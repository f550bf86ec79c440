"""Find Chinese terms: fold, scan, find the context of each hit, decide about its boundaries.

The decision about a hit depends on its context alone: the characters between the two nearest
offsets that no word of the dictionary spans. So each context is decided once, and the rest of the
text is never segmented.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain, compress

from glossary.automaton import FindAll, find_all_of
from glossary.find.boundary import UNIT, WHOLE, Decision, decide
from glossary.find.mention import Candidate
from glossary.find.reach import Hits, locate_hits, locate_many_hits, split_key
from glossary.find.squeeze import squeeze_long, squeeze_short
from glossary.segment import BoundedMemo, words
from termbase.language.script import QUOTES, SHORT, arrays_pay

_MEMO_SIZE = 1 << 18
_PAIRS = dict(zip(QUOTES[::2], QUOTES[1::2], strict=True))
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}


class ChineseFinder:
    """Finds the given terms in any text.

    Args:
        terms: Folded, without white space, and each but once.
    """

    def __init__(self, terms: list[str]) -> None:
        self._terms = terms
        # The number of characters searched so far.
        self._searched = 0
        self._decided = BoundedMemo(lambda key: decide(words(), *split_key(key)), _MEMO_SIZE)

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
        if not self._terms:
            return iter(())
        self._searched += len(text)
        # Many texts pay for loading numpy as one long text does.
        if len(text) >= SHORT and arrays_pay(self._searched):
            squeezed, locate = squeeze_long(text), locate_many_hits
        else:
            squeezed, locate = squeeze_short(text), locate_hits
        hits = locate(squeezed, self._find_all(squeezed.text))
        decisions, kept = self._decisions(squeezed.text, hits, threshold)
        for index in hits.broken:
            span = _with_quotes(text, hits.starts[index], hits.ends[index])
            if span:
                hits.starts[index], hits.ends[index] = span
            else:
                kept[index] = False
        return compress(zip(hits.starts, hits.ends, hits.numbers, decisions, strict=True), kept)

    def _decisions(
        self, text: str, hits: Hits, threshold: float
    ) -> tuple[list[Decision], list[bool]]:
        """Decide about the boundaries of all hits; return also which of them are accepted."""
        decisions = [WHOLE] * len(hits.starts)
        kept = [WHOLE.score >= threshold] * len(decisions)
        found = map(self._decided.__getitem__, hits.keys)
        for index, decision in chain(zip(hits.doubtful, found, strict=True), _in_runs(text, hits)):
            decisions[index] = decision
            if decision[1] < threshold:
                kept[index] = False
        for index in hits.units:
            decisions[index] = UNIT
            kept[index] = UNIT.score >= threshold
        return decisions, kept

    @cached_property
    def _find_all(self) -> FindAll:
        return find_all_of(self._terms)


def _in_runs(text: str, hits: Hits) -> Iterator[tuple[int, Decision]]:
    """Yield the decisions about hits in long runs; each run is segmented once."""
    run, span = "", (0, 0)
    for index, left, right, start, end in hits.runs:
        if (left, right) != span:
            run, span = text[left:right], (left, right)
        yield index, decide(words(), run, start, end)


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span extended by the quotation marks that belong to those within it.

    None if they are missing: “十四五”规划 is a term, in “反对党”委员 there is none.
    """
    opened: list[str] = []
    closed: list[str] = []
    for char in text[start:end]:
        if char in _PAIRS:
            opened.append(_PAIRS[char])
        elif char in _PAIRS.values():
            if not opened:
                closed.append(char)
            elif opened.pop() != char:
                return None
    before = "".join(_OPENING[mark] for mark in reversed(closed))
    after = "".join(reversed(opened))
    if text.endswith(before, 0, start) and text.startswith(after, end):
        return start - len(before), end + len(after)
    return None
