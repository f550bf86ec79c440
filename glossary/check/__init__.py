"""Checks of a translation: rules, the findings they make, and the run that applies them.

A rule compares a segment with its translation, or the segments of a file with each other. Each
family of rules is a module in :mod:`glossary.check.rules`; :func:`run` applies those that a profile
leaves on.
"""

from glossary.check.engine import run
from glossary.check.finding import Finding, IssueType, Severity
from glossary.check.job import Job, Segment

__all__ = ["Finding", "IssueType", "Job", "Segment", "Severity", "run"]
