"""Generated readings, tried on tables of words, names and sentences that were written for this."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.builtin import open_builtin
from termbase.language.pinyin import split_tone
from termbase.language.readings import generate, readings, word_readings
from termbase.language.script import Script, convert, is_han
from termbase.model.concept import Concept, Language, Term
from termbase.model.fill import fill_concept, fill_term

CASES = Path(__file__).with_name("cases")
ZH, EN = Language.CHINESE, Language.ENGLISH

# Cases of the tables that are known to come out wrong.
KNOWN_FAILURES = {
    "殷红", "殷紅", "数一数二", "數一數二", "量力而行", "一暴十寒", "召存信", "红二代",
}  # fmt: skip


def cases(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" ") for line in lines if line and not line.startswith("#")]


def letters(pinyin: str) -> str:
    return pinyin.lower().replace(" ", "").replace("-", "").replace("'", "")


def in_both_scripts(name: str) -> list[tuple[str, str]]:
    return [
        (text, " ".join(pinyin)) for *both, pinyin in split(name) for text in dict.fromkeys(both)
    ]


def split(name: str) -> list[tuple[str, str, list[str]]]:
    return [(simplified, traditional, pinyin) for simplified, traditional, *pinyin in cases(name)]


def check(text: str, found: object, expected: object) -> None:
    if text in KNOWN_FAILURES:
        assert found != expected, f"{text} is right now: take it off the list of known failures"
        pytest.xfail("known")
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), in_both_scripts("polyphones.txt"))
def test_words(text: str, expected: str) -> None:
    check(text, generate(text), expected)


@pytest.mark.parametrize(("text", "expected"), in_both_scripts("names.txt"))
def test_names(text: str, expected: str) -> None:
    check(text, generate(text), expected)


@pytest.mark.parametrize(("text", "expected"), in_both_scripts("names.txt"))
def test_names_with_their_english_are_certain(text: str, expected: str) -> None:
    """A rendering like the pinyin tells that a term is a name."""
    toneless = " ".join(split_tone(part)[0] for part in expected.replace("'", "").split())
    concept = Concept("a", (Term(ZH, text), Term(EN, toneless)))
    assert fill_concept(concept).terms[0].pinyin == expected


@pytest.mark.parametrize(
    ("text", "expected"), [(row[0], " ".join(row[1:])) for row in cases("not_names.txt")]
)
def test_what_begins_like_a_name(text: str, expected: str) -> None:
    check(text, generate(text).lower(), expected)


def test_english_tells_that_a_term_is_not_a_name() -> None:
    assert fill_term(Term(ZH, "仇美玲"), ["Qiu Meiling"]).pinyin == "Qiú Měilíng"
    assert fill_term(Term(ZH, "仇美玲"), ["hatred of America"]).pinyin.startswith("chóu")


@pytest.mark.parametrize(("text", "expected"), in_both_scripts("sentences.txt"))
def test_in_context(text: str, expected: str) -> None:
    assert readings(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        (text, simplified.index(word), pinyin)
        for simplified, traditional, word, *pinyin in cases("words_in_text.txt")
        for text in dict.fromkeys((simplified, traditional))
    ],
)
def test_words_in_text(text: str, start: int, expected: list[str]) -> None:
    found = word_readings(text)[start : start + len(expected)]
    assert [reading for reading, _ in found] == expected


@pytest.mark.parametrize("text", ["看著他说话", "有著很多问题", "随著改革", "看着他說"])
def test_a_particle_of_the_other_script(text: str) -> None:
    assert readings(text)[1] == "zhe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("毫不动摇地", "háo bù dòng yáo de"), ("生动地说明", "shēng dòng de shuō míng"), ("地道战", "dì dào zhàn"),
        ("高高兴兴地走了", "gāo gāo xìng xìng de zǒu le"), ("写得很清楚", "xiě de hěn qīng chu"), ("只得放弃", "zhǐ dé fàng qì"),
        ("東涌與鰂魚涌", "dōng chōng yǔ zéi yú chōng"), ("人潮湧入", "rén cháo yǒng rù"),
        ("单霁翔院长", "shàn jì xiáng yuàn zhǎng"), ("查良镛先生", "zhā liáng yōng xiān sheng"), ("解振华出席", "xiè zhèn huá chū xí"),
        ("单独查处", "dān dú chá chǔ"), ("不为人知", "bù wéi rén zhī"), ("以人为本", "yǐ rén wéi běn"), ("一不做，二不休", "yī bù zuò  èr bù xiū"),
    ],
)  # fmt: skip
def test_siblings(text: str, expected: str) -> None:
    assert readings(text) == expected.split(" ")


@pytest.mark.parametrize("text", ["㐂事", "裸㐂", "㐂", "贪\U000323af"])
def test_unknown_characters_have_no_reading(text: str) -> None:
    unknown = "㐂\U000323af"
    found = readings(text)
    assert len(found) == len(text)
    assert all(
        (char in unknown) == (not reading)
        for char, reading in zip(text, found, strict=True)
        if char in unknown
    )
    assert not any(char in generate(text) for char in text)
    assert not fill_term(Term(ZH, text)).pinyin or not set(text) & set(unknown)


WRITTEN = [
    ("政府", "zhèngfǔ"), ("反腐剧", "fǎnfǔjù"), ("社会主义", "shèhuì zhǔyì"), ("中国共产党", "Zhōngguó gòngchǎndǎng"),
    ("自给自足", "zìjǐ-zìzú"), ("境外NGO", "jìngwài NGO"), ("老虎、苍蝇一起打", "lǎohǔ, cāngying yīqǐ dǎ"), ("天安门", "Tiān'ānmén"),
    ("“四人帮”", "“sìrénbāng”"), ("国（境）外", "guó (jìng) wài"), ("P2P爆雷", "P2P bàoléi"), ("", ""), ("abc", "abc"), ("20大", "20 dà"),
    ("一度", "yīdù"), ("不断", "bùduàn"), ("几个", "jǐge"), ("女儿", "nǚ'ér"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_terms_are_joined_by_words(text: str, expected: str) -> None:
    assert generate(text) == expected


def test_by_character() -> None:
    assert readings("去银行, ok吗") == ["qù", "yín", "háng", "", "", "", "", "ma"]


@pytest.mark.parametrize(
    "text", ["单霁", "在京王文革", "单", "查良", "不是仇恨", "会见王建国", "姓王"]
)
def test_a_surname_may_end_a_text(text: str) -> None:
    assert len(readings(text)) == len(text)
    assert generate(text, ["something else"])


@given(st.text(st.sampled_from("去银行重庆任正非㐂地得 a,。𠮷著㐀豈〇･1\ud800\x00")) | st.text())
def test_there_is_one_for_each_character(text: str) -> None:
    assert len(readings(text)) == len(text)
    generate(text)


MANNER = (
    "毫不动摇地 毫不動搖地 坚定不移地 堅定不移地 科学地 科學地 历史地 創造性地 系统地 全面地 积极地 積極地 "
    "实事求是地 旗帜鲜明地 旗幟鮮明地 慢慢地 持之以恒地 逐步地"
).split()
LAND = (
    "土地 耕地 各地 基地 宅基地 革命圣地 農業用地 发源地 目的地 所在地 殖民地 因时因地 集中地 "
    "流行地 试验地 潮湿地 人民的土地"
).split()


@pytest.mark.parametrize("text", MANNER)
def test_a_particle_may_end_a_term(text: str) -> None:
    assert readings(text)[-1] == "de"


@pytest.mark.parametrize("text", LAND)
def test_land_at_the_end_is_no_particle(text: str) -> None:
    assert readings(text)[-1] == "dì"


def test_all_builtin_forms_have_readings() -> None:
    """A law: no form of the built-in base, in either script, raises an error."""
    with open_builtin() as store:
        written = {text for concept in store for term in concept.chinese
                   for text in (term.text, term.traditional) if text}  # fmt: skip
    # Readings are of the simplified text, so most forms are read once for both scripts.
    forms = {convert(text, Script.SIMPLIFIED) for text in written}
    assert len(forms) > 1000
    missing = [text for text in forms if any(map(is_han, text)) and not generate(text)]
    assert not missing


_HAN = "对党忠诚王张欧阳单查任曾地得为了着个不一重长行乐会上下国\u3400\U00020000對黨誠"


@given(st.text(st.sampled_from(_HAN) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_no_text_of_chinese_characters_raises(text: str) -> None:
    assert len(readings(text)) == len(text)
    assert isinstance(generate(text), str)
    assert isinstance(generate(text, ["Wang Wei", "loyalty"]), str)


def test_readings_with_the_beginnings_of_words() -> None:
    found = word_readings("曾鈺成認為銀行，可以")
    assert [reading for reading, _ in found] == [
        "Zēng", "Yù", "chéng", "rèn", "wéi", "yín", "háng", "", "kě", "yǐ",
    ]  # fmt: skip
    assert "".join(
        "|" * begins + char for char, (_, begins) in zip("曾鈺成認為銀行，可以", found, strict=True)
    ) == ("|曾|鈺成|認為|銀行|，|可以")
