"""White space: between 汉字 and Latin letters, within Chinese text, and double."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
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

_PLACE = re.compile(rf"(?<=[{HAN}]) ?(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) ?(?=[{HAN}])")
_INSIDE = re.compile(rf"(?<=[{HAN}])[ \t]+(?=[{HAN}，。、；：！？）」』》])")
# The number of a figure, table, heading or item is separated from its title.
_NUMBERED = re.compile(r"^[#*\s-]*(?:[图圖表第附][\dA-Za-z]*|\d{1,2}(?:\.\d{1,2})*|[A-Za-z])$")
_SENTENCE = re.compile("[，。；]")
# A way is an exception if at most so many of a hundred places are written in it; where so many of
# the places before and after are written in it too, it is the habit of a part, such as a chapter.
_EXCEPTIONS, _AROUND, _HABIT = 0.03, 10, 0.3


class _Place(NamedTuple):
    """A place between a Chinese and a Latin character."""

    segment: Segment
    span: Span

    @property
    def is_spaced(self) -> bool:
        """True if there is a space."""
        return self.span[0] < self.span[1]


def spacing(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the places that are written unlike nearly all others of the file, and of those near."""
    places = [
        _Place(segment, match.span())
        for segment in job.segments
        if segment.is_into_chinese
        for match in _PLACE.finditer(segment.target)
        if not _NUMBERED.match(segment.target[: match.start()])
    ]
    spaced = sum(place.is_spaced for place in places)
    is_usual = spaced * 2 > len(places)
    if min(spaced, len(places) - spaced) > _EXCEPTIONS * len(places):
        return
    message = f"{'no space' if is_usual else 'a space'}, unlike elsewhere in the file"
    for number, place in enumerate(places):
        if place.is_spaced is is_usual:
            continue
        near = places[max(0, number - _AROUND) : number + _AROUND + 1]
        if sum(one.is_spaced is not is_usual for one in near) - 1 <= _HABIT * (len(near) - 1):
            issue = Issue(SPACING, message, None, place.span, " " if is_usual else "")
            yield place.segment, issue


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
