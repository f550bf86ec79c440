"""The statistics of tracking: intervals, exact tests, and many tests at once.

All of it is about *articles* that have a term, not about its occurrences: occurrences come in
clusters, one article may have twenty, so they are not independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

# The two-sided 95 % point of the normal distribution.
_Z = 1.959963984540054
# A term of a sum that is smaller, relative to the sum, changes nothing.
_NEGLIGIBLE = 1e-17


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share.

    With p = successes ÷ trials, n = trials and z = 1.96 it is

        (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927) 209–212; R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, method 3.

    Args:
        successes: The articles that have the term.
        trials: All articles.

    Returns:
        The lower and upper bound, from 0 to 1; the whole range if there are none.
    """
    if not trials:
        return 0.0, 1.0
    share, square = successes / trials, _Z * _Z
    centre = share + square / (2 * trials)
    half = _Z * math.sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    # Rounding must not exclude the share itself at the ends.
    low = 0.0 if not successes else (centre - half) / scale
    high = 1.0 if successes == trials else (centre + half) / scale
    return low, high


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at least so many successes, as an exact sum.

    Args:
        successes: The number of successes.
        trials: The number of trials.
        chance: The probability of each.
    """
    if successes <= 0 or chance >= 1:
        return 1.0 if successes <= trials else 0.0
    if successes > trials or chance <= 0:
        return 0.0
    if successes > trials * chance:
        return min(1.0, _sum_upwards(successes, trials, chance))
    # The shorter tail is summed, its terms become smaller from the first one on.
    return max(0.0, 1.0 - _sum_upwards(trials - successes + 1, trials, 1 - chance))


class Comparison(NamedTuple):
    """The articles of an outlet in a period and in those before it; there are some in both.

    Attributes:
        articles: The articles of the period that have the term.
        texts: All articles of the period.
        before: The articles of the earlier periods that have the term.
        texts_before: All articles of the earlier periods.
    """

    articles: int
    texts: int
    before: int
    texts_before: int


def rates_differ(outlets: Sequence[Comparison]) -> float:
    """Return the two-sided p-value of the exact test that the rates of two times are equal.

    Given the sum of both counts, the first one is binomial, with the share of its exposure in
    both: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson
    series, Biometrika 31 (1940) 313–323. So the rate of the earlier periods is not taken for
    known, and a term that was never used before is not a special case. Twice the smaller tail.

    Each outlet is compared with itself, for there may be more articles of one that has the term
    often. The first count is then a sum of binomial ones, whose tails are at most those of the
    binomial distribution with the same mean and sum: W. Hoeffding, On the distribution of the
    number of successes in independent trials, Annals of Mathematical Statistics 27 (1956) 713–721.

    Args:
        outlets: The articles of each outlet.
    """
    count = sum(one.articles for one in outlets)
    total = count + sum(one.before for one in outlets)
    if not total:
        return 1.0
    expected = sum(
        (one.articles + one.before) * one.texts / (one.texts + one.texts_before) for one in outlets
    )
    chance = expected / total
    at_least = binomial_tail(count, total, chance)
    at_most = binomial_tail(total - count, total, 1 - chance)
    return min(1.0, 2 * min(at_least, at_most))


def shares_of(outlets: Sequence[Comparison]) -> tuple[float, float]:
    """Return the share of articles with a term in a period and in those before it.

    The outlets have the same weights in both, those of N. Mantel and W. Haenszel, Journal of the
    National Cancer Institute 22 (1959) 719–748: n·m ÷ (n + m) for n and m articles. With them the
    first share is the larger one if and only if its count is above its mean in
    :func:`rates_differ`. Of one outlet they are just its shares.

    Args:
        outlets: The articles of each outlet; at least one.
    """
    weights = [one.texts * one.texts_before / (one.texts + one.texts_before) for one in outlets]
    total = sum(weights)
    pairs = list(zip(outlets, weights, strict=True))
    return (
        sum(weight * one.articles / one.texts for one, weight in pairs) / total,
        sum(weight * one.before / one.texts_before for one, weight in pairs) / total,
    )


def longest_gap_probability(share: float, gaps: int) -> float:
    """Return the probability of a gap as long as the longest one, among gaps of random lengths.

    If n − 1 points are put at random on a line of length 1, they leave n gaps, and one of them has
    at least the length x with a probability of at most n·(1 − x)^(n−1): the first term of the
    exact sum (R. A. Fisher, Tests of significance in harmonic analysis, Proceedings of the Royal
    Society A 125 (1929) 54–59), which differs by less than .002 where it is below .05.

    Args:
        share: The length of the longest gap, as a share of the whole line.
        gaps: The number of gaps.
    """
    return min(1.0, gaps * (1 - share) ** (gaps - 1)) if gaps > 0 else 1.0


def discoveries(p_values: Sequence[float], rate: float = 0.05) -> list[bool]:
    """Return which of many tests are significant at a false discovery rate.

    The largest p-value that is at most its rank ÷ the number of tests × the rate, and all smaller
    ones: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995)
    289–300.

    Args:
        p_values: The p-values of all tests.
        rate: The share of false ones among those that are reported.

    Returns:
        True for those that are significant, in the order of the p-values.
    """
    ranked = sorted(p_values)
    number = len(ranked)
    threshold = max(
        (p for rank, p in enumerate(ranked, 1) if p <= rank / number * rate), default=-1.0
    )
    return [p <= threshold for p in p_values]


def _sum_upwards(successes: int, trials: int, chance: float) -> float:
    """Return P(X ≥ successes) for a number of successes above the mean."""
    log = (
        math.lgamma(trials + 1)
        - math.lgamma(successes + 1)
        - math.lgamma(trials - successes + 1)
        + successes * math.log(chance)
        + (trials - successes) * math.log1p(-chance)
    )
    term = math.exp(log)
    total, odds = 0.0, chance / (1 - chance)
    for number in range(successes, trials + 1):
        total += term
        if term <= total * _NEGLIGIBLE:
            break
        term *= (trials - number) / (number + 1) * odds
    return total
