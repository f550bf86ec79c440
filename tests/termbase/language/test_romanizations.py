"""Zhuyin, Wade–Giles and Tongyong Pinyin, read as pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style
from pypinyin.style import convert

from termbase.language.pinyin import with_tone_mark
from termbase.language.romanizations import (
    from_zhuyin,
    from_zhuyin_initials,
    romanized,
    to_zhuyin,
    tongyong,
    wade_giles,
    zhuyin,
)
from termbase.language.syllables import SYLLABLES

# They have no syllable for the r of erhua.
ALL = sorted(SYLLABLES - {"r"})
# Where pypinyin has ei for ai, i for yi, sho and ho, t'oeh, and a grave accent.
ELSEWHERE = set("ai chua hai huo lai mai nai sai shai shuo tie wai yi".split())


def test_zhuyin_agrees_with_pypinyin() -> None:
    assert [s for s in ALL if zhuyin(s) != convert(s, Style.BOPOMOFO, strict=True)[:-1]] == []


def test_wade_giles_agrees_with_pypinyin() -> None:
    theirs = {s: convert(s, Style.WADEGILES, strict=True).replace("v", "ü") for s in ALL}
    assert {s for s in ALL if wade_giles(s) != theirs[s]} == ELSEWHERE


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("ㄌㄨㄛˇㄍㄨㄢ", "luo3guan1"), ("ㄌㄨㄛˇ ㄍㄨㄢ", "luo3guan1"), ("ㄓㄨㄥㄍㄨㄛˊ", "zhong1guo2"),
        ("˙ㄉㄜ", "de5"), ("ㄉㄜ˙", "de5"), ("ㄒㄧㄢ", "xian1"), ("ㄓˋㄢ", "zhi4an1"), ("ㄦˊ", "er2"),
        ("ㄌㄩˋ", "lü4"), ("ㄨㄥ", "weng1"), ("ㄩㄥˋ", "yong4"),
        ("abc", ""), ("裸官", ""), ("ㄍㄍㄍ", ""), ("ˇ", ""), ("", ""), ("ㄌㄨㄛˇ官", ""),
    ],
)  # fmt: skip
def test_zhuyin_is_read(text: str, pinyin: str) -> None:
    assert from_zhuyin(text) == pinyin


@pytest.mark.parametrize(
    ("text", "letters"),
    [("ㄇㄐㄉ", "mjd"), ("ㄓㄍㄍㄔㄉ", "zggcd"), ("ㄧㄊ", "yt"), ("ㄨㄐㄅ", "wjb"), ("ㄉㄠ", ""), ("ㄇ ㄐ", ""), ("", "")],
)  # fmt: skip
def test_initials_in_zhuyin_are_read(text: str, letters: str) -> None:
    assert from_zhuyin_initials(text) == letters


@pytest.mark.parametrize(
    ("text", "pinyin"),
    [
        ("Mao Tse-tung", "maozedong"), ("Chou En-lai", "zhouenlai"), ("Hsi Chin-p'ing", "xijinping"),
        ("Hsi Chin-p’ing", "xijinping"), ("hsi chin-ping", "xijinping"), ("Lin Piao", "linbiao"),
        ("Teng Hsiao-p'ing", "dengxiaoping"), ("Chiang Ch'ing", "jiangqing"), ("Chu Te", "zhude"),
        ("Liu Shao-ch'i", "liushaoqi"), ("Yeh Chien-ying", "yejianying"), ("Ch'en Yün", "chenyun"),
        ("Chu En-lai", "zhuenlai"), ("Jhonghua Minguo", "zhonghuaminguo"), ("Cingdao", "qingdao"),
        ("Sin-jhu", "xinzhu"), ("Gaosyong", "gaoxiong"), ("Kuo Mo-jo", "guomoruo"),
    ],
)  # fmt: skip
def test_names_are_among_the_readings(text: str, pinyin: str) -> None:
    assert pinyin in romanized(text)


def test_a_spelling_of_no_system_has_no_readings() -> None:
    assert list(romanized("Chu Teh")) == []


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=4))
def test_what_is_spelled_is_read(syllables: list[str]) -> None:
    pinyin = "".join(syllables)
    assert from_zhuyin(" ".join(map(zhuyin, syllables))) == "".join(f"{s}1" for s in syllables)
    for spell in (wade_giles, tongyong):
        text = "-".join(map(spell, syllables))
        same = text.replace("-", "").replace("'", "") == pinyin
        assert same or pinyin in romanized(text)


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    list(romanized(text))
    from_zhuyin(text)
    from_zhuyin_initials(text)


@pytest.mark.parametrize("tone", range(1, 6))
def test_every_syllable_in_zhuyin_is_read_as_itself(tone: int) -> None:
    for syllable in SYLLABLES - {"r"}:
        numbered = f"{syllable}{tone}"
        assert from_zhuyin(to_zhuyin(with_tone_mark(numbered))) == numbered


def test_readings_that_are_no_syllables_of_zhuyin() -> None:
    assert [to_zhuyin(text) for text in ("Xī", "r", "ňg", "")] == ["ㄒㄧ", "ㄦ", "ňg", ""]
