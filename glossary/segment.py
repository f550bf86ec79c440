"""Where Chinese words begin and end: jieba's dictionary and its most probable path, without HMM.

The only importer of jieba, and only of its dictionary: starting jieba takes over a second, while
its frequencies, once written into a sorted table that is mapped into memory, are there at once
and are shared by all processes. A test holds the path found here to jieba's own.
"""

from __future__ import annotations

import mmap
import pathlib
import re
from array import array
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from math import inf, log
from typing import Any, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from termbase.derived import cached
from termbase.errors import Error

# Only these characters are joined into words; any other stands alone.
HAN = "\u4e00-\u9fd5"

_TABLE_VERSION = 6
# What stands for each character that is in no word.
_UNKNOWN = "\ufffd"
# One bit for each pair of characters that stand side by side in a word. With 300,000 pairs
# three in a hundred others share a bit by accident, which costs time but changes nothing.
_PAIR_BITS = 1 << 23
_PAIR_BYTES = _PAIR_BITS >> 3
_LEFT, _RIGHT = 40503, 2654435
# For each word of two or three characters and each four characters of a longer one two bits of one
# number of 32 (a blocked Bloom filter): no word reaches over a place that none of these does.
GRAM = 4
_GRAM_NUMBERS = 1 << 19
_GRAM_BYTES = 4 * _GRAM_NUMBERS
_GRAM_FACTORS = 0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F
_MEMO_SIZE = 1 << 17
_Value = TypeVar("_Value")


class BoundedMemo(dict[str, _Value]):
    """A dict that computes missing values and clears itself when it is full.

    Args:
        compute: Computes the value of a key.
        maxsize: The number of entries at which it clears itself.
    """

    def __init__(self, compute: Callable[[str], _Value], maxsize: int) -> None:
        super().__init__()
        self._compute, self._maxsize = compute, maxsize

    def __missing__(self, key: str) -> _Value:
        if len(self) >= self._maxsize:
            self.clear()
        value = self[key] = self._compute(key)
        return value


# The most probable way to cut a text into words: where they begin and end, from 0 to the length
# of the text; and for each number of characters at its end the natural logarithm of the
# probability of the best way through these.
Path = tuple[list[int], list[float]]


class Words:
    """The words of a dictionary with their probabilities.

    Args:
        table: What :func:`words` has written.

    Attributes:
        pairs: For each pair of characters that stand side by side in a word, a bit that is set.
        grams: The same for short words and the parts of long ones; see :func:`gram_bits`.
        unknown: The natural logarithm of the probability of a character that is no word: as in
            jieba, of one occurrence in all.
        joined: Whether two characters may be neighbours in a word; if not, a word ends between.
        logs: The natural logarithm of the probability of the most probable way to cut a text.
    """

    def __init__(self, table: memoryview) -> None:
        bits, rest = table[: _PAIR_BYTES + _GRAM_BYTES], table[_PAIR_BYTES + _GRAM_BYTES :]
        self.pairs, self.grams = bits[:_PAIR_BYTES], bits[_PAIR_BYTES:].cast("I")
        end = 8 * (rest[:8].cast("Q")[0] + 1)
        self._word_logs = rest[8:end].cast("d")
        automaton = CharwiseDoubleArrayAhoCorasick.deserialize(bytes(rest[end:]))
        self._words_backwards = automaton.find_overlapping
        self.unknown: float = self._word_logs[-1]
        self.joined = BoundedMemo(self._joined, _MEMO_SIZE)
        self.logs = BoundedMemo(lambda text: self.suffix_scores(text)[0][-1], _MEMO_SIZE)
        self._last: tuple[str, Path] = "", ([0], [0.0])

    def path(self, text: str) -> Path:
        """The most probable way to cut a text into words.

        Args:
            text: Folded, and best short: a run between places where no pair is joined.
        """
        # A long run may hold many terms one after the other.
        last, path = self._last
        if last != text:
            total, left = self.suffix_scores(text)
            size = rest = len(text)
            cuts = [0]
            while rest:
                rest = left[rest]
                cuts.append(size - rest)
            path = cuts, total
            self._last = text, path
        return path

    def suffix_scores(self, text: str) -> tuple[list[float], list[int]]:
        """The most probable ways through the ends of a text.

        Returns:
            For each number of characters at the end, from 0 on: the logarithm of the probability
            of the best way through these, and how many of them its first word leaves.
        """
        size = len(text)
        logs = self._word_logs
        total = [-inf] * (size + 1)
        total[0] = 0.0
        left = [0] * (size + 1)
        # The words come as they begin from the end on, the longest first: of equally probable
        # ways jieba takes the one with the longer first word.
        for end, start, word in self._words_backwards(text[::-1]):
            value = total[end] + logs[word]
            if value > total[start]:
                total[start], left[start] = value, end
        if total[size] == -inf:
            return self.suffix_scores(re.sub(f"[^{HAN}]", _UNKNOWN, text))
        return total, left

    def _joined(self, pair: str) -> bool:
        bit = pair_bit(ord(pair[0]), ord(pair[1]))
        marked = self.pairs[bit >> 3] >> (bit & 7) & 1
        return bool(marked and HAN[0] <= min(pair) and max(pair) <= HAN[-1])


