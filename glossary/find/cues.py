"""Find cues in text: words that speak for or against a sense, each with a number.

A set of cues is an integer with one bit for each of them, so that the cues of a sentence are
compared with those of a sense by one operation, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from threading import Lock
from typing import NamedTuple

from glossary.automaton import FindAll, find_all_of
from termbase.language.script import fold

_ANY = "surrogatepass"
# Searching so many characters for one cue takes about as long as adding it to an automaton.
_BUILD_COST = 500
_NEVER = "\U0010ffff"
_DIGITS = bytes.maketrans(b"01", b"\0\1")


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

    @property
    def everywhere(self) -> int:
        """All of them."""
        return self.anywhere | self.before | self.after


class _Cue(NamedTuple):
    text: str  # folded, in lower case
    exact: str  # as it must be written, if it has to be
    in_word: bool  # whether it may begin within a word of Latin letters


class _Automaton(NamedTuple):
    size: int  # it finds so many of the cues
    find_all: FindAll
    alike: dict[int, list[int]]  # the other cues of the same text, by the first of them


# The start and end of a cue in a text, and its number.
Hit = tuple[int, int, int]


class CueFinder:
    """Numbers cues as they become known, and finds all that are known in a text.

    Threads may share one.

    Args:
        build_cost: The number of characters that are searched for a cue in the time in which an
            automaton learns one.

    Attributes:
        beside: For each cue, by number, if it is looked for right beside terms.
    """

    def __init__(self, build_cost: int = _BUILD_COST) -> None:
        self._build_cost = build_cost
        self._numbers: dict[str, int] = {}
        self._cues: list[_Cue] = []
        # By number: whether a cue may begin within a word, whether it is looked for beside terms.
        self._in_word: list[bool] = []
        self.beside: list[bool] = []
        self._lock = Lock()
        # The automaton finds the first ones; the others are searched for one by one until that
        # has taken as long as it takes to make a new automaton.
        self._automaton = _Automaton(0, lambda _: [], {})
        self._searched = 0

    def cue_set(self, cues: Iterable[str]) -> CueSet:
        """Return cues as sets: ``x~`` is looked for before a term, ``~x`` after it."""
        places: tuple[list[int], list[int], list[int]] = [], [], []
        for cue in cues:
            head, tilde, tail = cue.partition("~")
            if not tilde and cue:
                places[0].append(self.number(cue))
            elif head and not tail:
                places[1].append(self.number(head, beside=True))
            elif tail and not head:
                places[2].append(self.number(tail, beside=True))
        return CueSet(*(reduce(or_, (1 << number for number in place), 0) for place in places))

    def cues_of(self, cue_set: int) -> list[str]:
        """Return the folded texts of the cues in a set."""
        return [cue.text for number, cue in enumerate(self._cues) if cue_set >> number & 1]

    def find(self, folded: str, wanted: int | None = None) -> list[Hit]:
        """Return start, end and number of every known cue in a folded text, sorted by ends.

        Args:
            folded: The text.
            wanted: The cues that are looked for, as a set; all by default.
        """
        lower = lower_ascii(folded)
        known = len(self._cues)
        self._searched += (known - self._automaton.size) * len(lower)
        if self._searched > self._build_cost * known:
            self._automaton = _automaton(self._cues[:known])
            self._searched = 0
        count, find_all, alike = self._automaton
        hits = find_all(lower)
        in_word, cues = self._in_word, self._cues
        is_wanted = _members(wanted, known)
        found = [
            hit
            for hit in hits
            if is_wanted[hit[2]] and (in_word[hit[2]] or _agrees(cues[hit[2]], folded, hit[0]))
        ]
        if alike:
            found += [
                (start, end, other)
                for start, end, number in hits
                if number in alike
                for other in alike[number]
                if is_wanted[other] and (in_word[other] or _agrees(cues[other], folded, start))
            ]
        if count < known:
            late = (number for number in range(count, known) if is_wanted[number])
            found += self._search(folded, lower, late)
        if alike or count < known:
            found.sort(key=_end)
        return found

    def number(self, cue: str, *, beside: bool = False) -> int:
        """Return the number of a cue, which is known from then on.

        Args:
            cue: The cue, without a tilde.
            beside: Whether it is looked for right beside terms.
        """
        number = self._numbers.get(cue)
        if number is None:
            # " of" after a term begins with a blank.
            in_word = not cue.isascii() or not cue[0].isalpha()
            exact = cue if cue.isascii() and cue.isupper() else ""
            text = lower_ascii(fold(cue))
            with self._lock:
                if cue not in self._numbers:
                    self._cues.append(_Cue(text, exact, in_word and not exact))
                    self._in_word.append(self._cues[-1].in_word)
                    self.beside.append(False)
                    self._numbers[cue] = len(self._cues) - 1
                number = self._numbers[cue]
        if beside:
            self.beside[number] = True
        return number

    def _search(self, folded: str, lower: str, numbers: Iterable[int]) -> list[Hit]:
        """Return the hits of some cues, each searched for by itself."""
        found = []
        for number in numbers:
            cue = self._cues[number]
            start = lower.find(cue.text)
            while start >= 0:
                if cue.in_word or _agrees(cue, folded, start):
                    found.append((start, start + len(cue.text), number))
                start = lower.find(cue.text, start + 1)
        return found


def _automaton(cues: list[_Cue]) -> _Automaton:
    """Return an automaton that finds cues by their numbers."""
    first: dict[str, int] = {}
    alike: dict[int, list[int]] = {}
    for number, cue in enumerate(cues):
        if cue.text in first:
            alike.setdefault(first[cue.text], []).append(number)
            # An automaton has each string but once; this one is in no text.
            first[f"{_NEVER}{number}"] = number
        else:
            first[cue.text] = number
    return _Automaton(len(cues), find_all_of(list(first)), alike)


def lower_ascii(text: str) -> str:
    """Return a text with ASCII letters in lower case and straight apostrophes, as long as it is."""
    # As bytes only ASCII changes, so that every character keeps its offset.
    return text.encode("utf-8", _ANY).lower().decode("utf-8", _ANY).replace("’", "'")


def _members(cue_set: int | None, size: int) -> bytes:
    """Return for each of the first numbers, as 1 or 0, if it is in a set; None is all."""
    if cue_set is None:
        return b"\1" * size
    return f"{cue_set:0{size}b}"[::-1].encode().translate(_DIGITS)


def _end(hit: Hit) -> int:
    return hit[1]


def _agrees(cue: _Cue, folded: str, start: int) -> bool:
    """Return True if a cue of Latin letters begins a word here and has the case it needs."""
    before = folded[start - 1 : start]
    if before.isascii() and before.isalpha() and cue.text[0].isalpha():
        return False
    return not cue.exact or folded.startswith(cue.exact, start)
