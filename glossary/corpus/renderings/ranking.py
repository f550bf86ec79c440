"""The order of the counterparts of a term: a weighted sum of evidence.

``benchmarks/renderings.py --fit`` finds the weights: those which make the renderings of a
dictionary likeliest among the candidates (McFadden, "Conditional logit analysis", 1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log1p
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.corpus.renderings.edge_words import EDGE_WORDS, edge_words
from glossary.corpus.renderings.tokens import bracket, is_edge, is_mark

if TYPE_CHECKING:
    import numpy.typing as npt

FEATURES = (
    "share", "mutual", "inside", "elsewhere", "covered", "leaked", "at_words", "association",
    "precise", "in_longer", "only_in_longer", "size", "size_difference", "seen",
    "fixed_before", "fixed_after", "begins", "ends", "function_words", "brackets", "numbers",
)  # fmt: skip
# For renderings in Chinese, where no space tells words apart, these as well.
CHINESE_FEATURES = ("ends_before", "ends_after", *EDGE_WORDS)
# For renderings in Chinese and in English.
WEIGHTS: tuple[tuple[float, ...], tuple[float, ...]] = (
    (0.368, 0.278, 0.932, -0.297, -1.23, 0.156, 7.47, 0.782, 0.25, 0.525, -0.81, 1.17, -1.36, 2.39,
     -0.3, -0.949, 0.246, 0.324, -0.52, -2.44, -2.28,
     1.87, 1.44, -2.24, 0.104, -0.581, -1.16, -3.84, -4.26, -1.04, -0.5),
    (0.375, 0.133, 1.41, 0.127, -1.46, 0.0508, 4.41, 1.15, 0.378, 0.343, -0.635, 1.38, -1.23, 0.595,
     -0.257, -1.0, 0.0749, 0.241, -1.24, -4.38, -0.332),
)  # fmt: skip
# The size of a rendering, for a word of the term.
_SIZES = 2.0, 0.5


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
        ends_before: How often a function word, a mark or the end of a segment is right before it.
        ends_after: How often one is right after it.
        begins: How many times as often as by chance terms begin with its first token, as a
            logarithm.
        ends: The same of the last one.
        size: See :meth:`Borders.size`.
    """

    keys: tuple[str, ...]
    seen: int
    sums: tuple[float, ...]
    association: float
    together: int
    alone: int
    fixed_before: float
    fixed_after: float
    ends_before: float
    ends_after: float
    begins: float
    ends: float
    size: int


def ranked(
    candidates: Sequence[Candidate], side: int, size: int, occurrences: int
) -> list[tuple[Candidate, float]]:
    """Return candidates with their probabilities, the best first.

    Args:
        candidates: All candidates of a term.
        side: Their side: 0 is Chinese, 1 English.
        size: That of the term.
        occurrences: The number of occurrences that were looked at.
    """
    if not candidates:
        return []
    scores = features(candidates, side, size, occurrences) @ np.array(WEIGHTS[side])
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = sorted(range(len(candidates)), key=lambda n: (-shares[n], candidates[n].keys))
    return [(candidates[number], float(shares[number])) for number in order]


def features(
    candidates: Sequence[Candidate], side: int, size: int, occurrences: int
) -> npt.NDArray[np.float64]:
    """Return the values of :data:`FEATURES`, one row for each candidate.

    Rows of renderings in Chinese also have the values of :data:`CHINESE_FEATURES`.
    """
    rows: list[list[float]] = []
    for candidate in candidates:
        keys, seen, sums, associated, together, alone, *_, own_size = candidate
        relative = log(own_size / (size * _SIZES[side]))
        longer = [
            other
            for other in candidates
            if len(other.keys) > len(keys) and _contains(other.keys, keys)
        ]
        rows.append(
            [
                log(sums[0] / occurrences + 1e-4),
                *(total / seen for total in sums[1:]),
                log1p(associated),
                log(max(together, 1) / max(alone, 1)),
                max((other.together / max(together, 1) for other in longer), default=0.0),
                max((other.alone / max(alone, 1) for other in longer), default=0.0),
                relative,
                abs(relative),
                min(seen / occurrences, 1.0),
                candidate.fixed_before,
                candidate.fixed_after,
                candidate.begins,
                candidate.ends,
                sum(not is_edge(key) and not is_mark(key) for key in keys),
                any(map(bracket, keys)),
                any(key[0].isdigit() for key in keys),
            ]
        )
    if side == 0:
        kinds = edge_words([candidate.keys for candidate in candidates])
        for row, candidate, edges in zip(rows, candidates, kinds, strict=True):
            row.extend((candidate.ends_before, candidate.ends_after, *edges))
    return np.array(rows, dtype=float)


def _contains(keys: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(
        keys[start : start + len(part)] == part for start in range(len(keys) - len(part) + 1)
    )
