"""Findings in SARIF 2.1.0, which code hosts and editors show beside the lines of a file.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from glossary.check import Finding, Segment, Severity
from glossary.check.baseline import fingerprint
from glossary.check.rules import rules

_LEVELS = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}


def write(findings: Sequence[Finding], segments: Iterable[Segment]) -> str:
    """Return findings as a SARIF log."""
    by_number = {(segment.file, segment.number): segment for segment in segments}
    known = list(rules().values())
    numbers = {rule.id: number for number, rule in enumerate(known)}
    driver = {
        "name": "glossary check",
        "version": version("zh-en-glossary"),
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.description},
                "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.is_on},
                "properties": {"locQualityIssueType": rule.type},
            }
            for rule in known
        ],
    }
    results = [
        _result(one, by_number[one.file, one.segment], numbers[one.rule]) for one in findings
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _result(finding: Finding, segment: Segment, number: int) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}{_quoted(finding, segment)}"},
        "locations": [_location(segment.file, segment.line, segment)],
        # Of two documents the second one is another place to look at.
        "relatedLocations": [_location(segment.target_file, segment.target_line, segment)]
        if segment.target_file
        else [],
        "partialFingerprints": {"content/v1": fingerprint(finding, segment)},
        "properties": {
            name: value for name, value in finding.as_dict().items() if value is not None
        },
    }


def _quoted(finding: Finding, segment: Segment) -> str:
    """Return the marked texts of both sides, as a message shows them."""
    marked = [
        text[span[0] : span[1]]
        for text, span in (
            (segment.source, finding.source_span), (segment.target, finding.target_span),
        )
        if span is not None and span[0] < span[1]
    ]  # fmt: skip
    return f" ({' → '.join(marked)})" if marked else ""


def _location(file: str, line: int, segment: Segment) -> dict[str, Any]:
    region = {"region": {"startLine": line}} if line else {}
    # A relative reference must not begin with a name and a colon, as C: does.
    uri = quote(PurePath(file).as_posix() if file else "-", safe="/.-_~")
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri}, **region},
        "logicalLocations": [{"name": f"segment {segment.number}", "kind": "element"}],
    }