def pair_bit(left: Any, right: Any) -> Any:
    """The number of the bit that stands for two code points, or for each two of two arrays."""
    return (left * _LEFT ^ right * _RIGHT) & (_PAIR_BITS - 1)


def gram_bits(*codes: Any) -> tuple[Any, Any]:
    """Which of the numbers stands for two to four code points, and which bits of it are set.

    Args:
        codes: Numbers, or arrays of unsigned numbers of 32 bits.
    """
    mixed = sum(code * factor for code, factor in zip(codes, _GRAM_FACTORS, strict=False))
    number = mixed >> 13 & (_GRAM_NUMBERS - 1)
    return number, 1 << (mixed & 31) | 1 << (mixed >> 5 & 31)


@cache
def words() -> Words:
    """Jieba's dictionary, read the first time and kept in the cache folder.

    Raises:
        Error: If jieba is not installed as it should be.
    """
    dictionary = _dictionary()
    name = f"words-{_TABLE_VERSION}-{dictionary.stat().st_mtime_ns:x}.bin"
    with cached(name, _write).open("rb") as file:
        return Words(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))


def _dictionary() -> pathlib.Path:
    jieba = find_spec("jieba")
    if jieba is None or jieba.origin is None:
        raise Error("jieba is not installed; install it with: pip install jieba")
    return pathlib.Path(jieba.origin).with_name("dict.txt")


def _write(path: pathlib.Path) -> None:
    all_han = re.compile(f"[{HAN}]+")
    frequencies: dict[str, int] = {}
    total = 0
    with _dictionary().open(encoding="utf-8") as lines:
        for line in lines:
            word, frequency, *_ = line.split(" ")
            total += int(frequency)
            if int(frequency) and all_han.fullmatch(word):
                frequencies[word] = int(frequency)
    pairs, grams = bytearray(_PAIR_BYTES), array("I", bytes(_GRAM_BYTES))
    for word in frequencies:
        codes = list(map(ord, word))
        for bit in map(pair_bit, codes, codes[1:]):
            pairs[bit >> 3] |= 1 << (bit & 7)
        for start in range(max(1, len(word) - GRAM + 1) if len(word) > 1 else 0):
            number, bits = gram_bits(*codes[start : start + GRAM])
            grams[number] |= bits
    # Each character is a word, if an unknown one, so that there is a way through any text.
    singles = map(chr, range(ord(HAN[0]), ord(HAN[-1]) + 1))
    frequencies = dict.fromkeys(singles, 1) | frequencies
    frequencies[_UNKNOWN] = 1
    logs = [log(count) - log(total) for count in frequencies.values()]
    automaton = CharwiseDoubleArrayAhoCorasick([word[::-1] for word in frequencies])
    with path.open("wb") as file:
        file.write(pairs)
        grams.tofile(file)
        array("Q", [len(logs)]).tofile(file)
        array("d", logs).tofile(file)
        file.write(automaton.serialize())
