"""Fit the constants of the boundary score to hand-segmented text, one after the other.

A mention is right when both its ends are word boundaries of the hand-made segmentation. Each
constant in turn is set to the value with which F1, the mean over the gold files, is best, until
none changes. Nothing of the text is kept but these few numbers; they go into
``glossary/find/boundary.py`` by hand.

    python benchmarks/fit_boundaries.py --data ../shared/data/boundary [--split dev]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from boundaries import asked_for

from glossary.find.boundary import CONSTANTS, WHOLE, Case, Constants, decide
from glossary.find.chinese import ChineseFinder
from glossary.find.reach import locate_hits, split_key
from glossary.find.squeeze import squeeze_short
from glossary.segment import words
from termbase.language.script import fold

GRID = {
    "per_character": (2.0, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0),
    "base": (1.0, 3.0, 4.0, 5.0, 6.0, 7.0, 9.0),
    "most_characters": (5, 6, 7, 8, 9, 10),
    "affix": (0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0),
    "right": (0.0, 4.0, 6.0, 8.0, 10.0, 14.0),
    "across": (0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0),
    "short": (0.0, 3.0, 4.0, 5.0, 6.0, 8.0),
}


def main() -> None:
    terms, asked = asked_for(__doc__)
    finder = ChineseFinder(list(dict.fromkeys(map(fold, terms))))
    golds = {}
    for title, sentences in asked.items():
        golds[title] = gold = Gold(finder)
        for text, cuts in sentences:
            gold.add(text, cuts)
    best = CONSTANTS
    show("as it is", best, golds)
    changed = True
    while changed:
        changed = False
        for name, values in GRID.items():
            tried = (best._replace(**{name: value}) for value in values)
            better = max(tried, key=lambda constants: mean(constants, golds))
            if mean(better, golds) > mean(best, golds) + 1e-5:
                best, changed = better, True
                show(f"{name} = {getattr(best, name)}", best, golds)
    print(best)


class Gold:
    """Hand-segmented text: how often each doubtful case is right and wrong."""

    def __init__(self, finder: ChineseFinder) -> None:
        self._finder = finder
        self._cases: Counter[tuple[Case, bool]] = Counter()
        self._certain: Counter[bool] = Counter()
        self._known: dict[Constants, float] = {}

    def add(self, text: str, cuts: set[int]) -> None:
        """Take in a sentence and where its words begin and end."""
        for case, right in cases(self._finder, text, cuts):
            if case is None:
                self._certain[right] += 1
            else:
                self._cases[case, right] += 1

    def f1(self, constants: Constants) -> float:
        """Return the F1 that the constants reach on it."""
        if constants not in self._known:
            accepted = self._certain.copy()
            decisions = decide(words(), (case for case, _ in self._cases), constants)
            for ((_, right), count), decision in zip(self._cases.items(), decisions, strict=True):
                if decision.score >= 0.5:
                    accepted[right] += count
            rights = self._certain[True] + sum(n for (_, r), n in self._cases.items() if r)
            self._known[constants] = 2 * accepted[True] / (accepted.total() + rights)
        return self._known[constants]


def cases(finder: ChineseFinder, text: str, cuts: set[int]) -> Iterator[tuple[Case | None, bool]]:
    """The places where terms may stand; None for those that no word can reach into."""
    squeezed = squeeze_short(text)
    hits = locate_hits(squeezed, finder._find_all(squeezed.text))
    contexts = dict(zip(hits.doubtful, map(split_key, hits.keys), strict=True))
    for index, left, right, start, end in hits.runs:
        contexts[index] = squeezed.text[left:right], start, end
    decided = zip(contexts.items(), decide(words(), contexts.values()), strict=True)
    doubtful = {index: case for (index, case), decision in decided if decision is not WHOLE}
    for index in set(range(len(hits.starts))) - set(hits.units):
        yield doubtful.get(index), {hits.firsts[index], hits.lasts[index]} <= cuts


def mean(constants: Constants, golds: dict[str, Gold]) -> float:
    return sum(gold.f1(constants) for gold in golds.values()) / len(golds)


def show(what: str, constants: Constants, golds: dict[str, Gold]) -> None:
    each = "  ".join(f"{name} {gold.f1(constants):.4f}" for name, gold in golds.items())
    print(f"{what:<24} mean {mean(constants, golds):.4f}  {each}", flush=True)


if __name__ == "__main__":
    main()
