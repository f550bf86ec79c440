"""Sentences of a translation that break off, or that begin in their middle."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from glossary.check.seams import seam

BROKEN = Rule(
    "broken-sentence",
    Severity.MINOR,
    IssueType.OMISSION,
    "A sentence that breaks off at a comma, or begins with a small letter.",
)


def broken_sentences(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield the place where a sentence breaks off or begins in its middle."""
    if segment.is_certain and segment.source.strip() and (span := seam(segment)):
        text = segment.target[slice(*span)]
        is_mark = not text[0].isalpha()
        what = f"breaks off at '{text}'" if is_mark else f"begins in its middle, with '{text}'"
        yield Issue(BROKEN, f"a sentence {what}", None, span)


CHECKS = (Check((BROKEN,), broken_sentences),)
