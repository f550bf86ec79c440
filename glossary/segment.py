"""Word segmentation of Chinese: jieba's dictionary and its most probable path, without HMM.

The frequencies of jieba's dictionary are read from a table that is mapped into memory and shared by
all processes. A test holds the path found here equal to jieba's own.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import inf, log
from operator import mul
from pathlib import Path
from typing import Any, TypeVar, cast

from glossary import automaton
from glossary.automaton import FindAll
from termbase.derived import DerivedFile, Input, source_of
from termbase.language.script import codes
from termbase.language.words import HAN, dictionary, entries
from termbase.versions import version_of

# Replaces each character that is in no word.
_UNKNOWN = "\ufffd"
# In no word either.
_BETWEEN = "\n"
# Bytes for a character in the automaton of words: with so few different ones it is built in a
# quarter of the time that one of characters takes, and is smaller.
_CODING, _WIDTH = "utf-16-be", 2
_WIDER = "[\U00010000-\U0010ffff]"
# A filter of the pairs of neighbouring characters in words, one bit for each. With 300,000 pairs
# three in a hundred others are false positives, which cost time but change nothing.
_PAIR_BITS = 1 << 23
_PAIR_BYTES = _PAIR_BITS >> 3
_LEFT, _RIGHT = 40503, 2654435
# A blocked Bloom filter of n-grams: two bits, in one number of 32 bits, for each word of two or
# three characters and for each four characters of a longer word.
GRAM = 4
_GRAM_NUMBERS = 1 << 19
_GRAM_BYTES = 4 * _GRAM_NUMBERS
GRAM_FACTORS = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F
_MEMO_SIZE = 1 << 17
_Value = TypeVar("_Value")


class BoundedMemo(dict[str, _Value]):
    """A dict that computes missing values, many at once, and clears itself when it is full.

    No value is None.

    Args:
        compute: Computes the values of different keys, in their order.
        maxsize: The number of entries at which it clears itself.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Iterable[_Value]], maxsize: int) -> None:
        super().__init__()
        self._compute, self._maxsize = compute, maxsize

    def __missing__(self, key: str) -> _Value:
        if len(self) >= self._maxsize:
            self.clear()
        (value,) = self._compute((key,))
        self[key] = value
        return value

    def of(self, keys: Sequence[str]) -> list[_Value]:
        """Return the values of some keys; those that are missing are computed together."""
        found = list(map(self.get, keys))
        missing = list(dict.fromkeys([k for k, v in zip(keys, found, strict=True) if v is None]))
        if missing:
            if len(self) + len(missing) > self._maxsize:
                self.clear()
            new = dict(zip(missing, self._compute(missing), strict=True))
            self.update(new)
            found = [new[k] if v is None else v for k, v in zip(keys, found, strict=True)]
        return cast("list[_Value]", found)


# The most probable way to cut a text into words: the offsets at which they begin and end, from 0 to
# the length of the text; and for each number of characters at its end the log probability of the
# best way through these.
BestPath = tuple[list[int], list[float]]


