"""Measure the accuracy of word boundaries on hand-segmented text, beside simpler ways.

A mention is right when both its ends are word boundaries of the hand-made segmentation. Beside
ours: every substring, the leftmost longest of overlapping ones, and both ends on the boundaries
of plain jieba (HMM on). Terms and gold text are looked for in a folder with ``gold/SPLIT`` and
``terms_political.txt``; nothing of it is kept here.

    python benchmarks/boundaries.py --data ../shared/data/boundary [--split dev] [--sentences 20000]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from glossary.find.chinese import ChineseFinder
from glossary.segment import words
from termbase.language.script import fold

Find = Callable[[str], list[tuple[int, int]]]
# The texts of sentences, and where words begin and end in each.
Gold = list[tuple[str, set[int]]]


def main() -> None:
    terms, golds = asked_for(__doc__)
    print(f"{'gold':<20}{'way':<18} precision  recall      F1  seconds  ratio")
    for title, gold in golds.items():
        ours = 0.0
        for name, way in ways(terms).items():
            way("预热")
            begin = time.perf_counter()
            found = [set(way(text)) for text, _ in gold]
            seconds = time.perf_counter() - begin
            ours = ours or seconds
            precision, recall, f1 = scores(found, gold, terms)
            row = f"{precision:>10.3f}{recall:>8.3f}{f1:>8.3f}{seconds:>9.2f}{seconds / ours:>7.1f}"
            print(f"{title[:19]:<20}{name:<18}{row}")


def asked_for(description: str) -> tuple[list[str], dict[str, Gold]]:
    """The terms, and the hand-segmented sentences of each file, that the command line names."""
    parser = argparse.ArgumentParser(description=description.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data/boundary"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--sentences", type=int, default=20_000, help="of each gold file")
    options = parser.parse_args()
    listed = (options.data / "terms_political.txt").read_text(encoding="utf-8").splitlines()
    terms = sorted({line.split("\t")[0] for line in listed if line.strip()})
    paths = sorted((options.data / "gold" / options.split).iterdir())
    return terms, {path.stem: list(sentences(path, options.sentences)) for path in paths}


def sentences(path: Path, most: int) -> Iterator[tuple[str, set[int]]]:
    """The text of each line without its spaces, and where its words begin and end."""
    with path.open(encoding="utf-8") as file:
        for _, line in zip(range(most), file, strict=False):
            words = line.split()
            yield "".join(words), set(accumulate(map(len, words), initial=0))


def scores(
    found: list[set[tuple[int, int]]], gold: Gold, terms: list[str]
) -> tuple[float, float, float]:
    """Precision, recall and F1 of mentions, all sentences together."""
    everywhere = substring_finder(terms)
    true = [
        {(start, end) for start, end in everywhere(text) if {start, end} <= cuts}
        for text, cuts in gold
    ]
    hits = sum(len(one & other) for one, other in zip(found, true, strict=True))
    precision = hits / max(1, sum(map(len, found)))
    recall = hits / max(1, sum(map(len, true)))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def ways(terms: list[str]) -> dict[str, Find]:
    finder = ChineseFinder(list(dict.fromkeys(map(fold, terms))))
    substrings = substring_finder(terms)

    def ours(text: str) -> list[tuple[int, int]]:
        return [(start, end) for start, end, _, _ in finder.find(text)]

    def longest(text: str) -> list[tuple[int, int]]:
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(substrings(text), key=lambda span: (span[0], -span[1])):
            if not chosen or start >= chosen[-1][1]:
                chosen.append((start, end))
        return chosen

    def by_jieba(text: str) -> list[tuple[int, int]]:
        import jieba

        cuts = set(accumulate(map(len, jieba.lcut(text)), initial=0))
        return [(start, end) for start, end in substrings(text) if {start, end} <= cuts]

    words()
    return {
        "ours": ours,
        "every substring": substrings,
        "leftmost longest": longest,
        "plain jieba": by_jieba,
    }


def substring_finder(terms: list[str]) -> Find:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    automaton = CharwiseDoubleArrayAhoCorasick(terms)
    return lambda text: [(start, end) for start, end, _ in automaton.find_overlapping(text)]


if __name__ == "__main__":
    main()
