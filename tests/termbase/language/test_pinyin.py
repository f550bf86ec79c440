"""Pinyin: syllables, tone styles, generated readings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language import pinyin
from termbase.language.pinyin import SYLLABLES

DIVIDED = [
    ("luǒguān", 2, "luǒ guān"), ("Xī'ān", 2, "Xī ān"), ("Xī’ān", 2, "Xī ān"), ("xiān", 1, "xiān"),
    ("xiān", 2, "xi ān"), ("fǎn'ān", 2, "fǎn ān"), ("fāngàn", 2, "fān gàn"), ("fāng'àn", 2, "fāng àn"),
    ("jīnchán-tuōqiào", 4, "jīn chán tuō qiào"), ("Zhōngguó Gòngchǎndǎng", 5, "Zhōng guó Gòng chǎn dǎng"),
    ("huār", 2, "huā r"), ("huār", 1, None), ("nǚ'ér", 2, "nǚ ér"), ("Lǚliáng", 2, "Lǚ liáng"), ("lüèduó", 2, "lüè duó"),
    ("nénggàn", 2, "néng gàn"), ("nán'ér", 2, "nán ér"), ("yī, èr, sān", 3, "yī èr sān"), ("23 tiáo", 1, "tiáo"),
    ("xx", None, None), ("", 0, ""), ("nuòyán", None, "nuò yán"), ("tiānānmén", 3, "tiān ān mén"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count", "expected"), DIVIDED)
def test_syllables(text: str, count: int | None, expected: str | None) -> None:
    assert pinyin.syllables(text, count) == tuple((expected or "").split())


OF_TERMS = [
    ("境外NGO", "jìngwài NGO", "jìng wài"), ("裸官", "luǒguān", "luǒ guān"), ("20大", "20 dà", "dà"),
    ("中纪委", "Zhōngjìwěi", "Zhōng jì wěi"), ("P2P爆雷", "P2P bàoléi", "bào léi"), ("裸官", "luǒ", ""), ("官", "luǒguān", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reading", "expected"), OF_TERMS)
def test_syllables_of_terms(text: str, reading: str, expected: str) -> None:
    assert pinyin.term_syllables(text, reading) == tuple(expected.split())


MARKED = [
    ("luo3", "luǒ"), ("guan1", "guān"), ("lv4", "lǜ"), ("lü4", "lǜ"), ("lu:4", "lǜ"), ("nv3", "nǚ"), ("xiong2", "xióng"),
    ("liu2", "liú"), ("gui4", "guì"), ("ou3", "ǒu"), ("a5", "a"), ("de", "de"), ("er2", "ér"), ("Xi2", "Xí"), ("yue4", "yuè"),
    ("lüe4", "lüè"), ("hao3", "hǎo"), ("zhou1", "zhōu"), ("ng4", "ǹg"), ("?", "?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_mark(text: str, expected: str) -> None:
    assert pinyin.with_tone_mark(text) == expected


@given(st.sampled_from(sorted(s for s in SYLLABLES if set(s) & set("aeiouü"))), st.integers(1, 4))
def test_numbers_become_marks_and_back(letters: str, tone: int) -> None:
    marked = pinyin.with_tone_mark(f"{letters}{tone}")
    assert pinyin.split_tone(marked) == (letters, tone)
    assert pinyin.with_tone_numbers(marked, 1) == f"{letters}{tone}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("luǒguān", "luoguan"),
        ("Xī'ān", "xian"),
        ("nǚ'ér", "nver"),
        ("lu:4", "lv"),
        ("jīnchán-tuōqiào", "jinchantuoqiao"),
    ],
)
def test_plain(text: str, expected: str) -> None:
    assert pinyin.plain(text) == expected


@pytest.mark.parametrize(
    ("text", "reading", "expected"),
    [
        ("裸官", "luǒguān", "lg"),
        ("西安", "Xī'ān", "xa"),
        ("中纪委", "Zhōngjìwěi", "zjw"),
        ("儿", "", ""),
    ],
)
def test_initials(text: str, reading: str, expected: str) -> None:
    assert pinyin.initials(text, reading) == expected


SPELLED = [
    ("重庆", "chóngqìng"), ("重要", "zhòngyào"), ("银行", "yínháng"), ("行长", "hángzhǎng"), ("首都", "shǒudū"), ("都是", "dōushì"),
    ("长征", "chángzhēng"), ("市长", "shìzhǎng"), ("西安", "xī'ān"), ("双规", "shuāngguī"), ("一国两制", "yīguó liǎngzhì"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SPELLED)
def test_spell(text: str, expected: str) -> None:
    assert pinyin.generate(text) in (expected, expected.replace(" ", ""))


def test_by_character() -> None:
    assert pinyin.readings("去银行, ok吗") == ["qù", "yín", "háng", "", "", "", "", "ma"]


@given(st.text(st.sampled_from("去银行重庆 a,。𠮷"), max_size=20))
def test_by_character_has_one_for_each(text: str) -> None:
    assert len(pinyin.readings(text)) == len(text)


def test_allowed() -> None:
    assert pinyin.known_readings("重") >= {"zhòng", "chóng"}
    assert "luó" not in pinyin.known_readings("裸")
