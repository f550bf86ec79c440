"""The evidence that sentences are translations of each other, for all beads in a band.

A *bead* is some neighbouring sentences of a text with some of its translation (Gale and Church, "A
Program for Aligning Sentences in Bilingual Corpora", 1993). Its *features* are numbers; the more
the greater, the likelier it is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from glossary.translate.align.band import Band, InBand
from glossary.translate.align.lexicon import LEVELS
from termbase.language.script import HAN

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.translate.align.lexicon import Links, Vocabulary

# The beads with sentences on both sides: how many of the text, how many of its translation.
BEADS = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (1, 5), (2, 2), (2, 3), (3, 2), (2, 4),
    (3, 3),
)  # fmt: skip
_MOST_LEFT, _MOST_RIGHT = (max(sizes) for sizes in zip(*BEADS, strict=True))
FEATURES = (
    "translated", "translating", "deviation", "deviation squared", "size", "translated size",
    "both ask", "both exclaim", "both quote", "both unquote", "unquoting agrees", "lines",
)  # fmt: skip
# The number of English letters that corresponds to one 汉字 on average.
_LETTERS_A_HAN = 3.2
# The standard deviation of the length of a translation, per square root of a letter of English, and
# the letters added to each sentence so that short ones may deviate more.
_DEVIATION, _SHORT, _MOST_SQUARED = 3.0, 20.0, 20.0

_HAN = re.compile(f"[{HAN}]")
_CLOSERS = "”’\"'」』)）》〉] "
_OPENERS = tuple("“‘\"'「『")
_UNQUOTES = tuple("”’\"'」』")


@dataclass(frozen=True, slots=True)
class Side:
    """The sentences of a text, and what is compared of them.

    Attributes:
        vocabulary: The tokens of each sentence.
        lengths: Their lengths, in letters.
        asks: True for those that end with a question mark.
        exclaims: True for those that end with an exclamation mark.
        quotes: True for those that begin with a quotation mark.
        unquotes: True for those that end with one.
        lines: True for those that begin a line of the text.
    """

    vocabulary: Vocabulary
    lengths: npt.NDArray[np.float64]
    asks: npt.NDArray[np.bool_]
    exclaims: npt.NDArray[np.bool_]
    quotes: npt.NDArray[np.bool_]
    unquotes: npt.NDArray[np.bool_]
    lines: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, sentences: Sequence[str], vocabulary: Vocabulary, lines: Sequence[bool]) -> Side:
        """Return the sentences of a text.

        Args:
            sentences: The sentences.
            vocabulary: Their tokens.
            lines: True for those that begin a line; empty if unknown.
        """
        bare = [sentence.rstrip(_CLOSERS) for sentence in sentences]
        han = [len(_HAN.findall(sentence)) for sentence in sentences]
        letters = [len(s) + (_LETTERS_A_HAN - 1) * h for s, h in zip(sentences, han, strict=True)]
        return cls(
            vocabulary,
            np.array(letters),
            np.array([sentence.endswith(("?", "？")) for sentence in bare]),
            np.array([sentence.endswith(("!", "！")) for sentence in bare]),
            np.array([sentence.lstrip().startswith(_OPENERS) for sentence in sentences]),
            np.array([sentence.rstrip().endswith(_UNQUOTES) for sentence in sentences]),
            np.array(lines or [True] * len(sentences), dtype=bool),
        )


@dataclass(frozen=True)
class Evidence:
    """The features of all beads in a band.

    Attributes:
        left: A text.
        right: Its translation.
        links: The links of their tokens.
        band: The band.
        ratio: The length of the translation of a text of length 1.
    """

    left: Side
    right: Side
    links: Links
    band: Band
    ratio: float

    def features(self, bead: tuple[int, int]) -> Iterator[InBand]:
        """Yield the :data:`FEATURES` of a bead; outside the grid they mean nothing.

        Args:
            bead: One of :data:`BEADS`. A feature has a row for each sentence with which it can
                begin, and a column for each of the band.
        """
        d, e = bead
        left, right = self.left, self.right
        rows = len(left.lengths) - d + 1
        yield from self._both_explained(bead)
        lengths = [_sums(side.lengths, n) for side, n in ((left, d), (right, e))]
        actual, expected = self._at(lengths[1], 0)[:rows], (lengths[0] * self.ratio)[:, None]
        spread = _DEVIATION * np.sqrt((actual + expected) / 2 + _SHORT)
        deviation = (np.abs(actual - expected) / spread).astype(np.float32)
        yield -deviation
        yield -np.minimum(deviation**2, _MOST_SQUARED)
        sizes = [
            _sums(np.array(list(map(len, side.vocabulary.sentences))), n)
            for side, n in ((left, d), (right, e))
        ]
        yield np.broadcast_to(np.log1p(sizes[0])[:, None], actual.shape)
        yield np.log1p(self._at(sizes[1], 0)[:rows])
        for name in ("asks", "exclaims"):
            ends = getattr(left, name)[d - 1 :], getattr(right, name)
            yield ends[0][:, None] & self._at(ends[1], e - 1)[:rows]
        yield left.quotes[:rows, None] & self._at(right.quotes, 0)[:rows]
        ours, theirs = left.unquotes[d - 1 :, None], self._at(right.unquotes, e - 1)[:rows]
        yield ours & theirs
        yield ours == theirs
        yield self._agreement_of_lines(d, e)

    def explained(self, bead: tuple[int, int]) -> InBand:
        """Return how much the words of both sides of a bead explain each other."""
        of_translation, of_text = self._both_explained(bead)
        return of_translation + of_text

    def likeness(self, bead: tuple[int, int], vectors: tuple[Any, Any]) -> InBand:
        """Return the cosine of the vectors of both sides of a bead, less that of any sentences.

        Args:
            bead: One of :data:`BEADS`.
            vectors: The vectors of the sentences of the text and of its translation.
        """
        sides = [
            _unit(np.add.reduce([v[k : len(v) - n + 1 + k] for k in range(n)]))
            for v, n in zip(vectors, bead, strict=True)
        ]
        columns = np.minimum(self.band.absolute()[: len(sides[0])], len(sides[1]) - 1)
        found = np.empty(columns.shape, dtype=np.float32)
        for row, near in enumerate(columns):
            found[row] = sides[1][near] @ sides[0][row]
        by_chance = float(sides[0].mean(axis=0) @ sides[1].mean(axis=0))
        return np.asarray((found - by_chance) / max(0.1, 1 - by_chance), dtype=np.float32)

    def _both_explained(self, bead: tuple[int, int]) -> tuple[InBand, InBand]:
        """Return how much of the translation in a bead is explained, and how much of the text."""
        d, e = bead
        rows = len(self.left.lengths) - d + 1
        of_translation, of_text = self._translated[d - 1], self._translating[e - 1]
        return (
            np.add.reduce([self.band.moved(of_translation, 0, k, 0.0)[:rows] for k in range(e)]),
            np.add.reduce([self.band.moved(of_text, k, 0, 0.0)[:rows] for k in range(d)]),
        )

    @cached_property
    def _translated(self) -> npt.NDArray[np.float32]:
        """The part of each sentence of the translation that is in 1, 2, … sentences of the text."""
        starts = self.band.starts[:-1]
        ends = np.minimum(starts + self.band.width, self.band.columns)
        found = self._empty(_MOST_LEFT)
        explained = _explained(self.left, self.right, self.links, starts, ends, _MOST_LEFT)
        for row, values in explained:
            found[:, row, : values.shape[1]] = values
        return found

    @cached_property
    def _translating(self) -> npt.NDArray[np.float32]:
        """The part of each sentence of the text that is in 1, 2, … sentences of the translation."""
        starts, columns = self.band.starts[:-1], np.arange(self.band.columns)
        first = np.searchsorted(starts, columns - self.band.width, side="right")
        ends = np.searchsorted(starts, columns, side="right")
        found = self._empty(_MOST_RIGHT)
        explained = _explained(self.right, self.left, self.links.T, first, ends, _MOST_RIGHT)
        for column, values in explained:
            rows = np.arange(first[column], ends[column])
            found[:, rows, column - starts[rows]] = values
        return found

    def _empty(self, sizes: int) -> npt.NDArray[np.float32]:
        return np.zeros((sizes, len(self.left.lengths), self.band.width), dtype=np.float32)

    def _at(self, values: npt.NDArray[Any], further: int) -> npt.NDArray[Any]:
        """Return the value of the sentence of the translation of each cell, or one further on."""
        columns = np.minimum(self.band.absolute()[:-1] + further, len(values) - 1)
        found: npt.NDArray[Any] = values[columns]
        return found

    def _agreement_of_lines(self, d: int, e: int) -> InBand:
        """Return how far the lines of both sides agree; 0 where each sentence is a line."""
        left, right = self.left.lines, self.right.lines
        rows = len(left) - d + 1
        ours, theirs = left[:rows, None], self._at(right, 0)[:rows]
        agreement = (ours & theirs).astype(np.float32) - (ours ^ theirs)
        inside = _sums(left[1:].astype(float), d - 1)[:rows, None] if d > 1 else 0.0
        agreement = agreement - inside
        for further in range(1, e):
            agreement -= self._at(right, further)[:rows]
        # Lines of few sentences tell less, and lines of one nothing.
        weight = min(1.0, 2 * (1 - max(left.mean(), right.mean())))
        return np.asarray(agreement * weight, dtype=np.float32)


def _explained(
    left: Side,
    right: Side,
    links: Links,
    first: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    most: int,
) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
    """Yield how much of some sentences is explained by others.

    Each token of a sentence counts by the level of its best link with a token of the others.

    Args:
        left: The sentences that explain.
        right: The sentences to explain.
        links: Their links.
        first: For each sentence on the left, the first one on the right to explain.
        ends: The end of these.
        most: The greatest number of sentences that explain together.

    Yields:
        The first of the sentences that explain, and the values: a row for each number of these
        sentences, from 1.
    """
    sentences, others = left.vocabulary.sentences, right.vocabulary.sentences
    tokens = np.concatenate(others)
    links = np.ascontiguousarray(links)
    bounds = np.cumsum([0, *map(len, others)])
    # The best link of each token on the right with 1, 2, … sentences on the left.
    best = np.zeros((most, links.shape[1]), dtype=np.uint8)
    for start in range(len(sentences) - 1, -1, -1):
        best[1:] = best[:-1]
        best[0] = links.take(sentences[start], axis=0).max(axis=0, initial=0)
        np.maximum(best[1:], best[0], out=best[1:])
        limits = bounds[first[start] : ends[start] + 1]
        if len(limits) > 1:
            near = tokens[limits[0] : limits[-1]]
            sums = np.zeros((most, len(near) + 1), dtype=np.float32)
            np.cumsum(best.take(near, axis=1), axis=1, out=sums[:, 1:])
            values = sums.take(limits - limits[0], axis=1)
            yield start, (values[:, 1:] - values[:, :-1]) / np.float32(LEVELS)


def _sums(values: npt.NDArray[Any], size: int) -> npt.NDArray[np.float64]:
    """Return the sums of so many neighbouring values."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    found: npt.NDArray[np.float64] = sums[size:] - sums[:-size]
    return found


def _unit(vectors: npt.NDArray[Any]) -> npt.NDArray[Any]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: npt.NDArray[Any] = vectors / np.maximum(lengths, 1e-12)
    return found
