"""Stretches of a segment that may translate a stretch of the other side, and their evidence.

A stretch is good where its tokens translate those of the term and the term's tokens translate it,
and nothing else does: the segment is split into an inside and an outside on both sides (Vogel,
"PESA: Phrase Pair Extraction as Sentence Splitting", 2005).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.corpus.renderings.tokens import Tokens, bracket, is_edge, is_mark, is_separator

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.corpus.renderings.model import Floats

    Floating = npt.NDArray[np.floating]
    Offsets = npt.NDArray[np.intp]

# The tokens of the longest stretches of English and of Chinese.
LONGEST = {0: 20, 1: 10}
# The smallest probability, so that one token does not decide alone.
_FLOOR = 1e-3
# What a token counts for if it translates nothing, and tokens of a stretch that translate others.
_NOTHING, _LEAK = 0.3, 0.5


class Evidence(NamedTuple):
    """The evidence that stretches translate a term, one value each.

    Attributes:
        score: The logarithm of how likely the split is.
        inside: How much of the stretch translates the term.
        elsewhere: How much of the term is translated outside of the stretch.
        covered: How much of the term translates the stretch.
        leaked: How much of the rest of the segment translates the stretch.
    """

    score: Floating
    inside: Floating
    elsewhere: Floating
    covered: Floating
    leaked: Floating


class Marks(NamedTuple):
    """The kinds of the tokens of a segment, one value each."""

    edges: npt.NDArray[np.bool_]
    separators: npt.NDArray[np.bool_]
    marks: npt.NDArray[np.bool_]
    brackets: npt.NDArray[np.intp]


def marks_of(tokens: Tokens) -> Marks:
    """Return the kinds of the tokens of a segment."""
    keys = tokens.keys
    return Marks(
        np.array([is_edge(key) for key in keys], dtype=bool),
        np.array([is_separator(key) for key in keys], dtype=bool),
        np.array([is_mark(key) for key in keys], dtype=bool),
        np.array([bracket(key) for key in keys], dtype=np.intp),
    )


def stretches(marks: Marks, longest: int) -> tuple[Offsets, Offsets]:
    """Return the starts and ends of all stretches that may be a term."""
    count = len(marks.edges)
    separators = np.concatenate(([0], np.cumsum(marks.separators)))
    depth = np.concatenate(([0], np.cumsum(marks.brackets)))
    first = np.flatnonzero(marks.edges)
    starts, ends = [first[:0]], [first[:0]]
    for length in range(1, longest + 1):
        start = first[first + length <= count]
        end = start + length
        good = marks.edges[end - 1] & (separators[start] == separators[end])
        good &= depth[start] == depth[end]
        starts.append(start[good])
        ends.append(end[good])
    return np.concatenate(starts), np.concatenate(ends)


def evidence(
    into: Floats,
    back: Floats,
    term: tuple[int, int],
    found: tuple[Offsets, Offsets],
    marks: Marks,
) -> Evidence:
    """Return the evidence that stretches translate a term.

    Args:
        into: The links of the segment of the term (rows) with that of the stretches.
        back: The links of the segment of the stretches (rows) with that of the term.
        term: The first and the end of the tokens of the term.
        found: The starts and ends of the stretches.
        marks: Those of the segment of the stretches.
    """
    start, end = term
    starts, ends = found
    lengths = ends - starts
    of_term = into[1 + start : 1 + end].sum(axis=0)
    gain = np.log(np.clip(of_term + _NOTHING * into[0], _FLOOR, 1)) - np.log(
        np.clip(1 - of_term, _FLOOR, 1)
    )
    gains = _sums(np.where(marks.marks, 0, gain))
    inside = _sums(of_term)
    back_term = back[1:, start:end]
    covered = _sums(back_term)
    covered = covered[ends] - covered[starts]
    leaks = _sums(back[1:].sum(axis=1) - back_term.sum(axis=1))
    leaked = leaks[ends] - leaks[starts]
    explained = np.log(np.clip(covered + _NOTHING * back[0, start:end], _FLOOR, 1)).sum(axis=1)
    within = inside[ends] - inside[starts]
    return Evidence(
        gains[ends] - gains[starts] + explained - _LEAK * leaked,
        within / lengths,
        (inside[-1] - within) / (end - start),
        covered.mean(axis=1),
        leaked / lengths,
    )


def _sums(values: Floating) -> Floating:
    """Return the sums of the first values, none at first."""
    return np.concatenate((np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)))
