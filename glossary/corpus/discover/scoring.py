"""The scores of sequences: how much they are like the terms of the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import TYPE_CHECKING

import numpy as np

from glossary.corpus.discover.learning import bent, likelihood
from glossary.corpus.discover.makeup import (
    composition,
    general,
    kinship,
    speech,
    ties,
    words_of,
)
from glossary.corpus.discover.traits import LENGTHS, Traits

if TYPE_CHECKING:
    from glossary.corpus.discover.grams import Floats, Text

_LEAST_EXAMPLES = 50
# Where nothing can be learned, the neighbours of an expression have at least this entropy, and it
# is a part of one longer sequence at most that often.
_LEAST_ENTROPY, _MOST_IN_LONGER = 0.3, 0.9
_SMOOTHING = 0.5


def scores_of(
    text: Text, found: Traits, frequencies: Mapping[str, int], known: Mapping[str, bool]
) -> Floats:
    """Return how much sequences are like the terms that are known.

    Args:
        text: The corpus.
        found: The sequences.
        frequencies: How often sequences, their parts and characters occur.
        known: The terms; False for names, which are neither terms to learn from nor others.
    """
    unusual = _unusual(found)
    if sum(known.get(one, False) for one in found.texts) < _LEAST_EXAMPLES:
        return _firm(found, unusual)
    terms = [form for form, is_example in known.items() if is_example]
    words = words_of(text, found.texts, found.first)
    is_listed = np.array([float(one in general()) for one in found.texts])
    measures = [
        found.values[:, :-LENGTHS], composition(found.texts, terms), is_listed, unusual * is_listed,
        unusual * (1 - is_listed), ties(found.texts, words, frequencies),
        kinship(found.texts, known),
    ]  # fmt: skip
    kinds = found.values[:, -LENGTHS:], speech(found.texts, words)
    # Half the memory for what has a value for each trait of each sequence.
    columns = bent(np.column_stack(measures).astype(np.float32)), *kinds
    values = np.hstack([one.astype(np.float32, copy=False) for one in columns])
    is_used = np.array([known.get(one, True) for one in found.texts])
    is_term = np.array([one in known for one in found.texts])
    names = [name for name, used in zip(found.texts, is_used.tolist(), strict=True) if used]
    scores = np.full(len(values), -np.inf)
    scores[is_used] = likelihood(names, values[is_used], is_term[is_used])
    return scores


def _unusual(found: Traits) -> Floats:
    """Return how much more frequent sequences are than in general, as logarithms."""
    words = general()
    total = sum(entry.frequency for entry in words.values())
    size = float(found.counts.sum())
    return np.array(
        [
            log(count / size)
            - log(((words[one].frequency if one in words else 0) + _SMOOTHING) / total)
            for one, count in zip(found.texts, found.counts.tolist(), strict=True)
        ]
    )


def _firm(found: Traits, unusual: Floats) -> Floats:
    """Return scores where nothing can be learned: of what is frequent, whole, firm and unusual."""
    is_apart = found.trait("less_entropy") >= _LEAST_ENTROPY
    is_apart &= found.trait("in_longer") < _MOST_IN_LONGER
    return np.asarray(
        found.trait("log_count")
        * found.trait("whole")
        * np.maximum(found.trait("cohesion"), 0)
        * np.maximum(unusual, 0)
        * is_apart
    )
