"""Sentences and clauses that a translation leaves out or adds.

A stretch of clauses is left out if its words receive much less from the other side than expected,
and if that side is shorter than expected by about as much. The weights were fitted once, by a
logistic regression on pairs of all kinds with and without a clause taken out;
``benchmarks/checking.py`` measures what they find in other pairs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from math import log, sqrt
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
from termbase.language.sentences import sentence_spans

if TYPE_CHECKING:
    from glossary.check.coverage import Side

OMITTED = Rule(
    "omitted",
    Severity.MAJOR,
    IssueType.OMISSION,
    "A sentence or clause that a translation seems to leave out.",
)
ADDED = Rule(
    "added",
    Severity.MINOR,
    IssueType.ADDITION,
    "A sentence or clause of a translation that the source seems to lack.",
)

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
# What refers back with hardly a word more, which Chinese does without: *as part of this campaign*.
_CONNECTIVE = re.compile(
    r"(?:(?:and|but) )?(?:after|against|as|at|by|despite|for|from|given|in|of|on|out|through|under"
    r"|with|within)\b(?: \w+){0,3} (?:this|these|those|such|so)(?: \w+){0,2}",
    re.IGNORECASE,
)
# Shorter segments tell too little.
_SHORTEST_SEGMENT = 6
# The weights of what speaks for an omission, and their bias.
_BIAS, _LIKELIHOOD, _ROOT, _SHORTER_BY, _SHORTER, _LESS, _SHARE, _SIZE, _FEWER = (
    -2.3, 0.2, 1.62, 0.62, 4.7, 1.45, -2.9, 0.31, 5.8,
)  # fmt: skip
# The scores from which on there is a finding, one of the severity of the rule, and an addition.
_LEAST, _SURE, _ADDED = 1.5, 2.5, 5.0
# A side that is not shorter than this, by the logarithm of the ratio, lacks nothing; one that is so
# much longer may have something added. What a stretch cannot make good.
_EVEN, _LONGER, _HOPELESS = 0.0, 0.2, -7.0
# So many segments tell how long translations usually are.
_FEWEST = 20
# So much of a stretch is in a message.
_SHOWN = 40


class Stretch(NamedTuple):
    """Some clauses that receive less than expected.

    Attributes:
        likelihood: Half the log likelihood ratio of what they receive against what is expected, as
            of Poisson variables.
        span: Their span in the text.
        share: The part of what is expected that they receive.
    """

    likelihood: float
    span: Span
    share: float


def omissions(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield what one side of a segment lacks."""
    from glossary.check.coverage import covered

    lacks = {one.number: lack for one in job.segments if (lack := _lack(one)) is not None}
    usual, brevity = _usual(lacks.values())
    uneven = [
        one for one in job.segments if one.number in lacks and _is_uneven(lacks[one.number], usual)
    ]
    for segment, chinese, english in covered(uneven):
        into_chinese = segment.is_into_chinese
        source, target = (english, chinese) if into_chinese else (chinese, english)
        if found := _lacking(source, target, is_chinese=not into_chinese):
            span = found[1]
            message = f"{_quoted(segment.source, span)} seems to be left out"
            if brevity:
                found = _lacking(source, target, is_chinese=not into_chinese, usual=brevity)
            severity = None if found and found[0] >= _SURE else Severity.MINOR
            yield segment, Issue(OMITTED, message, span, None, severity=severity)
        elif (found := _lacking(target, source, is_chinese=into_chinese, usual=usual)) and found[
            0
        ] >= _ADDED:
            span = found[1]
            message = f"{_quoted(segment.target, span)} seems to be added"
            yield segment, Issue(ADDED, message, None, span)


def _lack(segment: Segment) -> float | None:
    """Return how much shorter a translation is than expected; None if it is not compared."""
    from glossary.check.coverage import token_count

    if not segment.is_certain or not segment.source.strip() or not segment.target.strip():
        return None
    source, target = token_count(segment.source), token_count(segment.target)
    if min(source, target) == 0 or max(source, target) < _SHORTEST_SEGMENT:
        return None
    return shorter_by(source, target, is_chinese=not segment.is_into_chinese)


