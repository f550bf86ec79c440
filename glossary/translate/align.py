"""Align the sentences of a text with those of its translation.

Of all ways to pair them in order (one with one, one with two, two with one, two with two, one
with none) the cheapest is taken. The cost of a pair depends on how well the lengths agree, after
Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), and on the anchors
that both sides share: terms of the glossary, numbers, and words in Latin letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import erfc, exp, log, sqrt
from typing import TYPE_CHECKING

from termbase.language.numerals import NUMERALS, parse_numeral
from termbase.language.script import HAN
from termbase.language.sentences import split_sentences
from termbase.memory.tokens import fold_segment
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit

if TYPE_CHECKING:
    from glossary.find import Finder

# The prior probability of each kind of pair, after Gale and Church; more for one with two, because
# a Chinese sentence is often two in English.
_KINDS = {(1, 1): 0.85, (1, 2): 0.06, (2, 1): 0.06, (2, 2): 0.01, (1, 0): 0.01, (0, 1): 0.01}
# The variance of the length of a translation, per character of English.
_VARIANCE = 9.0
# The bonus of an anchor that both sides have, and the cost of one that only one side has.
_SHARED, _UNSHARED = 3.0, 1.2
# The log odds of a pair whose lengths agree and that has no anchors: a confidence of about .8.
_BASE_LOG_ODDS = 1.5
# The number of English letters that corresponds to one 汉字 on average.
_LETTERS_A_HAN = 3.2
# One text may be longer throughout by a ratio within these limits; beyond, a part is missing.
_MIN_RATIO, _MAX_RATIO = 0.8, 1.6
# The greatest distance of a pair from the diagonal: a number of sentences, or a share of all.
_BAND, _BAND_SHARE = 40, 0.15

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)\s*(万|亿|thousand|million|billion|trillion)?")
_HAN_NUMBER = re.compile(f"[{NUMERALS}]+")
_MAGNITUDES = {
    "万": 1e4, "亿": 1e8, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november "
        "december".split(),
        1,
    )
    if name not in ("march", "may")  # which are words as well
}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9'’.-]*[A-Za-z0-9]")
_WIDE = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that are translations of each other.

    Attributes:
        source: None, one or two sentences of the text.
        target: None, one or two sentences of the translation.
        confidence: The estimated probability, from 0 to 1; 0 where one side is missing.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float


def align(finder: Finder, source: str, target: str) -> list[Pair]:
    """Pair the sentences of two texts, in order; every sentence is in one pair.

    Args:
        finder: Finds the terms that are anchors.
        source: A text.
        target: The translation.
    """
    sources, targets = split_sentences(source), split_sentences(target)
    if not sources or not targets:
        return [Pair((s,), (), 0.0) for s in sources] + [Pair((), (t,), 0.0) for t in targets]
    left, right = _Side.of(finder, sources), _Side.of(finder, targets)
    _keep_common_anchors(left.anchors, right.anchors)
    pairs = []
    for (i, j), (di, dj) in _best_path(left, right):
        confidence = 0.0
        if di and dj:
            penalty = log(_KINDS[1, 1] / _KINDS[di, dj]) / 2
            log_odds = _evidence(left, right, i, j, di, dj) + _BASE_LOG_ODDS - penalty
            confidence = 1 / (1 + exp(-log_odds))
        pairs.append(Pair(tuple(sources[i : i + di]), tuple(targets[j : j + dj]), confidence))
    return pairs


def as_units(
    pairs: Sequence[Pair], origin: str = "", at_least: float = 0.0
) -> Iterator[TranslationUnit]:
    """Yield the pairs with both sides as units; the property ``confidence`` has the confidence.

    Args:
        pairs: The pairs that :func:`align` returns.
        origin: The name of the file.
        at_least: The lowest confidence that is accepted, from 0 to 1.
    """
    whole = [pair for pair in pairs if pair.source and pair.target]
    texts = [tuple(map(_joined, (pair.source, pair.target))) for pair in whole]
    for number, (pair, (source, target)) in enumerate(zip(whole, texts, strict=True)):
        if pair.confidence >= at_least:
            yield TranslationUnit(
                source,
                target,
                guess_language(source),
                guess_language(target),
                origin=origin,
                before=texts[number - 1][0] if number else "",
                after=texts[number + 1][0] if number + 1 < len(texts) else "",
                properties={"confidence": f"{pair.confidence:.2f}"},
            )


def _joined(parts: Sequence[str]) -> str:
    text = "".join(parts[:1])
    for part in parts[1:]:
        text += part if _WIDE.match(part) or _WIDE.search(text[-2:]) else f" {part}"
    return text


@dataclass(frozen=True, slots=True)
class _Side:
    """A text: the cumulative length of its sentences in letters, and the anchors of each."""

    ends: list[float]
    anchors: list[Counter[str]]

    @classmethod
    def of(cls, finder: Finder, parts: Sequence[str]) -> _Side:
        lengths = (sum(_LETTERS_A_HAN if _WIDE.match(c) else 1 for c in part) for part in parts)
        return cls(
            list(accumulate(lengths, initial=0.0)), [_anchors(finder, part) for part in parts]
        )

    def length(self, start: int, count: int) -> float:
        return self.ends[start + count] - self.ends[start]

    def anchors_of(self, start: int, count: int) -> Counter[str]:
        if count == 1:
            return self.anchors[start]
        return sum(self.anchors[start : start + count], Counter())


def _best_path(left: _Side, right: _Side) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return for each pair the indices of its first sentences, and the numbers of sentences."""
    n, m = len(left.anchors), len(right.anchors)
    width = max(_BAND, int(_BAND_SHARE * max(n, m)))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - width), min(m, middle + width) + 1):
            if i == j == 0:
                continue
            ways = (
                (best[i - di, j - dj][0] + _cost(left, right, i - di, j - dj, di, dj), (di, dj))
                for di, dj in _KINDS
                if (i - di, j - dj) in best
            )
            if way := min(ways, default=None):
                best[i, j] = way
    path = []
    node = (n, m)
    while node != (0, 0):
        step = best[node][1]
        node = (node[0] - step[0], node[1] - step[1])
        path.append((node, step))
    return path[::-1]


