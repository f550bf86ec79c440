"""Rules, and the functions that check them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from glossary.check.finding import IssueType, Severity
from glossary.check.job import Job, Segment

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a translation has to follow.

    Attributes:
        id: Its name in findings, profiles and notes; it never changes.
        severity: The severity of a finding.
        type: The type of a finding in ITS 2.0.
        description: What is wrong where it makes a finding, in one line.
        is_on: False if only a profile switches it on.
    """

    id: str
    severity: Severity
    type: IssueType
    description: str
    is_on: bool = True


class Issue(NamedTuple):
    """A problem that a function has found in a segment.

    Attributes:
        rule: The rule that is not followed.
        message: What is wrong, in one line.
        source: Its span in the source; None if it has no place there.
        target: Its span in the translation.
        suggestion: A text for the marked one in the translation; empty if there is none.
        concept: The id of the concept that it is about; empty for none.
        severity: Its severity, where that is not the one of the rule.
    """

    rule: Rule
    message: str
    source: Span | None = None
    target: Span | None = None
    suggestion: str = ""
    concept: str = ""
    severity: Severity | None = None


SegmentCheck = Callable[[Segment, Job], Iterable[Issue]]
JobCheck = Callable[[Job], Iterable[tuple[Segment, Issue]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A function with the rules that it checks; it is not called if all of them are off.

    Attributes:
        rules: The rules.
        segment: Checks one segment with its translation.
        job: Checks all segments together.
    """

    rules: tuple[Rule, ...]
    segment: SegmentCheck | None = None
    job: JobCheck | None = None
