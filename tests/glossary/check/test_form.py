"""Marks, ends, scripts, consistency, spaces, conventions: with cases in which nothing is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossary.check import Job, run
from glossary.check.profile import PROFILES, Profile
from glossary.check.rules import rules
from glossary.check.units import segments_of
from tests.glossary.check.cases import Case, spans
from tests.glossary.check.conftest import Check

MARKS = [
    Case("他说“走吧”，就走了。", "He said, ⟦“⟧let’s go, and went.", "quotes"),
    Case("He said “go” and went.", "他說「走吧」⟦」⟧，就走了。", "quotes"),
    Case("《报告》说明了情况。", "The “Report” explains it."),
    # A quotation that goes on in the next segment, on both sides.
    Case("他说：“第一，我们要走。", "He said: “First, we must go."),
    Case("It’s the workers’ day.", "今天是工人的日子。"),
    Case("规则（新）生效。", "The ⟦(⟧new rule is in force.", "brackets"),
    Case("The (new) rule.", "（新)规则。"),
    Case("The reasons are 1) cost and 2) time.", "原因是1）成本，以及2）时间。"),
    Case("规则生效了。", "The rule is in force :)"),
]  # fmt: skip
ENDS = [
    Case("我们为什么要这样做呢，大家知道吗？", "Why do we do this⟦.⟧", "end-punctuation"),
    Case("委员会将继续研究这个问题。", "The commission will continue to study the question⟦⟧", "end-punctuation"),
    Case("委员会将继续研究这个问题；", "The commission will continue to study the question."),
    Case("委员会将继续研究“这个问题”。", "The commission will study “the question.”"),
    Case("The commission will study it!", "委员会将继续研究这个问题。"),
    Case("问题与答案", "Questions and answers."),
    # A question that Chinese tells rather than asks, and a statement that English asks.
    Case("孩子又问，为什么队伍排得这样长。", "Why, asked the child again, was the queue so long?"),
    Case("委员会将继续研究这个问题。", "The commission will continue to study the question⟦?⟧", "end-punctuation"),
]  # fmt: skip
BREAKS = [
    Case("增长放缓，不过去年的出口仍有增加。委员会表示，情况已有好转。", "Growth slowed⟦,⟧ The commission said that things had improved.", "broken-sentence"),
    Case("委员会表示，在过去十年，情况好转了。出口也有增加。", "The commission said so⟦.⟧ things had improved.", "broken-sentence"),
    Case("虽然部长出席了会议，他没有在 Paris 发言。", "⟦he⟧ did not speak in Paris.", "broken-sentence"),
    Case("The minister came to the meeting, but did not speak.", "部长出席了会议⟦，⟧", "broken-sentence"),
    # Names, abbreviations, commands, and texts without any capital.
    Case("部长在海牙会见了记者。", "In The Hague, The Netherlands, the minister met the press."),
    Case("他读了《泰晤士报》和别的报纸。", "He read the Guardian, The Times and other papers."),
    Case("会议在上午九点等时间举行。", "The meetings are at 9 a.m. and at other times, etc. as before."),
    Case("请先运行程序，然后再看。", "Run it first. npm install comes later."),
    Case("这个程序在去年有了改进。", "this program was improved last year."),
    # A line of a verse, and of a list.
    Case("床前明月光，", "Before my bed the moonlight is so bright."),
    Case("部长出席会议，", "the minister comes to the Paris meeting,"),
]  # fmt: skip
SCRIPTS = [
    Case("A virtual bank has no branch.", "⟦虚拟⟧銀行並沒有分行，監管機構繼續檢討。", "mixed-script"),
    Case("The financial system is stable.", "香港金融体系穩定，監管機構繼續檢討。".replace("体", "⟦体⟧"), "mixed-script"),
    Case("The system is stable.", "我们的金融⟦體⟧系很稳定，监管机构继续检查。", "mixed-script"),
    # In both scripts, or printed in both.
    Case("The queen came.", "皇后來了，恒生指數報道，毫厘不差。"),
    Case("She talked about 著作权.", "她说了著作权的问题，还说了乾隆。"),
]  # fmt: skip
CONVENTIONS = [
    Case("And so on.", "如此⟦...⟧等等，还有别的。", "ellipsis"),
    Case("A dash - here.", "这里⟦--⟧就是这里。", "dash"),
    Case("Run it with --help …", "请用--help运行，然后……等等——很久。"),
    Case("It is a rule, and new.", "这是⟦ ⟧规则，很新。", "space-in-chinese"),
    Case("Chapter one The rules", "第一章 规则"),
]

TITLES = [
    Case("She read *Journey to the West* again.", "她又读了⟦*西游记*⟧。", "title"),
    Case("He wrote <cite>Hamlet</cite> then.", "他那时写了⟦<cite>哈姆雷特</cite>⟧。", "title"),
    Case("She read *Journey to the West* again.", "她又读了《西游记》。"),
    Case("She read *Journey to the West* again.", "她又读了*《西游记》*。"),
    Case("It is *really* good.", "这*真的*很好。"),
    Case("It is *really* good.", "这真的很好。", "emphasis"),
    Case("It is *really* good.", "这“真的”很好。"),
    Case("The result is 2*3*4 metres.", "结果是2×3×4米。"),
    Case("她又读了*西游记*。", "She read Journey to the West again.", "emphasis"),
]  # fmt: skip


# The cases are about form: their sides are not faithful translations.
FORM = Profile(severities={"omitted": None, "added": None})


@pytest.mark.parametrize("case", [*MARKS, *ENDS, *BREAKS, *SCRIPTS, *CONVENTIONS, *TITLES], ids=str)
def test_spans(check: Check, case: Case) -> None:
    target, marked = spans(case.target)
    found = check((case.source, target), profile=FORM)
    if not case.rule:
        assert found == []
        return
    spans_found = [one.target_span for one in found if one.rule == case.rule]
    # A mark that is lost has no place in the translation.
    expected: list[tuple[int, int] | None] = [*marked] or [None]
    assert spans_found == expected


def test_question_marks_count_more_than_habits(check: Check) -> None:
    pair = ("委员会将继续研究这个问题。", "The commission will continue to study the question")
    assert check(*[pair] * 1)
    # What many segments do is a habit of the file.
    assert not check(*((f"{n}{pair[0]}", f"{n} {pair[1]}") for n in range(20)))


def test_one_source_in_several_ways(check: Check) -> None:
    found = check(
        ("促进经济发展", "promote economic growth"),
        ("促进经济发展", "Promote economic growth."),
        ("促进经济发展", "further the economy"),
    )
    assert [(one.rule, one.segment) for one in found] == [("same-source", 3)]
    assert "segment 1" in found[0].message


def test_two_sources_alike(check: Check) -> None:
    one, other = "他们去了北京大学参观", "我们应当遵守所有的规定"
    found = check(
        (one, "They visited the place."), (other, "They visited the place."), profile=FORM
    )
    assert [(one.rule, one.segment) for one in found] == [("same-target", 2)]
    # 他 and 她 are one word, and so are the scripts.
    assert not check(
        ("他去了北京大学参观", "They visited the place."),
        ("她去了北京大學參觀", "They visited the place."),
    )


def test_spacing_is_that_of_the_file(check: Check) -> None:
    usual = [(f"In {year}, {year}.", f"在{year}年") for year in range(1980, 2020)]
    found = check(*usual, ("In 2020.", "在 2020年"))
    assert [(one.rule, one.segment, one.target_span) for one in found] == [("spacing", 41, (1, 2))]
    assert not check(*usual[:10], *((a, b.replace("在", "在 ")) for a, b in usual[10:20]))
    # A chapter that is spaced throughout has its own habit.
    many = [(f"In {year}, {year}.", f"在{year}年") for year in range(1500, 2000)]
    chapter = [(f"In {year}.", f"在 {year} 年") for year in range(2000, 2012)]
    assert not check(*many, *chapter)
    assert not check(*many[:250], *chapter, *many[250:])
    # A space separates the number of a heading from the heading.
    headings = [("# 1 Reforms", "# 1 改革"), ("## 2.1 Aims", "## 2.1 目标"), ("A Scope", "A 范围")]
    assert not any(check(*usual, heading) for heading in headings)
    assert [one.segment for one in check(*usual, ("# Events of 2017", "# 2017 年大事"))] == [41]


def test_quotation_marks_of_a_profile(check: Check) -> None:
    pair = ("He said “go”.", "他说「走」。")
    assert not check(pair)
    found = check(pair, profile=PROFILES["mainland"])
    assert [(one.rule, one.suggestion) for one in found] == [
        ("quote-style", "“"),
        ("quote-style", "”"),
    ]
    assert not check(("He said “go”.", "他說「走」。"), profile=PROFILES["taiwan"])


def test_spellings_of_taiwan(check: Check) -> None:
    pair = ("In here.", "在這裏羣眾")
    assert not check(pair)
    found = check(pair, profile=PROFILES["taiwan"])
    assert [(one.rule, one.suggestion) for one in found] == [
        ("regional-spelling", "裡"),
        ("regional-spelling", "群"),
    ]
    mixed = check(*((f"In {n}.", f"在這{n}裡") for n in range(10)), ("In there.", "在那裏"))
    assert [one.rule for one in mixed] == ["regional-spelling"]


def test_every_rule_of_form_is_listed() -> None:
    named = {case.rule for case in (*MARKS, *ENDS, *SCRIPTS, *CONVENTIONS)} - {""}
    assert named <= set(rules())


def test_a_title_without_marks_is_unlike_the_others(check: Check) -> None:
    marked = [(f"他读了《{name}》。", f"He read “{name}”.") for name in "甲乙丙丁"]
    laws = [("《基本法》生效。", "The Basic Law took effect.")]
    found = [one for one in check(*marked, *laws) if one.rule == "title"]
    assert [(one.segment, one.source_span) for one in found] == [(5, (0, 5))]
    assert not [one for one in check(*marked, *laws, *laws) if one.rule == "title"]


def test_italics_are_lost_in_single_places_only(check: Check) -> None:
    kept = [(f"他说{name}是*真的*。", f"He said {name} was *real*.") for name in "ABCD"]
    lost = [("他说E是*真的*。", "He said E was real.")]
    found = [one for one in check(*kept, *lost) if one.rule == "emphasis"]
    assert [one.segment for one in found] == [5]
    assert not [one for one in check(*kept, *lost, *lost) if one.rule == "emphasis"]


def test_a_quotation_goes_on_in_the_next_sentence_of_a_document() -> None:
    pairs = [
        ("他说：好吧，走就走吧。", "He said, “All right, let’s go."),
        ("好不好不是你的事。", "It is none of your business.”"),
    ]
    segments = tuple(segments_of(pairs))
    assert {one.rule for one in run(Job(segments))} == {"quotes"}
    aligned = tuple(replace(one, file="a.md", target_file="b.md") for one in segments)
    assert run(Job(aligned)) == []


def test_half_width_marks_of_a_whole_file_are_one_finding() -> None:
    pairs = [("First, we left; then we came.", "首先,我们走了;后来又来了.")] * 10
    found = [one for one in run(Job(tuple(segments_of(pairs)))) if one.rule == "half-width"]
    assert [(one.segment, one.target_span) for one in found] == [(1, (2, 3))]
    assert "29 other marks" in found[0].message
    mixed = [*pairs, *[("First, we left.", "首先，我们走了。")] * 10]
    found = [one for one in run(Job(tuple(segments_of(mixed)))) if one.rule == "half-width"]
    assert len(found) == 30
