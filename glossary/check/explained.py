"""One finding for one error: leave out those that another finding explains.

A stretch that is left out, left in the source language or there twice takes with it what is in it:
its numbers, terms and marks are not separate errors. But of a single clause something remains:
there, what is known to be missing explains the rest. Of two rules that mark the same place, the one
that says more about it stays. What stays gets the higher severity of the two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from glossary.check.finding import Finding, Severity
from glossary.check.job import Segment
from glossary.check.rule import Span
from glossary.check.rules.marks import unpaired_bracket, unpaired_quote

_NUMBERS = frozenset(
    "number-missing number-changed number-added number-exchanged date currency unit".split()
)
# Codes are wanted in the translation, whatever becomes of the words around them.
_CODES = frozenset(("code", "placeholder", "url"))
# What a stretch of the source that is left out takes with it.
_LEFT_OUT = _NUMBERS | {"term-missing", "title", "emphasis", "end-punctuation"}
# Of rules that mark the same place, the ones that say more, each with those that say less.
_SAYS_MORE = {
    "name-spelling": frozenset(("name-inconsistent", "name-order", "term-missing")),
    "name-romanization": frozenset(("name-inconsistent", "term-missing")),
    "name-inconsistent": frozenset(("term-missing",)),
    "name-order": frozenset(("term-missing",)),
    "term-retired": frozenset(("term-usage", "term-inconsistent")),
    "term-usage": frozenset(("term-inconsistent",)),
    "mixed-script": frozenset(("regional-spelling",)),
    "quote-style": frozenset(("quotes",)),
    "end-punctuation": frozenset(("half-width", "full-width")),
    # The digits of a code are not a number.
    "placeholder": _NUMBERS,
    "url": _NUMBERS,
}
_BETWEEN_CLAUSES = re.compile(r"(?:[，。；：！？]|[,;:.!?]\s)\W*\w")
_STRETCHES = frozenset(("omitted", "added", "doubled-sentence", "untranslated"))
_EXPLAINING = _STRETCHES | {"term-missing", "number-missing"} | _SAYS_MORE.keys()


def without_explained(
    findings: Iterable[Finding], segments: Mapping[int, Segment]
) -> list[Finding]:
    """Return findings without those that another one of their segment explains.

    Args:
        findings: The findings of one file.
        segments: Its segments by their numbers.
    """
    by_segment: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_segment[finding.segment].append(finding)
    return [
        finding
        for number, found in by_segment.items()
        for finding in (_remaining(found, segments[number]) if len(found) > 1 else found)
    ]


def _remaining(findings: Sequence[Finding], segment: Segment) -> Iterator[Finding]:
    severities = [one.severity for one in findings]
    explained: set[int] = set()
    # Stretches first: they explain what else might explain something.
    for number in sorted(range(len(findings)), key=lambda at: findings[at].rule not in _STRETCHES):
        if number in explained or findings[number].rule not in _EXPLAINING:
            continue
        for other in {*range(len(findings))} - explained - {number}:
            if not _is_own_term(findings[other]) and _explains(
                findings[number], findings[other], segment
            ):
                explained.add(other)
                if severities[other].reaches(severities[number]):
                    severities[number] = severities[other]
    for number, finding in enumerate(findings):
        if number not in explained:
            yield replace(finding, severity=severities[number])


def _is_own_term(finding: Finding) -> bool:
    """Return True for a missing term of the user's own base, which somebody wants by name."""
    return finding.rule == "term-missing" and finding.severity is not Severity.MINOR


def _explains(one: Finding, other: Finding, segment: Segment) -> bool:
    match one.rule:
        case "omitted":
            stretch = _grown(one.source_span, segment.source)
            return not _is_one_clause(segment) and _is_left_out(other, stretch, segment)
        case "term-missing" | "number-missing":
            return other.rule == "omitted" and _is_one_clause(segment)
        case "added":
            return other.rule not in _CODES and _is_target_within(other, one, segment)
        case "doubled-sentence":
            return _is_target_within(other, one, segment)
        case "untranslated":
            source = _grown(one.source_span, segment.source)
            target = _grown(one.target_span, segment.target)
            return other.rule not in _CODES and (
                _is_within(other.source_span or source, source)
                and _is_within(other.target_span or target, target)
            )
    return other.rule in _SAYS_MORE[one.rule] and (
        _overlap(one.source_span, other.source_span) or _overlap(one.target_span, other.target_span)
    )


def _is_one_clause(segment: Segment) -> bool:
    return not _BETWEEN_CLAUSES.search(segment.source)


def _is_left_out(other: Finding, stretch: Span | None, segment: Segment) -> bool:
    """Return True if a finding is about a stretch of the source that is left out."""
    if stretch is None:
        return False
    # Where it was cut out.
    if other.rule == "broken-sentence":
        return True
    text = segment.source[slice(*stretch)]
    # The one of a pair of marks that is not in the stretch.
    if other.rule == "quotes":
        return unpaired_quote(text) is not None
    if other.rule == "brackets":
        return unpaired_bracket(text) is not None
    # The last clause leaves a comma, or nothing; another full stop is an error of its own.
    end = segment.target[slice(*other.target_span)] if other.target_span else ""
    is_missing = not end or (other.rule == "end-punctuation" and end in ",，;；、:：")
    return other.rule in _LEFT_OUT and is_missing and _is_within(other.source_span, stretch)


def _is_target_within(other: Finding, one: Finding, segment: Segment) -> bool:
    """Return True if a finding is about the translation alone, and about a stretch of it."""
    stretch = _grown(one.target_span, segment.target)
    return other.source_span is None and _is_within(other.target_span, stretch)


def _grown(span: Span | None, text: str) -> Span | None:
    """Return a span with the marks before and after it."""
    if span is None:
        return None
    before, behind = text[: span[0]], text[span[1] :]
    return span[0] - _mark_count(before[::-1]), span[1] + _mark_count(behind)


def _mark_count(text: str) -> int:
    """Return the number of the characters before the first letter or digit of a text."""
    return next((at for at, char in enumerate(text) if char.isalnum()), len(text))


def _is_within(span: Span | None, stretch: Span | None) -> bool:
    if span is None or stretch is None:
        return False
    return stretch[0] <= span[0] and span[1] <= stretch[1]


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
