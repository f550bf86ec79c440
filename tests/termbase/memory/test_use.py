"""Concordance, fragments, pretranslation, sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary.translate.bands import band, report
from glossary.translate.pretranslate import pretranslate
from termbase.errors import InputError
from termbase.formats.bilingual import Segment
from termbase.language.sentences import split_sentences
from termbase.memory import Memory
from termbase.memory.concordance import concordance, concordance_of
from termbase.memory.fragments import fragments

PAIRS = [
    (
        "全党要深入贯彻中央八项规定精神。",
        "The whole Party must implement the eight-point decision.",
    ),
    (
        "各级党委要贯彻中央八项规定精神",
        "Party committees are to carry out the eight-point decision",
    ),
    ("三名裸官被调离。", "Three naked officials were moved."),
    ("老虎、蒼蠅一起打", "Swat tigers and flies together"),
    ("会议于2016年召开。", "The meeting was held in 2016."),
]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.db") as opened:
        for source, target in PAIRS:
            opened.add(source, target)
        yield opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("裸官", ["裸官"]),
        ("虎", ["虎"]),
        ("苍蝇", ["蒼蠅"]),
        ("中央八項規定", ["中央八项规定", "中央八项规定"]),
        ("NAKED", ["naked"]),
        ("part", ["Part", "Part"]),
        ("２０１６", ["2016"]),
        ("没有", []),
        (" ", []),
    ],
)
def test_concordance(memory: Memory, text: str, expected: list[str]) -> None:
    found = concordance(memory, text)
    assert [one.text[slice(*span)] for one in found for span in one.spans] == expected


def test_concordance_of_several_strings(memory: Memory) -> None:
    """Those that overlap count once, the longest; empty ones find nothing."""
    memory.add("中国的国家元首", "The head of state of China")
    memory.add("国中", "Junior high school")
    found = concordance_of(["国", "中国", "國家", " "], memory)
    texts = {hit.text: [hit.text[start:end] for start, end in hit.spans] for hit in found}
    assert texts["中国的国家元首"] == ["中国", "国家"]
    assert texts["国中"] == ["国"]
    assert len(concordance_of(["国", "中国"], memory, limit=1)) == 1
    assert concordance_of(["", " "], memory) == concordance_of([], memory) == []
    with pytest.raises(InputError):
        concordance_of(["国", "\ud800"], memory)


def test_concordance_ranks_and_marks(memory: Memory) -> None:
    memory.add("党", "party party, Party")
    found = concordance(memory, "party")
    assert [one.whole for one in found] == [True, True, True]
    assert [tuple(span) for span in found[0].spans] == [(0, 5), (6, 11), (13, 18)]
    assert found[0].translation == "党"
    assert len(concordance(memory, "party", limit=1)) == 1
    memory.add("İ党", "x")
    assert [tuple(span) for span in concordance(memory, "i\u0307党")[0].spans] == [(0, 2)]


def test_fragments(memory: Memory) -> None:
    text = "请大家认真学习中央八项规定精神，并写出体会。"
    for indexed in (False, True):
        if indexed:
            memory.index()
        (fragment,) = fragments(memory, text)
        assert fragment.text == "中央八项规定精神"
        assert fragment.counterpart == "the eight-point decision"
        assert len(fragment.units) == 2
    assert fragments(memory, "完全没有") == []
    (fragment,) = fragments(memory, "All the naked officials were moved to Beijing by train")
    assert fragment.text == "naked officials were moved"
    assert fragment.counterpart == ""


def test_pretranslation(memory: Memory) -> None:
    memory.add("一", "one", before="三名裸官被调离。", after="新的句子在这里。")
    texts = [
        "三名裸官被调离。",
        "一",
        "新的句子在这里。",
        "会议于2019年召开。",
        "老虎、苍蝇一起打",
    ]
    found = pretranslate(memory, None, [Segment(text, "", "", "", True) for text in texts])
    assert [suggestion.target for suggestion in found] == [
        "Three naked officials were moved.", "one", "", "The meeting was held in 2019.",
        "Swat tigers and flies together",
    ]  # fmt: skip
    assert list(map(band, found)) == ["100", "101", "none", "95–99", "95–99"]
    counts = report(found)
    assert sum(count.segments for count in counts.values()) == 5
    assert (counts["100"].words, counts["100"].characters) == (7, 8)
    assert list(counts) == ["101", "100", "95–99", "85–94", "75–84", "50–74", "none"]


SENTENCES = [
    ("他来了。她走了！真的？", ["他来了。", "她走了！", "真的？"]),
    ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
    ("“走过场”，还是“动真格”？不知道。", ["“走过场”，还是“动真格”？", "不知道。"]),
    ("「你要去哪裡？」，她問。他沒有說。", ["「你要去哪裡？」，她問。", "他沒有說。"]),
    ("等等……的时候。后来……我走了。", ["等等……的时候。", "后来……", "我走了。"]),
    ("The U.S. and Mr. Xi, e.g. here. J. K. Li left. “Go!” he cried.",
     ["The U.S. and Mr. Xi, e.g. here.", "J. K. Li left.", "“Go!” he cried."]),
    ("3.5 per cent. No. 9 is out.", ["3.5 per cent.", "No. 9 is out."]),
    ("1. First.\n（一）加强建设。二是反腐。", ["1. First.", "（一）加强建设。", "二是反腐。"]),
    ("Wait... what? Yes.", ["Wait... what?", "Yes."]),
    ("", []),
    # F27: half-width and full-width stops, speakers, more abbreviations.
    ("完｡再来｡", ["完｡", "再来｡"]),
    ("此题得证．下面另证一题．", ["此题得证．", "下面另证一题．"]),
    ("佔３．５個百分點．全部完成．", ["佔３．５個百分點．", "全部完成．"]),
    ("喬治．布希總統來了。他走了。", ["喬治．布希總統來了。", "他走了。"]),
    ("“我们要坚持。”他说。会议结束了。", ["“我们要坚持。”他说。", "会议结束了。"]),
    ("「打老虎！」王岐山強調。", ["「打老虎！」王岐山強調。"]),
    ("“好。”会议随后开始了。", ["“好。”", "会议随后开始了。"]),
    ("“We will.” President Xi said. Then he left.", ["“We will.” President Xi said.", "Then he left."]),
    ("Adm. Li met Maj. Wang, Rev. Chen, Hon. Wu and Cpl. Sun. See Vols. 1 and 2.",
     ["Adm. Li met Maj. Wang, Rev. Chen, Hon. Wu and Cpl. Sun.", "See Vols. 1 and 2."]),
    ("1．加强建设．\n2．反腐．", ["1．加强建设．", "2．反腐．"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split_sentences(text) == expected
