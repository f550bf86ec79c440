"""Words that are there twice by mistake: *the the*, 的的."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import HAN

DOUBLED_WORD = Rule(
    "doubled-word",
    Severity.MAJOR,
    IssueType.DUPLICATION,
    "A word that is twice in a row in a translation.",
)

_ENGLISH = re.compile(r"(?<![\w’'.&/-])([A-Za-z]+)[ \n]+(?=(\1)(?![\w’'&/-]))", re.IGNORECASE)
# Words that are rightly doubled, by grammar or for emphasis.
_DOUBLED_RIGHTLY = frozenset(
    "had that is very so really far many much long no yes never ha bye blah sing bora pago".split()
)
_CHINESE = re.compile(rf"([{HAN}]{{2,8}})(?=(\1))")
# Single characters are doubled in many words: 人人, 研究了了解; these hardly ever are.
_FUNCTION = re.compile("([的了是在和与與及或对對从從把被将將为為于於不也都就而以向由])(?=(\\1))")
# So many characters around are cut into words, which tell 为了|了解 from 了了.
_AROUND = 8


def doubled_words(segment: Segment, _: Job) -> Iterator[Issue]:
    """Yield the second of two equal words in the translation."""
    target = segment.target
    found = _in_chinese(target) if segment.is_into_chinese else _in_english(target)
    for match in found:
        # Code and quotations may be the same on both sides.
        if target[match.start() : match.end(2)] not in segment.source:
            message = f"'{match[2]}' is there twice"
            yield Issue(DOUBLED_WORD, message, None, match.span(2))


def _in_english(text: str) -> Iterator[re.Match[str]]:
    for match in _ENGLISH.finditer(text):
        # A name may be doubled: Duran Duran.
        is_name = match[1][0].isupper() and match[2][0].isupper()
        if match[1].lower() not in _DOUBLED_RIGHTLY and not is_name and not match[1].isupper():
            yield match


def _in_chinese(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_CHINESE, _FUNCTION):
        for match in pattern.finditer(text):
            if _are_words(text, match):
                yield match


def _are_words(text: str, match: re.Match[str]) -> bool:
    """Return True if both halves begin and end where words do."""
    from termbase.language.words import cut

    if len(set(match[1])) == 1 and len(match[1]) > 1:
        return False
    if match[1].startswith("一"):
        return False
    first = max(0, match.start() - _AROUND)
    ends, at = {first}, first
    for word in cut(text[first : match.end(2) + _AROUND]):
        at += len(word)
        ends.add(at)
    return {match.start(), match.end(1), match.end(2)} <= ends


CHECKS = (Check((DOUBLED_WORD,), doubled_words),)
