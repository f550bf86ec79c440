"""Find with arrays which offsets near hits the words of the dictionary may span.

A word can span an offset only if the characters around it occur together in some word. We test that
against filters of character pairs and n-grams (:mod:`glossary.segment`). A false positive only
widens the context of a hit; it never changes the decision.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from glossary.segment import GRAM, GRAM_FACTORS, gram_place, pair_bit, words

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

# So many characters on each side of an offset are looked at.
PAD = GRAM - 1
# So few offsets are processed faster in a loop than with arrays.
_LOOP_LIMIT = 32


def spanned_offsets(text: str, padded: Array, start: Array, end: Array) -> Array:
    """Return for each offset if a word may span it; true only for those reached from hits.

    The pair filter is cheap but has many false positives; offsets that it admits are tested again
    with the n-gram filter.

    Args:
        text: The squeezed text.
        padded: Its code points between zeros.
        start: The starts of hits.
        end: Their ends.
    """
    import numpy as np

    size = len(padded) - 2 * PAD
    before, after = padded[PAD - 1 : PAD + size], padded[PAD : PAD + size + 1]
    # An offset and a direction in one number, so that both directions are followed together.
    ways = np.concatenate((2 * start, 2 * end + 1))
    # Offsets already passed, and the ends of the text.
    passed = np.zeros(2 * size + 2, dtype=bool)
    passed[[0, 1, -2, -1]] = True
    over = np.zeros(size + 1, dtype=bool)
    while len(ways) > _LOOP_LIMIT:
        at = ways >> 1
        near = _paired(before.take(at), after.take(at)) > passed.take(ways)
        ways = ways.compress(near)
        passed[ways] = over[at.compress(near)] = True
        ways += ((ways & 1) << 2) - 2
    joined = words().joined
    for start_of_way in ways.tolist():
        way = start_of_way
        while not passed[way] and joined[text[(way >> 1) - 1 : (way >> 1) + 1]]:
            passed[way] = over[way >> 1] = True
            way += ((way & 1) << 2) - 2
    at = np.flatnonzero(over)
    over[at] = _bridged(padded, at)
    return over


def certain_ends(spanned: Array, start: Array, end: Array) -> tuple[Array, Array]:
    """Return the nearest offsets that no word spans, to the left of starts and right of ends.

    Args:
        spanned: For each offset if a word may span it.
        start: The starts of hits.
        end: Their ends.
    """
    import numpy as np

    stops = np.flatnonzero(~spanned)
    left = stops.take(stops.searchsorted(start, "right") - 1)
    return left, stops.take(stops.searchsorted(end))


def _paired(one: Array, other: Array) -> Array:
    """Return 1 where two characters may be neighbours in a word, false positives included."""
    bit = pair_bit(one, other)
    paired: Array = _bits()[0].take(bit >> 3) >> (bit & 7) & 1
    return paired


def _bridged(padded: Array, at: Array) -> Array:
    """Return if a word, or an n-gram of one, spans some offsets; false positives included."""
    import numpy as np

    # The characters before and after each offset, and sums over n-grams of them, by their first.
    around = padded.take(at + np.arange(2 * PAD)[:, np.newaxis])
    mixed = around[:PAD] * GRAM_FACTORS[0]
    grams = []
    for size in range(2, GRAM + 1):
        mixed = mixed + around[size - 1 : size - 1 + PAD] * GRAM_FACTORS[size - 1]
        grams.append(mixed[GRAM - size :])
    number, bits = gram_place(np.concatenate(grams))
    bridged: Array = (_bits()[1].take(number) & bits == bits).any(axis=0)
    return bridged


@cache
def _bits() -> tuple[Array, Array]:
    """Return the pair filter and the n-gram filter."""
    import numpy as np

    table = words()
    return np.frombuffer(table.pairs, dtype=np.uint8), np.frombuffer(table.grams, dtype=np.uint32)
