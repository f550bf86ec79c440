"""Fit the weights of the evidence for senses, and the words of the register of politics.

    python benchmarks/fit_senses.py [--write] [--tables WEIGHT] [--l2 X]

The sentences of ``benchmarks/senses/fit.tsv`` are on words drawn at random, written by people who
did not see the cues; those of ``tests/glossary/find/senses`` were written together with the cues,
and count less. Accuracy is measured on concepts that are not fitted on (ten parts). Prints the
weights for ``glossary/find/sense.py``; ``--write`` writes ``glossary/find/register.tsv``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))

import glossary
from glossary.find.cues import CueFinder
from glossary.find.finder import candidates
from glossary.find.sense import Found, Weights, limited, log_odds
from termbase.language import words
from termbase.language.script import fold

ROOT = Path(__file__).parents[1]
FIT = ROOT / "benchmarks/senses/fit.tsv"
TABLES = sorted((ROOT / "tests/glossary/find/senses").glob("*.tsv"))
REGISTER = ROOT / "glossary/find/register.tsv"
COMMON_WORDS = ROOT / "glossary/find/common_words.tsv"
PARTS = 10
# The words of the register: met at least so often, and with at least this weight.
LEAST_COUNT = 4
LEAST_WEIGHT = 0.6
# Added to the counts of each word, so that a few sentences say little.
SMOOTHING = 2
PREFIX = 6
# English words met so often in a million words say nothing about the register.
EVERYDAY = 300
Array = npt.NDArray[np.float64]
# Weights are drawn to these, for few sentences of the table say something about some of them: what
# is nearer counts more, and what speaks against a sense more than what speaks for it.
EXPECTED = Weights(
    bias=0.5, needs_support=-1.8,
    beside=8.0, beside_against=-14.0,
    sentence=3.2, sentence_more=0.8, sentence_against=-3.8, sentence_against_more=-0.8,
    near=2.4, near_more=0.2, near_against=-2.2, near_against_more=-0.3,
    section=0.3, section_more=0.1, section_against=-0.3,
    ordinary=-0.8, register=0.6,
)  # fmt: skip


class Row(NamedTuple):
    """A sentence in which somebody has said what a word means."""

    sentence: str
    text: str
    is_meant: bool
    concept: str
    weight: float


class Case(NamedTuple):
    """A row with the evidence that was found, and the words of the sentence."""

    row: Row
    found: Found
    words: frozenset[str]


def rows(tables: float) -> Iterator[Row]:
    """Yield all rows; those of the tables of the tests with a lower weight."""
    for path, weight in [(FIT, 1.0), *((path, tables) for path in TABLES)]:
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            sentence, text, meant, concept, *_ = line.split("\t")
            yield Row(sentence, text, meant == "true", concept, weight)


def cases(tables: float) -> list[Case]:
    """Return the rows in which the term is a candidate with other senses."""
    snapshot = glossary.open().finder.snapshot()
    found = []
    for row in rows(tables):
        for scored in candidates(snapshot, row.sentence):
            start, minus_end, _, meaning, decision = scored.row
            text = row.sentence[start:-minus_end]
            if (
                scored.details.found
                and meaning.concept.id == row.concept
                and decision.score >= 0.5
                and row.text in (text, text.lower())
            ):
                found.append(Case(row, scored.details.found, words_of(row.sentence, text)))
                break
    return found


def words_of(sentence: str, term: str) -> frozenset[str]:
    """Return the words of a sentence without the term; of English words the beginnings."""
    rest = fold(sentence).replace(fold(term), " ")
    chinese = (
        word for word in words.cut(rest) if len(word) > 1 and re.fullmatch("[\u4e00-\u9fff]+", word)
    )
    english = (word[:PREFIX] for word in re.findall(r"[a-z]{3,}", rest.lower()))
    return frozenset((*chinese, *(word for word in english if word not in everyday())))


@cache
def everyday() -> frozenset[str]:
    """Return the beginnings of English words that are in texts of every kind."""
    counts: Counter[str] = Counter()
    for line in COMMON_WORDS.read_text(encoding="utf-8").splitlines():
        word, count = line.split("\t")
        counts[word[:PREFIX]] += int(count)
    return frozenset(word for word, count in counts.items() if count > EVERYDAY)


def register(known: Sequence[Case]) -> dict[str, float]:
    """Return how much each word speaks for the political sense of the terms beside it.

    A word is compared by its share of all words beside terms in the one sense and in the other, not
    of sentences: sentences about politics are longer, and so have more of any word.
    """
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    met: Counter[str] = Counter()
    for case in known:
        weight = max(case.row.weight, 0.5)
        met.update(case.words)
        for word in case.words:
            counts[case.row.is_meant][word] += weight  # type: ignore[assignment]
    ratio = {
        is_english: _total(counts[True], is_english) / _total(counts[False], is_english)
        for is_english in (True, False)
    }
    found = {}
    for word, count in met.items():
        if count >= LEAST_COUNT:
            expected = ratio[word.isascii()]
            odds = (counts[True][word] + SMOOTHING * expected) / (counts[False][word] + SMOOTHING)
            found[word] = log(odds / expected)
    return {word: weight for word, weight in found.items() if abs(weight) >= LEAST_WEIGHT}


def _total(counts: Counter[str], is_english: bool) -> float:
    return sum(count for word, count in counts.items() if word.isascii() == is_english)


def sums(weights: dict[str, float], wanted: Sequence[Case]) -> list[float]:
    """Return the register of sentences as the finder computes it: words found anywhere."""
    finder = CueFinder(build_cost=0)
    by_number = {finder.number(word): weight for word, weight in weights.items()}
    found = []
    for case in wanted:
        rest = fold(case.row.sentence).replace(fold(case.row.text), " ")
        numbers = {number for _, _, number in finder.find(rest)}
        total = sum(by_number[number] for number in numbers)
        found.append(limited(total))
    return found


def fit(features: Array, meant: Array, weight: Array, l2: float) -> Array:
    """Return the weights of a logistic regression, by Newton's method."""
    expected = np.array(EXPECTED)
    found = expected.copy()
    ridge = np.eye(len(found)) * l2
    for _ in range(100):
        score = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        gradient = features.T @ ((score - meant) * weight) + ridge @ (found - expected)
        hessian = (features.T * (score * (1 - score) * weight)) @ features + ridge
        step = np.linalg.solve(hessian, gradient)
        found -= step
        if np.abs(step).max() < 1e-6:
            break
    return found


