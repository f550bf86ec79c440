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
_FULL = re.compile(rf"(?<![{HAN}])[，。；：！？、（）](?![{HAN}])")


def half_width(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield half-width marks between 汉字 in a Chinese translation."""
    if segment.is_into_chinese:
        for match in _HALF.finditer(segment.target):
            wide = _WIDE[match[0]]
            message = f"half-width '{match[0]}' in Chinese text; expected '{wide}'"
            yield Issue(HALF_WIDTH, message, None, match.span(), wide)


def full_width(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield Chinese marks in an English translation."""
    if not segment.is_into_chinese and not segment.target.isascii():
        for match in _FULL.finditer(segment.target):
            narrow = _NARROW[match[0]]
            message = f"Chinese '{match[0]}' in English text; expected '{narrow}'"
            yield Issue(FULL_WIDTH, message, None, match.span(), narrow)


CHECKS = (Check((HALF_WIDTH,), half_width), Check((FULL_WIDTH,), full_width))
