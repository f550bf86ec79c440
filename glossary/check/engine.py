"""Apply the rules to a job."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.check.explained import without_explained
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
        _finding(segment, issue, job)
        for segment, issue in _issues(job, active)
        if profile.is_on(issue.rule)
    ]
    # Issues of one rule that differ in nothing are one, such as of a rule that sees both sides.
    unique = dict.fromkeys(sorted(found, key=_order))
    segments = {segment.number: segment for segment in job.segments}
    # A note that accepts a finding accepts what that explains, too.
    return [
        finding
        for finding in without_explained(unique, segments)
        if finding.rule not in segments[finding.segment].accepted
    ]


def _issues(job: Job, active: list[Check]) -> Iterator[tuple[Segment, Issue]]:
    functions = [check.segment for check in active if check.segment]
    for segment in job.segments:
        for function in functions:
            for issue in function(segment, job):
                yield segment, issue
    for check in active:
        if check.job:
            yield from check.job(job)


def _order(finding: Finding) -> tuple[int, int, int, str]:
    return finding.segment, finding.target_start or 0, finding.source_start or 0, finding.rule


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