def shares(
    features: Array, meant: Array, weight: Array, part: npt.NDArray[np.int64], l2: float
) -> tuple[float, float]:
    """Return the shares that are right on concepts that are not fitted on.

    Returns:
        That of the words drawn at random, and that of the tables.
    """
    scores = np.zeros(len(meant))
    for number in range(PARTS):
        here = part == number
        found = fit(features[~here], meant[~here], weight[~here], l2)
        scores[here] = features[here] @ found
    right = (scores > 0) == (meant > 0)
    is_drawn = weight == 1.0
    return float(right[is_drawn].mean()), float(right[~is_drawn].mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--tables", type=float, default=0.2)
    parser.add_argument("--l2", type=float, default=3.0)
    arguments = parser.parse_args()
    known = cases(arguments.tables)
    # The logarithm of the odds is linear in the weights: a feature is its value for one of them.
    units = [Weights(*row) for row in np.eye(len(Weights._fields)).tolist()]
    features = np.array([[log_odds(case.found, unit) for unit in units] for case in known])
    meant = np.array([case.row.is_meant for case in known], dtype=float)
    weight = np.array([case.row.weight for case in known])
    part = np.array([hash_of(case.row.concept) % PARTS for case in known])
    # The register of each row by the words of other concepts, as it will be for unknown ones.
    for number in range(PARTS):
        others = [case for case, at in zip(known, part, strict=True) if at != number]
        here = np.flatnonzero(part == number)
        features[here, -1] = sums(register(others), [known[index] for index in here])
    drawn, tables = shares(features, meant, weight, part, arguments.l2)
    print(f"{len(known)} rows, {(weight == 1.0).sum()} on words drawn at random")
    print(f"right on concepts not fitted on: {drawn:.3f}, tables {tables:.3f}")
    for index, name in enumerate(Weights._fields):
        without = features.copy()
        without[:, index] = 0.0
        drawn, _ = shares(without, meant, weight, part, arguments.l2)
        print(f"    without {name:<22}{drawn:.3f}")
    found = fit(features, meant, weight, arguments.l2)
    for name, value in zip(Weights._fields, found, strict=True):
        print(f"    {name}: float = {value:.2f}")
    final = register(known)
    print(f"{len(final)} words of the register")
    if arguments.write:
        lines = (f"{word}\t{value:.2f}\n" for word, value in sorted(final.items()))
        REGISTER.write_text("".join(lines), encoding="utf-8")


def hash_of(text: str) -> int:
    """Return a number that is the same in every run."""
    return int.from_bytes(text.encode()[-6:], "big") * 2654435761 >> 7


if __name__ == "__main__":
    main()
