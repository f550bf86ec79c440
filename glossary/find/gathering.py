"""Gather the cues in a text, sentence by sentence, in one pass.

The cues that occur in a text get bits of their own there, so that a set of them is a small integer,
and sets are compared by one operation.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from glossary.find.cues import CueFinder, Hit
from termbase.language.script import arrays_pay

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


class Wanted(NamedTuple):
    """The cues that are looked for, by number.

    Attributes:
        weights: For words of the register of politics, how much each speaks for it.
        located: The cues whose places are kept.
        flags: For each cue 1 if it is looked for; None for all.
    """

    weights: Mapping[int, float] = {}
    located: Container[int] = ()
    flags: bytes | None = None


class Gathered(NamedTuple):
    """The cues in a text; sets of them are integers with a bit for each.

    Attributes:
        bits: The bit of each cue that occurs, by its number.
        once: For each sentence the cues in it.
        twice: For each sentence the cues that are in it more than once.
        register: For each sentence the sum of the weights of the cues in it.
        places: For each sentence the start, end and number of the bit of located cues.
        before: The cues that end right before an offset, of those looked for beside terms.
        after: The cues that begin at an offset, of these.
    """

    bits: dict[int, int]
    once: list[int]
    twice: list[int]
    register: list[float]
    places: dict[int, list[Hit]]
    before: dict[int, int]
    after: dict[int, int]


def gather(folded: str, starts: Sequence[int], cues: CueFinder, wanted: Wanted) -> Gathered:
    """Return the cues in a text.

    Args:
        folded: The folded text.
        starts: The offsets at which its sentences begin.
        cues: Finds the cues.
        wanted: Those that are looked for.
    """
    by_arrays = arrays_pay(len(folded))
    return (_gather_by_arrays if by_arrays else _gather)(folded, starts, cues, wanted)


def _gather(folded: str, starts: Sequence[int], cues: CueFinder, wanted: Wanted) -> Gathered:
    weights, located, flags = wanted
    found = _nothing(len(starts))
    bits, once, twice, register, places, before, after = found
    is_before, is_after = cues.is_before, cues.is_after
    for start, end, number in cues.find(folded, flags):
        bit = bits.setdefault(number, 1 << len(bits))
        at = bisect_right(starts, start) - 1
        if once[at] & bit:
            twice[at] |= bit
        else:
            once[at] |= bit
            if number in weights:
                register[at] += weights[number]
        if number in located:
            places[at].append((start, end, bit.bit_length() - 1))
        if is_before[number]:
            before[end] = before.get(end, 0) | bit
        if is_after[number]:
            after[start] = after.get(start, 0) | bit
    return found


def _nothing(count: int) -> Gathered:
    return Gathered({}, [0] * count, [0] * count, [0.0] * count, defaultdict(list), {}, {})


def _gather_by_arrays(
    folded: str, starts: Sequence[int], cues: CueFinder, wanted: Wanted
) -> Gathered:
    import numpy as np

    weights, located, flags = wanted
    count = len(starts)
    start, end, number = cues.find_columns(folded, flags)
    if not len(start):
        return _nothing(count)
    numbers, local = np.unique(number, return_inverse=True)
    known = numbers.tolist()
    bits = {one: 1 << index for index, one in enumerate(known)}
    at = np.array(starts).searchsorted(start, "right") - 1
    once, again = _sets(at, local, count, len(known))
    twice = [0] * count
    for sentence, bit in zip(at.take(again).tolist(), local.take(again).tolist(), strict=True):
        twice[sentence] |= 1 << bit
    weight = np.array([weights.get(one, 0.0) for one in known]).take(local)
    weight[again] = 0.0
    # In the order of the hits, for sums in another order differ.
    register = np.bincount(at, weight, count).tolist()
    is_located, is_before, is_after = (
        np.flatnonzero(np.array(flags).take(local))
        for flags in (
            [one in located for one in known],
            [cues.is_before[one] for one in known],
            [cues.is_after[one] for one in known],
        )
    )
    places: dict[int, list[Hit]] = defaultdict(list)
    columns = (column.take(is_located).tolist() for column in (at, start, end, local))
    for sentence, *hit in zip(*columns, strict=True):
        places[sentence].append((hit[0], hit[1], hit[2]))
    values = list(bits.values())
    before = _by_offset(end.take(is_before), local.take(is_before), values)
    after = _by_offset(start.take(is_after), local.take(is_after), values)
    return Gathered(bits, once, twice, register, places, before, after)


def _sets(at: Array, bit: Array, count: int, size: int) -> tuple[list[int], Array]:
    """Return the cues in each sentence as a set.

    Args:
        at: For each hit the number of its sentence.
        bit: The number of the bit of its cue.
        count: The number of sentences.
        size: The number of cues.

    Returns:
        The sets; and the indices of the hits of cues that are in the sentence before.
    """
    import numpy as np

    occurs = np.zeros((count, size), dtype=bool)
    occurs[at, bit] = True
    rows = np.packbits(occurs, axis=1, bitorder="little")
    width, data = rows.shape[1], rows.tobytes()
    sets = [
        int.from_bytes(data[place : place + width], "little")
        for place in range(0, count * width, width)
    ]
    key = at * size + bit
    order = np.argsort(key, kind="stable")
    ordered = key.take(order)
    return sets, np.sort(order[1:][ordered[1:] == ordered[:-1]])


def _by_offset(offsets: Array, local: Array, values: Sequence[int]) -> dict[int, int]:
    """Return the sets of cues at offsets."""
    found: dict[int, int] = {}
    get = found.get
    for offset, index in zip(offsets.tolist(), local.tolist(), strict=True):
        found[offset] = get(offset, 0) | values[index]
    return found
