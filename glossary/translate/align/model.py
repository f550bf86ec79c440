"""The weights of the evidence, which ``benchmarks/align.py --fit`` has found."""

from __future__ import annotations

from glossary.translate.align.evidence import FEATURES

WEIGHTS = dict(zip(FEATURES, (
    0.330, 0.251, 0.739, 0.275, 0.629, 0.665, 2.241, 0.646, 2.640, 1.897, 0.940, 4.0,
), strict=True))  # fmt: skip
# The scores of beads, whatever their sentences.
PRIORS = {
    (1, 1): 0.406, (1, 2): -0.633, (2, 1): -0.883, (1, 3): -1.226, (3, 1): -3.276, (1, 4): -2.725,
    (4, 1): -5.287, (1, 5): -4.829, (2, 2): -1.579, (2, 3): -2.137, (3, 2): -2.324, (2, 4): -5.269,
    (3, 3): -4.227,
}  # fmt: skip
# The scores of a sentence of the text that is left out, and of an addition of the translation.
ALONE = -1.076, -3.532
# The weight of the likeness of vectors: a guess, as they differ.
VECTOR_WEIGHT = 8.0
# All scores are multiplied by this, so that confidences are right on texts of other kinds too.
SHARPNESS = 0.95
