"""Finding Chinese terms: fold, scan, look how far the words around a hit may reach, decide.

The decision about a hit depends on the characters between the nearest two places over which no
word of the dictionary reaches, and on nothing else in the text: the same characters are decided
once, and of the rest of the text not one word is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain, compress

from glossary.automaton import FindAll, find_all_of
from glossary.find.boundary import UNIT, WHOLE, Decision, decide
from glossary.find.mention import Candidate
from glossary.find.reach import Hits, of_key, reach, reach_of_many
from glossary.find.squeeze import squeeze
from glossary.segment import BoundedMemo, words
from termbase.language.script import LONG, QUOTES

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
        self._decided = BoundedMemo(lambda key: decide(words(), *of_key(key)), _MEMO_SIZE)

    def find(self, text: str, least: float = 0.5) -> Iterator[Candidate]:
        """Every place where a term stands as a word.

        Args:
            text: Any text. White space with at most one line break, and quotation marks,
                between two Chinese characters do not end a term.
            least: The score from which on a candidate is one.

        Returns:
            Candidates sorted by their ends; their numbers are those of the terms given. One by
            one, for the garbage collector goes through what is kept again and again.
        """
        if not self._terms:
            return iter(())
        squeezed = squeeze(text)
        way = reach if len(text) < LONG else reach_of_many
        hits = way(squeezed, self._find_all(squeezed.text))
        decisions, kept = self._decisions(squeezed.text, hits, least)
        for index in hits.broken:
            span = _with_quotes(text, hits.starts[index], hits.ends[index])
            if span:
                hits.starts[index], hits.ends[index] = span
            else:
                kept[index] = False
        return compress(zip(hits.starts, hits.ends, hits.numbers, decisions, strict=True), kept)

    def _decisions(self, text: str, hits: Hits, least: float) -> tuple[list[Decision], list[bool]]:
        """How the boundaries of all hits are decided, and whether that is sure enough."""
        decisions = [WHOLE] * len(hits.starts)
        kept = [WHOLE.score >= least] * len(decisions)
        found = map(self._decided.__getitem__, hits.keys)
        for index, decision in chain(zip(hits.doubtful, found, strict=True), _in_runs(text, hits)):
            decisions[index] = decision
            if decision[1] < least:
                kept[index] = False
        for index in hits.units:
            decisions[index] = UNIT
            kept[index] = UNIT.score >= least
        return decisions, kept

    @cached_property
    def _find_all(self) -> FindAll:
        return find_all_of(self._terms)


def _in_runs(text: str, hits: Hits) -> Iterator[tuple[int, Decision]]:
    """The decisions about hits in long runs, of which each is cut but once."""
    run, place = "", (0, 0)
    for index, left, right, start, end in hits.runs:
        if (left, right) != place:
            run, place = text[left:right], (left, right)
        yield index, decide(words(), run, start, end)


def _with_quotes(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of text with the quotation marks around it that belong to those inside.

    None if they are not there: “十四五”规划 is a term, in “反对党”委员 there is none.
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