def _usual(lacks: Collection[float]) -> tuple[float, float]:
    """Return how much longer, and how much shorter, the translations of a text usually are.

    A literary translation is longer throughout, and adds nothing by that. One that is shorter
    throughout may well leave something out throughout; but what it leaves out is less sure.
    """
    usual = median(lacks) if len(lacks) >= _FEWEST else 0.0
    return max(0.0, -usual), max(0.0, usual)


def _is_uneven(lack: float, usual: float) -> bool:
    """Return True if a translation may lack something, or have more than the source."""
    return lack > _EVEN or -lack - usual > _LONGER


def shorter_by(count: int, other: int, *, is_chinese: bool) -> float:
    """Return how much shorter the other side is than expected, as the logarithm of the ratio."""
    return (_RATIO if is_chinese else -_RATIO) - log(other / count)


def _quoted(text: str, span: Span) -> str:
    marked = text[slice(*span)]
    return f"'{marked}'" if len(marked) <= _SHOWN else f"'{marked[:_SHOWN]}…'"


def _lacking(
    side: Side, other: Side, *, is_chinese: bool, usual: float = 0.0
) -> tuple[float, Span] | None:
    """Return the score and the span of what the other side lacks; None if nothing.

    Args:
        side: A side.
        other: The other one.
        is_chinese: True if the side is the Chinese one.
        usual: How much longer the side usually is than expected.
    """
    count, other_count = len(side.received), len(other.received)
    if count < _SHORTEST_SEGMENT or not other_count or _are_titles(side.text, other.text):
        return None
    shorter = shorter_by(count, other_count, is_chinese=is_chinese) - usual
    if shorter < _EVEN:
        return None
    expected, received = float(side.expected.sum()), float(side.received.sum())
    less = log((received + 1) / (expected + 1))
    certain = (
        _BIAS
        + _SHORTER_BY * shorter * sqrt(count)
        + _SHORTER * shorter
        + _LESS * less * sqrt(expected)
        + _SIZE * log(count)
        + _FEWER * _fewer(side.text, other.text, is_chinese=is_chinese)
    )
    if certain < _HOPELESS or (stretch := _weakest(side, is_chinese=is_chinese)) is None:
        return None
    likelihood = stretch.likelihood
    score = certain + _LIKELIHOOD * likelihood + _ROOT * sqrt(likelihood) + _SHARE * stretch.share
    return (score, stretch.span) if score >= _LEAST else None


def _are_titles(*texts: str) -> bool:
    """Return True for texts without the end of a clause; titles are translated freely."""
    return not any(_CLAUSE[True].search(text) for text in texts)


def _fewer(text: str, other: str, *, is_chinese: bool) -> float:
    """Return one sentence's share of a text, if the other one has fewer sentences; else 0.

    Chinese joins sentences with commas, so that one with as many clauses need not have fewer.
    """
    count = len(sentence_spans(text))
    if count <= len(sentence_spans(other)):
        return 0.0
    if not is_chinese and _clause_count(other, is_chinese=True) >= _clause_count(
        text, is_chinese=False
    ):
        return 0.0
    return 1 / count


def _clause_count(text: str, *, is_chinese: bool) -> int:
    marks = _JOINED if is_chinese else _CLAUSE[False]
    return sum(bool(part.strip()) for part in marks.split(text))


def _weakest(side: Side, *, is_chinese: bool) -> Stretch | None:
    """Return the stretch of clauses that most likely has no counterpart."""
    from glossary.check.coverage import token_spans

    spans = token_spans(side.text)
    clauses = _clauses(side.text, spans, is_chinese=is_chinese)
    best: Stretch | None = None
    for first in range(len(clauses)):
        expected = received = 0.0
        count = 0
        for last in range(first, min(first + _LONGEST, len(clauses))):
            start, end = clauses[last]
            expected += float(side.expected[start:end].sum())
            received += float(side.received[start:end].sum())
            count += end - start
            if count < _SHORTEST[is_chinese] or received >= expected:
                continue
            likelihood = expected - received + received * log((received + 0.01) / expected)
            if best is None or likelihood > best.likelihood:
                span = spans[clauses[first][0]][0], spans[end - 1][1]
                best = Stretch(likelihood, span, received / max(expected, 0.1))
    return None if best and _CONNECTIVE.fullmatch(side.text, *best.span) else best


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


CHECKS = (Check((OMITTED, ADDED), job=omissions),)
