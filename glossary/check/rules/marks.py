"""Marks that come in pairs: quotation marks, titles, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule

QUOTES = Rule(
    "quotes",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A quotation mark that is not closed or not opened, where those of the source are.",
)
BRACKETS = Rule(
    "brackets",
    Severity.MINOR,
    IssueType.TYPOGRAPHICAL,
    "A bracket that is not closed or not opened, where those of the source are.",
)

# Each opening mark with the one that closes it; widths may differ: (…）.
_QUOTES = dict(zip("“「『《〈", "”」』》〉", strict=True))
_BRACKETS = {"(": ")", "（": ")", "[": "]", "［": "]", "【": "】", "〔": "〕"}
_NARROW = {"）": ")", "］": "]"}
# A quotation ends within so many sentences.
_NEAR = 4
_QUOTE = re.compile('[“”「」『』《》〈〉"]')
# Single marks too, but not apostrophes.
_ANY_QUOTE = re.compile("[“”「」『』《》〈〉\"]|(?<!\\w)['‘’]|['’](?!\\w)")
_BRACKET = re.compile(r"[()（）\[\]［］【】〔〕]")
# Numbers of lists have only one bracket, and so do smileys.
_NUMBER = re.compile(
    r"(?<![0-9０-９])[0-9０-９]{1,2}[)）]"
    r"|(?:^|(?<=[\s；;，,。.：:]))[a-zA-Z一二三四五六七八九十]{1,4}[)）]|[:;]-?[()]"
)


def quotes(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the first quotation mark of each segment without its counterpart.

    A quotation may go on in another segment; then its mark is alone on both sides, or in the
    sentences of a document one that is near has the other mark.
    """
    for number, segment in enumerate(job.segments):
        issue = _quote(segment)
        if issue and not (segment.target_file and _goes_on(job.segments, number)):
            yield segment, issue


def _quote(segment: Segment) -> Issue | None:
    ours, theirs = unpaired_quote(segment.source), unpaired_quote(segment.target)
    if theirs is not None and ours is None:
        message = f"'{segment.target[theirs]}' has no counterpart"
        return Issue(QUOTES, message, None, (theirs, theirs + 1))
    if ours is not None and segment.target and not _ANY_QUOTE.search(segment.target):
        message = f"'{segment.source[ours]}' is missing"
        return Issue(QUOTES, message, (ours, ours + 1), (0, len(segment.target)))
    return None


def _goes_on(segments: Sequence[Segment], number: int) -> bool:
    near = range(max(0, number - _NEAR), min(len(segments), number + _NEAR + 1))
    return any(one != number and unpaired_quote(segments[one].target) is not None for one in near)


def unpaired_quote(text: str) -> int | None:
    """Return the offset of the first mark without its counterpart; None if there is none."""
    opened: list[tuple[str, int]] = []
    straight: list[int] = []
    for match in _QUOTE.finditer(text):
        mark = match[0]
        if mark == '"':
            straight.append(match.start())
        elif mark in _QUOTES:
            opened.append((_QUOTES[mark], match.start()))
        elif opened and opened[-1][0] == mark:
            opened.pop()
        elif opened and mark in {close for close, _ in opened}:
            return opened[-1][1]
        else:
            return match.start()
    if opened:
        return opened[-1][1]
    return straight[-1] if len(straight) % 2 else None


def brackets(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield the first bracket without its counterpart."""
    unpaired = unpaired_bracket(segment.target)
    if unpaired is not None and unpaired_bracket(segment.source) is None:
        mark = segment.target[unpaired]
        yield Issue(BRACKETS, f"'{mark}' has no counterpart", None, (unpaired, unpaired + 1))


def unpaired_bracket(text: str) -> int | None:
    """Return the offset of the first bracket without its counterpart; None if there is none."""
    if not _BRACKET.search(text):
        return None
    opened: list[tuple[str, int]] = []
    single = {match.end() - 1 for match in _NUMBER.finditer(text)}
    for match in _BRACKET.finditer(text):
        mark = match[0]
        if mark in _BRACKETS:
            opened.append((_BRACKETS[mark], match.start()))
        elif opened and opened[-1][0] == _NARROW.get(mark, mark):
            opened.pop()
        elif match.start() not in single:
            return match.start()
    return opened[-1][1] if opened else None


CHECKS = (Check((QUOTES,), job=quotes), Check((BRACKETS,), brackets))
