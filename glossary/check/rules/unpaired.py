"""Sentences and lines of a document for which the aligner has found no counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.finding import Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue
from glossary.check.rules.omission import ADDED, OMITTED
from termbase.language.script import HAN

# The translation of several paragraphs as fewer lacks one if it is so much shorter than expected.
_LACKS_PARAGRAPH = 0.25
# Of texts with more than this share of such paragraphs and sentences the translation is free.
_FEW_JOINED = 0.02
# A sentence without a counterpart is one, if it is not too short; in characters.
_WORD = re.compile(rf"[{HAN}]{{2}}|[A-Za-z]{{3}}")
_SHORTEST_SENTENCE = {True: 10, False: 30}


def unpaired(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the sentences and lines without a counterpart."""
    for segment in job.segments:
        yield from _one_sided(segment)
    yield from _joined_paragraphs(job)
    yield from _short_sentences(job)


def _one_sided(segment: Segment) -> Iterator[tuple[Segment, Issue]]:
    """Yield a sentence for which the aligner has found no counterpart."""
    if segment.is_certain:
        return
    source, target = segment.source.strip(), segment.target.strip()
    into_chinese = segment.is_into_chinese
    if not target and len(source) >= _SHORTEST_SENTENCE[not into_chinese]:
        issue = Issue(OMITTED, "a sentence seems to be left out", (0, len(segment.source)), None)
        yield segment, issue
    elif not source and len(target) >= _SHORTEST_SENTENCE[into_chinese]:
        issue = Issue(ADDED, "a sentence seems to be added", None, (0, len(segment.target)))
        yield segment, issue


def _short_sentences(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield short sentences without a counterpart, where the aligner has found one for the rest."""
    left = [one for one in job.segments if not one.is_certain and 0 in one.paragraphs]
    if len(left) > max(1, _FEW_JOINED * len(job.segments)):
        return
    for segment in left:
        source, is_chinese = segment.source.strip(), not segment.is_into_chinese
        if _WORD.search(source) and len(source) < _SHORTEST_SENTENCE[is_chinese]:
            issue = Issue(
                OMITTED,
                "a short sentence seems to be left out",
                (0, len(segment.source)),
                severity=Severity.MINOR,
            )
            yield segment, issue


def _joined_paragraphs(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield paragraphs that are fewer in the translation, and too short for all of them.

    In a text whose paragraphs often differ, as of a novel, that means nothing.
    """
    from glossary.check.coverage import token_count
    from glossary.check.evidence import shorter_by

    joined = [one for one in job.segments if one.paragraphs[0] > one.paragraphs[1] > 0]
    if len(joined) > max(1, _FEW_JOINED * len(job.segments)):
        return
    for segment in joined:
        source, target = token_count(segment.source), token_count(segment.target)
        if not source or not target:
            continue
        ours, theirs = segment.paragraphs
        shorter = shorter_by(source, target, is_chinese=not segment.is_into_chinese)
        if shorter >= _LACKS_PARAGRAPH:
            message = f"{ours} lines are {theirs} in the translation, which is too short for all"
            span = (0, len(segment.source))
            yield segment, Issue(OMITTED, message, span, None, severity=Severity.MINOR)


CHECKS = (Check((OMITTED, ADDED), job=unpaired),)
