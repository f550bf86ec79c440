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
    """Return the offsets that words may span, among those reached from hits, ascending.

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
    return at.compress(_bridged(padded, at))


def certain_ends(over: Array, start: Array, end: Array) -> tuple[Array, Array]:
    """Return the nearest offsets that no word spans, to the left of starts and right of ends.

    Args:
        over: The offsets that words may span, ascending.
        start: The starts of hits.
        end: Their ends.
    """
    import numpy as np

    left, right = start.copy(), end.copy()
    if len(over):
        # Runs of neighbouring offsets.
        new = np.flatnonzero(over[1:] - over[:-1] != 1) + 1
        first, last = over.take(np.append(0, new)), over.take(np.append(new, len(over)) - 1)
        spanned = np.zeros(over[-1] + 2, dtype=bool)
        spanned[over] = True
        there = np.flatnonzero(spanned.take(start, mode="clip"))
        left[there] = first.take(first.searchsorted(start.take(there), "right") - 1) - 1
        there = np.flatnonzero(spanned.take(end, mode="clip"))
        right[there] = last.take(last.searchsorted(end.take(there))) + 1
    return left, right


def _paired(one: Array, other: Array) -> Array:
    """Return 1 where two characters may be neighbours in a word, false positives included."""
    bit = pair_bit(one, other)
    paired: Array = _bits()[0].take(bit >> 3) >> (bit & 7) & 1
    return paired


def _bridged(padded: Array, at: Array) -> Array:
    """Return if a word, or an n-gram of one, spans some offsets; false positives included."""
    import numpy as np

    first, second, *others = GRAM_FACTORS
    before, after = padded.take(at + PAD - 1), padded.take(at + PAD)
    bridged = _in_words(before * first + after * second)
    # Where a word of two characters spans it, no other need be tested.
    rest = np.flatnonzero(~bridged)
    around = padded.take(at.take(rest) + np.arange(2 * PAD)[:, np.newaxis])
    # Sums over n-grams, one row for each offset at which they may begin.
    mixed = around[:PAD] * first + around[1 : PAD + 1] * second
    grams = []
    for size, factor in enumerate(others, 3):
        mixed = mixed + around[size - 1 : size - 1 + PAD] * factor
        grams.append(mixed[GRAM - size :])
    bridged[rest] = _in_words(np.concatenate(grams)).any(axis=0)
    return bridged


def _in_words(mixed: Array) -> Array:
    """Return which n-grams are in words, by the sums of their code points times the factors."""
    number, bits = gram_place(mixed)
    found: Array = _bits()[1].take(number) & bits == bits
    return found


@cache
def _bits() -> tuple[Array, Array]:
    """Return the pair filter and the n-gram filter."""
    import numpy as np

    table = words()
    return np.frombuffer(table.pairs, dtype=np.uint8), np.frombuffer(table.grams, dtype=np.uint32)
