"""Baselines: findings that are known, by their content, so that only new ones are shown.

A finding is known by its rule and the texts of its segment, wherever in the file that is.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from glossary.check.finding import Finding
from glossary.check.job import Segment
from termbase.errors import InputError

_VERSION = 1
# So many characters of a digest are kept, which are enough to tell millions of findings apart.
_LENGTH = 16


def fingerprint(finding: Finding, segment: Segment) -> str:
    """Return a digest of what a finding is about: its rule, its segment and its place there."""
    parts = (finding.rule, segment.source, segment.target, *map(str, _spans(finding)))
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:_LENGTH]


def _spans(finding: Finding) -> tuple[tuple[int, int] | None, ...]:
    return finding.source_span, finding.target_span


def read_baseline(path: Path) -> Counter[str]:
    """Return the number of known findings by their fingerprints.

    Raises:
        InputError: If the file cannot be read, or is not a baseline.
    """
    from termbase.encoding import load

    try:
        found = json.loads(load(path))
        if found["version"] > _VERSION:
            raise InputError(f"{path}: a baseline of a later version; write it anew")
        return Counter(entry["fingerprint"] for entry in found["findings"])
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{path}: not a baseline; write one with: glossary check --write-baseline"
        ) from None


def without_known(
    findings: Iterable[Finding], segments: Mapping[tuple[str, int], Segment], known: Counter[str]
) -> list[Finding]:
    """Return the findings that a baseline does not have; each of its entries counts once.

    Args:
        findings: The findings.
        segments: The segments by file and number.
        known: The number of known findings by fingerprint.
    """
    unused = Counter(known)
    new = []
    for finding in findings:
        key = fingerprint(finding, segments[finding.file, finding.segment])
        if unused[key] > 0:
            unused[key] -= 1
        else:
            new.append(finding)
    return new


def format_baseline(
    findings: Sequence[Finding], segments: Mapping[tuple[str, int], Segment]
) -> bytes:
    """Return a baseline that knows some findings; sorted, so that versions can be compared."""
    entries = sorted(
        (
            finding.rule,
            finding.message,
            fingerprint(finding, segments[finding.file, finding.segment]),
        )
        for finding in findings
    )
    listed = [
        {"rule": rule, "message": message, "fingerprint": key} for rule, message, key in entries
    ]
    value = {"version": _VERSION, "findings": listed}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode(
        errors="backslashreplace"
    )
