"""The vocabulary of a text: the terms that stand in it in their sense, with their own renderings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary
from glossary.translate.prompt import Vocabulary, vocabulary
from tests.builtin import builtin

# Texts, the language of the translation, and the terms that are there, or not, with a rendering.
SENSES = [
    ("阅兵式上东风-41导弹亮相。", "en", {"东风-41": "DF-41"}, ()),
    ("东风吹过田野，农民播种。", "en", {}, ("东风",)),
    ("行政院長在立法院備詢，中央與地方的財政劃分引發爭議，民進黨黨團表示支持。", "en",
     {"立法院": "Legislative Yuan", "中央": "central government"}, ()),
    ("中央纪委通报，党中央决定开除其党籍。", "en", {"党中央": "Party Central Committee"}, ("中央",)),
    ("房间中央放着一张桌子。", "en", {}, ("中央",)),
    ("动物园的老虎很可爱。", "en", {}, ("老虎",)),
    ("医生让病人躺平。", "en", {}, ("躺平",)),
    ("外交部发言人毛宁表示，中方坚决反对。", "en", {"毛宁": "Mao Ning", "中方": "Chinese side"}, ()),
    ("A party was held in the White House garden.", "zh", {}, ("party", "the Party")),
    ("Peking reported.", "zh", {"Peking": "北京"}, ()),
    ("Barack Obama met Xi Jinping.", "zh-TW", {"Barack Obama": "歐巴馬"}, ()),
    ("Barack Obama met Xi Jinping.", "zh", {"Barack Obama": "奥巴马"}, ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "to", "expected", "absent"), SENSES)
def test_terms_are_there_in_their_sense(
    text: str, to: str, expected: dict[str, str], absent: tuple[str, ...]
) -> None:
    found = {
        entry.forms[0]: entry.preferred.text
        for entry in vocabulary(builtin().finder, [text], to).entries
    }
    assert expected.items() <= found.items()
    assert found.keys().isdisjoint(absent)


def renderings(found: Vocabulary) -> dict[str, tuple[list[str], ...]]:
    return {
        entry.term: (
            [entry.preferred.text],
            [one.text for one in entry.admitted],
            [one.text for one in entry.forbidden],
        )
        for entry in found.entries
    }


def test_each_form_has_its_own_renderings(statuses: Glossary) -> None:
    found = vocabulary(statuses.finder, ["中纪委即中央纪律检查委员会，共匪，无名。"], "en")
    assert renderings(found) == {
        "中央纪律检查委员会": (["Central Commission"], [], ["CDIC"]),
        "中纪委": (["CCDI"], ["the Commission"], []),
        # All are retired, so that there is no better one.
        "共匪": (["communist bandit"], ["red bandit"], []),
    }


@pytest.mark.parametrize(
    ("to", "preferred", "forbidden"),
    [
        ("zh", "软件", "程序"),
        ("zh-Hans", "软件", "程序"),
        ("zh-Hant", "軟件", "程序"),
        ("zh-TW", "軟體", "程式"),
        ("zh-HK", "軟件", "程序"),
    ],
)
def test_chinese_renderings_are_in_the_forms_of_the_target(
    statuses: Glossary, to: str, preferred: str, forbidden: str
) -> None:
    found = vocabulary(statuses.finder, ["Free software."], to)
    assert renderings(found) == {"software": ([preferred], [], [forbidden])}


def test_longest_first_then_in_the_order_of_the_text(statuses: Glossary) -> None:
    found = vocabulary(statuses.finder, ["林郑、党委、习近平、中纪委；党委。"], "en")
    assert [(one.term, one.count) for one in found.entries] == [
        ("习近平", 1), ("中纪委", 1), ("林郑", 1), ("党委", 2),
    ]  # fmt: skip


def test_forms_are_those_of_the_text(statuses: Glossary) -> None:
    (entry,) = vocabulary(statuses.finder, ["黨委和党委，黨委。"], "en").entries
    assert (entry.term, entry.forms, entry.count) == ("党委", ("黨委", "党委"), 3)
    (entry,) = vocabulary(statuses.finder, ["Party committees; a party\ncommittee"], "zh").entries
    assert entry.forms == ("Party committees", "party\ncommittee")


def test_surnames_of_people(statuses: Glossary) -> None:
    found = vocabulary(statuses.finder, ["习近平、林郑、奥巴马"], "en")
    surnames = {one.term: one.surname for one in found.entries}
    assert surnames == {"习近平": "Xi", "林郑": "Lam", "奥巴马": ""}
    found = vocabulary(statuses.finder, ["Xi Jinping"], "zh")
    assert [one.surname for one in found.entries] == [""]


def test_several_texts_are_one_vocabulary(statuses: Glossary) -> None:
    found = vocabulary(statuses.finder, ["党委", "中纪委、党委"], "en")
    assert [(one.term, one.count) for one in found.entries] == [("中纪委", 1), ("党委", 2)]


def test_the_language_and_the_polity_have_to_be_known(statuses: Glossary) -> None:
    with pytest.raises(ValueError, match="invalid language 'fr'; expected one of: en, zh"):
        vocabulary(statuses.finder, ["党委"], "fr")
    with pytest.raises(ValueError, match="invalid polity 'x'"):
        vocabulary(statuses.finder, ["党委"], "en", "x")


pieces = st.lists(
    st.sampled_from(
        ["国务院", "裸官", "中紀委", "中央纪委", "习近平", "北京", "，", "。", "的", "东风", "\n\n",
         "naked officials", "Peking", "the Party", " in ", "<b>", "兩會", "改革开放", "1"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@given(pieces, st.sampled_from(["en", "zh", "zh-TW"]))
def test_every_entry_stands_in_the_text(text: str, to: str) -> None:
    found = vocabulary(builtin().finder, [text], to)
    assert found == vocabulary(builtin().finder, [text], to)
    lengths = [len(one.forms[0]) for one in found.entries]
    assert lengths == sorted(lengths, reverse=True)
    for one in found.entries:
        assert all(form in text for form in one.forms)
        assert one.renderings
        assert (one.preferred, *one.admitted, *one.forbidden) == one.renderings
    keys = [(one.concept, one.term) for one in found.entries]
    assert len(set(keys)) == len(keys)
