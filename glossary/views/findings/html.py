"""Findings as a page: both sides of every segment, with the findings marked and listed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from glossary.check import Finding, Segment, Severity
from glossary.check.rules import rules
from glossary.views.page import asset
from glossary.views.policy import policy
from glossary.views.words import counted


def write(findings: Sequence[Finding], segments: Iterable[Segment]) -> str:
    """Return a page that works without a network and without scripts."""
    found: dict[tuple[str, int], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.file, finding.segment].append(finding)
    all_segments = list(segments)
    rows = "\n".join(_row(one, found.get((one.file, one.number), [])) for one in all_segments)
    files = ", ".join(dict.fromkeys(filter(None, (one.file for one in all_segments))))
    styles = asset("findings.css")
    heading = f"{counted(len(findings), 'finding')} in {counted(len(all_segments), 'segment')}"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy((styles,), "")}">
<meta name="generator" content="zh-en-glossary">
<title>{escape(files or "Findings")}</title>
<style>{styles}</style>
</head>
<body>
<main>
<h1>{escape(heading)}</h1>
{_summary(findings)}
<input type="checkbox" id="zf-only"><label for="zf-only"> only segments with findings</label>
<div class="zf-rows">
{rows}
</div>
</main>
</body>
</html>
"""


def _summary(findings: Sequence[Finding]) -> str:
    """Return the number of findings of each rule as a table."""
    if not findings:
        return ""
    known = rules()
    counts = Counter(finding.rule for finding in findings)
    lines = "\n".join(
        f"<tr><td>{count:,}</td><td>{escape(rule)}</td>"
        f"<td>{escape(known[rule].description)}</td></tr>"
        for rule, count in counts.most_common()
    )
    return f"<table>\n<tr><th>number</th><th>rule</th><th></th></tr>\n{lines}\n</table>"


def _row(segment: Segment, findings: Sequence[Finding]) -> str:
    kind = "zf-row" if findings else "zf-row zf-clean"
    cells = "\n".join(
        f'<div class="zf-text" lang="{language.value}">{_marked(text, spans)}</div>'
        for language, text, spans in (
            (
                segment.source_language,
                segment.source,
                [(one.source_span, one.severity) for one in findings],
            ),
            (
                segment.target_language,
                segment.target,
                [(one.target_span, one.severity) for one in findings],
            ),
        )
    )
    items = "\n".join(map(_item, findings))
    listed = f"\n<ul>\n{items}\n</ul>" if findings else ""
    line = f" · line {segment.line}" if segment.line else ""
    name = f"{segment.file}, " if segment.file else ""
    title = escape(f"{name}segment {segment.number}{line}")
    return (
        f'<div class="{kind}" title="{title}">\n'
        f'<span class="zf-place">{segment.number}{line}</span>\n{cells}{listed}\n</div>'
    )


def _item(finding: Finding) -> str:
    suggestion = f" → {escape(finding.suggestion)}" if finding.suggestion else ""
    return (
        f'<li class="zf-{finding.severity}"><span class="zf-severity">{finding.severity}</span> '
        f"{escape(finding.message)}{suggestion} "
        f'<span class="zf-rule">{escape(finding.rule)}</span></li>'
    )


def _marked(text: str, spans: Sequence[tuple[tuple[int, int] | None, Severity]]) -> str:
    """Return a text as HTML with spans marked; of spans that overlap the first one is."""
    parts, done = [], 0
    for (start, end), severity in sorted((span, kind) for span, kind in spans if span):
        if start >= done and start < end:
            parts.append(escape(text[done:start], quote=False))
            marked = escape(text[start:end], quote=False)
            parts.append(f'<mark class="zf-{severity}">{marked}</mark>')
            done = end
    return "".join(parts) + escape(text[done:], quote=False)
