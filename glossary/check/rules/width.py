"""Widths of punctuation: full-width in Chinese, half-width in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import HAN

HALF_WIDTH = Rule(
    "half-width",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A half-width punctuation mark in Chinese text.",
)
FULL_WIDTH = Rule(
    "full-width",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A Chinese punctuation mark in English text.",
)

_WIDE = dict(zip(",;:!?.", "，；：！？。", strict=True))
_NARROW = {
    "，": ",",
    "。": ".",
    "；": ";",
    "：": ":",
    "！": "!",
    "？": "?",
    "、": ",",
    "（": "(",
    "）": ")",
}
_CLOSED = f"[{HAN}”’」』》〉）】]"
_OPEN = f"[{HAN}“‘「『《〈（【]"
# A full stop between 汉字 is also written in names and numbered headings, so it must follow a
# clause; after a number or a percentage it is none of them.
_HALF = re.compile(
    rf"(?<={_CLOSED})(?:[,;:!?](?=\s*{_OPEN}|\s*$)|\.(?=\s*$))"
    rf"|(?:(?<=[{HAN}]{{6}})|(?<=\d[%％]))\.(?=\s*[“‘「『《]?[{HAN}]{{4}})"
)
_WIDE_MARK = re.compile("[，；：！？。]")
# So many half-width marks, and such a share of all marks, are a habit.
_MANY, _HABIT = 20, 0.8
_FULL = re.compile(rf"(?<![{HAN}])[，。；：！？、（）](?![{HAN}])")


def half_width(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield half-width marks between 汉字 in Chinese translations.

    Where nearly all marks of a file are half-width, the first of them is a finding for all.
    """
    into_chinese = [segment for segment in job.segments if segment.is_into_chinese]
    found = [(one, match) for one in into_chinese for match in _HALF.finditer(one.target)]
    others = len(found) - 1
    wide_marks = sum(len(_WIDE_MARK.findall(one.target)) for one in into_chinese) if others else 0
    is_habit = others >= _MANY and others > _HABIT * (others + wide_marks)
    for segment, match in found[:1] if is_habit else found:
        wide = _WIDE[match[0]]
        message = f"half-width '{match[0]}' in Chinese text; expected '{wide}'"
        if is_habit:
            message += f" (and so {others} other marks of the file)"
        yield segment, Issue(HALF_WIDTH, message, None, match.span(), wide)


def full_width(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield Chinese marks in an English translation."""
    if not segment.is_into_chinese and not segment.target.isascii():
        for match in _FULL.finditer(segment.target):
            narrow = _NARROW[match[0]]
            message = f"Chinese '{match[0]}' in English text; expected '{narrow}'"
            yield Issue(FULL_WIDTH, message, None, match.span(), narrow)


CHECKS = (Check((HALF_WIDTH,), job=half_width), Check((FULL_WIDTH,), full_width))
