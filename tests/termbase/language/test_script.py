"""Scripts: the fold, conversion, telling which it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language.script import Script, convert, count_scripts, detect_script, fold, is_han
from tests.strategies import HAN


@given(st.text() | st.text(st.sampled_from(HAN)))
def test_the_fold_keeps_the_length_and_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_the_fold_keeps_every_single_character_one() -> None:
    everything = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


FOLDED = [
    ("臺灣", "台湾"), ("台灣", "台湾"), ("裡面", "里面"), ("裏面", "里面"), ("峯", "峰"), ("衞生", "卫生"),
    ("説話", "说话"), ("說話", "说话"), ("為", "为"), ("爲", "为"), ("群眾", "群众"), ("羣衆", "群众"),
    ("祕書", "秘书"), ("線", "线"), ("綫", "线"), ("ＣＣＤＩ２０", "CCDI20"), ("（", "("), ("龜", "龟"),
    ("車", "车"), ("𠮷", "𠮷"),
    # radicals in text from PDF files
    ("⻓征", "长征"), ("⺠主", "民主"), ("天安⻔", "天安门"), ("⻋⾺", "车马"), ("⻄藏⾃治", "西藏自治"),
    # variants of type, circles for numerals, half-width marks
    ("靑年", "青年"), ("淸零", "清零"), ("價値", "价值"), ("硏究", "研究"), ("廸", "迪"), ("鬪爭", "斗争"),
    ("貪汚", "贪污"), ("躶官", "裸官"), ("砲打", "炮打"), ("大饑⾷", "大饥食"), ("二○○八", "二〇〇八"),
    ("公平､正義", "公平、正义"),
    # these are characters of their own in simplified text too
    ("著名", "著名"), ("什么", "什么"), ("后", "后"), ("裸官", "裸官"), ("CCDI", "CCDI"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_folding_changes_no_usual_simplified_character() -> None:
    """The first level of GB 2312, the most usual characters; only 乾 is in it as a traditional one."""
    rows, cells = range(0xB0, 0xD7), range(0xA1, 0xFF)
    level = [bytes((row, cell)).decode("gb2312") for row in rows for cell in cells]
    assert [char for char in level if fold(char) != char] == ["乾"]


CONVERTED = [
    ("里面", Script.TAIWAN, "裡面"), ("里面", Script.HONG_KONG, "裏面"), ("台湾", Script.TAIWAN, "臺灣"),
    ("头发发展", Script.TAIWAN, "頭髮發展"), ("皇后后来", Script.TAIWAN, "皇后後來"),
    ("隨著發展", Script.SIMPLIFIED, "随着发展"), ("國務院", Script.SIMPLIFIED, "国务院"),
    ("裏面", Script.TAIWAN, "裡面"), ("裸官", Script.TRADITIONAL, "裸官"), ("说", Script.TRADITIONAL, "說"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "expected"), CONVERTED)
def test_convert(text: str, to: Script, expected: str) -> None:
    assert convert(text, to) == expected


CASES = Path(__file__).with_name("cases")


def pairs(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return [(left, right) for left, right in rows]


@pytest.mark.parametrize(("simplified", "traditional"), pairs("conversions.txt"))
def test_conversion_follows_words(simplified: str, traditional: str) -> None:
    assert convert(simplified, Script.TAIWAN) == traditional
    assert convert(traditional, Script.SIMPLIFIED) == simplified
    assert convert(traditional, Script.TAIWAN) == traditional


@pytest.mark.parametrize(("traditional", "simplified"), pairs("simplifications.txt"))
def test_simplification(traditional: str, simplified: str) -> None:
    assert convert(traditional, Script.SIMPLIFIED) == simplified
    assert convert(simplified, Script.SIMPLIFIED) == simplified


@given(st.text() | st.text(st.sampled_from(HAN + "著祇衞\ud83d\x00")))
def test_any_text_can_be_converted(text: str) -> None:
    for to in Script:
        convert(text, to)
    assert "裸官" in convert(f"{text}裸官", Script.SIMPLIFIED)


DETECTED = [
    ("中国共产党", Script.SIMPLIFIED), ("中國共產黨", Script.TRADITIONAL), ("裸官", None), ("", None),
    ("naked official", None), ("國國国", Script.TRADITIONAL), ("國国", None), ("后", None), ("台", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DETECTED)
def test_detect_script(text: str, expected: Script | None) -> None:
    assert detect_script(text) == expected


def test_count_scripts() -> None:
    assert count_scripts("后来皇后發展") == (1, 1)
    assert count_scripts("国國 abc 人") == (1, 1)


@pytest.mark.parametrize("char", "中㐀𠮷豈〇")
def test_han(char: str) -> None:
    assert is_han(char)


@pytest.mark.parametrize("char", "a1，。あア한！")
def test_not_han(char: str) -> None:
    assert not is_han(char)


@pytest.mark.parametrize("script", list(Script))
def test_a_null_character_does_not_end_a_text(script: Script) -> None:
    parts = ["立即打开", "", "記憶體", "网络\n程序"]
    expected = [convert(part, script) for part in parts]
    assert convert("\0".join(parts), script).split("\0")[::2] == expected[::2]
    assert len(convert("\0".join(parts), script)) == len("\0".join(parts))
