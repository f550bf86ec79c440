"""The order of the counterparts of a term: a weighted sum of evidence.

``benchmarks/renderings.py --fit`` finds the weights: those which make the renderings of a
dictionary likeliest among the candidates (McFadden, "Conditional logit analysis", 1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.corpus.renderings.tokens import bracket, is_edge, is_mark

if TYPE_CHECKING:
    import numpy.typing as npt

FEATURES = (
    "share", "mutual", "inside", "elsewhere", "covered", "leaked", "at_words", "association",
    "precise", "in_longer", "only_in_longer", "length", "length_difference", "seen",
    "fixed_before", "fixed_after", "function_words", "brackets", "numbers",
)  # fmt: skip
# For renderings in Chinese and in English.
WEIGHTS: tuple[tuple[float, ...], tuple[float, ...]] = (
    (0.458, 0.249, 2.24, -0.537, -1.83, 0.161, 8.38, 1.77, -0.00584, 0.259, -0.628, 1.98, -0.803,
     0.383, -1.49, -1.66, -0.9, -2.7, -1.22),
    (0.395, 0.15, 0.631, -0.27, -1.7, -0.102, 4.2, 0.941, 0.695, 0.0463, -0.429, 0.332, -0.0106,
     0.618, -0.652, -1.19, -1.05, -4.08, -0.886),
)  # fmt: skip
# The length in tokens of a rendering, for a token of the term.
_LENGTHS = 2.0, 0.5


class Candidate(NamedTuple):
    """A sequence of tokens that may render a term.

    Attributes:
        keys: Its tokens.
        seen: The occurrences of the term for which it is among the likeliest stretches.
        sums: The sums of their evidence: share among all stretches, how well it is rendered by the
            term among all terms, ``inside``, ``elsewhere``, ``covered``, ``leaked``, word ends.
        association: How surely it is not with the term by chance, as a log likelihood ratio.
        together: The segments with the term whose translation has it.
        alone: All segments that have it.
        fixed_before: How often the same word is before it, less one, for each of its occurrences.
        fixed_after: How often the same word is after it.
    """

    keys: tuple[str, ...]
    seen: int
    sums: tuple[float, ...]
    association: float
    together: int
    alone: int
    fixed_before: float
    fixed_after: float


def ranked(
    candidates: Sequence[Candidate], side: int, length: int, occurrences: int
) -> list[tuple[Candidate, float]]:
    """Return candidates with their probabilities, the best first.

    Args:
        candidates: All candidates of a term.
        side: Their side: 0 is Chinese, 1 English.
        length: The number of tokens of the term.
        occurrences: The number of occurrences that were looked at.
    """
    if not candidates:
        return []
    scores = features(candidates, side, length, occurrences) @ np.array(WEIGHTS[side])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = sorted(range(len(candidates)), key=lambda n: (-shares[n], candidates[n].keys))
    return [(candidates[number], float(shares[number])) for number in order]


def features(
    candidates: Sequence[Candidate], side: int, length: int, occurrences: int
) -> npt.NDArray[np.float64]:
    """Return the values of :data:`FEATURES`, one row for each candidate."""
    rows = []
    for candidate in candidates:
        keys, seen, sums, associated, together, alone, *fixed = candidate
        relative = log(len(keys) / (length * _LENGTHS[side]))
        longer = [
            other
            for other in candidates
            if len(other.keys) > len(keys) and _contains(other.keys, keys)
        ]
        rows.append(
            (
                log(sums[0] / occurrences + 1e-4),
                *(total / seen for total in sums[1:]),
                log1p(associated),
                log(max(together, 1) / max(alone, 1)),
                max((other.together / max(together, 1) for other in longer), default=0.0),
                max((other.alone / max(alone, 1) for other in longer), default=0.0),
                relative,
                abs(relative),
                min(seen / occurrences, 1.0),
                *fixed,
                sum(not is_edge(key) and not is_mark(key) for key in keys),
                any(map(bracket, keys)),
                any(key[0].isdigit() for key in keys),
            )
        )
    return np.array(rows, dtype=float)


def _contains(keys: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(
        keys[start : start + len(part)] == part for start in range(len(keys) - len(part) + 1)
    )