class Words:
    """The words of a dictionary with their probabilities.

    Args:
        table: The content of :data:`WORDS`.

    Attributes:
        pairs: The filter of pairs of neighbouring characters, see :func:`pair_bit`.
        grams: The filter of n-grams, see :func:`gram_bits`.
        unknown: The natural logarithm of the probability of an unknown character: as in jieba, of
            one occurrence in all.
        joined: Whether two characters may be neighbours in a word; if not, a word ends between.
            False for less than two, at an end of the text.
        logs: The natural logarithm of the probability of the most probable way to cut a text.
    """

    def __init__(self, table: memoryview) -> None:
        bits, rest = table[: _PAIR_BYTES + _GRAM_BYTES], table[_PAIR_BYTES + _GRAM_BYTES :]
        self.pairs, self.grams = bits[:_PAIR_BYTES], bits[_PAIR_BYTES:].cast("I")
        end = 8 * (rest[:8].cast("Q")[0] + 1)
        self._word_logs = rest[8:end].cast("d")
        self._find_reversed = _reversed_words(bytes(rest[end:]))
        self.unknown: float = self._word_logs[-1]
        self.joined = BoundedMemo(lambda pairs: map(self._joined, pairs), _MEMO_SIZE)
        self.logs = BoundedMemo(
            lambda texts: [logs[-1] for _, logs in self.paths(texts)], _MEMO_SIZE
        )

    def paths(self, texts: Sequence[str]) -> list[BestPath]:
        """Return the most probable way to cut each of some texts into words.

        Args:
            texts: Folded, and best short: runs between offsets where no pair is joined.
        """
        # All are searched at once, each from right to left, with a character in no word between.
        joined = _BETWEEN.join([text[::-1] for text in texts])
        starts = list(accumulate([_WIDTH * (len(text) + 1) for text in texts], initial=0))
        logs = self._word_logs
        # For each byte offset the log probability of the best way to cut what is before it in its
        # text, and the offset at which the last of these words begins. Nothing leads to an offset
        # within a character, so what is found there does not count.
        scores = [-inf] * (starts[-1] + 1)
        previous = [0] * (starts[-1] + 1)
        for start in starts:
            scores[start] = 0.0
        # Words come by their ends, the longest first: of equally probable ways jieba takes the one
        # with the longer first word.
        for start, end, word in self._find_reversed(joined):
            score = scores[start] + logs[word]
            if score > scores[end]:
                scores[end], previous[end] = score, start
        found = []
        for text, start in zip(texts, starts, strict=False):
            end = start + _WIDTH * len(text)
            if scores[end] == -inf:
                found += self.paths([re.sub(f"[^{HAN}]", _UNKNOWN, text)])
                continue
            place, cuts = end, [0]
            while place > start:
                place = previous[place]
                cuts.append((end - place) // _WIDTH)
            found.append((cuts, scores[start : end + 1 : _WIDTH]))
        return found

    def _joined(self, pair: str) -> bool:
        if len(pair) < 2:
            return False
        left, right = pair[0], pair[1]
        bit = pair_bit(ord(left), ord(right))
        marked = self.pairs[bit >> 3] >> (bit & 7) & 1
        return bool(marked and HAN[0] <= left <= HAN[-1] and HAN[0] <= right <= HAN[-1])


def pair_bit(left: Any, right: Any) -> Any:
    """Return the bit of the filter for two code points, or for each two of two arrays."""
    return (left * _LEFT ^ right * _RIGHT) & (_PAIR_BITS - 1)


def gram_bits(*codes: Any) -> tuple[Any, Any]:
    """Return which number of the filter is for two to four code points, and which bits of it.

    Args:
        codes: Numbers, or arrays of unsigned numbers of 32 bits.
    """
    return gram_place(sum(map(mul, codes, GRAM_FACTORS)))


def gram_place(mixed: Any) -> tuple[Any, Any]:
    """Return what :func:`gram_bits` does, for the sum of the code points times their factors."""
    number = mixed >> 13 & (_GRAM_NUMBERS - 1)
    return number, 1 << (mixed & 31) | 1 << (mixed >> 5 & 31)


@cache
def words() -> Words:
    """Return jieba's dictionary, compiled the first time where it is not shipped.

    Raises:
        Error: If jieba is not installed as it should be, or the table can be written nowhere.
    """
    return Words(WORDS.content())


def _write(path: Path) -> None:
    """Write the table of words: filters, number of words, log probabilities, words."""
    all_han = re.compile(f"[{HAN}]+")
    frequencies: dict[str, int] = {}
    total = 0
    for word, frequency, _ in entries():
        total += frequency
        if frequency and all_han.fullmatch(word):
            frequencies[word] = frequency
    pairs, grams = _filters(frequencies)
    # Each character is a word, if an unknown one, so that there is a way through any text.
    singles = map(chr, range(ord(HAN[0]), ord(HAN[-1]) + 1))
    frequencies = dict.fromkeys(singles, 1) | frequencies
    frequencies[_UNKNOWN] = 1
    logs = [log(count) - log(total) for count in frequencies.values()]
    with path.open("wb") as file:
        file.write(pairs)
        file.write(grams)
        array("Q", [len(logs)]).tofile(file)
        array("d", logs).tofile(file)
        file.write(_serialised([word[::-1] for word in frequencies]))


def _filters(words: Iterable[str]) -> tuple[bytes, bytes]:
    """Return the filters of pairs of characters and of n-grams for some words."""
    import numpy as np

    pairs = np.zeros(_PAIR_BITS, dtype=bool)
    grams = np.zeros(_GRAM_NUMBERS, dtype="<u4")
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in words:
        by_length[len(word)].append(word)
    for length, same in by_length.items():
        # A row for each character, a column for each word.
        rows = codes("".join(same)).reshape(-1, length).T
        for left, right in pairwise(rows):
            pairs[pair_bit(left, right)] = True
        for start in range(max(1, length - GRAM + 1) if length > 1 else 0):
            numbers, bits = gram_bits(*rows[start : start + GRAM])
            np.bitwise_or.at(grams, numbers, bits)
    return np.packbits(pairs, bitorder="little").tobytes(), grams.tobytes()


def _serialised(words: list[str]) -> bytes:
    if automaton.NATIVE_BYTES is None:
        return "\n".join(words).encode()
    content: bytes = automaton.NATIVE_BYTES([word.encode(_CODING) for word in words]).serialize()
    return content


def _reversed_words(content: bytes) -> FindAll:
    """Return a function that finds the words, written from right to left, in a text.

    The offsets that it returns are those of bytes, :data:`_WIDTH` for each character.
    """
    if automaton.NATIVE_BYTES is not None:
        find_all = automaton.NATIVE_BYTES.deserialize(content).find_overlapping

        def find_natively(text: str) -> list[tuple[int, int, int]]:
            encoded = text.encode(_CODING, "surrogatepass")
            if len(encoded) > _WIDTH * len(text):
                encoded = re.sub(_WIDER, _UNKNOWN, text).encode(_CODING, "surrogatepass")
            found: list[tuple[int, int, int]] = find_all(encoded)
            return found

        return find_natively
    # Words are short and many: looking up every stretch takes less than an automaton in Python.
    index = {word: number for number, word in enumerate(content.decode().split("\n"))}
    longest = max(map(len, index))

    def find_in_python(text: str) -> list[tuple[int, int, int]]:
        return [
            (_WIDTH * start, _WIDTH * end, number)
            for end in range(1, len(text) + 1)
            for start in range(max(0, end - longest), end)
            if (number := index.get(text[start:end])) is not None
        ]

    return find_in_python


def _inputs() -> Iterator[Input]:
    yield dictionary()
    # A serialised automaton can be read by the version that wrote it.
    yield (version_of("daachorse") if automaton.NATIVE_BYTES else "words").encode()
    yield from source_of(Path(__file__), Path(dictionary.__code__.co_filename))


WORDS = DerivedFile("words.bin", _write, _inputs, announced="the dictionary of Chinese words")
