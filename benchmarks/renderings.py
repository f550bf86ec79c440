"""Measure the renderings that are found for the terms of dictionaries in parallel reports.

python benchmarks/renderings.py --data FOLDER                # years that the weights do not know
python benchmarks/renderings.py --data FOLDER --fit          # find the weights, on the other years

The lines of the reports correspond to each other (``checking/hkma-*`` in the data); ``terms.tsv``
is the dictionary of each year. Segments of all years are searched, half of the dictionaries are for
fitting. A rendering is right where it has the words of the dictionary, marks and inflection aside;
of 國際貨幣基金組織（基金組織） either name is right.
"""

from __future__ import annotations

import argparse
import csv
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

import glossary
from glossary.corpus.renderings import counterparts, ranking
from glossary.corpus.renderings.counterparts import Counterparts
from glossary.corpus.renderings.reading import known_pairs
from glossary.corpus.renderings.tokens import content, tokens_of

FITTED, OTHERS = (2015, 2016), (2017, 2018)
MANY = 10**9
_EXPLAINED = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
GROUPS = {"1": (1, 1), "2": (2, 2), "3–5": (3, 5), "more": (6, MANY), "all": (1, MANY)}


class Entry(NamedTuple):
    """An entry of a dictionary: the alternatives of either side."""

    sides: tuple[list[str], list[str]]


def pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the lines of both languages that are not blank."""
    for chinese in sorted(folder.glob("hkma-*/*.zh.md")):
        english = chinese.with_name(chinese.name.replace(".zh.", ".en."))
        texts = (path.read_text(encoding="utf-8").splitlines() for path in (chinese, english))
        yield from ((a, b) for a, b in zip(*texts, strict=True) if a.strip() and b.strip())


def entries(folder: Path, years: tuple[int, ...]) -> Iterator[Entry]:
    for year in years:
        with (folder / f"hkma-{year}" / "terms.tsv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Entry((row["traditional"].split(" | "), row["english"].split(" | ")))


def wanted(forms: list[str]) -> set[tuple[str, ...]]:
    """Return the words of renderings, and those of the names in 國際貨幣基金組織（基金組織）."""
    names = list(forms)
    for match in filter(None, map(_EXPLAINED.fullmatch, forms)):
        name, short = match.groups()
        rest = iter(name)
        # 助理總裁（貨幣管理） is one name.
        if re.search("[A-Z]{2}", short) or all(char in rest for char in short):
            names += name, short
    return {content(tokens_of(name).keys) for name in names}


def measure(finder: Counterparts, folder: Path) -> None:
    cases: dict[int, list[tuple[int, int, bool]]] = {0: [], 1: []}
    for entry in entries(folder, OTHERS):
        held = [
            finder._all(side, [tokens_of(form).keys for form in forms])
            for side, forms in enumerate(entry.sides)
        ]
        is_rendered = bool({one.segment for one in held[0]} & {one.segment for one in held[1]})
        for side in (0, 1):
            if held[side]:
                gold = wanted(entry.sides[1 - side])
                found = finder.of(*entry.sides[side], limit=3)
                right = [content(tokens_of(one.text).keys) in gold for one in found]
                place = right.index(True) if any(right) else len(right) + 3
                cases[side].append((len(held[side]), place, is_rendered))
    print("| term in | times | terms | first | first three | rendered so | first | first three |")
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for side, name in enumerate(("Chinese", "English")):
        for group, (low, high) in GROUPS.items():
            rows = [row for row in cases[side] if low <= row[0] <= high]
            cells = [name, group, *shares(rows), *shares([row for row in rows if row[2]])]
            print(f"| {' | '.join(cells)} |")


def shares(rows: list[tuple[int, int, bool]]) -> list[str]:
    firsts = (np.mean([place < count for _, place, _ in rows]) for count in (1, 3))
    return [f"{len(rows):,}", *(f"{share:.3f}" for share in firsts)]


def fit(finder: Counterparts, folder: Path) -> None:
    """Print the weights that make the renderings of the dictionaries likeliest."""
    cases: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {0: [], 1: []}

    def collect(candidates, side, size, occurrences):  # type: ignore[no-untyped-def]
        if candidates:
            right = np.array([content(one.keys) in gold for one in candidates])
            if right.any():
                values = ranking.features(candidates, side, size, occurrences)
                cases[side].append((values, right))
        return []

    counterparts.ranked = collect
    for entry in entries(folder, FITTED):
        for side in (0, 1):
            gold = wanted(entry.sides[1 - side])
            finder.of(*entry.sides[side])
    for side in (0, 1):
        print(f"    ({', '.join(f'{value:.3g}' for value in fitted(cases[side]))}),")


def fitted(cases: list[tuple[np.ndarray, np.ndarray]], penalty: float = 1e-3) -> np.ndarray:
    values = np.concatenate([rows for rows, _ in cases])
    right = np.concatenate([one for _, one in cases]).astype(float)
    case = np.concatenate([np.full(len(rows), n) for n, (rows, _) in enumerate(cases)])
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    values = (values - middle) / spread
    weights = first = second = np.zeros(values.shape[1])
    for step in range(1, 801):  # Adam
        scores = values @ weights
        best = np.full(len(cases), -np.inf)
        np.maximum.at(best, case, scores)
        likely = np.exp(scores - best[case])
        all_of = likely / np.bincount(case, likely)[case]
        right_of = likely * right / np.bincount(case, likely * right)[case]
        slope = values.T @ (all_of - right_of) / len(cases) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights = weights - 0.05 * (first / (1 - 0.9**step)) / (
            np.sqrt(second / (1 - 0.99**step)) + 1e-8
        )
    return weights / spread


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--fit", action="store_true", help="find the weights")
    parser.add_argument("--own", action="store_true", help="learn from the segments alone")
    arguments = parser.parse_args()
    folder = arguments.data / "checking"
    start = time.perf_counter()
    segments = list(pairs(folder))
    known = [] if arguments.own else known_pairs(glossary.open().termbase)
    finder = Counterparts(segments, known)
    finder.of("香港")
    print(f"{len(segments):,} segments: {time.perf_counter() - start:.1f} s to learn")
    start = time.perf_counter()
    (fit if arguments.fit else measure)(finder, folder)
    print(f"{time.perf_counter() - start:.1f} s for the terms")


if __name__ == "__main__":
    main()
