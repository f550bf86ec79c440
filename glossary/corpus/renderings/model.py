"""Translations of single tokens, learned from bilingual segments.

IBM Model 1 (Brown et al., "The Mathematics of Statistical Machine Translation", 1993) in both
directions, with a preference for tokens at the same place of both sides (Dyer, Chahuneau and Smith,
"A Simple, Fast, and Effective Reparameterization of IBM Model 2", 2013). It starts from the table
of characters and words that alignment uses, and learns from the pairs of the glossary as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from glossary.translate.align.lexicon import Vocabulary, lexicon, lift_of
from glossary.translate.align.tokens import stem

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.corpus.renderings.tokens import Tokens

# The probability that a token translates nothing, and how fast it falls from the diagonal.
_NOTHING, _STEEPNESS = 0.08, 5.0
_PASSES = 5
# What the table of characters and words counts for, in occurrences.
_SMOOTHING = 0.01
# How many times likelier than by chance tokens are that are the same in both languages.
_SAME = 300.0
# A pair of places that is less probable after the first pass is not looked at again.
_UNLIKELY = 5e-4
_CHUNK = 1 << 20
# Tables have a cell for each two tokens; words that are rarer than so many others count as one.
_MOST_TOKENS = 8192

# Arrays of 32-bit floats.
Floats = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Model:
    """The probabilities of translations of tokens.

    Attributes:
        numbers: The numbers of the tokens of either side.
        tables: For either side, the probability that a token of it (row) is translated by a token
            of the other (column); the last row is for tokens that translate nothing.
    """

    numbers: tuple[dict[str, int], dict[str, int]]
    tables: tuple[Floats, Floats]

    @classmethod
    def learned(
        cls,
        segments: Sequence[tuple[Tokens, Tokens]],
        known: Sequence[tuple[Tokens, Tokens]] = (),
    ) -> Model:
        """Return the model of segments, Chinese first.

        Args:
            segments: Those from which it learns, and which it is used for.
            known: Pairs of the glossary; those with tokens that no segment has are left out.
        """
        left, right = (_bounded([pair[side].keys for pair in segments]) for side in (0, 1))
        rows, columns = list(left.sentences), list(right.sentences)
        for chinese, english in known:
            if all(key in left.numbers for key in chinese.keys) and all(
                key in right.numbers for key in english.keys
            ):
                rows.append(np.array([left.numbers[key] for key in chinese.keys]))
                columns.append(np.array([right.numbers[key] for key in english.keys]))
        prior = _prior(left.numbers, right.numbers)
        tables = _learn(rows, columns, prior), _learn(columns, rows, np.ascontiguousarray(prior.T))
        return cls((left.numbers, right.numbers), tables)

    def links(self, side: int, source: Tokens, target: Tokens) -> Floats:
        """Return how probably each token of a segment is translated by each of the other side.

        Args:
            side: That of the source: 0 is Chinese, 1 English.
            source: The tokens of a segment that the model has learned from.
            target: Those of its translation.

        Returns:
            One row for each token of the source, after one for no token at all; columns add up
            to 1.
        """
        table = self.tables[side]
        rows = [len(table) - 1, *(self.numbers[side][key] for key in source.keys)]
        columns = [self.numbers[1 - side][key] for key in target.keys]
        found = table[np.ix_(rows, columns)] * _nearness(len(rows) - 1, len(columns))
        total: Floats = found.sum(axis=0)
        links: Floats = found / np.maximum(total, np.float32(1e-30))
        return links


def _bounded(sentences: Sequence[Sequence[str]]) -> Vocabulary:
    """Return the vocabulary of sentences, in which the rarest tokens share a number."""
    full = Vocabulary.of(sentences)
    if len(full.numbers) <= _MOST_TOKENS:
        return full
    counts = full.frequencies()
    order = sorted(full.numbers, key=lambda token: (-counts[full.numbers[token]], token))
    numbers = {token: min(rank, _MOST_TOKENS - 1) for rank, token in enumerate(order)}
    coded = [np.array([numbers[token] for token in one], dtype=np.int64) for one in sentences]
    return Vocabulary(numbers, coded)


def _prior(left: dict[str, int], right: dict[str, int]) -> Floats:
    """Return how many times likelier than by chance pairs of tokens are translations."""
    size = max(left.values(), default=-1) + 1, max(right.values(), default=-1) + 1
    prior = np.ones(size, dtype=np.float32)
    by_stem = defaultdict(list)
    for word, column in right.items():
        by_stem[stem(word)].append(column)
    for character, entries in lexicon().items():
        if (row := left.get(character)) is not None:
            for word, level in entries:
                prior[row, by_stem.get(word, [])] += lift_of(level)
    for token in left.keys() & right.keys():
        prior[left[token], right[token]] = _SAME
    return prior


def _learn(
    rows: Sequence[npt.NDArray[np.int64]], columns: Sequence[npt.NDArray[np.int64]], prior: Floats
) -> Floats:
    """Return the probability of each column for each row, and for no row at the end."""
    prior = np.vstack([prior, np.ones((1, prior.shape[1]), dtype=np.float32)])
    table: Floats = prior / prior.sum(axis=1, keepdims=True)
    chunks = list(_chunks(rows, columns, *prior.shape))
    for number in range(_PASSES):
        counts = np.zeros(prior.size, dtype=np.float32)
        flat = table.ravel()
        for place, (cells, groups, nearness) in enumerate(chunks):
            shares = flat[cells] * nearness
            total = np.bincount(groups, shares).astype(np.float32)
            shares /= np.maximum(total, np.float32(1e-30))[groups]
            np.add.at(counts, cells, shares)
            if not number:
                likely = shares > _UNLIKELY
                chunks[place] = cells[likely], groups[likely], nearness[likely]
        table = counts.reshape(prior.shape)
        table += np.where(table > 0, _SMOOTHING * prior, 0)
        table /= np.maximum(table.sum(axis=1, keepdims=True), np.float32(1e-30))
    return table


_Chunk = tuple["npt.NDArray[np.int32]", "npt.NDArray[np.int32]", Floats]


def _chunks(
    rows: Sequence[npt.NDArray[np.int64]],
    columns: Sequence[npt.NDArray[np.int64]],
    height: int,
    width: int,
) -> Iterator[_Chunk]:
    """Yield the pairs of places of many segments: cells of the table, columns, nearness."""
    parts: list[_Chunk] = []
    size = group = 0
    for source, target in zip(rows, columns, strict=True):
        if not len(source) or not len(target):
            continue
        lines = np.concatenate(([height - 1], source))
        cells = (lines[:, None] * width + target).astype(np.int32)
        groups = np.broadcast_to(np.arange(group, group + len(target), dtype=np.int32), cells.shape)
        nearness = _nearness(len(source), len(target))
        parts.append((cells.ravel(), groups.ravel(), nearness.ravel()))
        size, group = size + cells.size, group + len(target)
        if size >= _CHUNK:
            yield _together(parts)
            parts, size, group = [], 0, 0
    if parts:
        yield _together(parts)


def _together(parts: list[_Chunk]) -> _Chunk:
    cells, groups, nearness = zip(*parts, strict=True)
    return np.concatenate(cells), np.concatenate(groups), np.concatenate(nearness)


def _nearness(height: int, width: int) -> Floats:
    """Return how near each place of a source is to each of its translation; row 0 is nothing."""
    across = (np.arange(width, dtype=np.float32) + 0.5) / width
    down = (np.arange(height, dtype=np.float32) + 0.5) / height
    near = np.exp(-_STEEPNESS * np.abs(down[:, None] - across))
    near *= (1 - _NOTHING) / np.maximum(near.sum(axis=0), np.float32(1e-30))
    return np.vstack([np.full((1, width), _NOTHING, dtype=np.float32), near]).astype(np.float32)
