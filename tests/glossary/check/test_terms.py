"""Terms in a translation: missing, retired, of the wrong users, uneven."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.check import Finding, Job, Segment, run
from glossary.check.profile import Profile
from termbase.model.concept import Language, Status, Term, Usage

ZH, EN = Language.CHINESE, Language.ENGLISH
Pairs = list[tuple[str, str]]


@pytest.fixture(scope="module")
def builtin() -> Glossary:
    return glossary.open()


def findings(
    g: Glossary, pairs: Pairs, rule: str, source: Language = ZH, profile: Profile | None = None
) -> list[tuple[Finding, str, str]]:
    """Return the findings of a rule, each with what is marked on both sides."""
    other = EN if source is ZH else ZH
    segments = tuple(Segment(n, *pair, source, other) for n, pair in enumerate(pairs, 1))
    found = run(Job(segments, profile or Profile(), finder=g.finder))
    return [
        (
            one,
            pairs[one.segment - 1][0][slice(*(one.source_span or (0, 0)))],
            pairs[one.segment - 1][1][slice(*(one.target_span or (0, 0)))],
        )
        for one in found
        if one.rule == rule
    ]


@pytest.mark.parametrize(
    ("chinese", "english", "missing"),
    [
        ("中央纪委调查了一批裸官。", "The CCDI investigated several naked officials.", []),
        ("中央纪委调查了一批裸官。", "The CCDI investigated several of them.", ["裸官"]),
        ("中央纪委调查了一批裸官。", "Several naked officials were investigated.", ["中央纪委"]),
        # In another order, with other capitals, hyphens and inflections, or as initials.
        ("中共中央政治局常委会开会。", "The PSC of the Communist Party met.", []),
        ("他们坚持改革开放。", "They stuck to Reform-and-Opening-Up.", []),
        # One rendering is enough for two mentions in a sentence.
        ("裸官就是裸官。", "A naked official is what he is.", []),
        # The same word in another sense: the translation decides.
        ("他介绍了两会的情况。", "He spoke about the two meetings.", []),
    ],
)
def test_a_term_without_rendering_is_missing(
    builtin: Glossary, chinese: str, english: str, missing: list[str]
) -> None:
    found = findings(builtin, [(chinese, english)], "term-missing")
    assert [source for _, source, _ in found] == missing


def test_a_body_that_was_named_may_be_implied(builtin: Glossary) -> None:
    named = ("中央纪委发布了公报。", "The Central Commission for Discipline Inspection reported.")
    later = ("中央纪委还说，调查没有结束。", "The Commission added that it was not over.")
    pronoun = ("中央纪委还说，调查没有结束。", "It added that the inquiry was not over.")
    assert not findings(builtin, [named, later, pronoun], "term-missing")
    assert findings(builtin, [pronoun], "term-missing")
    # A term of another kind is not implied.
    first, second = ("裸官很多。", "Naked officials abound."), ("裸官会走。", "They will leave.")
    assert findings(builtin, [first, second], "term-missing")


@pytest.mark.parametrize(
    ("english", "chinese", "missing"),
    [
        ("The Central Commission for Discipline Inspection spoke.", "中央紀委發言。", []),
        ("The Central Commission for Discipline Inspection spoke.", "他們發言。", [True]),
        # 港 is enough for a place.
        ("Banks in Hong Kong grew.", "在港銀行增長。", []),
        # Words other than names mean too much.
        ("He paid the bill.", "他付了錢。", []),
    ],
)
def test_into_chinese(builtin: Glossary, english: str, chinese: str, missing: list[bool]) -> None:
    found = findings(builtin, [(english, chinese)], "term-missing", EN)
    assert len(found) == len(missing)
    for one, _, _ in found:
        # In the script of the translation.
        assert "紀" in (one.suggestion or "")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        yield opened


def with_status(g: Glossary, id: str, status: Mapping[str, Status]) -> None:
    """Give renderings of a concept a status."""
    concept = g.termbase.get(id)
    assert concept is not None
    terms = tuple(
        replace(term, status=status.get(term.text, term.status)) for term in concept.terms
    )
    g.termbase.put([replace(concept, terms=terms)])


def test_of_own_terms_only_what_is_listed_is_a_rendering(own: Glossary) -> None:
    own.add("银行体系", "banking system")
    missing = findings(own, [("银行体系稳健。", "The banking sector is sound.")], "term-missing")
    assert [(one.severity.value, source) for one, source, _ in missing] == [("major", "银行体系")]
    assert not findings(own, [("银行体系稳健。", "Banking systems are sound.")], "term-missing")


def test_a_retired_rendering_has_a_better_one(own: Glossary) -> None:
    own.add("裸官", ["naked official", "bare official"], id="luoguan")
    with_status(own, "luoguan", {"bare official": Status.DEPRECATED})
    pairs = [("裸官很多。", "Bare officials abound."), ("裸官很多。", "Naked officials abound.")]
    found = findings(own, pairs, "term-retired")
    assert [(source, target) for _, source, target in found] == [("裸官", "Bare officials")]
    assert found[0][0].suggestion == "naked official"


@pytest.mark.parametrize("written", ["“数字长廊”战略", "数字长廊战略", "「數字長廊」戰略"])
def test_a_retired_rendering_in_chinese_has_a_better_one(own: Glossary, written: str) -> None:
    own.add("数字长廊", ["Digital Corridor Initiative", "Digital Corridor"], id="corridor")
    concept = own.termbase.get("corridor")
    assert concept is not None
    retired = Term(ZH, "“数字长廊”战略", status=Status.SUPERSEDED)
    own.termbase.put([replace(concept, terms=(*concept.terms, retired))])
    pairs = [
        ("The Digital Corridor Initiative is old.", f"{written}已有十年。"),
        ("The Digital Corridor Initiative is old.", "数字长廊已有十年。"),
    ]
    found = findings(own, pairs, "term-retired", EN)
    assert [(one.segment, target) for one, _, target in found] == [(1, written)]


@pytest.mark.parametrize(("allowed", "suggestion"), [([], None), (["内卷"], "内卷")])
def test_a_forbidden_term_without_a_better_one(
    own: Glossary, allowed: list[str], suggestion: str | None
) -> None:
    """A list may forbid a translation without another one, or have that in another concept."""
    for number, chinese in enumerate(["圈内卷化", *allowed]):
        own.add(chinese, "circular involution", id=f"circle-{number}")
    with_status(own, "circle-0", {"圈内卷化": Status.DEPRECATED})
    pairs = [("Circular involution spreads.", "圈内卷化蔓延。")]
    found = findings(own, pairs, "term-retired", EN)
    assert [(target, one.suggestion) for one, _, target in found] == [("圈内卷化", suggestion)]


def test_users_that_a_profile_wants(own: Glossary) -> None:
    own.add("裸官", ["naked official"], id="luoguan", usage="media")
    concept = own.termbase.get("luoguan")
    assert concept is not None
    official = Term(EN, "official with family abroad", usage=(Usage.OFFICIAL,))
    own.termbase.put([replace(concept, terms=(*concept.terms, official))])
    pairs = [("裸官很多。", "Naked officials abound.")]
    assert not findings(own, pairs, "term-usage")
    found = findings(own, pairs, "term-usage", profile=Profile(usage=Usage.OFFICIAL))
    assert [target for *_, target in found] == ["Naked officials"]


def test_a_term_has_one_rendering_in_a_document(own: Glossary) -> None:
    own.add("裸官", ["naked official", "bare official"])
    own.add("香港金融管理局", ["Hong Kong Monetary Authority", "HKMA"])
    pairs = [
        ("裸官很多。", "Naked officials abound."),
        ("裸官走了。", "The naked official left."),
        ("裸官没有回来。", "The bare official never came back."),
        # An abbreviation is not another rendering.
        ("香港金融管理局说。", "The Hong Kong Monetary Authority spoke."),
        ("香港金融管理局又说。", "The HKMA spoke again."),
    ]
    found = findings(own, pairs, "term-inconsistent")
    assert [(one.segment, target) for one, _, target in found] == [(3, "bare official")]
    assert found[0][0].message == (
        "'裸官' is 'bare official' here and 'naked official' in segments 1, 2"
    )


def test_two_terms_rendered_alike(own: Glossary) -> None:
    own.add("制度", ["system", "institution"])
    own.add("体制", ["system", "regime"])
    pairs = [("制度好。", "The system is good."), ("体制坏。", "The system is bad.")]
    assert not findings(own, pairs, "term-ambiguous")
    switched_on = Profile(severities={"term-ambiguous": ""})
    found = findings(own, pairs, "term-ambiguous", profile=switched_on)
    assert [(one.segment, source, one.suggestion) for one, source, _ in found] == [
        (2, "体制", "regime")
    ]
    # Each has no other rendering.
    other = [("制度好。", "The institution is good."), ("体制坏。", "The system is bad.")]
    assert not findings(own, other, "term-ambiguous", profile=switched_on)
