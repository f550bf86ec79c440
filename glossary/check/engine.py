"""Apply the rules to a job."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.finding import Finding
from glossary.check.job import Job, Segment
from glossary.check.rule import Check, Issue
from glossary.check.rules import checks


def run(job: Job) -> list[Finding]:
    """Return the findings in a translation, in the order of the text.

    Args:
        job: The translation.
    """
    if not job.segments:
        return []
    profile = job.profile
    active = [check for check in checks() if any(map(profile.is_on, check.rules))]
    found = [
        (segment.number, _finding(segment, issue, job))
        for segment, issue in _issues(job, active)
        if profile.is_on(issue.rule) and issue.rule.id not in segment.accepted
    ]
    # Issues of one rule that differ in nothing are one, such as of a rule that sees both sides.
    unique = dict.fromkeys(finding for _, finding in sorted(found, key=_order))
    return list(unique)


def _issues(job: Job, active: list[Check]) -> Iterator[tuple[Segment, Issue]]:
    functions = [check.segment for check in active if check.segment]
    for segment in job.segments:
        for function in functions:
            for issue in function(segment, job):
                yield segment, issue
    for check in active:
        if check.job:
            yield from check.job(job)


def _order(found: tuple[int, Finding]) -> tuple[int, int, int, str]:
    number, finding = found
    return number, finding.target_start or 0, finding.source_start or 0, finding.rule


def _finding(segment: Segment, issue: Issue, job: Job) -> Finding:
    rule = issue.rule
    source_start, source_end = issue.source or (None, None)
    target_start, target_end = issue.target or (None, None)
    return Finding(
        rule.id,
        job.profile.severity(rule, issue.severity),
        rule.type,
        issue.message,
        segment.file,
        segment.number,
        source_start,
        source_end,
        target_start,
        target_end,
        issue.concept or None,
        issue.suggestion or None,
    )
