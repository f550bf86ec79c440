"""The weights of the evidence, which ``benchmarks/align.py --fit`` has found."""

from __future__ import annotations

from glossary.translate.align.evidence import FEATURES

WEIGHTS = dict(zip(FEATURES, (
    0.27, 0.405, 1.222, 0.16, 0.933, 0.828, 1.979, 2.156, 2.599, 4.0,
), strict=True))  # fmt: skip
# The scores of beads, whatever their sentences.
PRIORS = {
    (1, 1): 0.276, (1, 2): -0.898, (2, 1): -2.385, (1, 3): -1.566, (3, 1): -4.3, (1, 4): -2.937,
    (4, 1): -8.178, (1, 5): -3.863, (2, 2): -3.056, (2, 3): -3.566, (3, 2): -5.136, (2, 4): -8.115,
    (3, 3): -7.799,
}  # fmt: skip
# The scores of a sentence of the text that is left out, and of an addition of the translation.
ALONE = -3.065, -5.133
# The weight of the likeness of vectors: a guess, as they differ.
VECTOR_WEIGHT = 8.0
# All scores are multiplied by this, so that confidences are right on texts of other kinds too.
SHARPNESS = 0.85
