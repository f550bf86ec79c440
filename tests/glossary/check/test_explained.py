"""One finding for one error."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.check import Finding, IssueType, Job, Segment, Severity, run
from glossary.check.explained import without_explained
from glossary.check.rules import rules
from tests.glossary.check.conftest import Check

LONG = "今年的会议讨论了住房问题，代表们要求增加对老城区的投资，并且在2031年之前建成48个车站，最后通过了决议。"
WHOLE = (
    "This year the meeting discussed the question of housing, the delegates demanded more "
    "investment in the old town and 84 stations before 2031, and a resolution was passed."
)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # A clause that is left out takes its numbers with it.
        (LONG, "This year the meeting discussed the question of housing and passed a resolution.",
         [("omitted", "major")]),
        # A number in what is translated is an error of its own.
        (LONG, WHOLE,
         [("number-changed", "major")]),
        # Chinese marks and numbers within Chinese that is left are left with it, once.
        ("于2020年3月5日召开会议。", "于2020年3月5日召开会议。", [("untranslated", "major")]),
        ("车站有三层。雨停了。", "The station has three floors. 雨停了。", [("untranslated", "major")]),
        # Two stretches are two.
        ("他参加长跑，也喜欢游泳。", "He 参加 the long run and also 喜欢 swimming.",
         [("untranslated", "major"), ("untranslated", "major")]),
        # The wrong mark at the end is one error, whatever its width.
        ("The bridge over the river is open again.", "河上的那座桥又重新开放了?",
         [("end-punctuation", "minor")]),
        ("The bridge, which is old, is open again.", "那座老桥,又重新开放了。", [("half-width", "minor")]),
        # A mark of another style closes no quotation.
        ("He said “no” twice, and then “yes” to the plan.", "他兩次說「不」，然後對計劃說「好”。",
         [("quotes", "minor")]),
        # Of a single clause something remains.
        ("本厂去年生产了350辆电动公共汽车。", "The factory built buses.", [("number-missing", "major")]),
        ("产量由120吨增至210吨。", "Output rose from 210 tonnes to 120 tonnes.",
         [("number-exchanged", "major")]),
    ],
)  # fmt: skip
def test_one_finding_for_one_error(
    check: Check, source: str, target: str, expected: list[tuple[str, str]]
) -> None:
    found = check((source, target))
    assert [(one.rule, one.severity.value) for one in found] == expected


def finding(
    rule: str,
    source: tuple[int, int] | None,
    target: tuple[int, int] | None,
    severity: Severity = Severity.MINOR,
) -> Finding:
    (start, end), (target_start, target_end) = source or (None, None), target or (None, None)
    return Finding(
        rule, severity, IssueType.STYLE, "…", "", 1, start, end, target_start, target_end
    )


SEGMENT = Segment(1, "甲乙丙丁，“戊己”庚辛。", "One two, three “four.")


@pytest.mark.parametrize(
    ("one", "other", "is_explained"),
    [
        (("omitted", (6, 8), None), ("number-missing", (6, 7), None), True),
        (("omitted", (6, 8), None), ("number-missing", (1, 2), None), False),
        (("omitted", (6, 8), None), ("number-changed", (6, 7), (4, 7)), False),
        (("omitted", (6, 8), None), ("quotes", None, (15, 16)), False),
        (("omitted", (0, 7), None), ("quotes", None, (15, 16)), True),
        (("omitted", (9, 11), None), ("end-punctuation", (11, 12), (7, 8)), True),
        (("omitted", (9, 11), None), ("end-punctuation", (11, 12), (21, 21)), True),
        (("omitted", (9, 11), None), ("end-punctuation", (11, 12), (20, 21)), False),
        (("omitted", (6, 8), None), ("placeholder", (6, 7), None), False),
        (("added", None, (9, 14)), ("number-added", None, (9, 14)), True),
        (("added", None, (9, 14)), ("number-changed", (1, 2), (9, 14)), False),
        (("added", None, (9, 14)), ("code", None, (10, 10)), False),
        (("doubled-sentence", None, (9, 20)), ("full-width", None, (15, 16)), True),
        (("untranslated", (6, 8), (0, 3)), ("term-missing", (6, 8), None), True),
        (("untranslated", None, (0, 3)), ("term-missing", (6, 8), None), False),
        (("untranslated", (6, 8), (0, 3)), ("full-width", None, (0, 4)), True),
        (("untranslated", (6, 8), (0, 3)), ("placeholder", (6, 7), None), False),
        (("name-spelling", (0, 3), (0, 7)), ("name-inconsistent", (0, 3), (0, 7)), True),
        (("name-spelling", (0, 3), (0, 7)), ("name-inconsistent", (5, 8), (9, 14)), False),
        (("name-spelling", (0, 3), (0, 7)), ("term-missing", (0, 3), None), True),
        (("term-retired", (0, 2), (0, 3)), ("term-inconsistent", (0, 2), (0, 3)), True),
        (("placeholder", (0, 3), None), ("number-missing", (1, 2), None), True),
        (("half-width", None, (0, 1)), ("full-width", None, (0, 1)), False),
    ],
)
def test_what_explains_what(
    one: tuple[str, tuple[int, int] | None, tuple[int, int] | None],
    other: tuple[str, tuple[int, int] | None, tuple[int, int] | None],
    is_explained: bool,
) -> None:
    severity = Severity.MINOR if other[0] == "term-missing" else Severity.CRITICAL
    pair = [finding(*one), finding(*other, severity)]
    remaining = without_explained(pair, {1: SEGMENT})
    if is_explained:
        assert remaining == [replace(pair[0], severity=severity)]
    else:
        assert pair[1] in remaining


def test_terms_of_the_own_base_are_named() -> None:
    omission = finding("omitted", (6, 8), None)
    term = finding("term-missing", (6, 8), None, Severity.MAJOR)
    assert without_explained([omission, term], {1: SEGMENT}) == [omission, term]


def test_what_a_note_accepts_explains_still() -> None:
    target = "This year the meeting discussed the question of housing and passed a resolution."
    noted = Segment(1, LONG, target, accepted=frozenset({"omitted"}))
    assert run(Job((noted,))) == []


SPANS = st.none() | st.sampled_from([(a, b) for a, b in product(range(13), repeat=2) if a <= b])
FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(sorted(rules())), SPANS, SPANS, st.sampled_from(Severity)),
    max_size=8,
    unique=True,
)


@given(FINDINGS)
def test_something_of_each_error_remains(findings: list[Finding]) -> None:
    remaining = without_explained(findings, {1: SEGMENT})
    places = [(one.rule, one.source_span, one.target_span) for one in findings]
    assert {(one.rule, one.source_span, one.target_span) for one in remaining} <= {*places}
    assert len(remaining) <= len(findings)
    assert bool(remaining) is bool(findings)
    # The highest severity remains.
    levels = [
        [list(Severity).index(one.severity) for one in some] for some in (findings, remaining)
    ]
    assert max(levels[0], default=0) == max(levels[1], default=0)
