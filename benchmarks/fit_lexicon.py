"""Learn how often 汉字 and English words translate each other, for aligning sentences.

The model is Brown and others, "The Mathematics of Statistical Machine Translation" (1993), Model 1,
fitted in both directions; the number of times that a character and a word translate each other is
the geometric mean of the two. Of the sentences only these numbers are kept. It takes three minutes
and 3 GB for 200,000 pairs.

    python benchmarks/fit_lexicon.py --data ../shared/data/parallel/pairs-200k.tsv.gz
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from glossary.translate.align.lexicon import TABLE, level_of
from glossary.translate.align.tokens import words_and_characters
from termbase.language.script import is_han
from termbase.memory.tokens import fold_segment

# The least number of pairs that have a token, the largest number of cells of a pair.
RARE, LARGE = 4, 2500
ITERATIONS = 6
# The least number of translations of a link, and its least lift.
LEAST, LIFT = 0.5, 2.0

Array = npt.NDArray[np.int64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data/parallel/pairs-200k.tsv.gz")
    )
    parser.add_argument("--out", type=Path, default=TABLE)
    options = parser.parse_args()
    pairs = list(pairs_of(options.data))
    characters, words = (frequent(side) for side in zip(*pairs, strict=True))
    coded = [
        (a, b)
        for chinese, english in pairs
        if 0 < len(a := coded_as(characters, chinese)) * len(b := coded_as(words, english)) <= LARGE
    ]
    lines = sorted(table(coded, list(characters), list(words)))
    options.out.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(coded)} pairs, {len(lines)} characters, {options.out.stat().st_size} bytes")


def pairs_of(path: Path) -> Iterator[tuple[set[str], set[str]]]:
    """The characters and the words of each pair."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in dict.fromkeys(lines):
            chinese, _, english = line.rstrip("\n").partition("\t")
            characters = set(filter(is_han, fold_segment(chinese)))
            english = fold_segment(english)
            yield characters, {w for w in words_and_characters(english) if re.match("[a-z]", w)}


def frequent(side: tuple[set[str], ...]) -> dict[str, int]:
    counts = Counter(token for tokens in side for token in tokens)
    return {
        token: number for number, token in enumerate(sorted(t for t in counts if counts[t] >= RARE))
    }


def coded_as(numbers: dict[str, int], tokens: set[str]) -> Array:
    return np.array(sorted(numbers[token] for token in tokens if token in numbers), dtype=np.int64)


def table(coded: list[tuple[Array, Array]], characters: list[str], words: list[str]) -> list[str]:
    """A line for each character: the words that it is linked with, each with its level."""
    left, right = [a for a, _ in coded], [b for _, b in coded]
    width = len(words)
    cells = np.concatenate([(a[:, None] * width + b).ravel() for a, b in coded])
    kinds, kind = np.unique(cells, return_inverse=True)
    rows, columns = np.divmod(kinds, width)
    kind = kind.astype(np.int32)
    # The number, among all tokens of a side, of the token of each cell.
    ends = np.cumsum([0, *map(len, left)]), np.cumsum([0, *map(len, right)])
    in_left = np.concatenate(
        [
            np.repeat(np.arange(len(a)) + s, len(b))
            for (a, b), s in zip(coded, ends[0], strict=False)
        ]
    )
    in_right = np.concatenate(
        [np.tile(np.arange(len(b)) + s, len(a)) for (a, b), s in zip(coded, ends[1], strict=False)]
    )
    count_left, count_right = (np.bincount(np.concatenate(side)) for side in (left, right))
    together = np.sqrt(
        model_1(kind, in_right, np.concatenate(right), count_left[rows], count_right)
        * model_1(kind, in_left, np.concatenate(left), count_right[columns], count_left)
    )
    lift = together * len(coded) / (count_left[rows] * count_right[columns])
    found: dict[str, list[str]] = {}
    for number in np.nonzero((together >= LEAST) & (lift >= LIFT))[0]:
        entry = f"{words[columns[number]]}{level_of(lift[number])}"
        found.setdefault(characters[rows[number]], []).append(entry)
    return [f"{character}\t{' '.join(entries)}\n" for character, entries in found.items()]


def model_1(
    kind: npt.NDArray[np.int32], slot: Array, tokens: Array, given: Array, counts: Array
) -> npt.NDArray[np.float64]:
    """The number of times that each kind of cell is a translation.

    Args:
        kind: The kind of each cell: a token of one side and one of the other, in a pair.
        slot: Which of all generated tokens the cell is about.
        tokens: The generated tokens.
        given: The number of pairs that have the generating token, for each kind.
        counts: The number of pairs that have each generated token.
    """
    by_chance = (counts / counts.sum())[tokens]
    probability = np.full(len(given), 1e-3)
    for _ in range(ITERATIONS):
        weights = probability[kind]
        total = np.bincount(slot, weights, len(tokens)) + by_chance
        weights /= total[slot]
        expected = np.bincount(kind, weights, len(given))
        probability = expected / given
    return expected


if __name__ == "__main__":
    main()
