"""The evidence that a translation leaves a stretch of its source out, and its weights.

A stretch is left out if its words receive much less from the other side than expected, and if that
side is shorter than expected by about as much. The weights were fitted once, by a logistic
regression on published pairs with and without a clause or sentence taken out;
``benchmarks/checking.py`` measures what they find in other pairs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import exp, log, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from glossary.check.coverage import token_spans
from glossary.check.rule import Span
from termbase.language.sentences import sentence_spans

if TYPE_CHECKING:
    from glossary.check.coverage import Numbers, Side

# The logarithm of the number of tokens of English for one of Chinese.
_RATIO = -0.405
_CLAUSE = {
    True: re.compile("[，。；！？：,;:.!?]"),
    False: re.compile(r"[,;:.!?](?=\s|$)|[—–]"),
}
# The comma in 1,075 ends no clause.
_JOINED = re.compile("[，。；！？：]")
# Shorter clauses and longer stretches are not looked at; in tokens, and in clauses.
_SHORTEST = {True: 5, False: 3}
_LONGEST = 6
# Shorter segments tell too little.
SHORTEST_SEGMENT = 6
# A side that is not shorter than this, by the logarithm of the ratio, lacks nothing.
EVEN = 0.0
# The bias, and the weights of the evidence.
_BIAS = -3.06
_SHORTER, _SHORTER_BY, _SIZE, _FEWER, _LESS = 5.33, 0.76, -0.24, 4.53, 1.5
_CLAUSES, _SHARE = 3.84, -1.48
# The share of one sentence that counts against sentences that are joined.
_JOINED_SHARE = -0.45
# The weight of the size of a stretch, which should be what the other side lacks.
_FITTING = 0.6


class Stretch(NamedTuple):
    """Some clauses that receive less than expected.

    Attributes:
        likelihood: That of the clauses that most likely have no counterpart: half the log
            likelihood ratio of what they receive against what is expected, as of Poisson variables.
        span: The span of those whose size fits best, too.
        share: The part of what is expected that these receive.
    """

    likelihood: float
    span: Span
    share: float


class Evidence(NamedTuple):
    """The evidence for an omission in a segment.

    Attributes:
        shorter: How much shorter the other side is than expected, as the logarithm of the ratio.
        size: The number of tokens of the side.
        fewer: One sentence's share of the side, if the other one has fewer sentences; below 0 if
            these have as many clauses; else 0.
        less: How much less the tokens receive than expected, below 0 if less.
    """

    shorter: float
    size: int
    fewer: float
    less: float

    @property
    def lacking(self) -> float:
        """The number of tokens that the other side lacks."""
        return max(1.0, self.size * (1 - exp(-self.shorter)))

    def score(self, stretch: Stretch) -> float:
        """Return how surely a stretch is left out; 0 is as likely as not in the fitted pairs."""
        return (
            _BIAS
            + _SHORTER * self.shorter
            + _SHORTER_BY * self.shorter * sqrt(self.size)
            + _SIZE * log(self.size)
            + _FEWER * self.fewer
            + _LESS * self.less
            + _CLAUSES * sqrt(stretch.likelihood)
            + _SHARE * stretch.share
        )


def lacking(
    side: Side, other: Side, *, is_chinese: bool, least: float, longer: float = 0.0
) -> tuple[float, Span] | None:
    """Return the score and the span of what the other side lacks; None if nothing.

    Args:
        side: A side.
        other: The other one.
        is_chinese: True if the side is the Chinese one.
        least: The lowest score that is wanted.
        longer: How much longer the other side usually is than expected, as a logarithm.
    """
    evidence = evidence_of(side, other, is_chinese=is_chinese, longer=longer)
    if evidence is None:
        return None
    # No stretch lacks more than all that is expected of the side.
    everything = Stretch(float(side.expected.sum()), (0, 0), 0.0)
    if evidence.score(everything) < least:
        return None
    stretch = weakest(side, evidence, is_chinese=is_chinese)
    if stretch is None or (score := evidence.score(stretch)) < least:
        return None
    return score, stretch.span


def evidence_of(side: Side, other: Side, *, is_chinese: bool, longer: float) -> Evidence | None:
    """Return the evidence of two sides; None if the other one is long enough, or for titles."""
    count, other_count = len(side.received), len(other.received)
    if count < SHORTEST_SEGMENT or not other_count:
        return None
    shorter = shorter_by(count, other_count, is_chinese=is_chinese) + longer
    if shorter < EVEN or _are_titles(side.text, other.text):
        return None
    fewer = _fewer(side.text, other.text, is_chinese=is_chinese)
    return Evidence(shorter, count, fewer, _less(side))


def shorter_by(count: int, other: int, *, is_chinese: bool) -> float:
    """Return how much shorter the other side is than expected, as the logarithm of the ratio.

    Args:
        count: The number of tokens of a side.
        other: That of the other one.
        is_chinese: True if the side is the Chinese one.
    """
    return (_RATIO if is_chinese else -_RATIO) - log(other / count)


def _less(side: Side) -> float:
    """Return how much less the tokens of a side receive than expected, below 0 if less."""
    expected, received = float(side.expected.sum()), float(side.received.sum())
    return log((received + 1) / (expected + 1)) * sqrt(expected)


def _are_titles(*texts: str) -> bool:
    """Return True for texts without the end of a clause; titles are translated freely."""
    return not any(_CLAUSE[True].search(text) for text in texts)


def _fewer(text: str, other: str, *, is_chinese: bool) -> float:
    """Return one sentence's share of a text, if the other one has fewer sentences; else 0.

    Chinese joins sentences with commas; if it has as many clauses as the text, it hardly lacks one
    of them, and the result is below 0.
    """
    count = len(sentence_spans(text))
    if count <= len(sentence_spans(other)):
        return 0.0
    is_joined = not is_chinese and _clause_count(other, is_chinese=True) >= _clause_count(
        text, is_chinese=False
    )
    return (_JOINED_SHARE if is_joined else 1) / count


def has_clauses(text: str, *, is_chinese: bool) -> bool:
    """Return True for a text of several clauses."""
    return sum(bool(part.strip()) for part in _CLAUSE[is_chinese].split(text)) > 1


def _clause_count(text: str, *, is_chinese: bool) -> int:
    marks = _JOINED if is_chinese else _CLAUSE[False]
    return sum(bool(part.strip()) for part in marks.split(text))


def weakest(side: Side, evidence: Evidence, *, is_chinese: bool) -> Stretch | None:
    """Return the stretch of clauses that most likely has no counterpart."""
    spans = token_spans(side.text)
    clauses = _clauses(side.text, spans, is_chinese=is_chinese)
    best: tuple[float, int, int, float] | None = None
    highest = 0.0
    for first in range(len(clauses)):
        expected = received = 0.0
        for last in range(first, min(first + _LONGEST, len(clauses))):
            start, end = clauses[last]
            expected += float(side.expected[start:end].sum())
            received += float(side.received[start:end].sum())
            count = end - clauses[first][0]
            if count < _SHORTEST[is_chinese] or received >= expected:
                continue
            likelihood = expected - received + received * log((received + 0.01) / expected)
            highest = max(highest, likelihood)
            # All clauses together are hardly left out.
            if len(clauses) > 1 and last - first + 1 == len(clauses):
                continue
            fitting = sqrt(likelihood) - _FITTING * abs(log(count / evidence.lacking))
            if best is None or fitting > best[0]:
                best = fitting, clauses[first][0], end, received / max(expected, 0.1)
    # An abbreviation is a word less for each of its letters.
    is_short = len(clauses) == 1 and evidence.lacking <= _SHORTEST[is_chinese] + 0.5
    if best is None or is_short:
        return None
    _, start, end, share = best
    # Of a single clause some words are left out.
    if len(clauses) == 1:
        start, end = _thinnest(side, evidence)
    return Stretch(highest, (spans[start][0], spans[end - 1][1]), share)


def _thinnest(side: Side, evidence: Evidence) -> Span:
    """Return the words of a clause that most likely have no counterpart.

    What is a clause in a translation may be a part of one in its source.

    Returns:
        The number of the first word and of that behind the last, from 0.
    """
    length = min(len(side.received), max(_SHORTEST[True], round(evidence.lacking)))
    expected, received = _sums(side.expected), _sums(side.received)
    lack = (expected - received)[length:] - (expected - received)[: len(expected) - length]
    start = int(lack.argmax())
    return start, start + length


def _sums(values: Numbers) -> Numbers:
    return np.concatenate(([0.0], np.cumsum(values)))


def _clauses(text: str, tokens: Sequence[Span], *, is_chinese: bool) -> list[Span]:
    """Return the first token of each clause of a text and the one after its last."""
    ends = [match.end() for match in _CLAUSE[is_chinese].finditer(text)]
    starts, clause = [0], 0
    for number, (start, _) in enumerate(tokens):
        before = clause
        while clause < len(ends) and start >= ends[clause]:
            clause += 1
        if clause > before and number:
            starts.append(number)
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True))
