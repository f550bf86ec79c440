"""Consistency: equal segments with different translations, and the reverse."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue, Rule
from termbase.language.script import fold

SAME_SOURCE = Rule(
    "same-source",
    Severity.MINOR,
    IssueType.INCONSISTENCY,
    "A segment that is translated in another way than equal segments of the file.",
)
SAME_TARGET = Rule(
    "same-target",
    Severity.MINOR,
    IssueType.INCONSISTENCY,
    "A translation that is also that of a different segment.",
)

# Punctuation, case, white space and scripts make no difference.
_INSIGNIFICANT = re.compile(r"[\W_]+")
# Shorter ones are labels and names, which depend on the context.
_SHORTEST = 6
_SHOWN = 40


def same_source(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield translations that are not the usual one of an equal source."""
    groups = _groups(job, lambda segment: segment.source)
    for segments in groups.values():
        counts = Counter(_key(segment.target) for segment in segments)
        if len(counts) < 2:
            continue
        usual = counts.most_common(1)[0][0]
        first = next(segment for segment in segments if _key(segment.target) == usual)
        for segment in segments:
            if _key(segment.target) != usual:
                message = f"segment {first.number} has this source as '{_short(first.target)}'"
                yield segment, _issue(SAME_SOURCE, segment, message)


def same_target(job: Job) -> Iterator[tuple[Segment, Issue]]:
    """Yield translations that a different source has as well."""
    groups = _groups(job, lambda segment: segment.target)
    for segments in groups.values():
        first = segments[0]
        for segment in segments[1:]:
            if not _are_alike(_key(segment.source), _key(first.source)):
                message = f"segment {first.number}, '{_short(first.source)}', is translated alike"
                yield segment, _issue(SAME_TARGET, segment, message)


def _groups(job: Job, side: Callable[[Segment], str]) -> dict[tuple[str, str], list[Segment]]:
    """Return the segments with two sides, grouped by one of these."""
    groups: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for segment in job.segments:
        if segment.source.strip() and segment.target.strip() and segment.is_certain:
            key = _key(side(segment))
            if len(key) >= _SHORTEST:
                groups[key, segment.context].append(segment)
    return {key: segments for key, segments in groups.items() if len(segments) > 1}


def _key(text: str) -> str:
    return _INSIGNIFICANT.sub("", fold(text)).lower()


def _are_alike(one: str, other: str) -> bool:
    """Return True if texts differ in so little that one translation will do for both.

    English has one word where Chinese has several: 他 and 她, 您 and 你, with or without 的.
    """
    if one == other:
        return True
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other) <= max(len(one), len(other)) // 2


def _issue(rule: Rule, segment: Segment, message: str) -> Issue:
    return Issue(rule, message, (0, len(segment.source)), (0, len(segment.target)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


CHECKS = (Check((SAME_SOURCE,), job=same_source), Check((SAME_TARGET,), job=same_target))
