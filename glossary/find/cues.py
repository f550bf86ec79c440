"""Find cues in text: words that speak for or against a sense, each with a number.

A set of cues is an integer with one bit for each of them, so that the cues of a sentence are
compared with those of a sense by one operation, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from threading import Lock
from typing import NamedTuple

from glossary.automaton import FindAll, find_all_of
from termbase.language.script import fold

_ANY = "surrogatepass"
# Searching a thousand characters for one cue takes about as long as adding two to an automaton.
_BUILD_COST = 500


class CueSet(NamedTuple):
    """Sets of cues by where they are looked for.

    Attributes:
        anywhere: Those found anywhere in the surroundings of a term.
        before: Those found right before the term.
        after: Those found right after it.
    """

    anywhere: int
    before: int
    after: int


class _Cue(NamedTuple):
    text: str  # folded, in lower case
    exact: str  # as it must be written, if it has to be
    in_word: bool  # whether it may begin within a word of Latin letters


class CueFinder:
    """Numbers cues as they become known, and finds all that are known in a text.

    Threads may share one.

    Args:
        build_cost: The number of characters that are searched for a cue in the time in which an
            automaton learns one.
    """

    def __init__(self, build_cost: int = _BUILD_COST) -> None:
        self._build_cost = build_cost
        self._numbers: dict[str, int] = {}
        self._cues: list[_Cue] = []
        self._lock = Lock()
        # The automaton finds the first ones; the others are searched for one by one until that
        # has taken as long as it takes to make a new automaton.
        self._automaton: tuple[int, FindAll | None] = 0, None
        self._searched = 0

    def cue_set(self, cues: Iterable[str]) -> CueSet:
        """Return cues as sets: ``x~`` is looked for before a term, ``~x`` after it."""
        places: tuple[list[int], list[int], list[int]] = [], [], []
        for cue in cues:
            head, tilde, tail = cue.partition("~")
            if not tilde and cue:
                places[0].append(self._number(cue))
            elif head and not tail:
                places[1].append(self._number(head))
            elif tail and not head:
                places[2].append(self._number(tail))
        return CueSet(*(reduce(or_, (1 << number for number in place), 0) for place in places))

    def cues_of(self, cue_set: int) -> list[str]:
        """Return the folded texts of the cues in a set."""
        return [cue.text for number, cue in enumerate(self._cues) if cue_set >> number & 1]

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and number of every known cue in a folded text, in no order."""
        lower = lower_ascii(folded)
        for start, end, number in self._candidates(lower):
            cue = self._cues[number]
            if (cue.in_word or _is_word_start(folded, start)) and (
                not cue.exact or folded.startswith(cue.exact, start)
            ):
                yield start, end, number

    def _candidates(self, lower: str) -> Iterator[tuple[int, int, int]]:
        count, automaton = self._automaton
        known = len(self._cues)
        self._searched += (known - count) * len(lower)
        if self._searched > self._build_cost * known:
            count, automaton = self._automaton = known, self._build(known)
            self._searched = 0
        if automaton:
            for start, end, number in automaton(lower):
                yield start, end, number
        for number in range(count, known):
            text = self._cues[number].text
            start = lower.find(text)
            while start >= 0:
                yield start, start + len(text), number
                start = lower.find(text, start + 1)

    def _build(self, count: int) -> FindAll:
        numbers: dict[str, list[int]] = {}
        for number, cue in enumerate(self._cues[:count]):
            numbers.setdefault(cue.text, []).append(number)
        find_all = find_all_of(list(numbers))
        alike = list(numbers.values())
        if all(len(same) == 1 for same in alike):
            return find_all
        return lambda text: [
            (start, end, number) for start, end, index in find_all(text) for number in alike[index]
        ]

    def _number(self, cue: str) -> int:
        number = self._numbers.get(cue)
        if number is not None:
            return number
        folded = fold(cue)
        is_han = not cue.isascii()
        # " of" after a term begins with a blank.
        in_word = is_han or not cue[0].isalpha()
        exact = "" if is_han or not cue.isupper() else cue
        with self._lock:
            if cue not in self._numbers:
                self._cues.append(_Cue(lower_ascii(folded), exact, in_word))
                self._numbers[cue] = len(self._cues) - 1
            return self._numbers[cue]


def lower_ascii(text: str) -> str:
    """Return a text with ASCII letters in lower case and straight apostrophes, as long as it is."""
    # As bytes only ASCII changes, so that every character keeps its offset.
    return text.encode("utf-8", _ANY).lower().decode("utf-8", _ANY).replace("’", "'")


def _is_word_start(text: str, offset: int) -> bool:
    before = text[offset - 1 : offset]
    return not (before.isascii() and before.isalpha())
