"""The likelihood that a sequence is an expression for the glossary, learned from its terms.

Logistic regression: the sequences that are terms against all others. Some of the others are what is
looked for, so the probabilities are too low, but their order is right (Elkan and Noto, "Learning
Classifiers from Only Positive and Unlabeled Data", 2008).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Bools, Floats

_STEPS, _PENALTY, _SMALL = 30, 1.0, 1e-5


def likelihood(values: Floats, is_term: Bools) -> Floats:
    """Return the logarithms of the odds of being a term.

    Args:
        values: The traits of sequences, one row for each.
        is_term: Which of them are terms.
    """
    scaled = (values - values.mean(axis=0)) / (values.std(axis=0) + 1e-9)
    rows = np.hstack([scaled, np.ones((len(scaled), 1))])
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], _PENALTY)
    penalty[-1] = _SMALL
    # Newton's method; the penalty keeps the matrix regular.
    for _ in range(_STEPS):
        shares = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (is_term - shares) - penalty * weights
        curve = (rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < _SMALL:
            break
    return np.asarray(rows @ weights)
