"""Spellings of Chinese words that differ by place and time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language.script import Script, convert
from termbase.language.wordings import spellings, usual
from tests.strategies import HAN

# Spellings as folded, with the usual one.
SAME = [
    ("恐怖份子", "恐怖分子"), ("计画生育", "计划生育"), ("城市规画", "城市规划"), ("网路帐号", "网路账号"),
    ("记帐", "记账"), ("全面布署", "全面部署"), ("成份论", "成分论"), ("为甚么", "为什么"), ("惟利是图", "唯利是图"),
    ("思惟方式", "思维方式"), ("身分证", "身份证"), ("藉口", "借口"), ("瞭解", "了解"), ("澈底", "彻底"),
    ("部份", "部分"), ("会议纪录", "会议记录"), ("沈默", "沉默"), ("撤消", "撤销"), ("不祇", "不只"),
    ("答覆", "答复"), ("朱熔基", "朱镕基"),
]  # fmt: skip
# In these words the same character is the usual one.
DIFFERENT = [
    "股份", "月份", "随份子", "凑份子", "一份报告", "国画", "设计画面", "蚊帐", "帐篷", "布告", "沈阳", "神祇",
    "狼藉", "瞭望台", "覆盖", "身分离", "人身分析", "伏惟", "消息", "参与", "采访", "惟妙惟肖",
]  # fmt: skip


@pytest.mark.parametrize(("variant", "expected"), SAME)
def test_usual(variant: str, expected: str) -> None:
    assert usual(variant) == expected == usual(expected)
    assert variant in spellings(expected)
    assert expected in spellings(variant)


@pytest.mark.parametrize("text", DIFFERENT)
def test_a_character_of_other_words_stays(text: str) -> None:
    assert usual(text) == text


@given(st.text() | st.text(st.sampled_from(HAN + "份分子画划计规帐账户身成部署布什甚么惟唯")))
def test_all_spellings_have_the_same_usual_one(text: str) -> None:
    found = spellings(text)
    assert found[0] == text
    assert {usual(form) for form in found} == {usual(text)}
    assert {len(form) for form in found} == {len(text)}
    assert len(found) <= 13


SIMPLIFIED = [
    ("銀行帳戶", "银行账户"), ("恐怖份子", "恐怖分子"), ("身分證", "身份证"), ("人身分離", "人身分离"), ("蚊帳", "蚊帐"),
    ("打破紀錄", "打破纪录"), ("漫畫清晰", "漫画清晰"), ("一份子彈", "一份子弹"), ("澈底瞭解", "彻底了解"), ("瀋陽", "沈阳"),
]  # fmt: skip


@pytest.mark.parametrize(("traditional", "simplified"), SIMPLIFIED)
def test_traditional_text_becomes_simplified_in_the_spelling_of_the_mainland(
    traditional: str, simplified: str
) -> None:
    assert convert(traditional, Script.SIMPLIFIED) == simplified
