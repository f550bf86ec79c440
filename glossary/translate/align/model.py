"""The weights of the evidence, which ``benchmarks/align.py --fit`` has found."""

from __future__ import annotations

from glossary.translate.align.evidence import FEATURES

WEIGHTS = dict(zip(FEATURES, (
    0.269, 0.275, 0.951, 0.210, 0.820, 0.493, 2.045, 1.511, 2.524, 4.0,
), strict=True))  # fmt: skip
# The scores of beads, whatever their sentences.
PRIORS = {
    (1, 1): 0.687, (1, 2): -0.627, (2, 1): -1.190, (1, 3): -1.594, (3, 1): -4.587, (1, 4): -3.179,
    (4, 1): -7.350, (1, 5): -4.775, (2, 2): -2.199, (2, 3): -2.974, (3, 2): -3.147, (2, 4): -7.181,
    (3, 3): -5.195,
}  # fmt: skip
# The scores of a sentence of the text that is left out, and of an addition of the translation.
ALONE = -1.728, -3.344
# The weight of the likeness of vectors: a guess, as they differ.
VECTOR_WEIGHT = 8.0
# All scores are multiplied by this, so that confidences are right on texts of other kinds too.
SHARPNESS = 0.95
