"""Simplified and traditional characters in one text, and the spellings of Taiwan and Hong Kong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import Script, convert, only_in

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
    pattern = _only_in(wrong)
    for match in pattern.finditer(segment.target):
        expected = convert(match[0], script)
        message = f"'{match[0]}' is {_NAMES[wrong]}; expected '{expected}'"
        yield Issue(MIXED_SCRIPT, message, None, match.span(), expected)


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
