"""Find cues in text: words that speak for or against a sense, each with a number."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.automaton import FindAll, find_all_of
from glossary.find.cue_index import Cue, CueIndex
from termbase.language.script import QUOTES, codes, fold

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_ANY = "surrogatepass"
# Searching so many characters for one cue takes about as long as adding it to an automaton.
_BUILD_COST = 500
# A second index has the cues that became known after the first one was made, up to this share, and
# for so many characters.
_LATE = 0.2
_TWICE = 200_000
# So few cues are searched for one by one in the time in which an index is made.
_FEW = 400
_NEVER = "\U0010ffff"
_NONE: frozenset[int] = frozenset()
# A term in quotation marks, of whatever kind.
IN_QUOTES = "“~”"
_QUOTE_PAIRS = sorted(set(zip(fold(QUOTES[::2]), fold(QUOTES[1::2]), strict=True)))


class CueSet(NamedTuple):
    """The numbers of cues by where they are looked for.

    Attributes:
        anywhere: Those found anywhere in the surroundings of a term.
        before: Those found right before the term.
        after: Those found right after it.
        around: Pairs of one right before it and one right after it.
    """

    anywhere: frozenset[int] = _NONE
    before: frozenset[int] = _NONE
    after: frozenset[int] = _NONE
    around: frozenset[tuple[int, int]] = frozenset()

    @property
    def everywhere(self) -> frozenset[int]:
        """All of them."""
        return self.anywhere.union(self.before, self.after, *self.around)


class _Automaton(NamedTuple):
    size: int  # it finds so many of the cues
    find_all: FindAll
    alike: dict[int, list[int]]  # the other cues of the same text, by the first of them


class _Indexes(NamedTuple):
    size: int  # the first one finds so many of the cues
    first: CueIndex | None
    known: int  # the second one finds those up to this number
    second: CueIndex | None


# The start and end of a cue in a text, and its number.
Hit = tuple[int, int, int]


class CueFinder:
    """Numbers cues as they become known, and finds all that are known in a text.

    Threads may share one.

    Args:
        build_cost: The number of characters that are searched for a cue in the time in which an
            automaton learns one.

    Attributes:
        is_before: For each cue, by number, if it is looked for right before terms.
        is_after: For each cue if it is looked for right after terms.
    """

    def __init__(self, build_cost: int = _BUILD_COST) -> None:
        self._build_cost = build_cost
        self._numbers: dict[str, int] = {}
        self._cues: list[Cue] = []
        # For each cue, by number, if it may begin within a word.
        self._in_word: list[bool] = []
        self.is_before: list[bool] = []
        self.is_after: list[bool] = []
        self._lock = Lock()
        # The automaton finds the first ones; the others are searched for one by one until that
        # has taken as long as it takes to make a new automaton.
        self._automaton = _Automaton(0, lambda _: [], {})
        self._searched = 0
        self._indexes = _Indexes(0, None, 0, None)
        self._searched_twice = 0

    def cue_set(self, cues: Iterable[str]) -> CueSet:
        """Return cues as sets.

        Args:
            cues: ``x~`` is looked for before a term, ``~x`` after it, ``x~y`` around it; ``“~”``
                stands for quotation marks of all kinds.
        """
        anywhere: list[int] = []
        before: list[int] = []
        after: list[int] = []
        around: list[tuple[int, int]] = []
        for cue in cues:
            head, tilde, tail = cue.partition("~")
            if tilde and head and tail:
                pairs = _QUOTE_PAIRS if cue == IN_QUOTES else [(head, tail)]
                around += (
                    (self._beside(one, self.is_before), self._beside(other, self.is_after))
                    for one, other in pairs
                )
            elif tilde and head:
                before.append(self._beside(head, self.is_before))
            elif tail:
                after.append(self._beside(tail, self.is_after))
            elif head:
                anywhere.append(self.number(head))
        return CueSet(frozenset(anywhere), frozenset(before), frozenset(after), frozenset(around))

    def _beside(self, cue: str, places: list[bool]) -> int:
        """Return the number of a cue that is looked for at a place: before terms, or after them."""
        number = self.number(cue)
        places[number] = True
        return number

    def texts_of(self, numbers: Iterable[int]) -> list[str]:
        """Return the folded texts of cues."""
        return [self._cues[number].text for number in sorted(numbers)]

    def find(self, folded: str, wanted: bytes | None = None) -> list[Hit]:
        """Return start, end and number of every known cue in a folded text, sorted by ends.

        Args:
            folded: The text.
            wanted: For each cue, by number, 1 if it is looked for; later ones are not. All are by
                default.
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
        is_wanted = _flags(wanted, max(known, count))
        found = [
            hit
            for hit in hits
            if is_wanted[hit[2]] and (in_word[hit[2]] or cues[hit[2]].agrees(folded, hit[0]))
        ]
        if alike:
            found += [
                (start, end, other)
                for start, end, number in hits
                if number in alike
                for other in alike[number]
                if is_wanted[other] and (in_word[other] or cues[other].agrees(folded, start))
            ]
        if count < known:
            late = (number for number in range(count, known) if is_wanted[number])
            found += self._search(folded, lower, late)
        if alike or count < known:
            found.sort(key=_end)
        return found

    def find_columns(self, folded: str, wanted: bytes | None = None) -> tuple[Array, Array, Array]:
        """Return what :meth:`find` does as arrays: the starts, the ends and the numbers.

        Args:
            folded: A text of a page or more.
            wanted: As for :meth:`find`.
        """
        import numpy as np

        known = len(self._cues)
        indexes = self._indexes_of(known)
        lower = lower_ascii(folded)
        is_wanted = _flags(wanted, max(known, indexes.known))
        flags, points = np.frombuffer(is_wanted, dtype=bool), codes(lower)
        used = [index for index in (indexes.first, indexes.second) if index]
        found = [index.find(folded, points, flags) for index in used]
        late = (number for number in range(indexes.known, known) if is_wanted[number])
        if hits := self._search(folded, lower, late):
            found.append((*np.array(hits).T,))
        if indexes.second:
            self._searched_twice += len(folded)
        if len(found) == 1:
            return found[0]
        if not found:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        start, end, number = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort((end << 32) + start, kind="stable")
        return start.take(order), end.take(order), number.take(order)

    def number(self, cue: str) -> int:
        """Return the number of a cue, which is known from then on.

        Args:
            cue: The cue, without a tilde.
        """
        number = self._numbers.get(cue)
        if number is None:
            # " of" after a term begins with a blank.
            in_word = not cue.isascii() or not cue[0].isalpha()
            exact = _exact(cue)
            text = lower_ascii(fold(cue))
            with self._lock:
                if cue not in self._numbers:
                    self._cues.append(Cue(text, exact, in_word and not exact))
                    self._in_word.append(self._cues[-1].in_word)
                    self.is_before.append(False)
                    self.is_after.append(False)
                    self._numbers[cue] = len(self._cues) - 1
                number = self._numbers[cue]
        return number

    def _search(self, folded: str, lower: str, numbers: Iterable[int]) -> list[Hit]:
        """Return the hits of some cues, each searched for by itself."""
        found = []
        for number in numbers:
            cue = self._cues[number]
            start = lower.find(cue.text)
            while start >= 0:
                if cue.in_word or cue.agrees(folded, start):
                    found.append((start, start + len(cue.text), number))
                start = lower.find(cue.text, start + 1)
        return found

    def _indexes_of(self, known: int) -> _Indexes:
        """Return indexes that find nearly so many of the cues."""
        indexes = self._indexes
        is_behind = known - indexes.size > _LATE * known or self._searched_twice > _TWICE
        if indexes.known + _FEW >= known and not is_behind:
            return indexes
        cues = self._cues[:known]
        if is_behind:
            self._searched_twice = 0
            indexes = _Indexes(known, CueIndex(enumerate(cues)), known, None)
        else:
            late = CueIndex(enumerate(cues[indexes.size :], indexes.size))
            indexes = indexes._replace(known=known, second=late)
        self._indexes = indexes
        return indexes


def _automaton(cues: list[Cue]) -> _Automaton:
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


def _flags(wanted: bytes | None, size: int) -> bytes:
    """Return for each of so many cues 1 if it is looked for, else 0; None is all."""
    return b"\1" * size if wanted is None else wanted.ljust(size, b"\0")


def _end(hit: Hit) -> int:
    return hit[1]


def _exact(cue: str) -> str:
    """Return how a cue must begin, if it has to: the *Party* is no *party*.

    A cue right beside a term ends with a blank and may have any case.
    """
    if not cue.isascii() or cue.endswith(" "):
        return ""
    return cue if cue.isupper() else cue[:1] if cue[:1].isupper() else ""
