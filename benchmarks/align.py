"""Measure the alignment of sentences on hand-made beads of novels and on reports.

Novels: chapters with one sentence a line and hand-made beads (``NNN.zh``, ``NNN.en``,
``NNN.gold``). A bead is right when the hand-made ones have exactly the same; beads with an empty
side are not counted. The weights are fitted on every other chapter, from the first on. Reports:
folders with ``NN.zh.md`` and ``NN.en.md`` whose lines correspond; a pair is right when all its
sentences are in corresponding lines.

    python benchmarks/align.py [--novels ../shared/data/alignment/mac]
        [--reports ../shared/data/checking] [--sentences 5000] [--fit]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

import glossary
from glossary.find import Finder
from glossary.translate.align import Pair, align, align_sentences, model
from glossary.translate.align.aligner import beads, gather, taught
from glossary.translate.align.evidence import BEADS, FEATURES, Evidence
from glossary.translate.align.path import inside_grid, probabilities
from termbase.language.sentences import sentence_spans

Bead = tuple[int, int, int, int]
BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)
STEPS, RATE, PENALTY = 60, 0.08, 0.02


class Chapter(NamedTuple):
    """Sentences and hand-made beads."""

    name: str
    chinese: list[str]
    english: list[str]
    gold: list[Bead]


class Count(NamedTuple):
    """The numbers of right, of found and of hand-made beads."""

    right: int
    found: int
    gold: int

    def __str__(self) -> str:
        precision, recall = self.right / self.found, self.right / self.gold
        return f"{precision:>10.3f}{recall:>8.3f}{2 * self.right / (self.found + self.gold):>8.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--novels", type=Path, default=Path("../shared/data/alignment/mac"))
    parser.add_argument("--reports", type=Path, default=Path("../shared/data/checking"))
    parser.add_argument("--sentences", type=int, default=5000, help="of the text that is timed")
    parser.add_argument("--fit", action="store_true", help="find the weights of model.py first")
    options = parser.parse_args()
    chapters = list(chapters_of(options.novels))
    with glossary.open() as opened:
        finder = opened.finder
        if options.fit:
            fit(chapters[::2], finder)
        confidences = novels(chapters, finder)
        confidences += reports(options.reports, finder)
        calibration(confidences)
        speed(chapters, options.sentences, finder)


def chapters_of(folder: Path) -> Iterator[Chapter]:
    for path in sorted(folder.glob("*.gold")):
        texts = [
            path.with_suffix(suffix).read_text(encoding="utf-8").splitlines()
            for suffix in (".zh", ".en")
        ]
        yield Chapter(path.stem, *texts, list(beads_of(path)))


def beads_of(path: Path) -> Iterator[Bead]:
    """The hand-made beads: first sentences and numbers of sentences."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, right = (
            [int(number) for number in side.strip("[]").split(",") if number]
            for side in line.replace(" ", "").split(":")
        )
        yield (left or [0])[0], (right or [0])[0], len(left), len(right)


def novels(chapters: list[Chapter], finder: Finder) -> list[tuple[float, bool]]:
    print(f"{'novels':<12} precision  recall      F1")
    counts: dict[str, Count] = {}
    confidences = []
    for chapter in chapters:
        pairs = align_sentences(chapter.chinese, chapter.english, finder=finder)
        gold = {bead for bead in chapter.gold if bead[2] and bead[3]}
        found = {bead_of(pair): pair.confidence for pair in pairs if pair.source and pair.target}
        counts[chapter.name] = Count(len(gold & found.keys()), len(found), len(gold))
        confidences += [(confidence, bead in gold) for bead, confidence in found.items()]
        print(f"{chapter.name:<12}{counts[chapter.name]}")
    names = list(counts)
    for title, part in (("fitted on", names[::2]), ("others", names[1::2]), ("all", names)):
        print(f"{title:<12}{total(counts[name] for name in part)}")
    return confidences


def bead_of(pair: Pair) -> Bead:
    return pair.source_start, pair.target_start, len(pair.source), len(pair.target)


def total(counts: Iterable[Count]) -> Count:
    return Count(*map(sum, zip(*counts, strict=True)))


def reports(folder: Path, finder: Finder) -> list[tuple[float, bool]]:
    print(f"\n{'reports':<12}   pairs  in their line  without lines")
    confidences = []
    for year in sorted(folder.glob("hkma-*")):
        outcomes: tuple[list[tuple[float, bool]], ...] = [], []
        for path in sorted(year.glob("??.zh.md")):
            texts = [
                file.read_text(encoding="utf-8")
                for file in (path, path.with_name(path.name.replace(".zh.", ".en.")))
            ]
            spans = [sentence_spans(text) for text in texts]
            sentences = [
                [text[start:end] for start, end in found]
                for text, found in zip(texts, spans, strict=True)
            ]
            lines = [
                [len(text[:start].split("\n")) for start, _ in found]
                for text, found in zip(texts, spans, strict=True)
            ]
            for outcome, pairs in zip(
                outcomes,
                (align(finder, *texts), align_sentences(*sentences, finder=finder)),
                strict=True,
            ):
                outcome += [
                    (pair.confidence, is_in_line(pair, lines[0], lines[1]))
                    for pair in pairs
                    if pair.source and pair.target
                ]
        shares = [sum(right for _, right in outcome) / len(outcome) for outcome in outcomes]
        print(f"{year.name:<12}{len(outcomes[0]):>8}{shares[0]:>15.4f}{shares[1]:>15.4f}")
        confidences += outcomes[0]
    return confidences


