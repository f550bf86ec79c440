"""Findings as one JSON array."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from glossary.check import Finding, Segment


def write(findings: Sequence[Finding], _: Iterable[Segment]) -> str:
    """Return findings as JSON; offsets are code points within the segment, from 0."""
    return json.dumps([one.as_dict() for one in findings], ensure_ascii=False, indent=1) + "\n"
