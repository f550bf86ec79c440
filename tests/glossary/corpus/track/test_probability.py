"""The statistics: published values, and exact sums."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.corpus.track.probability import (
    Comparison,
    binomial_tail,
    discoveries,
    longest_gap_probability,
    rates_differ,
    shares_of,
    wilson,
)


# R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(
    successes: int, trials: int, low: float, high: float
) -> None:
    assert wilson(successes, trials) == pytest.approx((low, high), abs=0.00005)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_wilson_contains_the_share(one: int, other: int) -> None:
    successes, trials = sorted((one, other))
    low, high = wilson(successes, trials)
    assert 0 <= low <= high <= 1
    assert not trials or low <= successes / trials <= high


def exact_tail(successes: int, trials: int, chance: Fraction) -> float:
    return float(
        sum(
            math.comb(trials, k) * chance**k * (1 - chance) ** (trials - k)
            for k in range(max(successes, 0), trials + 1)
        )
    )


@given(st.integers(-1, 61), st.integers(0, 60), st.fractions(0, 1, max_denominator=50))
def test_the_binomial_tail_is_the_exact_sum(successes: int, trials: int, chance: Fraction) -> None:
    expected = exact_tail(successes, trials, chance)
    assert binomial_tail(successes, trials, float(chance)) == pytest.approx(expected, abs=1e-12)


def test_small_tails_keep_their_digits() -> None:
    expected = exact_tail(58, 60, Fraction(1, 20))
    assert binomial_tail(58, 60, 0.05) == pytest.approx(expected, rel=1e-9)
    assert binomial_tail(100_000, 100_000, 1e-9) == 0.0


# The example of R's poisson.test, 11 in 800 against 21 in 3011; its one-sided p-value is the tail.
def test_rates_differ_is_twice_the_smaller_tail() -> None:
    chance = Fraction(800, 3811)
    assert rates_differ([Comparison(11, 800, 21, 3011)]) == pytest.approx(
        2 * exact_tail(11, 32, chance)
    )


@pytest.mark.parametrize("counts", [(0, 10, 0, 10), (5, 10, 5, 10), (1, 31, 0, 12)])
def test_rates_that_may_be_equal(counts: tuple[int, int, int, int]) -> None:
    assert rates_differ([Comparison(*counts)]) > 0.05


COMPARISONS = st.builds(
    Comparison, st.integers(0, 300), st.integers(1, 3000), st.integers(0, 300), st.integers(1, 3000)
)


@given(st.lists(COMPARISONS, min_size=1, max_size=4))
def test_rates_differ_is_symmetrical(outlets: list[Comparison]) -> None:
    one = rates_differ(outlets)
    turned = [Comparison(b, m, a, n) for a, n, b, m in outlets]
    assert one == pytest.approx(rates_differ(turned), rel=1e-6)
    assert 0 <= one <= 1


FEW = st.builds(
    Comparison, st.integers(0, 6), st.integers(1, 40), st.integers(0, 6), st.integers(1, 40)
)


# Hoeffding (1956), theorem 5, for counts at least one away from the mean.
@given(st.lists(FEW, min_size=1, max_size=4))
def test_the_tails_of_outlets_are_not_underestimated(outlets: list[Comparison]) -> None:
    chances = [one.texts / (one.texts + one.texts_before) for one in outlets]
    exact = np.array([1.0])
    for one, chance in zip(outlets, chances, strict=True):
        for _ in range(one.articles + one.before):
            exact = np.convolve(exact, [1 - chance, chance])
    count, mean = sum(one.articles for one in outlets), exact @ np.arange(len(exact))
    if abs(count - mean) >= 1:
        tail = exact[count:].sum() if count > mean else exact[: count + 1].sum()
        assert rates_differ(outlets) >= min(1, tail) - 1e-12


@given(st.lists(COMPARISONS, min_size=1, max_size=4))
def test_the_larger_share_is_that_of_the_larger_count(outlets: list[Comparison]) -> None:
    share, before = shares_of(outlets)
    excess = sum(
        one.articles - (one.articles + one.before) * one.texts / (one.texts + one.texts_before)
        for one in outlets
    )
    if abs(excess) > 1e-6:
        assert (share > before) == (excess > 0)


def test_the_shares_of_one_outlet_are_its_own() -> None:
    assert shares_of([Comparison(3, 12, 10, 50)]) == pytest.approx((0.25, 0.2))


# R. A. Fisher (1929), the 5 % and 1 % points of the largest of n shares.
@pytest.mark.parametrize(
    ("gaps", "share", "p"),
    [
        (5, 0.68377, 0.05),
        (10, 0.44495, 0.05),
        (20, 0.27040, 0.05),
        (5, 0.78874, 0.01),
        (10, 0.53584, 0.01),
    ],
)
def test_the_longest_gap_has_the_published_points(gaps: int, share: float, p: float) -> None:
    assert longest_gap_probability(share, gaps) == pytest.approx(p, rel=0.01)


@pytest.mark.parametrize(("share", "gaps"), [(0.0, 0), (1.0, 1), (0.2, 5), (0.0, 3)])
def test_gaps_that_are_not_long(share: float, gaps: int) -> None:
    assert longest_gap_probability(share, gaps) == 1.0


# The example of Benjamini and Hochberg (1995), section 4.1: the first four are rejected.
EXAMPLE = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_discoveries_are_those_of_the_paper() -> None:
    assert discoveries(EXAMPLE) == [True] * 4 + [False] * 11
    assert discoveries(EXAMPLE[::-1]) == [False] * 11 + [True] * 4
    assert discoveries([]) == []


# The third is above its own threshold, the fourth below: all four are taken.
def test_a_large_p_value_is_carried_by_a_later_one() -> None:
    assert discoveries([0.01, 0.02, 0.039, 0.04]) == [True] * 4
