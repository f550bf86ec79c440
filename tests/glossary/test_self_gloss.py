"""Texts that gloss themselves, in many forms, and brackets that hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.annotate import annotate
from glossary.documents import parse
from glossary.find import Finder
from tests.glossary.conftest import concept as concept_of
from tests.glossary.conftest import zh

# For each concept: Chinese, pinyin, English.
CONCEPTS = [
    ("裸官", "luǒguān", "naked officials"),
    ("金蟬脫殼", "jīnchán-tuōqiào", "the cicada sloughs off its shell"),
    ("中央纪委", "Zhōngyāng Jìwěi", "CCDI"),
    ("國有企業", "guóyǒu qǐyè", "state-owned enterprise"),
]
# Z is the Chinese, P the pinyin, E the English.
FORMS = """
Z（E）|Z(E)|Z (E)|Z［E］|Z【E】|Z〔E〕|Z[E]|“Z”（E）|「Z」（E）|『Z』(E)|《Z》（E）|〈Z〉（E）|‘Z’ (E)|"Z" ("E")|「Z」（「E」）
『Z』（“E”）|“Z（E）”|「Z（E）」|《Z（E）》|**Z** (*E*)|Z（E，P）|Z（P，E）|Z（P, E）|Z（P；E）|Z（P: “E”）|Z（英文：E）|Z（英文名E）|Z（英语为E）
Z（英：E）|Z（英譯E）|Z（又稱E）|Z（即E）|Z（即所謂“E”）|Z，即E|Z，即所谓“E”|Z，也就是E|Z，也就是所謂的「E」|Z，亦称E|Z（或E）|Z = E|Z＝E|Z=E
Z — E|Z——E|Z – E|Z - “E”|Z: E|Z：E|Z, E|Z，E|Z “E”|Z P "E"|Z P, “E”|Z (P) E|Z / E|ZE
E (Z)|E（Z）|E [Z]|“E” (Z)|"E" (Z)|“E (Z)”|“E” (“Z”)|‘E’ (「Z」)|*E* (Z)|E (P Z)|E (P, Z)|E (P; Z)|E (Z, P)|E (Z P)|“E” (P 《Z》)
E (in Chinese: Z)|E (Chinese: Z)|E (Chinese: Z, P)|E (Z, literally)|E, or Z|E or Z|E, known as Z|E, also known as “Z”|E (known as Z)|E, called Z
E (simplified Chinese: Z; pinyin: P)|E (Traditional Chinese: Z, P)|E (in Mandarin Chinese: Z)|E (simplified: Z)|E (zh: Z)|E（简体中文：Z；拼音：P）|E（繁體：Z）|Z（en：E）
E, known in Chinese as P (Z)|E (known in Mandarin as Z)|E (Chin. Z)|E (CN: Z)|E (hereafter Z)|E (Hanyu pinyin: P; Chinese: Z)|Z（以下称E）|Z（下称“E”）|Z（英文称作E）|Z（对应英文：E）
Z﹙E﹚|Z﹝E﹞|Z﹛E﹜|Z〖E〗|Z〘E〙|Z︵E︶|Z⟨E⟩|Z｟E｠|﹁Z﹂﹙E﹚|Z﹙E﹐P﹚|Z﹕E|Z﹙P﹔E﹚
E (a.k.a. Z)|E, i.e. Z|E, Z|E — Z|E — P Z|E: Z|E = Z|E 「Z」|E, or P (Z)|E, in Chinese P, Z|Z, literally “E”|Z (literally “E”)|Z (P, literally “E”)|Z (P, lit. “E”)
"""
ALONE = """
Z。E|Z！E|Z and E|Z；E|E. Z|E; Z|E and Z|E (see Z)|E (such as Z)|E (not Z)|Z（2012年）E|Z（见E）|Z不是E|Z的E|Z、腐败、E|E? Z|Z（…）E|E (2012). Z
"""
TABLE = [form for line in FORMS.split("\n") for form in line.split("|") if form]
APART = [form for line in ALONE.split("\n") for form in line.split("|") if form]


def written(form: str, chinese: str, pinyin: str, english: str) -> str:
    parts = {"Z": chinese, "P": pinyin, "E": english}
    return "".join(parts.get(char, char) for char in form)


@pytest.mark.parametrize("form", TABLE)
@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept[1])
def test_a_gloss_of_the_text_makes_one_annotation(
    small: Glossary, form: str, concept: tuple[str, str, str]
) -> None:
    for frame in ("{}", "他说{}是这样。", "It is {} here."):
        is_one_annotation(small, frame.format(written(form, *concept)), concept)


def is_one_annotation(small: Glossary, text: str, concept: tuple[str, str, str]) -> None:
    (found,) = annotate(parse(text), Finder(small.termbase))
    assert found.is_self_glossed
    assert len(found.mentions) == 2
    inner = text[found.start : found.end]
    assert concept[0] in inner
    assert concept[2] in inner
    for pair in "() （） [] 【】 〔〕 ［］ ﹙﹚ ﹝﹞ 〖〗 ⟨⟩".split():
        assert inner.count(pair[0]) >= inner.count(pair[1])


@pytest.mark.parametrize("form", APART)
@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept[1])
def test_other_neighbours_gloss_nothing(
    small: Glossary, form: str, concept: tuple[str, str, str]
) -> None:
    found = annotate(parse(written(form, *concept)), Finder(small.termbase))
    assert [len(one.mentions) for one in found] == [1] * len(found)
    assert len(found) >= 2
    assert not any(one.is_self_glossed for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Central Commission for Discipline Inspection (CCDI, 中央纪委) said", [3]),
        ("中央纪律检查委员会（CCDI）、中纪委", [2, 1]),
        ("the Chinese Communist Party (CCP; 中國共產黨)", [3]),
        ("(CCP, 中共)", [2]),
        ("(CCDI; 中纪委)", [2]),
        ("CCDI; 中纪委", [1, 1]),
        ("中纪委、中央纪委", [1, 1]),
        ("裸官、裸官（naked official）", [1, 2]),
        ("裸官 (CCDI)", [1, 1]),
        ("中国共产党（CCP）和中纪委（CCDI）", [2, 2]),
        ("naked officials\n裸官", [1, 1]),
        ("naked officials\n(裸官)", [2]),
        ("naked officials\n\n(裸官)", [1, 1]),
        ("the state-owned enterprise (SOE)", [1, 1]),
        ("裸官（裸官）", [1, 1]),
        ("[裸官] (naked officials)", [2]),
        ("(裸官) naked officials", [2]),
        ("裸官（naked officials）裸官", [2, 1]),
        ("裸官（naked officials）、裸官（naked officials）", [2, 2]),
        ("(about 裸官) naked officials", [1, 1]),
        ("the so-called luǒguān (裸官), “naked officials”", [2]),
        ("the (裸官), “naked officials”", [1, 1]),
        ("naked officials (luǒguān [裸官])", [2]),
        ("naked officials, which in Chinese are all called 裸官", [1, 1]),
        ("naked official, which in Chinese is called 裸官", [2]),
        ("CCDI (中央纪律检查委员会, or 中纪委 for short)", [3]),
        ("裸官 → naked official", [2]),
        # Three names in two languages.
        ("a corrupt tiger (老虎)", [2]),
        ("naked officials (bare bureaucrat, 裸官)", [3]),
        # Both scripts.
        ("CCDI (Chinese: 中纪委; traditional Chinese: 中紀委; pinyin: Zhōng Jìwěi)", [3]),
        ("CCDI（简体：中纪委；繁體：中紀委）", [3]),
        ("中纪委（中紀委）", [1, 1]),
    ],
)
def test_groups(small: Glossary, text: str, expected: list[int]) -> None:
    found = annotate(parse(text), Finder(small.termbase))
    assert [len(one.mentions) for one in found] == expected


def test_a_language_named_in_a_gloss_is_no_mention(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "a.db", builtin=False) as opened:
        opened.put(
            concept_of("luoguan", [zh("裸官", "裸官", "luǒguān")], ["naked officials"]),
            concept_of("jiantizi", [zh("简体中文", "簡體中文", "jiǎntǐ")], ["simplified Chinese"]),
        )

        def grouped(text: str) -> list[list[str]]:
            found = annotate(parse(text), Finder(opened.termbase))
            return [[mention.text for mention in one.mentions] for one in found]

        wikipedia = "The naked officials (simplified Chinese: 裸官; pinyin: luǒguān) left."
        assert grouped(wikipedia) == [["naked officials", "裸官"]]
        assert opened.annotate(wikipedia, to="text").startswith(wikipedia[: -len(" left.")])
        assert grouped("裸官（简体中文：naked officials）、简体中文") == [
            ["裸官", "naked officials"],
            ["简体中文"],
        ]
        assert grouped("simplified Chinese (简体中文), 裸官") == [
            ["simplified Chinese", "简体中文"],
            ["裸官"],
        ]
        inside = "naked officials (裸官 in simplified Chinese), 简体中文"
        assert grouped(inside) == [["naked officials", "裸官"], ["简体中文"]]
        assert len(grouped("naked officials read simplified Chinese: 裸官")) == 3


@pytest.mark.parametrize(
    ("text", "introduced"),
    [
        ("officials with money abroad (luǒguān 裸官)", True),
        ("so-called luǒguān 裸官", True),
        ("luoguan (裸官)", True),
        ("luo3guan1 裸官", True),
        ("Luo-Guan, 「裸官」", True),
        ("裸官 luǒguān", False),
        ("guān 裸官", False),
        ("luǒguān. 裸官", False),
        ("luǒguān and 裸官", False),
        ("裸官", False),
        ("naked officials", False),
    ],
)
def test_pinyin_before_a_term(small: Glossary, text: str, introduced: bool) -> None:
    *_, found = annotate(parse(text), Finder(small.termbase))
    assert found.is_self_glossed is introduced
    assert (
        "zg-gloss" in small.annotate(text).split("</article>")[0].split("<article")[1]
    ) is not introduced
