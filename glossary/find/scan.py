"""Where in a long English text terms may begin, without looking at its words one by one.

The words of the text are numbered with arrays; where two neighbours are those that a term begins
with, or a word is a term by itself, it is worth looking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from termbase.language import english
from termbase.language.script import INVISIBLE, codes

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# What may stand in a word beside letters. Words with it are compared one by one.
_INNER = f".'’{INVISIBLE}"
_RUN = re.compile(rf"[{english.LETTER}{_INNER}]+")
_BASE = 1_000_003


class Scan:
    """Looks for the first two words of terms.

    Args:
        terms: The slots of each, one or more.
        lemmas: From inflected form to base form, in lower case.
    """

    def __init__(self, terms: Sequence[Sequence[str]], lemmas: Mapping[str, str]) -> None:
        import numpy as np

        slots = dict.fromkeys(word for words in terms for word in words[:2])
        # 0 is any other word.
        numbers = {word: number for number, word in enumerate(slots, 1)}
        self._size = len(numbers) + 1
        forms = {word: (number, 0) for word, number in numbers.items()}
        for form, base in lemmas.items():
            if base in numbers:
                forms[form] = numbers.get(form, 0), numbers[base]
        for pronoun in english.PRONOUNS if english.ONES in numbers else ():
            forms[pronoun] = numbers[english.ONES], 0
        rows = sorted((_hash(form), *pair) for form, pair in forms.items())
        self._longest = max(map(len, forms))
        self._hashes = np.array([row[0] for row in rows], dtype=np.uint64)
        self._ids = np.array([(0, 0), *(row[1:] for row in rows)], dtype=np.int64).T
        self._alone = np.zeros(self._size, dtype=bool)
        self._alone[[numbers[words[0]] for words in terms if len(words) == 1]] = True
        pairs = {numbers[w[0]] * self._size + numbers[w[1]] for w in terms if len(w) > 1}
        self._pairs = np.array([0, *sorted(pairs)], dtype=np.int64)

    def beginnings(self, text: str) -> list[int]:
        """Where words begin that may be the first of a term.

        Args:
            text: Any text.

        Returns:
            Ascending; every place where a term begins, and others.
        """
        import numpy as np

        lower = _lower_table().take(codes(text))
        letter = _letter_table().take(lower)
        odd = _odd(lower, letter)
        edges = np.flatnonzero(np.diff(letter, prepend=False, append=False))
        start, end = edges[::2], edges[1::2]
        # What follows an apostrophe goes on with a word.
        inner = (start > 1) & (lower[start - 1] == ord("'")) & letter[np.maximum(start - 2, 0)]
        start, end = start[~inner], end[~inner]
        if not len(start):
            return []
        place = self._places(lower, start, end - start)
        one, base = self._ids[:, place]
        likely = self._alone[one] | self._alone[base]
        for first in (one, base):
            for second in (one, base):
                likely[:-1] |= self._is_pair(first[:-1], second[1:])
        # The word that it is in, the one before, and what else it might be cut into.
        near = np.searchsorted(start, odd, "right") - 1
        for shift in (-2, -1, 0, 1):
            likely[np.clip(near + shift, 0, len(start) - 1)] = True
        return list(_beginning_words(text, start[likely].tolist()))

    def _places(self, lower: Array, start: Array, length: Array) -> Array:
        """Which rows of the table words are, from 1; 0 if none."""
        import numpy as np

        hashes = np.zeros(len(start), dtype=np.uint64)
        left = np.flatnonzero(length <= self._longest)
        for shift in range(self._longest):
            left = left[length[left] > shift]
            hashes[left] = hashes[left] * np.uint64(_BASE) + lower[start[left] + shift]
        place = np.searchsorted(self._hashes, hashes)
        there = self._hashes[np.minimum(place, len(self._hashes) - 1)] == hashes
        found: Array = np.where(there, place + 1, 0)
        return found

    def _is_pair(self, first: Array, second: Array) -> Array:
        import numpy as np

        likely = (first > 0) & (second > 0)
        pair = first[likely] * self._size + second[likely]
        place = np.minimum(np.searchsorted(self._pairs, pair), len(self._pairs) - 1)
        likely[likely] = self._pairs[place] == pair
        return likely


def _odd(lower: Array, letter: Array) -> Array:
    """Where words have more than letters in them and a possessive ending after them."""
    import numpy as np

    odd = np.flatnonzero(_odd_table().take(lower))
    # Nothing follows the last character.
    code, after, next_but_one = (np.append(lower, (0, 0))[odd + shift] for shift in range(3))
    letter = np.append(letter, (False, False))
    goes_on = letter[odd + 1] & ((after != ord("s")) | letter[odd + 2])
    odd_dot = letter[odd + 1] & (next_but_one == ord("."))
    kept = np.where(code == ord("'"), goes_on, (code != ord(".")) | odd_dot)
    found: Array = odd[kept]
    return found


def _hash(word: str) -> int:
    number = 0
    for char in word:
        number = (number * _BASE + ord(char)) % (1 << 64)
    return number


def _beginning_words(text: str, places: Iterable[int]) -> Iterator[int]:
    """Those of some ascending places where words begin, not parts of words such as ``U.S.``."""
    last, words = 0, list[int]()
    for place in places:
        if not place or text[place - 1] not in _INNER:
            yield place
            continue
        if place >= last:
            first = place
            while first and _RUN.match(text, first - 1):
                first -= 1
            match = _RUN.match(text, first)
            last = match.end() if match else place
            words = [match.start() for match in english.WORD.finditer(text, first, last)]
        index = bisect_left(words, place)
        if index < len(words) and words[index] == place:
            yield place


@cache
def _letter_table() -> Array:
    """For each code point, whether it is a letter or digit."""
    import numpy as np

    table = np.zeros(0x110000, dtype=bool)
    table[[code for code in range(0x1F00) if english.ANY_LETTER.match(chr(code))]] = True
    return table


@cache
def _odd_table() -> Array:
    """For each code point, whether it may stand in a word and is no letter."""
    import numpy as np

    table = np.zeros(0x110000, dtype=bool)
    table[[ord(char) for char in _INNER]] = True
    return table


@cache
def _lower_table() -> Array:
    """For each code point that of its lower case, where that is a single one."""
    import numpy as np

    table = np.arange(0x110000, dtype="<u4")
    for code in range(0x1F00):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    table[ord("’")] = ord("'")
    return table
