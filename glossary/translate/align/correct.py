"""Correct an alignment step by step: move sentences between neighbouring pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from glossary.translate.align.pair import Pair

Step = Literal["join", "up", "down", "apart"]
STEPS: tuple[Step, ...] = ("join", "up", "down", "apart")

_Sides = tuple[list[str], list[str]]


def correct(pairs: Sequence[Pair], number: int, step: Step, side: int) -> list[Pair]:
    """Return an alignment with one step of correction; every sentence stays in one pair, in order.

    The pairs that the step changes are certain: a person has made them.

    Args:
        pairs: The alignment.
        number: The index of the pair, from 0.
        step: ``join`` puts the pair and the one before it together; ``up`` moves its first sentence
            of a side to the pair before it, ``down`` its last one to the pair after it; ``apart``
            makes its last one a pair of its own, without a translation.
        side: 0 for the source, 1 for the target; of no effect for ``join``.

    Raises:
        ValueError: If there is no such pair, step or side.
    """
    if not 0 <= number < len(pairs) or step not in STEPS or side not in (0, 1):
        raise ValueError(f"no step {step!r} for side {side} of pair {number}")
    old: list[_Sides] = [(list(pair.source), list(pair.target)) for pair in pairs]
    sides: list[_Sides] = [(source.copy(), target.copy()) for source, target in old]
    moved = sides[number][side]
    if step == "join" and number:
        for before, own in zip(sides[number - 1], sides[number], strict=True):
            before.extend(own)
            own.clear()
    elif step == "up" and number and moved:
        sides[number - 1][side].append(moved.pop(0))
    elif step == "down" and number + 1 < len(sides) and moved:
        sides[number + 1][side].insert(0, moved.pop())
    elif step == "apart" and moved:
        alone: _Sides = [], []
        alone[side].append(moved.pop())
        sides.insert(number + 1, alone)
        old.insert(number + 1, ([], []))
        pairs = [*pairs[: number + 1], Pair((), (), 0.0), *pairs[number + 1 :]]
    return _numbered(pairs, old, sides)


def _numbered(pairs: Sequence[Pair], old: Sequence[_Sides], sides: Sequence[_Sides]) -> list[Pair]:
    """Return the pairs that have sentences, with the indices of these."""
    found = []
    starts = [0, 0]
    for pair, before, (source, target) in zip(pairs, old, sides, strict=True):
        if not source and not target:
            continue
        is_same = before == (source, target)
        confidence = pair.confidence if is_same else float(bool(source and target))
        found.append(Pair(tuple(source), tuple(target), confidence, *starts))
        starts = [starts[0] + len(source), starts[1] + len(target)]
    return found
