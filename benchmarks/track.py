"""Measure how often tracking reports what is chance, and how often it finds what is there.

    python benchmarks/track.py --runs 200 --seeds 1 2 3

Series of articles are drawn at random: of texts a month between 20 and 60, each has the term with a
chance that does not change (``null``), or that changes in the last of 13 months. A jump is found
if the last month is reported among three series, the other two without a change. Silences are the
longest gaps of articles that are scattered at random; the share of those with p < .05 should be
at most .05.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable, Sequence
from itertools import pairwise

from glossary.corpus.track.changes import jumps
from glossary.corpus.track.counting import Point, Series
from glossary.corpus.track.probability import longest_gap_probability

_MONTHS = 13
_CHANGES = ((0.2, 0.3), (0.2, 0.4), (0.2, 0.6), (0.02, 0.2), (0.6, 0.2), (0.2, 0.0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    options = parser.parse_args()
    print(f"{'':24}" + "".join(f"seed {seed:<6}" for seed in options.seeds))
    show("null: any jump", [null_jumps(options.runs, seed) for seed in options.seeds])
    for before, after in _CHANGES:
        found = [found_jumps(options.runs, seed, before, after) for seed in options.seeds]
        show(f"{before:.0%} to {after:.0%} of texts", found)
    show("null: silence p < .05", [null_silences(options.runs, seed) for seed in options.seeds])


def show(name: str, shares: Sequence[float]) -> None:
    print(f"{name:24}" + "".join(f"{share:<11.3f}" for share in shares))


def series(chances: Sequence[float], draw: random.Random) -> Series:
    points = []
    for month, chance in enumerate(chances):
        texts = draw.randint(20, 60)
        articles = sum(draw.random() < chance for _ in range(texts))
        points.append(Point(f"{month:02}", articles, texts, articles))
    return Series("x", "x", "", tuple(points))


def null_jumps(runs: int, seed: int) -> float:
    draw = random.Random(seed)
    return share(
        any(jumps([series([draw.uniform(0.02, 0.5)] * _MONTHS, draw) for _ in range(3)]))
        for _ in range(runs)
    )


def found_jumps(runs: int, seed: int, before: float, after: float) -> float:
    draw = random.Random(seed)
    chances = [before] * (_MONTHS - 1)
    last = f"{_MONTHS - 1:02}"
    return share(
        last in jumps([series([*chances, chance], draw) for chance in (after, before, before)])[0]
        for _ in range(runs)
    )


def null_silences(runs: int, seed: int) -> float:
    draw = random.Random(seed)
    return share(_longest_gap(draw) < 0.05 for _ in range(runs * 10))


def _longest_gap(draw: random.Random) -> float:
    """Return the p-value of the longest gap of articles that are scattered at random."""
    texts, articles = draw.randint(100, 400), draw.randint(3, 40)
    places = sorted(draw.sample(range(texts), articles))
    gaps = [after - before - 1 for before, after in pairwise([*places, texts])]
    return longest_gap_probability(max(gaps) / (texts - places[0]), articles)


def share(found: Iterable[bool]) -> float:
    values = list(found)
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
