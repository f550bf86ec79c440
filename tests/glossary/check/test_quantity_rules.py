"""The rules about numbers, dates, currencies and units, as a run applies them."""

from __future__ import annotations

import datetime

import pytest

from glossary.check import Job, Severity, run
from glossary.check.units import segments_of

RULES = {"number-missing", "number-changed", "number-added", "number-exchanged", "date", "currency", "unit"}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "target", "rule", "marked"),
    [
        ("全市投资120亿元。", "The city invested 12 billion yuan.", "", ("", "")),
        ("全市投资120亿元。", "The city invested 1.2 billion yuan.", "number-changed", ("120亿元", "1.2 billion yuan")),
        ("全市有3200人参加了会议。", "People of the city took part in the meeting.", "number-missing", ("3200", "")),
        ("The index rose by 12 per cent.", "指数上升了21%。", "number-changed", ("12 per cent", "21%")),
    ],
)  # fmt: skip
def test_numbers(source: str, target: str, rule: str, marked: tuple[str, str]) -> None:
    found = [one for one in run(Job(tuple(segments_of([(source, target)])))) if one.rule in RULES]
    assert [one.rule for one in found] == [rule] * bool(rule)
    for one in found:
        shown = (
            source[slice(*one.source_span)] if one.source_span else "",
            target[slice(*one.target_span)] if one.target_span else "",
        )
        assert shown == marked


def test_the_date_of_the_text_decides_last_year() -> None:
    segments = tuple(segments_of([("去年的情况很好。", "Things went well in 2022.")]))
    dated = Job(segments, date=datetime.date(2024, 3, 5))
    assert "date" in {one.rule for one in run(dated)}
    right = Job(segments, date=datetime.date(2023, 3, 5))
    assert "date" not in {one.rule for one in run(right)}


def test_what_only_the_translation_has_is_minor() -> None:
    pair = (
        "会议在北京举行，讨论了问题。",
        "The meeting of 350 people in Beijing discussed the question.",
    )
    found = [one for one in run(Job(tuple(segments_of([pair])))) if one.rule == "number-added"]
    assert [one.severity for one in found] == [Severity.MINOR]


@pytest.mark.parametrize(
    ("source", "target", "suggestion"),
    [
        ("Loans rose by HK$10.3 trillion.", "貸款增加10.3億港元。", "10.3萬億港元"),
        ("Loans rose by HK$107.5 billion.", "貸款額為1,075億美元。", "1,075億港元"),
        ("Loans rose by 82.5 billion yuan.", "贷款增长8250亿元。", "825亿元"),
        ("Rates are 5.25% to 5.5% now.", "目前利率为5.25%至5.75%。", "5.25%至5.5%"),
        ("目前利率为5.25%至5.5%。", "Rates are 5.25% to 5.75% now.", "5.25% to 5.5%"),
        ("It covers 3,000 hectares.", "占地5000公顷。", "3000公顷"),
        ("They have 4,200 members in all.", "他们共有会员。", "4200"),
        ("It cost 30 million euros.", "花费不菲。", "3000万欧元"),
        ("花费3000万欧元。", "It cost 3 million euros.", "30 million euros"),
        ("Two-thirds of them agreed.", "四分之三的人同意。", "三分之二"),
        ("Eleven twentieths of it went.", "二十分之七没有了。", "二十分之十一"),
        ("花费3000万英镑。", "It was expensive.", "£30 million"),
    ],
)
def test_suggestions(source: str, target: str, suggestion: str) -> None:
    found = [one for one in run(Job(tuple(segments_of([(source, target)])))) if one.rule in RULES]
    assert [one.suggestion for one in found] == [suggestion]
