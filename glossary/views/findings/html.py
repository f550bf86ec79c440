"""Findings as the page of both sides, with their terms: the findings marked and listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from glossary.check import Finding, Segment, Severity
from glossary.check.rules import rules
from glossary.views import bilingual
from glossary.views.page import asset
from glossary.views.remarks import Remark, Remarks
from glossary.views.words import counted

if TYPE_CHECKING:
    from glossary.translate.bitext import Bitext

# The number of a finding, from 1, with it.
_Numbered = tuple[int, Finding]


def write(
    findings: Sequence[Finding], segments: Sequence[Segment], bitext: Bitext, level: int = 1
) -> str:
    """Return a page that asks for nothing from a network, and is of use without scripts.

    Args:
        findings: The findings.
        segments: All segments.
        bitext: The segments as a text and its translation, a row for each.
        level: The level of terms that it starts with.
    """
    rows = {(one.file, one.number): number for number, one in enumerate(segments, 1)}
    found: dict[int, list[_Numbered]] = defaultdict(list)
    for number, finding in enumerate(findings, 1):
        found[rows[finding.file, finding.segment]].append((number, finding))
    files = list(dict.fromkeys(filter(None, (one.file for one in segments))))
    heading = f"{counted(len(findings), 'finding')} in {counted(len(segments), 'segment')}"
    below = {
        row: _below(segments[row - 1], numbered, row, names_file=len(files) > 1)
        for row, numbered in found.items()
    }
    remarks = Remarks(
        ", ".join([heading, *files]),
        asset("findings.css"),
        _top(heading, files, findings, rows),
        below,
        (_marks(found, is_source=True), _marks(found, is_source=False)),
    )
    return bilingual.write(bitext, level, remarks)


def _marks(found: Mapping[int, Sequence[_Numbered]], *, is_source: bool) -> dict[int, list[Remark]]:
    """Return the marks of one side by the index of their block, the most severe first."""
    marks: dict[int, list[Remark]] = {}
    for row, numbered in found.items():
        marks[row - 1] = [
            Remark(*span, f"zf-{one.severity}", f"{one.severity}: {one.message}")
            for _, one in sorted(numbered, key=_most_severe_first)
            if (span := one.source_span if is_source else one.target_span)
        ]
    return marks


def _most_severe_first(numbered: _Numbered) -> int:
    return -list(Severity).index(numbered[1].severity)


def _top(
    heading: str,
    files: Sequence[str],
    findings: Sequence[Finding],
    rows: Mapping[tuple[str, int], int],
) -> str:
    """Return what is above the rows: the number of findings, and where each rule has its own."""
    names = f'<p class="zf-files">{escape(", ".join(files))}</p>' if files else ""
    parts = [f'<header class="zf-top" lang="en"><h1>{escape(heading)}</h1>{names}']
    if findings:
        lines = "\n".join(_of_rules(findings, rows))
        parts.append(f'<ul class="zf-rules">\n{lines}\n</ul>')
    only = "Only rows with findings"
    parts.append(
        f'</header>\n<label class="zf-only" lang="en"><input type="checkbox"> {only}</label>'
    )
    return "\n".join(parts) + "\n"


def _of_rules(findings: Sequence[Finding], rows: Mapping[tuple[str, int], int]) -> Iterator[str]:
    """Yield an item for each rule with its findings, the rule with most of them first."""
    places: dict[str, list[str]] = defaultdict(list)
    for number, one in enumerate(findings, 1):
        row = rows[one.file, one.segment]
        places[one.rule].append(f'<a href="#zf-{number}" class="zf-{one.severity}">{row}</a>')
    known = rules()
    for rule, links in sorted(places.items(), key=lambda item: -len(item[1])):
        yield (
            f"<li><b>{escape(rule)}</b> {len(links):,}× "
            f'<span class="zf-description">{escape(known[rule].description)}</span> '
            f'<span class="zf-links">in {", ".join(links)}</span></li>'
        )


def _below(segment: Segment, numbered: Sequence[_Numbered], row: int, *, names_file: bool) -> str:
    """Return the list of the findings of a row."""
    place = [segment.file] if names_file and segment.file else []
    place += [f"segment {segment.number}"] if segment.number != row else []
    place += [f"line {segment.line}"] if segment.line else []
    items = "\n".join(_item(number, finding) for number, finding in numbered)
    shown = f'<li class="zf-place">{escape(", ".join(place))}</li>\n' if place else ""
    return f'<ul class="zf-list" lang="en">\n{shown}{items}\n</ul>\n'


def _item(number: int, finding: Finding) -> str:
    suggestion = ""
    if finding.suggestion:
        suggestion = f' → <span class="zf-suggestion">{escape(finding.suggestion)}</span>'
    return (
        f'<li id="zf-{number}"><b class="zf-{finding.severity}">{finding.severity}</b> '
        f"{escape(finding.message)}{suggestion} "
        f'<span class="zf-rule">{escape(finding.rule)}</span></li>'
    )
