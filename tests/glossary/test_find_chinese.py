"""Finding Chinese terms: boundaries, scripts, broken terms."""

from __future__ import annotations

import pytest

from glossary import Glossary
from glossary.find import Boundary
from tests.glossary.conftest import CONCEPTS

FOUND = [
    # words of their own
    ("中纪委通报裸官问题", ["中纪委", "裸官"]),
    ("中共中央纪律检查委员会", ["中共", "中央纪律检查委员会"]),
    ("中国共产党第二十次全国代表大会", ["中国共产党"]),
    # traditional, Taiwan and Hong Kong spellings, and scripts mixed
    ("中紀委通報裸官問題", ["中紀委", "裸官"]),
    ("金蟬脫殼之計", ["金蟬脫殼"]),
    ("金蝉脫壳之計", ["金蝉脫壳"]),
    ("他在裡面，她在裏面，我在里面", ["裡面", "裏面", "里面"]),
    # longest first
    ("改革开放四十年", ["改革开放"]),
    ("改革是第二次革命", ["改革"]),
    # inside a longer word, with whole words left over
    ("全国各级中国共产党组织", ["中国共产党"]),
    # punctuation, quotation marks, brackets, Latin letters and digits beside or inside
    ("“裸官”、《学习时报》（中纪委）", ["裸官", "学习时报", "中纪委"]),
    ("中纪委CCDI", ["中纪委", "CCDI"]),
    ("基本法23条立法争议", ["23条立法"]),
    ("基本法２３条立法争议", ["２３条立法"]),
    ("坚持德才兼备、以德为先，", ["德才兼备、以德为先"]),
    # broken by a line end, spaces, a full-width space, what cannot be seen
    ("打击裸\n官行动", ["裸\n官"]),
    ("打击裸\r\n官行动", ["裸\r\n官"]),
    ("中 纪 委", ["中 纪 委"]),
    ("改革　开放", ["改革　开放"]),
    ("改革\u200b开放", ["改革\u200b开放"]),
    ("改革\n  开放", ["改革\n  开放"]),
    # characters outside the basic plane
    ("去𠮷野家吃饭", ["𠮷野家"]),
]

NOT_FOUND = [
    "发展中国会议纪要",  # 中国|会议, not 国会
    "中国会議",
    "各国企业都在重组供应链",  # 各国|企业, not 国企
    "多名反对党委员离席",  # 反对党|委员, not 党委
    "裸\n\n官",  # another paragraph
    "裸。官",
    "PPT23条立法"[2:4],
    "https://example.org/裸".replace("裸", "naked-official"),
    "动物园的老虎产下幼崽",
    "一只老虎",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(small: Glossary, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in small.find(text)] == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(small: Glossary, text: str) -> None:
    assert [mention.text for mention in small.find(text)] == []


def test_cues_decide_in_the_same_paragraph(small: Glossary) -> None:
    assert [m.text for m in small.find("又一只老虎落马。")] == ["老虎"]
    assert [m.text for m in small.find("老虎\n\n贪腐案")] == []
    assert [m.text for m in small.find("贪腐案中的老虎不在动物园")] == []


def test_nested_on_request(small: Glossary) -> None:
    found = small.find("中国共产党坚持改革开放", overlapping=True, level="loose")
    assert [m.text for m in found] == ["中国共产党", "共产党", "改革开放", "改革"]
    assert [m.boundary for m in found] == [
        Boundary.WORDS, Boundary.INSIDE, Boundary.WORDS, Boundary.INSIDE,
    ]  # fmt: skip


def test_says_which_term_of_the_concept(small: Glossary) -> None:
    (mention,) = small.find("中紀委")
    assert mention.concept.id == "ccdi"
    assert mention.term.text == "中纪委"
    assert mention.language == "zh"
    assert (mention.start, mention.end) == (0, 3)


@pytest.mark.parametrize(
    "term", [t for c in CONCEPTS for t in c.chinese if not t.cues], ids=lambda t: t.text
)
def test_every_term_is_found_between_commas(small: Glossary, term: object) -> None:
    for form in term.forms:  # type: ignore[attr-defined]
        assert form in [m.text for m in small.find(f"，{form}，")]
