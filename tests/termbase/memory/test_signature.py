"""Signatures tell records apart and never one that is near enough."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from termbase.memory.signature import near_signature, signature

tokens = st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40)


def naive(own: list[int], other: list[int], at_least: int) -> bool:
    n, m = len(own), len(other)
    edits = max(n, m) * (100 - at_least) // 100
    one, two = ({number & 255 for number in numbers} for numbers in (own, other))
    return len(one - two) <= edits - max(0, m - n) and len(two - one) <= edits - max(0, n - m)


def fast(own: list[int], others: list[list[int]], at_least: int) -> list[bool]:
    rows = np.array([signature(other) for other in others], dtype=np.uint64).reshape(-1, 4)
    lengths = np.array(list(map(len, others)), dtype=np.uint16)
    fits: list[bool] = near_signature(own, at_least, rows, lengths).tolist()
    return fits


@given(own=tokens, others=st.lists(tokens, max_size=8), at_least=st.sampled_from([50, 70, 85, 100]))
def test_as_sets_of_bits(own: list[int], others: list[list[int]], at_least: int) -> None:
    others = [*others, own[1:] or own, [*own, 1]]
    assert fast(own, others, at_least) == [naive(own, other, at_least) for other in others]


def test_every_bit_set() -> None:
    every = list(range(256))
    assert fast(every, [every, every[1:], every[:128]], 100) == [True, False, False]
