"""The likelihood that a sequence is an expression for the glossary, learned from its terms.

Logistic regression: the sequences that are terms against all others. Some of the others are what is
looked for, so the probabilities are too low, but their order is right (Elkan and Noto, "Learning
Classifiers from Only Positive and Unlabeled Data", 2008). What a sequence is taken for does not
count for its own score: it is scored by weights learned from others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Bools, Floats

_STEPS, _PENALTY, _SMALL = 20, 100.0, 1e-3
# Sequences are in so many parts, each scored by what was learned from the others.
_PARTS = 3
# The sequences that are not terms are looked at up to this number, evenly spread.
_MOST_OTHERS = 20_000
# A trait may count more or less beyond these shares of the sequences, and no value beyond so many
# standard deviations.
_BENDS = (0.2, 0.4, 0.6, 0.8, 0.95)
_EXTREME = 8.0


def likelihood(names: Sequence[str], values: Floats, is_term: Bools) -> Floats:
    """Return the logarithms of the odds of being a term.

    Args:
        names: The sequences.
        values: Their traits, one row for each.
        is_term: Which of them are terms.
    """
    scaled = (values - values.mean(axis=0)) / (values.std(axis=0) + _SMALL)
    np.clip(scaled, -_EXTREME, _EXTREME, out=scaled)
    rows = np.hstack([scaled, np.ones((len(scaled), 1), dtype=values.dtype)])
    parts = np.array([crc32(name.encode("utf-8", "surrogatepass")) % _PARTS for name in names])
    scores = np.zeros(len(rows))
    weights: Floats = np.zeros(rows.shape[1])
    for part in range(_PARTS):
        terms = np.flatnonzero((parts != part) & is_term)
        others = np.flatnonzero((parts != part) & ~is_term)
        step = max(1.0, len(others) / _MOST_OTHERS)
        seen = others[np.arange(0, len(others), step).astype(int)]
        chosen = np.concatenate([terms, seen])
        counts = np.where(is_term[chosen], 1.0, step)
        # The weights of one part are near those of another.
        weights = _learned(
            rows[chosen].astype(float), is_term[chosen].astype(float), counts, weights
        )
        scores[parts == part] = rows[parts == part] @ weights
    return scores


def bent(values: Floats) -> Floats:
    """Return traits with those of how far each is beyond some shares of the sequences."""
    corners = np.quantile(values, _BENDS, axis=0)
    return np.hstack([values, *(np.maximum(values - corner, 0) for corner in corners)])


def _learned(rows: Floats, is_term: Floats, counts: Floats, start: Floats) -> Floats:
    """Return the weights that make terms likeliest, by Newton's method.

    Args:
        rows: The traits; the last one is 1.
        is_term: 1 for terms, 0 for others.
        counts: How many sequences each row is an example of.
        start: The weights to begin with.
    """
    weights = start.copy()
    # The penalty keeps the matrix regular.
    penalty = np.full(rows.shape[1], _PENALTY)
    penalty[-1] = _SMALL
    for _ in range(_STEPS):
        shares = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (is_term - shares)) - penalty * weights
        curve = (rows * (counts * shares * (1 - shares))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < _SMALL:
            break
    return weights
