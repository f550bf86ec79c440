"""Pinyin: syllables, tone styles, generated readings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.language import pinyin, syllables
from termbase.language.pinyin import SYLLABLES, split_tone

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


@pytest.mark.parametrize("letters", ["a", "luo", "luoguan", "xian", "xi'an ", "zhong1", "q"])
def test_the_work_is_proportional_to_the_length(
    letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def counted(text: str) -> tuple[str, int]:
        nonlocal calls
        calls += 1
        return split_tone(text)

    monkeypatch.setattr(syllables, "split_tone", counted)
    work = []
    for times in (1_000, 2_000, 4_000):
        calls = 0
        assert bool(pinyin.syllables(letters * times)) == (letters != "q")
        pinyin.syllables(letters * times, times + 1)
        work.append(calls)
    assert work[1] <= 2.1 * work[0]
    assert work[2] <= 2.1 * work[1]


def test_long_pinyin_is_divided_as_its_parts_are() -> None:
    assert pinyin.syllables("luǒguān" * 500, 1000) == ("luǒ", "guān") * 500
    # Some syllables fewer or more than the best division has.
    assert pinyin.syllables("xiān" * 300, 303) == ("xiān",) * 297 + ("xi", "ān") * 3
    assert pinyin.syllables("xiān" * 300, 600) == ()


def of_brute_force(word: str) -> list[tuple[str, ...]]:
    if not word:
        return [()]
    return [
        (word[:end], *rest)
        for end in range(1, len(word) + 1)
        if word[:end] in SYLLABLES
        for rest in of_brute_force(word[end:])
    ]


def cost(way: tuple[str, ...]) -> tuple[int, list[int]]:
    return sum(part[0] in "aeo" for part in way[1:]), [-len(part) for part in way]


@given(
    st.lists(
        st.sampled_from(
            ["xi", "an", "xian", "ang", "e", "er", "gan", "fan", "ge", "n", "guo", "a", "li", "ao"]
        ),
        max_size=6,
    )
)
def test_division_equals_brute_force(parts: list[str]) -> None:
    word = "".join(parts)
    ways = of_brute_force(word) if word not in ("n", "m", "ng", "o") else [(word,)]
    best = min(ways, key=cost, default=())
    assert pinyin.syllables(word) == best
    for count in range(len(parts) + 3):
        expected = min((way for way in ways if len(way) == count), key=cost, default=())
        assert pinyin.syllables(word, count) == expected


def test_known_readings() -> None:
    assert pinyin.known_readings("重") >= {"zhòng", "chóng"}
    assert "luó" not in pinyin.known_readings("裸")


@pytest.mark.parametrize(
    ("text", "reading", "words"),
    [
        (
            "中央纪律检查委员会",
            "Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì",
            "Zhōngyāng Jìlǜ Jiǎnchá Wěiyuánhuì",
        ),
        ("金蝉脱壳", "jīnchán-tuōqiào", "jīnchán tuōqiào"),
        ("23条立法", "23 tiáo lìfǎ", "tiáo lìfǎ"),
        ("西安市", "Xī'ān shì", "Xī'ān shì"),
        ("德才兼备、以德为先", "dé cái jiānbèi, yǐ dé wéi xiān", "dé cái jiānbèi yǐ dé wéi xiān"),
    ],
)
def test_words_of_pinyin(text: str, reading: str, words: str) -> None:
    parts = pinyin.term_syllables(text, reading)
    begins = pinyin.begins_word(reading, parts)
    starts = [index for index, first in enumerate(begins) if first]
    ends = [*starts[1:], len(parts)]
    found = [pinyin.joined(parts[start:end]) for start, end in zip(starts, ends, strict=True)]
    assert " ".join(found) == words
