"""Align the sentences of a text with those of its translation.

Every way to pair them in order has a probability, from what is known of the words of both
languages, from lengths, marks and names; the pairs that are likeliest right are taken, and their
probability is the confidence. A first pass teaches the second one the words of these texts.
"""

from glossary.translate.align.aligner import Vectors, align, align_sentences
from glossary.translate.align.pair import Pair, as_units

__all__ = ["Pair", "Vectors", "align", "align_sentences", "as_units"]
