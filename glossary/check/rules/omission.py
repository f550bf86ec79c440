"""Sentences and clauses that a translation leaves out or adds."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from statistics import median

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span

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

# What refers back with hardly a word more, and what is a single character in Chinese, or nothing:
# *as part of this campaign*, *to do this*, *and many more*.
_PASSING = re.compile(
    r"\b(?:(?:(?:and|but) )?(?:after|against|as|at|by|despite|for|from|given|in|of|on|out|through"
    r"|under|with|within)\b(?: \w+){0,3} (?:this|these|those|such|so)(?: \w+){0,2}"
    r"|to (?:do|achieve) (?:this|that|so)|and (?:many|much|so many) (?:more|others)|and the like"
    r"|to name (?:but|just|only) a few|and so (?:on|forth)|among (?:other things|(?:many )?others)"
    r"|(?:as )?you (?:know|see))\b",
    re.IGNORECASE,
)
_WORD, _FEW_WORDS = re.compile(r"\w+"), 2
# The scores from which on there is a finding, one of the severity of the rule, and an addition.
_LEAST, _SURE, _ADDED = 2.1, 3.5, 5.5
# What a place where a clause seems to be cut out adds to the score.
_SEAM = 4.0
# A side that is so much longer, by the logarithm of the ratio, may have something added.
_LONGER = 0.2
# So many segments of usual length are added to those of the file.
_PRIOR = 8
# So much of a stretch is in a message.
_SHOWN = 40


def omissions(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield what one side of a segment lacks."""
    from glossary.check.coverage import covered
    from glossary.check.evidence import EVEN, has_clauses, lacking
    from glossary.check.seams import seam

    lacks = {one.number: lack for one in job.segments if (lack := _lack(one)) is not None}
    longer, brevity = _usual(lacks.values())
    uneven = [
        one
        for one in job.segments
        if one.number in lacks
        and (lacks[one.number] + longer > EVEN or -lacks[one.number] - longer > _LONGER)
    ]
    for segment, chinese, english in covered(uneven):
        into_chinese = segment.is_into_chinese
        source, target = (english, chinese) if into_chinese else (chinese, english)
        cut = _SEAM if seam(segment) else 0.0
        least, sure_from = _LEAST - cut, _SURE - cut
        found = lacking(source, target, is_chinese=not into_chinese, least=least, longer=longer)
        if found and not _is_passing(segment.source, found[1]):
            score, span = found
            if brevity:
                sure = lacking(
                    source, target, is_chinese=not into_chinese, least=sure_from, longer=-brevity
                )
            else:
                sure = found if score >= sure_from else None
            message = f"{_quoted(segment.source, span)} seems to be left out"
            severity = None if sure else Severity.MINOR
            yield segment, Issue(OMITTED, message, span, None, severity=severity)
        # Within a clause more words say the same.
        elif has_clauses(segment.target, is_chinese=into_chinese) and (
            added := lacking(target, source, is_chinese=into_chinese, least=_ADDED, longer=-longer)
        ):
            span = added[1]
            message = f"{_quoted(segment.target, span)} seems to be added"
            yield segment, Issue(ADDED, message, None, span)


def _lack(segment: Segment) -> float | None:
    """Return how much shorter a translation is than expected; None if it is not compared."""
    from glossary.check.coverage import token_count
    from glossary.check.evidence import SHORTEST_SEGMENT, shorter_by

    if not segment.is_certain or not segment.source.strip() or not segment.target.strip():
        return None
    source, target = token_count(segment.source), token_count(segment.target)
    if min(source, target) == 0 or max(source, target) < SHORTEST_SEGMENT:
        return None
    return shorter_by(source, target, is_chinese=not segment.is_into_chinese)


def _usual(lacks: Collection[float]) -> tuple[float, float]:
    """Return how much longer, and how much shorter, the translations of a text usually are.

    A literary translation is longer throughout, adds nothing by that, and may lack something where
    it is of even length. One that is shorter throughout may well leave something out throughout;
    but what it leaves out is less sure.
    """
    if not lacks:
        return 0.0, 0.0
    usual = median(lacks) * len(lacks) / (len(lacks) + _PRIOR)
    return max(0.0, -usual), max(0.0, usual)


def _is_passing(text: str, span: Span) -> bool:
    """Return True for a phrase in passing with hardly a word before or after it."""
    rest, count = _PASSING.subn(" ", text[slice(*span)])
    return bool(count) and len(_WORD.findall(rest)) <= _FEW_WORDS


def _quoted(text: str, span: Span) -> str:
    marked = text[slice(*span)]
    return f"'{marked}'" if len(marked) <= _SHOWN else f"'{marked[:_SHOWN]}…'"


CHECKS = (Check((OMITTED, ADDED), job=omissions),)
