"""Pairing the sentences of a text with those of its translation.

Of all ways to pair them in order (one with one, one with two, two with one, two with two, one
with none) the one is taken that costs the least. What a pair costs comes from how well its lengths
agree, after Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), and
from what both sides name: terms of the glossary, numbers, and words in Latin letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import erfc, exp, log, sqrt
from typing import TYPE_CHECKING

from termbase.language.numerals import parse_numeral
from termbase.language.script import HAN
from termbase.language.sentences import split_sentences
from termbase.memory.tokens import fold_segment
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit

if TYPE_CHECKING:
    from glossary.find import Finder

# How likely each sort of pair is, after Gale and Church, with more freedom for Chinese, whose
# sentences are often two in English.
_KINDS = {(1, 1): 0.85, (1, 2): 0.06, (2, 1): 0.06, (2, 2): 0.01, (1, 0): 0.01, (0, 1): 0.01}
# The variance of the length of a translation, per character of English.
_VARIANCE = 9.0
# What anchors that both sides have are worth, and what one that only one side has costs.
_SHARED, _ALONE = 3.0, 1.2
# How sure a pair is of which only the lengths are known and agree: about .8.
_TRUST = 1.5
# A 汉字 takes as much room as so many letters, where a text does not tell.
_LETTERS_A_HAN = 3.2
# Within these limits one text may be longer throughout; beyond, something is missing.
_LEAST, _MOST = 0.8, 1.6
# So far from the straight line from beginning to end may a pair be, at least and as a share.
_BAND, _SHARE = 40, 0.15

_NUMBER = re.compile(r"(\d+(?:[.,]\d+)*)\s*(万|亿|thousand|million|billion|trillion)?")
_HAN_NUMBER = re.compile("[〇零一二三四五六七八九十百]+")
_UNITS = {
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
    """Sentences that say the same.

    Attributes:
        source: Of the text; none, one or two.
        target: Of its translation.
        confidence: How sure it is, from 0 to 1; 0 where one side is missing.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float


def align(finder: Finder, source: str, target: str) -> list[Pair]:
    """Pair the sentences of two texts, in order; every sentence is in one pair.

    Args:
        finder: Whose terms count as evidence.
        source: A text.
        target: Its translation.
    """
    ours, theirs = split_sentences(source), split_sentences(target)
    if not ours or not theirs:
        return [Pair((s,), (), 0.0) for s in ours] + [Pair((), (t,), 0.0) for t in theirs]
    one, other = _Side.of(finder, ours), _Side.of(finder, theirs)
    _common(one.anchors, other.anchors)
    pairs = []
    for (i, j), (di, dj) in _best_path(one, other):
        confidence = 0.0
        if di and dj:
            rare = log(_KINDS[1, 1] / _KINDS[di, dj])
            certain = _evidence(one, other, i, j, di, dj) + _TRUST - rare / 2
            confidence = 1 / (1 + exp(-certain))
        pairs.append(Pair(tuple(ours[i : i + di]), tuple(theirs[j : j + dj]), confidence))
    return pairs


def as_units(
    pairs: Sequence[Pair], origin: str = "", at_least: float = 0.0
) -> Iterator[TranslationUnit]:
    """Pairs with both sides as units, with their confidence among the properties.

    Args:
        pairs: As :func:`align` returns them.
        origin: The file they come from.
        at_least: The least confidence.
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
    """One text: the length of each sentence in letters, summed up, and its anchors."""

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

    def named(self, start: int, count: int) -> Counter[str]:
        if count == 1:
            return self.anchors[start]
        return sum(self.anchors[start : start + count], Counter())


def _best_path(one: _Side, other: _Side) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each pair begins, and how many sentences it has on each side."""
    n, m = len(one.anchors), len(other.anchors)
    width = max(_BAND, int(_SHARE * max(n, m)))
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        middle = i * m // n
        for j in range(max(0, middle - width), min(m, middle + width) + 1):
            if i == j == 0:
                continue
            ways = (
                (best[i - di, j - dj][0] + _cost(one, other, i - di, j - dj, di, dj), (di, dj))
                for di, dj in _KINDS
                if (i - di, j - dj) in best
            )
            if way := min(ways, default=None):
                best[i, j] = way
    path = []
    place = (n, m)
    while place != (0, 0):
        step = best[place][1]
        place = (place[0] - step[0], place[1] - step[1])
        path.append((place, step))
    return path[::-1]


def _cost(one: _Side, other: _Side, i: int, j: int, di: int, dj: int) -> float:
    cost = -log(_KINDS[di, dj])
    if not di or not dj:
        side, start = (one, i) if di else (other, j)
        return cost + _ALONE * sum(side.named(start, 1).values())
    return cost - _evidence(one, other, i, j, di, dj)


def _evidence(one: _Side, other: _Side, i: int, j: int, di: int, dj: int) -> float:
    """The logarithm of how much speaks for a pair: its lengths, and what both sides name."""
    ratio = min(max(other.ends[-1] / one.ends[-1], _LEAST), _MOST)
    here, there = one.length(i, di) * ratio, other.length(j, dj)
    deviation = abs(here - there) / sqrt(_VARIANCE * max(1.0, (here + there) / 2))
    fit = log(max(1e-12, erfc(deviation / sqrt(2))))
    ours, theirs = one.named(i, di), other.named(j, dj)
    shared = (ours & theirs).total()
    return fit + _SHARED * shared - _ALONE * (ours.total() + theirs.total() - 2 * shared) / 2


def _anchors(finder: Finder, sentence: str) -> Counter[str]:
    """What a sentence names: concepts, numbers, months, and names in Latin letters; each once."""
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
            yield float(digits) * _UNITS.get(match[2] or "", 1)
    for numeral in _HAN_NUMBER.findall(folded):
        if len(numeral) > 1 and (value := parse_numeral(numeral)) is not None:
            yield value


def _common(one: list[Counter[str]], other: list[Counter[str]]) -> None:
    """Leave only what both texts name somewhere: the rest tells nothing of sentences."""
    ours, theirs = (set().union(*side) for side in (one, other))
    for anchors in (*one, *other):
        for name in anchors.keys() - (ours & theirs):
            del anchors[name]
