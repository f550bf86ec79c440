"""The links between the tokens of two texts: how much either speaks for the other.

A link has a *level*: four times ln(1 + *lift* / 10), rounded. The lift is the number of times two
tokens are together in translations, divided by the number expected by chance. Levels come from
``lexicon.tsv``, which ``benchmarks/fit_lexicon.py`` has learned, from tokens that both texts have,
from names that are written by their sound, and from the pairs found in a first pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log1p
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from glossary.translate.align.names import sounds, spelled_names

if TYPE_CHECKING:
    import numpy.typing as npt

LEVELS = 4
_MAX_LEVEL = 32
TABLE = Path(__file__).with_name("lexicon.tsv")
_ENTRY = re.compile(r"([^ \d]+)(\d+)")
# The lift of a name and a character of its sound.
_NAME_LIFT = 50.0
# Of a pair that was learned from the texts: the least number of times it occurs, the least log
# likelihood ratio, and the share of the greatest ratio of either token that it must reach.
_LEAST_TOGETHER, _LEAST_RATIO, _LEAST_SHARE = 2, 6.0, 0.5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens of the sentences of a text as numbers.

    Attributes:
        numbers: The number of each token, from 0.
        sentences: The tokens of each sentence.
    """

    numbers: dict[str, int]
    sentences: list[npt.NDArray[np.int64]]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> Vocabulary:
        """Return the vocabulary of the tokens of sentences."""
        numbers: dict[str, int] = {}
        coded = [
            np.array([numbers.setdefault(token, len(numbers)) for token in tokens], dtype=np.int64)
            for tokens in sentences
        ]
        return cls(numbers, coded)

    def coded(self, tokens: Iterable[str]) -> npt.NDArray[np.int64]:
        """Return the numbers of those tokens that are in the vocabulary, each once."""
        found = {self.numbers[token] for token in tokens if token in self.numbers}
        return np.array(sorted(found), dtype=np.int64)

    def together(self, start: int, count: int) -> npt.NDArray[np.int64]:
        """Return the tokens of neighbouring sentences, each once."""
        return np.unique(joined(self.sentences[start : start + count]))

    def frequencies(self) -> npt.NDArray[np.int64]:
        """Return the number of sentences that have each token."""
        return np.bincount(joined(self.sentences), minlength=len(self.numbers))


# The level of the link of each token of one vocabulary (rows) with each of another (columns).
Links = np.ndarray[Any, np.dtype[np.uint8]]


def level_of(lift: float) -> int:
    """Return the level of a link."""
    return min(_MAX_LEVEL, round(LEVELS * log1p(lift / 10)))


def lift_of(level: float | npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the lift of a link of a level, or of several levels."""
    return np.asarray(10 * np.expm1(np.divide(level, LEVELS)))


def joined(arrays: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """Return arrays as one."""
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)


def known_links(left: Vocabulary, right: Vocabulary, texts: tuple[str, str]) -> Links:
    """Return the links that are known before the texts are aligned.

    Args:
        left: The tokens of a text.
        right: The tokens of its translation.
        texts: Both texts, whose capital letters tell names.
    """
    links = np.zeros((len(left.numbers), len(right.numbers)), dtype=np.uint8)
    _link_by_lexicon(links, left, right)
    _link_by_lexicon(links.T, right, left)
    _link_by_sound(links, left, right, spelled_names(texts[1]))
    _link_by_sound(links.T, right, left, spelled_names(texts[0]))
    _link_equal(links, left, right)
    return links


def learned_links(left: Vocabulary, right: Vocabulary, pairs: Sequence[_Pair]) -> Links:
    """Return the links of tokens that are together in pairs of sentences more often than by chance.

    Args:
        left: The tokens of a text.
        right: The tokens of its translation.
        pairs: The tokens of both sides of pairs that are likely right, each token once.
    """
    width = len(right.numbers)
    links = np.zeros((len(left.numbers), width), dtype=np.uint8)
    if not pairs:
        return links
    cells, together = np.unique(
        np.concatenate([(a[:, None] * width + b).ravel() for a, b in pairs]), return_counts=True
    )
    often = together >= _LEAST_TOGETHER
    cells, together = cells[often], together[often]
    rows, columns = np.divmod(cells, width)
    count_left = np.bincount(joined([a for a, _ in pairs]), minlength=len(left.numbers))[rows]
    count_right = np.bincount(joined([b for _, b in pairs]), minlength=width)[columns]
    expected = count_left * count_right / len(pairs)
    ratio = log_likelihood_ratio(together, count_left, count_right, len(pairs))
    best_left, best_right = np.zeros(len(left.numbers)), np.zeros(width)
    np.maximum.at(best_left, rows, ratio)
    np.maximum.at(best_right, columns, ratio)
    best = np.minimum(best_left[rows], best_right[columns])
    good = (ratio > _LEAST_RATIO) & (ratio >= _LEAST_SHARE * best)
    # One occurrence less, for what is together a few times by chance.
    levels = np.log1p((together - 1) / expected / 10) * LEVELS
    links[rows[good], columns[good]] = np.minimum(_MAX_LEVEL, levels[good].round())
    return links


_Pair = tuple["npt.NDArray[np.int64]", "npt.NDArray[np.int64]"]


def log_likelihood_ratio(
    together: npt.NDArray[np.int64],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64] | int,
    total: int,
) -> npt.NDArray[np.float64]:
    """Return how surely pairs are not together by chance, 0 if no more often than by chance.

    Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", 1993.

    Args:
        together: The number of places that have both of each pair.
        left: Those that have the one.
        right: Those that have the other.
        total: All places.
    """

    def term(observed: Any, expected: Any) -> Any:
        return observed * np.log(np.maximum(observed, 1e-9) / np.maximum(expected, 1e-9))

    expected = left * right / total
    only_left, only_right = left - together, right - together
    ratio = 2 * (
        term(together, expected)
        + term(only_left, left - expected)
        + term(only_right, right - expected)
        + term(total - left - only_right, total - left - right + expected)
    )
    return np.where(together > expected, ratio, 0.0)


@cache
def lexicon() -> dict[str, list[tuple[str, int]]]:
    """Return the English stems of each 汉字, with the levels of the links."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {
        line[0]: [(word, int(level)) for word, level in _ENTRY.findall(line, 2)] for line in lines
    }


def _link_by_lexicon(links: Links, chinese: Vocabulary, english: Vocabulary) -> None:
    known = lexicon()
    for character, row in chinese.numbers.items():
        for word, level in known.get(character, ()):
            column = english.numbers.get(word)
            if column is not None:
                links[row, column] = level


def _link_by_sound(
    links: Links, chinese: Vocabulary, english: Vocabulary, names: dict[str, frozenset[str]]
) -> None:
    columns: dict[str, list[int]] = {}
    for name, syllables in names.items():
        for syllable in syllables:
            if name in english.numbers:
                columns.setdefault(syllable, []).append(english.numbers[name])
    if not columns:
        return
    level = level_of(_NAME_LIFT)
    for character, row in chinese.numbers.items():
        for sound in sounds(character):
            for column in columns.get(sound, ()):
                links[row, column] = max(level, links[row, column])


def _link_equal(links: Links, left: Vocabulary, right: Vocabulary) -> None:
    count_left, count_right = left.frequencies(), right.frequencies()
    sentences = min(len(left.sentences), len(right.sentences))
    for token in left.numbers.keys() & right.numbers.keys():
        row, column = left.numbers[token], right.numbers[token]
        lift = sentences / max(count_left[row], count_right[column])
        links[row, column] = max(level_of(lift), links[row, column])
