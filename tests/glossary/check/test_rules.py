"""The rules: pairs with the spans that they mark, and pairs in which nothing is wrong."""

from __future__ import annotations

import pytest

from glossary.check.profile import Profile
from glossary.check.rules import checks, rules
from tests.glossary.check.cases import Case, spans
from tests.glossary.check.conftest import Check

COMPLETENESS = [
    Case("改革开放以来，变化很大。", "Since ⟦改革开放⟧, much has changed.", "untranslated"),
    Case("我们要加强监管。", "⟦我们要加强监管⟧。", "untranslated"),
    Case("4.5\\. 寻求帮助", "⟦4.5\\.⟧", "untranslated"),
    Case("Part 2. Finding help", "⟦2.⟧", "untranslated"),
    Case("二〇二〇年三月五日", "5/3/2020"),
    Case("Chapter 3", "3."),
    Case("May 5, 2020", "2020/5/5"),
    Case("The rules were widely criticised at the time.", "⟦The rules were widely criticised at the time⟧.", "untranslated"),
    Case("He said that the rules were too strict, and left.", "他说 ⟦the rules were too strict⟧，然后走了。", "untranslated"),
    # Terms that are quoted on purpose, and names.
    Case("裸官问题突出。", "Naked officials (裸官) are a problem."),
    Case("The Bank for International Settlements met.", "Bank for International Settlements 开会了。"),
    Case("Use git commit.", "请用 git commit。"),
    Case("No other link is so concentrated.", "没有任何其他环节如此⟦concentrated⟧。", "untranslated"),
    Case("The yields fell dangerously far.", "收益率 ⟦dangerously⟧ 下跌。", "untranslated"),
    # Names of functions and fields.
    Case("It uses pandas and the append method.", "它用pandas，还用append方法。"),
    Case("The file data.csv and iPhone sales in euro.", "文件data.csv和iPhone的销售额。"),
    Case("Run `make` to build it.", "运行make来构建。"),
    Case("The so-called \"guanxi\" counts.", "所谓的guanxi很重要。"),
    Case("It was concentrated.", "这很“concentrated”。"),
    Case("他来了。她走了。", "He came. She left. ⟦She left.⟧", "doubled-sentence"),
    Case("快跑！快跑！", "Run faster! Run faster!"),
]  # fmt: skip
REPETITION = [
    Case("这是规则。", "This is the ⟦the⟧ rule.", "doubled-word"),
    Case("The bank reported.", "银行⟦银行⟧报告了。", "doubled-word"),
    Case("The report of the bank.", "银行的⟦的⟧报告。", "doubled-word"),
    Case("他早就知道了。", "He had had enough of that that year."),
    Case("乐队来了。", "Duran Duran came, and Walla Walla was pleased."),
    Case("To understand it.", "为了了解情况。"),
    Case("The purpose of the visit.", "访问目的的说明。"),
    Case("To assist developing countries.", "支持发展发展中国家的经济。"),
    Case("Step by step.", "我们一步一步来，大家哈哈哈哈地笑。"),
]
CODES = [
    Case("共有%d项", "Items: %s", "placeholder"),
    Case("共有%d项，占100%", "%d items, 100% of them"),
    Case("{name}你好", "Hello, {name}"),
    Case("见https://www.example.com/zh/a。", "See https://example.com/en/a."),
    Case("见https://www.example.com/zh/a。", "See the page.", "url"),
    Case("这是**重点**。", "This is the point.", "emphasis"),
    Case("这是**重点**。", "This is **the point**."),
    Case("这是**重点**。", "This is ⟦**⟧the point.", "emphasis"),
]
WIDTH = [
    Case("First, we left.", "首先⟦,⟧我们走了。", "half-width"),
    Case("We left.", "我们走了⟦.⟧", "half-width"),
    Case(
        "The rate was 2.9%. The secretary spoke.", "失业率为2.9%⟦.⟧财政司司长讲了话。", "half-width"
    ),
    Case(
        "The jobless rate rose. The secretary spoke.",
        "失业率进一步上升⟦.⟧财政司司长讲了话。",
        "half-width",
    ),
    Case("Mr Samuel Johnson came.", "塞缪尔.约翰逊先生来了。"),
    Case("1. General rules of the law", "1.法律总则"),
    Case("At 12:30, or version 2.0.", "在12:30，或者2.0版。"),
    Case("我们走了。", "We left⟦。⟧", "full-width"),
    Case("我们走了。", "We (他们) left, “twice”."),
]


# Some cases are not faithful translations.
EXACT = Profile(severities={"omitted": None, "added": None})


@pytest.mark.parametrize("case", [*COMPLETENESS, *REPETITION, *CODES, *WIDTH], ids=str)
def test_spans(check: Check, case: Case) -> None:
    target, marked = spans(case.target)
    found = check((case.source, target), profile=EXACT)
    if not case.rule:
        assert found == []
        return
    assert case.rule in {one.rule for one in found}
    if marked:
        assert [one.target_span for one in found if one.rule == case.rule] == marked


def test_ids_are_unique_and_descriptions_are_sentences() -> None:
    # Two checks may report one rule, as a clause and a line that are left out.
    listed = {rule for check in checks() for rule in check.rules}
    assert len(listed) == len(rules())
    for rule in listed:
        assert rule.description[0].isupper()
        assert rule.description.endswith(".")
        assert rule.id == rule.id.lower()


def test_a_segment_without_a_translation(check: Check) -> None:
    (found,) = check(("你好。", ""))
    assert (found.rule, found.source_span, found.target_span) == ("untranslated", (0, 3), (0, 0))
    assert check(("——", ""), ("", "")) == []


def test_a_word_that_is_left_throughout_is_a_name(check: Check) -> None:
    pairs = [("It is vectorized.", "它是vectorized。"), ("Run vectorized.", "运行vectorized。")]
    assert check(*pairs) == []


def test_nothing_is_found_in_nothing(check: Check) -> None:
    assert check() == []
