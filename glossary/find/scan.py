"""Find where in a long English text terms may begin, without reading its words one by one.

The words of the text are numbered with arrays. A term may begin where neighbouring words are the
first three of a term, or all of a shorter one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from termbase.language import english
from termbase.language.script import INVISIBLE, codes
from termbase.language.varieties import spellings

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# Characters other than letters that a word may contain. Words with them are compared one by one.
_INNER = f".{english.APOSTROPHES}{english.WITHIN}"
_ACCENTS = map(chr, range(0x300, 0x370))
_INNER_CHARACTERS = frozenset((".", *english.APOSTROPHES, *INVISIBLE, *_ACCENTS))
_IN_RUN = re.compile(rf"[{english.LETTER}{_INNER}]")
_RUN = re.compile(rf"[{english.LETTER}{_INNER}]+")
_BASE = 1_000_003
# With one word in so many characters, as in Chinese articles, words are looked up one by one in the
# time in which arrays rule most of them out; and the tables for that take a third of a second.
_SPARSE = 12


class Scan:
    """A search for the first three words of terms.

    Args:
        terms: The slots of each, one to three.
        lemmas: Base forms by inflected form, in lower case and American spelling.
    """

    def __init__(self, terms: Sequence[Sequence[str]], lemmas: Mapping[str, str]) -> None:
        import numpy as np

        slots = dict.fromkeys(word for words in terms for word in words)
        # 0 is any other word.
        numbers = {word: number for number, word in enumerate(slots, 1)}
        self._size = len(numbers) + 1
        # The number of each form, and that of its base form.
        forms = {word: (number, 0) for word, number in numbers.items()}
        for form, lemma in lemmas.items():
            base = english.SAME.get(lemma, lemma)
            if base in numbers:
                forms[form] = numbers.get(form, 0), numbers[base]
        for word, slot in english.SAME.items():
            if slot in numbers:
                forms[word] = numbers[slot], 0
        # The possessive ending is left out here.
        forms["one"] = numbers.get(english.SAME["one"], 0), numbers.get(english.ONES, 0)
        written = {word: pair for form, pair in forms.items() for word in spellings(form)}
        rows = sorted((_hash(word), *pair) for word, pair in written.items())
        self._longest = max(map(len, written), default=0)
        self._hashes = np.array([row[0] for row in rows], dtype=np.uint64)
        self._ids = np.array([(0, 0), *(row[1:] for row in rows)], dtype=np.int64).T
        self._is_term = np.zeros(self._size, dtype=bool)
        self._is_term[[numbers[words[0]] for words in terms if len(words) == 1]] = True
        # From the first two words: if they are a term, and the third ones of longer terms.
        pairs: dict[int, bool] = {}
        triples: set[tuple[int, int]] = set()
        for words in terms:
            first, second, third = (*(numbers[word] for word in words), 0, 0)[:3]
            if second:
                pair = first * self._size + second
                pairs[pair] = pairs.get(pair, False) or not third
                triples.add((pair, third))
        self._pairs = np.array(sorted(pairs), dtype=np.int64)
        self._is_whole = np.array([pairs[pair] for pair in sorted(pairs)], dtype=bool)
        pair_of, third_of = np.array([(0, 0), *triples], dtype=np.int64).T
        self._triples = np.sort(np.searchsorted(self._pairs, pair_of) * self._size + third_of)

    def beginnings(self, text: str) -> list[int]:
        """Return the offsets at which words begin that may be the first of a term.

        Args:
            text: Any text.

        Returns:
            Ascending; every offset at which a term begins, and others.
        """
        import numpy as np

        lower, letter, start, end = _runs(text)
        if not len(start) or not len(self._hashes):
            return []
        odd = _odd(lower, letter)
        row = self._rows(lower, start, end - start)
        form, base = self._ids[:, row]
        likely = self._is_term[form] | self._is_term[base]
        for first in (form, base):
            for second in (form, base):
                self._mark_pairs(likely, first, second, (form, base))
        # The word that an odd character is in, those before, and others that it may be cut into.
        near = np.searchsorted(start, odd, "right") - 1
        for shift in (-3, -2, -1, 0, 1):
            likely[np.clip(near + shift, 0, len(start) - 1)] = True
        return list(_word_starts(text, start[likely].tolist()))

    def _rows(self, lower: Array, start: Array, length: Array) -> Array:
        """Return the rows of words in the table, from 1; 0 for words that are not in it."""
        import numpy as np

        hashes = np.zeros(len(start), dtype=np.uint64)
        left = np.flatnonzero(length <= self._longest)
        for shift in range(self._longest):
            left = left[length[left] > shift]
            if not len(left):
                break
            hashes[left] = hashes[left] * np.uint64(_BASE) + lower[start[left] + shift]
        row = np.searchsorted(self._hashes, hashes)
        is_in = self._hashes[np.minimum(row, len(self._hashes) - 1)] == hashes
        found: Array = np.where(is_in, row + 1, 0)
        return found

    def _mark_pairs(
        self, likely: Array, first: Array, second: Array, thirds: tuple[Array, Array]
    ) -> None:
        """Mark the words that are the first of a term which the next two do not rule out."""
        import numpy as np

        if not len(self._pairs):
            return
        place = np.flatnonzero((first[:-1] > 0) & (second[1:] > 0))
        pair = first[place] * self._size + second[place + 1]
        row = np.minimum(np.searchsorted(self._pairs, pair), len(self._pairs) - 1)
        is_pair = self._pairs[row] == pair
        place, row = place[is_pair], row[is_pair]
        likely[place[self._is_whole[row]]] = True
        has_third = place < len(first) - 2
        place, row = place[has_third], row[has_third]
        for third in thirds:
            triple = row * self._size + third[place + 2]
            found = np.minimum(np.searchsorted(self._triples, triple), len(self._triples) - 1)
            likely[place[self._triples[found] == triple]] = True


def few_words(text: str) -> list[int] | None:
    """Return the offsets at which words begin, ascending; None if there are many."""
    _, _, start, _ = _runs(text)
    return list(_word_starts(text, start.tolist())) if len(start) * _SPARSE <= len(text) else None


def _runs(text: str) -> tuple[Array, Array, Array, Array]:
    """Return the lower case of a text, if each is a letter, and where runs of them begin and end.

    Letters after an apostrophe continue a run.
    """
    import numpy as np

    lower = _lower_table().take(codes(text))
    letter = _letter_table().take(lower)
    edges = np.flatnonzero(np.diff(letter, prepend=False, append=False))
    start, end = edges[::2], edges[1::2]
    inner = (start > 1) & (lower[start - 1] == ord("'")) & letter[np.maximum(start - 2, 0)]
    return lower, letter, start[~inner], end[~inner]


def _odd(lower: Array, letter: Array) -> Array:
    """Return where words contain other characters than letters and a possessive ending."""
    import numpy as np

    odd = np.flatnonzero(_odd_table().take(lower))
    # Nothing follows the last character.
    code, after, next_but_one = (np.append(lower, (0, 0))[odd + shift] for shift in range(3))
    letter = np.append(letter, (False, False))
    continues = letter[odd + 1] & ((after != ord("s")) | letter[odd + 2])
    odd_dot = letter[odd + 1] & (next_but_one == ord("."))
    kept = np.where(code == ord("'"), continues, (code != ord(".")) | odd_dot)
    found: Array = odd[kept]
    return found


def _hash(word: str) -> int:
    number = 0
    for char in word:
        number = (number * _BASE + ord(char)) % (1 << 64)
    return number


def _word_starts(text: str, offsets: Iterable[int]) -> Iterator[int]:
    """Yield those of some ascending offsets where words begin, not parts of one, as in ``U.S.``."""
    run_end, starts = 0, list[int]()
    for offset in offsets:
        if not offset or text[offset - 1] not in _INNER_CHARACTERS:
            yield offset
            continue
        if offset >= run_end:
            begin = offset
            while begin and _IN_RUN.match(text, begin - 1):
                begin -= 1
            match = _RUN.match(text, begin)
            run_end = match.end() if match else offset
            starts = [match.start() for match in english.WORD.finditer(text, begin, run_end)]
        index = bisect_left(starts, offset)
        if index < len(starts) and starts[index] == offset:
            yield offset


@cache
def _letter_table() -> Array:
    """Return for each code point if it is a letter or digit."""
    import numpy as np

    table = np.zeros(0x110000, dtype=bool)
    codes = (*range(0x1F00), *range(0xFB00, 0xFB07))
    table[[code for code in codes if english.ANY_LETTER.match(chr(code))]] = True
    return table


@cache
def _odd_table() -> Array:
    """Return for each code point if a word may contain it although it is not a letter."""
    import numpy as np

    table = np.zeros(0x110000, dtype=bool)
    table[[ord(char) for char in _INNER_CHARACTERS]] = True
    return table


@cache
def _lower_table() -> Array:
    """Return for each code point that of its lower case, where that is a single one."""
    import numpy as np

    table = np.arange(0x110000, dtype="<u4")
    for code in range(0x1F00):
        lower = chr(code).lower()
        if len(lower) == 1:
            table[code] = ord(lower)
    table[[ord(char) for char in english.APOSTROPHES]] = ord("'")
    return table