def is_in_line(pair: Pair, left: list[int], right: list[int]) -> bool:
    lines = {*left[pair.source_start : pair.source_start + len(pair.source)]}
    return len(lines | {*right[pair.target_start : pair.target_start + len(pair.target)]}) == 1


def calibration(confidences: list[tuple[float, bool]]) -> None:
    print("\nconfidence        pairs   mean   right")
    for low, high in pairwise(BANDS):
        part = [pair for pair in confidences if low <= pair[0] < high]
        if part:
            mean, right = (sum(column) / len(part) for column in zip(*part, strict=True))
            print(f"{low:.2f} to {min(high, 1):.2f}{len(part):>11}{mean:>7.3f}{right:>8.3f}")
    part = [pair for pair in confidences if pair[0] >= 0.9]
    print(f"from 0.90{len(part):>14}{'':>7}{sum(right for _, right in part) / len(part):>8.3f}")


def speed(chapters: list[Chapter], sentences: int, finder: Finder) -> None:
    left = [line for chapter in chapters for line in chapter.chinese]
    right = [line for chapter in chapters for line in chapter.english]
    times = sentences // len(left) + 1
    share = sentences / (len(left) * times)
    left, right = left * times, right * times
    left, right = left[:sentences], right[: int(len(right) * share)]
    begin = time.perf_counter(), time.process_time()
    align_sentences(left, right, finder=finder)
    seconds, of_core = time.perf_counter() - begin[0], time.process_time() - begin[1]
    print(f"\n{len(left)} with {len(right)} sentences: {seconds:.1f} s, {of_core:.1f} s of a core")


def fit(chapters: list[Chapter], finder: Finder) -> None:
    """Find the weights that make the hand-made beads most probable, and use and print them.

    The logarithm of their probability is maximised with Adam (Kingma and Ba, 2015). The weight of
    lines is kept: the chapters have one sentence a line.
    """
    model.SHARPNESS, sharpness = 1.0, model.SHARPNESS
    learnt = [evidence_of(chapter, finder) for chapter in chapters]
    features = [
        {bead: np.stack([*evidence.features(bead)]).astype(np.float32) for bead in BEADS}
        for evidence in learnt
    ]
    names = [*FEATURES, *BEADS, "left alone", "right alone"]
    values = np.array([*model.WEIGHTS.values(), *model.PRIORS.values(), *model.ALONE])
    first, second = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, STEPS + 1):
        gradient, likelihood = -PENALTY * values, 0.0
        for chapter, evidence, arrays in zip(chapters, learnt, features, strict=True):
            slope, value = gradient_of(chapter, evidence, arrays, values)
            gradient, likelihood = gradient + slope, likelihood + value
        gradient[FEATURES.index("lines")] = 0
        first, second = 0.9 * first + 0.1 * gradient, 0.98 * second + 0.02 * gradient**2
        change = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.98**step)) + 1e-8)
        values = values + RATE * change
        print(f"step {step}: {likelihood / sum(len(c.gold) for c in chapters):.4f}", flush=True)
    for name, value in zip(names, values, strict=True):
        print(f"{name!s:<20}{value:>8.3f}")
    weights, priors = values[: len(FEATURES)], values[len(FEATURES) : -2]
    model.WEIGHTS.update(zip(FEATURES, weights, strict=True))
    model.PRIORS.update(zip(BEADS, priors, strict=True))
    model.SHARPNESS, model.ALONE = sharpness, (values[-2], values[-1])


def evidence_of(chapter: Chapter, finder: Finder) -> Evidence:
    """The evidence of the second pass."""
    evidence = gather((chapter.chinese, ()), (chapter.english, ()), finder)
    return taught(evidence, beads(evidence, evidence, None))


def gradient_of(
    chapter: Chapter,
    evidence: Evidence,
    features: dict[tuple[int, int], npt.NDArray[np.float32]],
    values: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], float]:
    """The slope of the log probability of the hand-made beads of a chapter, and its value."""
    count = len(FEATURES)
    scores = {
        bead: np.where(
            inside_grid(evidence.band, bead),
            np.tensordot(values[:count], array, 1) + values[count + number],
            -np.inf,
        )
        for number, (bead, array) in enumerate(features.items())
    }
    found = probabilities(evidence.band, scores, (values[-2], values[-1]))
    gradient, likelihood = np.zeros_like(values), -found.log_total
    for i, j, d, e in representable(chapter.gold):
        if d and e:
            column = j - evidence.band.starts[i]
            gradient[:count] += features[d, e][:, i, column]
            gradient[count + BEADS.index((d, e))] += 1
            likelihood += scores[d, e][i, column]
        else:
            gradient[-2:] += (d, e)
            likelihood += values[-2] * d + values[-1] * e
    for number, (bead, array) in enumerate(features.items()):
        gradient[:count] -= np.tensordot(array, found.beads[bead], ([1, 2], [0, 1]))
        gradient[count + number] -= found.beads[bead].sum()
    gradient[-2:] -= found.left_alone.sum(), found.right_alone.sum()
    return gradient, likelihood


def representable(gold: list[Bead]) -> Iterator[Bead]:
    """The beads, those that the aligner does not know cut into several."""
    for i, j, left, right in gold:
        d, e = left, right
        while d and e and (d, e) not in BEADS:
            d, e = (d - 1, e) if d > e else (d, e - 1)
        if not left or not right:
            yield from ((i, j, 1, 0) for _ in range(left))
            yield from ((i, j, 0, 1) for _ in range(right))
        else:
            yield i, j, d, e
            if (d, e) != (left, right):
                yield from representable([(i + d, j + e, left - d, right - e)])


if __name__ == "__main__":
    main()
