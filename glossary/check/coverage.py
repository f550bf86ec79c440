"""The words of a segment that its translation accounts for, and those that it leaves alone.

Each token of the translation is shared out among the tokens of the source that may have given rise
to it, as in the first step of Brown and others, "The Mathematics of Statistical Machine
Translation" (1993), Model 1: in proportion to the lift of their link, which the lexicon of the
aligner has, and to their nearness. A token has then *received* a number of tokens of the other
side; how many one may *expect* depends on how well the lexicon knows it, and on what it receives
elsewhere in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from glossary.translate.align.lexicon import Vocabulary, known_links, lift_of
from glossary.translate.align.tokens import stem
from termbase.language.script import HAN, fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from glossary.check.job import Segment
    from glossary.translate.align.lexicon import Links

    Numbers = npt.NDArray[np.float64]

# So many segments have their words counted together, which bounds the memory for their links.
_BATCH = 1500
_TOKEN = re.compile(rf"[{HAN}]|[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*")
# The lift of each level of a link.
_LIFTS = lift_of(np.arange(256))
# The lift of no link at all, and the distance, as a share of the length of a side, at which a link
# counts a third.
_NO_LINK, _DISTANCE = 1.0, 0.15
# The numbers of tokens that are expected of those that the lexicon knows best, and the levels at
# which two thirds of them are: of 汉字, and of English stems. Of others, such as names and numbers.
_HAN_EXPECTED, _HAN_LEVEL = 0.72, 5.0
_STEM_EXPECTED, _STEM_LEVEL = 1.15, 2.0
_OTHER_EXPECTED = 0.95
# What a token receives in so many places of the text counts as much as the lexicon, and more than
# so many say no more: a clause is not likelier to be left out because the text is longer.
_PLACES, _MOST_PLACES = 4, 16


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a segment.

    Attributes:
        text: Its text.
        received: The number of tokens of the other side that each one has received.
        expected: The number that may be expected.
    """

    text: str
    received: Numbers
    expected: Numbers


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the 汉字, English words and numbers of a text."""
    return [match.span() for match in _TOKEN.finditer(fold(text).lower())]


def token_count(text: str) -> int:
    """Return the number of tokens of a text; nearly the same without folding it."""
    return len(_TOKEN.findall(text.lower()))


def _keys(text: str) -> list[str]:
    return list(map(_key, _TOKEN.findall(fold(text).lower())))


@lru_cache(maxsize=1 << 16)
def _key(token: str) -> str:
    if token[0].isdigit():
        return f"={token.replace(',', '')}"
    return stem(token) if token.isascii() else token


def covered(segments: Sequence[Segment]) -> Iterator[tuple[Segment, Side, Side]]:
    """Yield segments with their Chinese and their English side."""
    for start in range(0, len(segments), _BATCH):
        yield from _covered(segments[start : start + _BATCH])


def _covered(segments: Sequence[Segment]) -> Iterator[tuple[Segment, Side, Side]]:
    texts = [[one.chinese for one in segments], [one.english for one in segments]]
    vocabularies = [Vocabulary.of(list(map(_keys, side))) for side in texts]
    chinese, english = vocabularies
    links = known_links(chinese, english, ("\n".join(texts[0]), "\n".join(texts[1])))
    received = [
        _received(links, left, right)
        for left, right in zip(chinese.sentences, english.sentences, strict=True)
    ]
    expected = [
        _expected(vocabulary, [pair[side] for pair in received])
        for side, vocabulary in enumerate(vocabularies)
    ]
    for number, segment in enumerate(segments):
        left, right = (
            Side(
                texts[side][number],
                received[number][side],
                expected[side][vocabularies[side].sentences[number]],
            )
            for side in (0, 1)
        )
        yield segment, left, right


def _received(
    links: Links, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> tuple[Numbers, Numbers]:
    """Return the number of tokens that each token of two sides receives from the other one."""
    places = [np.arange(len(side)) / max(1, len(side)) for side in (left, right)]
    distances = np.abs(places[0][:, None] - places[1][None, :])
    lifts = _LIFTS[links[np.ix_(left, right)]] * np.exp(-distances / _DISTANCE)
    ours = (lifts / (lifts.sum(axis=0) + _NO_LINK)).sum(axis=1)
    theirs = (lifts / (lifts.sum(axis=1)[:, None] + _NO_LINK)).sum(axis=0)
    return ours, theirs


def _expected(vocabulary: Vocabulary, received: Sequence[Numbers]) -> Numbers:
    """Return the number of tokens that may be expected of each token of a vocabulary."""
    known = np.array([_known(token) for token in vocabulary.numbers], dtype=np.float64)
    sums, counts = np.zeros(len(known)), np.zeros(len(known))
    for tokens, values in zip(vocabulary.sentences, received, strict=True):
        np.add.at(sums, tokens, values)
        np.add.at(counts, tokens, 1)
    places = np.minimum(counts, _MOST_PLACES)
    means = sums / np.maximum(counts, 1)
    return np.asarray((places * means + _PLACES * known) / (places + _PLACES))


def _known(token: str) -> float:
    """Return the number of tokens that may be expected of a token by the lexicon."""
    level = _levels().get(token)
    if token.isascii():
        if level is None:
            return _OTHER_EXPECTED
        return _STEM_EXPECTED * (1 - exp(-level / _STEM_LEVEL))
    return _HAN_EXPECTED * (1 - exp(-(level or 0) / _HAN_LEVEL))


@cache
def _levels() -> dict[str, int]:
    """Return the highest level of a link of each 汉字 and each stem in the lexicon."""
    from glossary.translate.align.lexicon import lexicon

    levels: dict[str, int] = {}
    for character, entries in lexicon().items():
        for word, level in entries:
            for token in (character, word):
                levels[token] = max(level, levels.get(token, 0))
    return levels
