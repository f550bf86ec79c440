"""Pair as many items of two sequences as possible, in order and one to one, at the least cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
# Longer sequences are paired from their beginning, for time and memory grow with the square.
_LONGEST = 300


def paired(
    left: Sequence[Item], right: Sequence[Item], cost: Callable[[Item, Item], float]
) -> list[tuple[Item, Item]]:
    """Return the pairs of two sequences; all items of the shorter one are in a pair.

    Args:
        left: Items in order.
        right: Items in order.
        cost: Called with a pair; returns its cost, 0 or more.
    """
    if len(left) > len(right):
        return [(a, b) for b, a in paired(right, left, lambda b, a: cost(a, b))]
    if len(right) > _LONGEST:
        return list(zip(left, right, strict=False))
    # For each number of items on the left: the least cost of pairing them with the first items on
    # the right, and the indices of those that they are paired with.
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())] + [None] * len(left)
    for index, item in enumerate(right):
        for count in range(min(index + 1, len(left)), 0, -1):
            before, now = best[count - 1], best[count]
            if before is None:
                continue
            total = before[0] + cost(left[count - 1], item)
            if now is None or total < now[0]:
                best[count] = total, (*before[1], index)
    chosen = best[-1]
    return [(left[n], right[index]) for n, index in enumerate(chosen[1])] if chosen else []
