"""The counterparts of terms, by statistics alone."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("pyarrow", reason="pyarrow is not installed")

import glossary
from glossary.corpus.renderings.counterparts import Counterparts
from glossary.corpus.renderings.reading import WORDS, known_pairs
from glossary.corpus.renderings.tokens import content, name_ends, tokens_of
from termbase.language.script import fold
from tests.glossary.corpus.renderings.bitexts import TERMS, segments

TEXTS = [(one.chinese, one.english) for one in segments()]


@pytest.fixture(scope="module")
def found() -> Counterparts:
    return Counterparts(TEXTS)


@pytest.mark.parametrize("term", TERMS)
def test_planted_renderings_come_back(found: Counterparts, term: str) -> None:
    best = [one.text.lower() for one in found.of(term, limit=2)]
    assert best[0] in TERMS[term]
    assert set(TERMS[term]) <= set(best)


@pytest.mark.parametrize("term", ["carbon market", "river chief", "Vegetable Baskets"])
def test_english_terms_whatever_their_form(found: Counterparts, term: str) -> None:
    expected = {"carbon market": "碳市场", "river chief": "河长", "Vegetable Baskets": "菜篮子"}
    assert found.of(term)[0].text == expected[term]


def test_places_are_spans_of_the_texts(found: Counterparts) -> None:
    total = 0
    for one in found.of("碳市场", limit=3):
        for number, source, target in one.places:
            chinese, english = TEXTS[number]
            assert chinese[slice(*source)] == "碳市场"
            assert content(tokens_of(english[slice(*target)]).keys) == content(
                tokens_of(one.text).keys
            )
            total += 1
    assert total == sum(chinese.count("碳市场") for chinese, _ in TEXTS)


def test_order_of_the_segments_does_not_matter(found: Counterparts) -> None:
    mixed = random.Random(3).sample(TEXTS, len(TEXTS))
    again = Counterparts(mixed)
    for term in TERMS:
        ours, theirs = found.of(term, limit=3), again.of(term, limit=3)
        assert [one.text for one in ours] == [one.text for one in theirs]
        assert [one.score for one in ours] == pytest.approx([one.score for one in theirs], abs=0.02)


@pytest.mark.parametrize(
    ("segments", "term"),
    [
        ([], "裸官"),
        ([("裸官", "")], "裸官"),
        ([("", "official")], "official"),
        ([("没有这个词。", "It is not there.")], "裸官"),
        ([("，。", "...")], "，"),
        ([("裸官", "裸官")], ""),
    ],
)
def test_little_text_has_no_counterparts(segments: list[tuple[str, str]], term: str) -> None:
    assert Counterparts(segments).of(term) == []


def test_known_pairs_help_where_a_term_occurs_once() -> None:
    text = [("代表谈到碳关税和绿电。", "Delegates spoke of carbon tariffs and green power.")]
    best = Counterparts(text, [("绿电", "green power"), ("碳关税", "carbon tariff")]).of("绿电")[0]
    assert best.text == "green power"


def test_common_words_help_where_there_is_one_segment(tmp_path: Path) -> None:
    chinese = "除了价格上涨以外，工厂还担心限电。"
    text = [(chinese, "Apart from rising prices, factories fear power rationing.")]
    with glossary.open(tmp_path / "own.db", builtin=False) as g:
        known = known_pairs(g.termbase)
    assert Counterparts(text).of("限电")[0].text != "power rationing"
    assert Counterparts(text, known).of("限电")[0].text == "power rationing"


def test_the_table_of_common_words_is_sorted_simplified_and_has_each_word_once() -> None:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    words = [chinese for chinese, _ in rows]
    assert words == sorted(set(words))
    assert [word for word in words if fold(word) != word] == []
    assert all(re.fullmatch(r"[a-z'-]+(?: [a-z'-]+)*", english) for _, english in rows)
    assert all(len(english.split()) == len(set(english.split())) for _, english in rows)


def test_brackets_and_slashes_are_inside_of_terms() -> None:
    keys = tokens_of("the Financial Institutions (Resolution) Bill, US AML/CFT").keys
    assert keys == (
        "the", "financial", "institution", "(", "resolution", ")", "bill", ",", "us", "aml", "/",
        "cft",
    )  # fmt: skip


def test_many_rare_words_change_nothing_for_frequent_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glossary.corpus.renderings.model._MOST_TOKENS", 40)
    rare = [
        (f"{term}值{number}元。", f"The {term} costs w{number}x.")
        for number, term in enumerate("甲乙丙丁" * 9)
    ]
    assert Counterparts([*TEXTS, *rare]).of("碳市场")[0].text == "carbon market"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("in|New York|today", ["in", "New York", "today"]),
        ("The|Hong Kong Branch|of|it", ["The", "Hong Kong Branch", "of", "it"]),
        ("over-the-counter|trade", ["over-the-counter", "trade"]),
        ("range|-|wide", ["range", "-", "wide"]),
        ("a|bank|loan", ["a", "bank", "loan"]),
        ("", []),
    ],
)
def test_names_in_capitals_and_joined_words_have_no_ends_inside(text: str, cut: list[str]) -> None:
    tokens = tokens_of(text.replace("|", " "))
    ends = [place for place, is_end in enumerate(name_ends(tokens)) if is_end]
    found = [tokens.surface(*span) for span in pairwise(ends)]
    assert found == cut
