"""White space: between 汉字 and Latin letters, within Chinese text, and double."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import HAN

SPACING = Rule(
    "spacing",
    Severity.MINOR,
    IssueType.WHITESPACE,
    "A space between Chinese and Latin characters, or none, unlike nearly everywhere in the file.",
)
SPACE_IN_CHINESE = Rule(
    "space-in-chinese",
    Severity.MINOR,
    IssueType.WHITESPACE,
    "A space between Chinese characters, or before a Chinese punctuation mark.",
)

_JOINED = re.compile(rf"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")
_SPACED = re.compile(rf"(?<=[{HAN}]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[{HAN}])")
_INSIDE = re.compile(rf"(?<=[{HAN}])[ \t]+(?=[{HAN}，。、；：！？）」』》])")
# The number of a figure or table is separated from its title.
_CAPTION = re.compile(r"^[#\s]*[图圖表第附][\dA-Za-z]*$")
_SENTENCE = re.compile("[，。；]")
# A way is an exception if at most so many of a hundred places are written in it.
_EXCEPTIONS = 0.03


def spacing(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the places that are written unlike nearly all others of the file."""
    segments = [segment for segment in job.segments if segment.is_into_chinese]
    joined, spaced = (
        [
            (segment, match.span())
            for segment in segments
            for match in way.finditer(segment.target)
            if not _CAPTION.match(segment.target[: match.start()])
        ]
        for way in (_JOINED, _SPACED)
    )
    most = _EXCEPTIONS * (len(joined) + len(spaced))
    if len(joined) <= most:
        for segment, span in joined:
            yield segment, Issue(SPACING, "no space, unlike elsewhere in the file", None, span, " ")
    elif len(spaced) <= most:
        for segment, span in spaced:
            yield segment, Issue(SPACING, "a space, unlike elsewhere in the file", None, span)


def spaces_in_chinese(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield spaces within Chinese sentences, unless they are spaced throughout.

    In titles spaces take the place of punctuation.
    """
    if segment.is_into_chinese and " " in segment.target and _SENTENCE.search(segment.target):
        found = list(_INSIDE.finditer(segment.target))
        if len(found) <= 1:
            for match in found:
                message = "a space within Chinese text"
                yield Issue(SPACE_IN_CHINESE, message, None, match.span())


CHECKS = (Check((SPACING,), job=spacing), Check((SPACE_IN_CHINESE,), spaces_in_chinese))
