"""Simplified and traditional characters in one text, and the spellings of Taiwan and Hong Kong."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule, Span
from termbase.language import words
from termbase.language.script import Script, convert, fold, only_in

MIXED_SCRIPT = Rule(
    "mixed-script",
    Severity.MAJOR,
    IssueType.CHARACTERS,
    "Simplified characters in traditional text, or the reverse.",
)
REGIONAL_SPELLING = Rule(
    "regional-spelling",
    Severity.MINOR,
    IssueType.INCONSISTENCY,
    "A character in the spelling of another region than that of most of the text.",
)

# Characters in the spelling of Taiwan, each with that of Hong Kong. Hong Kong has the former too.
_REGIONAL = tuple("裡裏 衛衞 說説 群羣 峰峯 脫脱 銳鋭 閱閲 稅税 線綫 為爲 床牀".split())
_VARIANT = {char: pair for pair in _REGIONAL for char in pair}
_NAMES = {Script.SIMPLIFIED: "simplified", Script.TRADITIONAL: "traditional"}
# A spelling is an exception if the other one is so many times as frequent.
_TIMES = 10


def mixed_scripts(segment: Segment, job: Job) -> Iterator[Issue]:
    """Yield characters that only the other script has."""
    script = job.profile.script or job.script
    if not segment.is_into_chinese or script is None:
        return
    wrong = Script.TRADITIONAL if script is Script.SIMPLIFIED else Script.SIMPLIFIED
    matches = list(_only_in(wrong).finditer(segment.target))
    # Most texts have none, and are not cut into words.
    bounds = _bounds(segment.target) if matches else []
    end = 0
    for match in matches:
        if match.start() < end:
            continue
        start, end = _in_words(match.span(), segment.target, bounds, script)
        found = segment.target[start:end]
        expected = convert(found, script)
        message = f"'{found}' is {_NAMES[wrong]}; expected '{expected}'"
        yield Issue(MIXED_SCRIPT, message, None, (start, end), expected)


def _bounds(text: str) -> list[int]:
    """Return the offsets of the words of a text, and its length."""
    return list(accumulate(map(len, words.cut(fold(text))), initial=0))


def _in_words(span: Span, text: str, bounds: Sequence[int], script: Script) -> Span:
    """Return the span of characters with those of their words that are in the other script too.

    虚 is in use as a traditional character, but not in a word with 拟.
    """
    first = bounds[bisect_right(bounds, span[0]) - 1]
    word = text[first : bounds[bisect_left(bounds, span[1])]]
    converted = convert(word, script)
    if len(converted) != len(word):
        return span
    wrong = [
        at
        for at, (char, other) in enumerate(zip(word, converted, strict=True), first)
        if char != other
    ]
    return min([span[0], *wrong]), max([span[1], *(at + 1 for at in wrong)])


@cache
def _only_in(script: Script) -> re.Pattern[str]:
    """Return the pattern of characters that only one script has."""
    return re.compile(f"[{''.join(sorted(only_in(script)))}]+")


def regional_spellings(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield the rarer spelling of a character that is written in two ways.

    In a text for Taiwan that is the spelling of Hong Kong.
    """
    into_chinese = [segment for segment in job.segments if segment.is_into_chinese]
    if not into_chinese or (job.profile.script or job.script) is Script.SIMPLIFIED:
        return
    if job.profile.script is Script.TAIWAN:
        rare = {pair[1]: pair[0] for pair in _REGIONAL}
    else:
        text = "".join(segment.target for segment in into_chinese)
        counts = Counter({char: text.count(char) for char in _VARIANT if char in text})
        rare = {
            char: _other(char) for char in counts if counts[_other(char)] >= _TIMES * counts[char]
        }
    if not rare:
        return
    pattern = re.compile(f"[{''.join(rare)}]")
    for segment in into_chinese:
        for match in pattern.finditer(segment.target):
            usual = rare[match[0]]
            message = f"'{match[0]}' where '{usual}' is usual"
            yield segment, Issue(REGIONAL_SPELLING, message, None, match.span(), usual)


def _other(char: str) -> str:
    return _VARIANT[char].replace(char, "")


CHECKS = (
    Check((MIXED_SCRIPT,), mixed_scripts),
    Check((REGIONAL_SPELLING,), job=regional_spellings),
)
