"""Find cues in long texts with arrays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.trie import Trie

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

_LETTERS = range(ord("a"), ord("z") + 1)


class Cue(NamedTuple):
    """A cue as it is looked for.

    Attributes:
        text: Folded, in lower case.
        exact: As it must be written, if it has to be.
        in_word: Whether it may begin within a word of Latin letters.
    """

    text: str
    exact: str
    in_word: bool

    @property
    def begins_word(self) -> bool:
        """True if no Latin letter may be before it."""
        return not self.in_word and self.text[0].isalpha()

    def agrees(self, folded: str, start: int) -> bool:
        """Return True if a cue of Latin letters begins a word here and has the case it needs."""
        before = folded[start - 1 : start]
        if before.isascii() and before.isalpha() and self.text[0].isalpha():
            return False
        return not self.exact or folded.startswith(self.exact, start)


class CueIndex:
    """A search for some cues.

    Args:
        cues: The cues with their numbers, ascending.
    """

    def __init__(self, cues: Iterable[tuple[int, Cue]]) -> None:
        import numpy as np

        alike: dict[str, list[int]] = {}
        begins_word = []
        # As it must be written, by number.
        self._exact: dict[int, str] = {}
        for number, cue in cues:
            alike.setdefault(cue.text, []).append(number)
            if cue.begins_word:
                begins_word.append(number)
            if cue.exact:
                self._exact[number] = cue.exact
        self._trie = Trie(list(alike))
        # The cues of each text, one after the other.
        self._numbers = np.array(list(chain.from_iterable(alike.values())), dtype=np.int64)
        self._counts = np.array(list(map(len, alike.values())), dtype=np.int64)
        self._begins = np.cumsum(self._counts) - self._counts
        last = int(self._numbers.max(initial=0))
        self._begins_word, self._is_exact = np.zeros((2, last + 1), dtype=bool)
        self._begins_word[begins_word] = True
        self._is_exact[list(self._exact)] = True

    def find(self, folded: str, lower: Array, wanted: Array) -> tuple[Array, Array, Array]:
        """Return the starts, the ends and the numbers of cues in a text.

        Args:
            folded: The text.
            lower: The code points of the text in lower case.
            wanted: For each number, if the cue is looked for.
        """
        import numpy as np

        is_wanted = np.logical_or.reduceat(wanted.take(self._numbers), self._begins)
        start, end, text = self._trie.find(lower, np.append(is_wanted, False))
        if len(self._counts) < len(self._numbers):
            counts = self._counts.take(text)
            start, end = start.repeat(counts), end.repeat(counts)
            skipped = np.cumsum(counts) - counts
            place = (self._begins.take(text) - skipped).repeat(counts) + np.arange(len(start))
            number = self._numbers.take(place)
            kept = wanted.take(number)
        else:
            number = self._numbers.take(text)
            kept = np.ones(len(number), dtype=bool)
        latin = np.flatnonzero(self._begins_word.take(number))
        if len(latin):
            # Nothing precedes the first character.
            before = (lower.take(start.take(latin) - 1) - _LETTERS.start) < len(_LETTERS)
            kept[latin[before & (start.take(latin) > 0)]] = False
        for index in np.flatnonzero(self._is_exact.take(number)).tolist():
            if not folded.startswith(self._exact[int(number[index])], int(start[index])):
                kept[index] = False
        return start.compress(kept), end.compress(kept), number.compress(kept)
