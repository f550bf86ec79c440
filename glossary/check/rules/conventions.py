"""Conventions of Chinese punctuation: quotation marks, ellipses, dashes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import HAN

QUOTE_STYLE = Rule(
    "quote-style",
    Severity.MINOR,
    IssueType.LOCALE_VIOLATION,
    "Quotation marks of another kind than the profile wants, or than nearly all of the file has.",
)
ELLIPSIS = Rule(
    "ellipsis",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "An ellipsis in Chinese text that is made of full stops.",
)
DASH = Rule(
    "dash",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A dash in Chinese text that is made of hyphens.",
)

_STYLES = ("“”‘’", "「」『』")
_STYLE_OF = {mark: style for style in _STYLES for mark in style}
_MARK = re.compile("[“”「」『』]")
# A kind is an exception if the other one is so many times as frequent.
_TIMES = 10
_ELLIPSIS = re.compile(rf"(?<=[{HAN}”」』）])(?:\.{{3,}}|。{{2,}}|·{{3,}})")
_DASH = re.compile(rf"(?<=[{HAN}，。；：”」』）])\s?--+\s?(?=[{HAN}“「『（])")


def quote_styles(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield quotation marks of the wrong kind."""
    wanted = job.profile.quotes or _usual(job)
    if not wanted:
        return
    for segment in job.segments:
        if not segment.is_into_chinese:
            continue
        for match in _MARK.finditer(segment.target):
            if match[0] not in wanted:
                style = _STYLE_OF[match[0]]
                expected = wanted[style.index(match[0]) % len(wanted)]
                message = f"'{match[0]}' where '{expected}' is usual"
                yield segment, Issue(QUOTE_STYLE, message, None, match.span(), expected)


def _usual(job: Job) -> str:
    """Return the kind of quotation marks that nearly all of a text has; empty if none is."""
    counts = Counter(
        _STYLE_OF[mark]
        for segment in job.segments
        if segment.is_into_chinese
        for mark in _MARK.findall(segment.target)
    )
    first, second = (counts[style] for style in _STYLES)
    if first >= _TIMES * second:
        return _STYLES[0] if second else ""
    return _STYLES[1] if first and second >= _TIMES * first else ""


def ellipses(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield ellipses of full stops after 汉字."""
    if segment.is_into_chinese:
        for match in _ELLIPSIS.finditer(segment.target):
            message = f"'{match[0]}' in Chinese text; expected '……'"
            yield Issue(ELLIPSIS, message, None, match.span(), "……")


def dashes(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield dashes of hyphens between 汉字."""
    if segment.is_into_chinese and "--" in segment.target:
        for match in _DASH.finditer(segment.target):
            message = f"'{match[0].strip()}' in Chinese text; expected '——'"
            yield Issue(DASH, message, None, match.span(), "——")


CHECKS = (
    Check((QUOTE_STYLE,), job=quote_styles),
    Check((ELLIPSIS,), ellipses),
    Check((DASH,), dashes),
)
