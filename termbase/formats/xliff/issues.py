"""Localization quality issues of ITS 2.0 in an XLIFF file, and their removal.

They are in a standoff element of their unit that the target refers to: by an attribute of its own
in XLIFF 1.2, by a ``mrk`` around its content in XLIFF 2. https://www.w3.org/TR/its20/#lqissue and
XLIFF 2.1, 5.9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, NamedTuple

from termbase.formats.characters import UNWRITABLE
from termbase.formats.xliff.segments import XliffSegment
from termbase.formats.xml.safe import local
from termbase.formats.xml.splice import Xml

_ITS = "http://www.w3.org/2005/11/its"
_ID = "glossary-check-"
_NAMESPACE = f' xmlns:its="{_ITS}"'
_REFERENCE = f"{{{_ITS}}}locQualityIssuesRef"
_STANDOFF = re.compile(
    rf'<its:locQualityIssues{_NAMESPACE} xml:id="{_ID}\d+">.*?</its:locQualityIssues>', re.DOTALL
)
_ATTRIBUTES = re.compile(rf'{_NAMESPACE} its:locQualityIssuesRef="#{_ID}\d+"')
_MARK = re.compile(r"<(/?)((?:[\w.-]+:)?mrk)\b([^<>]*?)(/?)>")

Edit = tuple[int, int, str]


class QualityIssue(NamedTuple):
    """A problem of a translation.

    Attributes:
        type: Its type in ITS 2.0.
        comment: What is wrong.
        severity: How bad it is, from 0 to 100.
    """

    type: str
    comment: str
    severity: int


def without_issues(text: str) -> str:
    """Return an XLIFF without what :func:`issue_edits` has written."""
    if _ID not in text:
        return text
    text = _ATTRIBUTES.sub("", _STANDOFF.sub("", text))
    removed: list[tuple[int, int]] = []
    opened: list[re.Match[str] | None] = []
    for match in _MARK.finditer(text):
        if match[1]:
            begin = opened.pop() if opened else None
            if begin:
                removed += [begin.span(), match.span()]
        elif not match[4]:
            opened.append(match if f' id="{_ID}' in match[3] else None)
    for start, end in sorted(removed, reverse=True):
        text = text[:start] + text[end:]
    return text


def issue_edits(
    xml: Xml, number: int, segment: XliffSegment, issues: Sequence[QualityIssue]
) -> Iterator[Edit]:
    """Yield the changes to a file that write the issues of a segment.

    Args:
        xml: The file.
        number: The number of a segment, which no other one with issues has.
        segment: The segment.
        issues: Its issues.
    """
    unit = segment.unit
    standoff = _standoff(number, issues)
    if local(unit) == "unit":
        # Elements of modules come before all others.
        yield from _put(xml, unit, standoff, first=True)
        if segment.target is not None:
            yield from _mark(xml, segment.target, number)
        return
    yield from _put(xml, unit, standoff, first=False)
    target = unit.find("{*}target")
    text = unit.find("{*}source") if target is None else target
    if text is not None and text.get(_REFERENCE) is None:
        at = xml.span(text).start + 1 + len(xml.name(text).encode())
        yield at, at, f'{_NAMESPACE} its:locQualityIssuesRef="#{_ID}{number}"'


def _put(xml: Xml, element: Any, content: str, *, first: bool) -> Iterator[Edit]:
    span = xml.span(element)
    at = span.content_start if first else span.content_end
    yield at, at, content


def _mark(xml: Xml, target: Any, number: int) -> Iterator[Edit]:
    span = xml.span(target)
    if span.content_start == span.content_end:
        return
    prefix = xml.name(target).removesuffix("target")
    tag = f'{prefix}mrk id="{_ID}{number}" type="its:generic"{_NAMESPACE}'
    start = f'<{tag} its:locQualityIssuesRef="#its={_ID}{number}">'
    yield span.content_start, span.content_start, start
    yield span.content_end, span.content_end, f"</{prefix}mrk>"


def _standoff(number: int, issues: Sequence[QualityIssue]) -> str:
    listed = "".join(
        f'<its:locQualityIssue locQualityIssueType="{one.type}"'
        f' locQualityIssueComment="{escape(UNWRITABLE.sub(chr(0xFFFD), one.comment))}"'
        f' locQualityIssueSeverity="{one.severity}"/>'
        for one in issues
    )
    return (
        f'<its:locQualityIssues{_NAMESPACE} xml:id="{_ID}{number}">{listed}</its:locQualityIssues>'
    )
