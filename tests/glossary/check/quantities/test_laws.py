from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.check.quantities import Quantity, compare, quantities
from glossary.check.quantities.chinese_numerals import parse
from glossary.check.quantities.suggestion import format_value

_DIGITS = "零一二三四五六七八九"
_PIECES = st.sampled_from(
    "一 二 三 十 百 千 万 亿 兆 两 半 几 多 余 零 点 第 分之 % ％ 年 月 日 时 分 元 美元 亩 公里 成 折 倍 "
    "民国 上世纪 年代 去年 由 至 到 - – ， 。 ( ) 3 15 2020 1,200 0.5 .5 1980s one two hundred million a half and "
    "to from % per cent HK$ RMB yuan March May 3rd third Q4 p.m. : / \n".split(" ")
)
_MIXTURES = st.lists(st.tuples(_PIECES, st.sampled_from(["", " "])), max_size=16).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)
_TEXTS = st.one_of(st.text(max_size=40), _MIXTURES)
_NUMBERS = st.one_of(st.integers(13, 10**13), st.integers(1, 9999).map(lambda n: n * 10**8))


def in_chinese(number: int) -> str:
    """Return a number in 汉字."""
    for factor, name in ((10**12, "兆"), (10**8, "亿"), (10**4, "万")):
        if number >= factor:
            rest = number % factor
            gap = "零" if rest and rest < factor // 10 else ""
            return in_chinese(number // factor) + name + gap + (in_chinese(rest) if rest else "")
    text, is_gap = "", False
    for factor, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // factor % 10
        if digit:
            text += ("零" if is_gap else "") + _DIGITS[digit] + name
        is_gap = bool(text) and not digit
    return text


def check_spans(text: str, found: list[Quantity]) -> None:
    assert all(0 <= quantity.start < quantity.end <= len(text) for quantity in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(quantity.low <= quantity.high for quantity in found)
    assert not any(isinstance(quantity.low, float) for quantity in found)


@given(_TEXTS)
def test_quantities_are_sorted_and_disjoint(text: str) -> None:
    for language in ("zh", "en"):
        check_spans(text, quantities(text, language))


@given(_TEXTS)
def test_the_same_text_has_no_mismatch(text: str) -> None:
    for language in ("zh", "en"):
        assert compare(text, text, language, language) == []


@given(_TEXTS, _TEXTS)
def test_the_other_direction_has_as_many_missing(left: str, right: str) -> None:
    there = compare(left, right, "zh", "en")
    back = compare(right, left, "en", "zh")
    assert bool(there) == bool(back) or any(item.kind == "date" for item in (*there, *back))


@given(st.integers(1, 10**15))
def test_a_numeral_in_characters_has_its_value(number: int) -> None:
    assert parse(in_chinese(number)) == number


@given(_NUMBERS)
def test_a_formatted_value_is_read_back(number: int) -> None:
    for language, text in (("zh", "共有{}人。"), ("en", "There are {} people.")):
        written = format_value(number, language)
        (found,) = quantities(text.format(written), language)
        assert found.low == number


@given(_NUMBERS)
def test_a_formatted_value_is_a_faithful_rendering(number: int) -> None:
    chinese = f"共有{format_value(number, 'zh')}人。"
    english = f"There are {format_value(number, 'en')} people."
    assert compare(chinese, english, "zh", "en") == []
    assert compare(f"共有{in_chinese(number)}人。", english, "zh", "en") == []
    assert compare(chinese, english.replace(" people", "0 people"), "zh", "en") != []


@pytest.mark.parametrize("text", ["9" * 20_000, "一" * 20_000, "百" * 20_000, "1," * 10_000])
def test_long_rows_take_no_time(text: str) -> None:
    for language in ("zh", "en"):
        check_spans(text, quantities(text + "分之", language))