def _cost(left: _Side, right: _Side, i: int, j: int, di: int, dj: int) -> float:
    cost = -log(_KINDS[di, dj])
    if not di or not dj:
        side, start = (left, i) if di else (right, j)
        return cost + _UNSHARED * sum(side.anchors_of(start, 1).values())
    return cost - _evidence(left, right, i, j, di, dj)


def _evidence(left: _Side, right: _Side, i: int, j: int, di: int, dj: int) -> float:
    """Return the log likelihood of a pair, from its lengths and its anchors."""
    ratio = min(max(right.ends[-1] / left.ends[-1], _MIN_RATIO), _MAX_RATIO)
    expected, actual = left.length(i, di) * ratio, right.length(j, dj)
    variance = _VARIANCE * max(1.0, (expected + actual) / 2)
    deviation = abs(expected - actual) / sqrt(variance)
    fit = log(max(1e-12, erfc(deviation / sqrt(2))))
    source, target = left.anchors_of(i, di), right.anchors_of(j, dj)
    shared = (source & target).total()
    unshared = source.total() + target.total() - 2 * shared
    return fit + _SHARED * shared - _UNSHARED * unshared / 2


def _anchors(finder: Finder, sentence: str) -> Counter[str]:
    """Return the concepts, numbers, months and names in Latin letters of a sentence, each once."""
    folded = fold_segment(sentence)
    found = {mention.concept.id for mention in finder.find(sentence)}
    found |= {f"{value:g}" for value in _values(folded)}
    found |= {f"month {month}" for month in _MONTH.findall(folded)}
    found |= {f"month {number}" for name, number in _MONTHS.items() if name in folded}
    found |= {name.lower() for name in _NAME.findall(sentence) if not name.islower()}
    return Counter(found)


def _values(folded: str) -> Iterator[float]:
    for match in _NUMBER.finditer(folded):
        digits = match[1].replace(",", "")
        if digits.count(".") < 2:
            yield float(digits) * _MAGNITUDES.get(match[2] or "", 1)
    for numeral in _HAN_NUMBER.findall(folded):
        if len(numeral) > 1 and (value := parse_numeral(numeral)) is not None:
            yield value


def _keep_common_anchors(left: list[Counter[str]], right: list[Counter[str]]) -> None:
    """Remove the anchors that only one text has anywhere; they tell nothing about a pair."""
    common = set().union(*left) & set().union(*right)
    for anchors in (*left, *right):
        for name in anchors.keys() - common:
            del anchors[name]
