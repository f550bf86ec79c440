"""Findings as a report of JUnit, which build servers show: a test case for each rule and file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from glossary.check import Finding, Segment
from glossary.check.rules import rules
from glossary.views.findings.text import place
from termbase.formats.characters import UNWRITABLE


def write(findings: Sequence[Finding], segments: Iterable[Segment]) -> str:
    """Return findings as XML of JUnit."""
    by_number = {(segment.file, segment.number): segment for segment in segments}
    files = list(dict.fromkeys(file for file, _ in by_number))
    suites = [
        _suite(file, [one for one in findings if one.file == file], by_number) for file in files
    ]
    body = "".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}</testsuites>\n'


def _suite(file: str, findings: list[Finding], segments: dict[tuple[str, int], Segment]) -> str:
    cases, failures = [], 0
    for rule in rules():
        found = [one for one in findings if one.rule == rule]
        failures += bool(found)
        attributes = f'classname="{_xml(file)}" name="{rule}"'
        if not found:
            cases.append(f"  <testcase {attributes}/>\n")
            continue
        lines = "\n".join(
            f"{place(segments[one.file, one.segment])}: {one.severity}: {one.message}"
            for one in found
        )
        cases.append(
            f'  <testcase {attributes}>\n   <failure message="{len(found)} found">{_xml(lines)}'
            "</failure>\n  </testcase>\n"
        )
    head = f'<testsuite name="{_xml(file)}" tests="{len(cases)}" failures="{failures}">'
    return f" {head}\n{''.join(cases)} </testsuite>\n"


def _xml(text: str) -> str:
    return escape(UNWRITABLE.sub("\ufffd", text))
