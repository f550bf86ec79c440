"""Chinese names in Latin letters."""

from __future__ import annotations

import pytest

import glossary
from glossary.check import Job, Segment, run
from glossary.check.units import segments_of
from termbase.model.concept import Language

Pairs = list[tuple[str, str]]


def found(pairs: Pairs, g: glossary.Glossary | None = None) -> list[tuple[int, str, str, str]]:
    """Return the segment, rule, marked text and suggestion of the findings about names."""
    segments = tuple(Segment(number, *pair) for number, pair in enumerate(pairs, 1))
    findings = run(Job(segments, finder=g.finder if g else None))
    return [
        (one.segment, one.rule, pairs[one.segment - 1][1][slice(*(one.target_span or (0, 0)))],
         one.suggestion or "")
        for one in findings
        if one.rule.startswith(("name-", "term-missing"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("chinese", "english", "rule", "marked", "suggestion"),
    [
        ("李长春会见了客人。", "Li Changchuen met guests.", "name-spelling", "Li Changchuen", "Li Changchun"),
        # A surname that is read otherwise than the character.
        ("单霁翔院长说。", "Director Dan Jixiang spoke.", "name-spelling", "Dan Jixiang", "Shan Jixiang"),
        ("欧阳修说。", "Ouyang Xu said.", "name-spelling", "Ouyang Xu", "Ouyang Xiu"),
        # What alone is not taken for a name: 建平 is a county.
        ("省纪委书记周建平说。", "Zhou Jianpin, the secretary, spoke.", "name-spelling", "Zhou Jianpin", "Zhou Jianping"),
        ("国务院总理李克强说。", "Premier Keqiang Li spoke.", "name-order", "Keqiang Li", "Li Keqiang"),
    ],
)  # fmt: skip
def test_spelling_and_order(
    chinese: str, english: str, rule: str, marked: str, suggestion: str
) -> None:
    assert found([(chinese, english)]) == [(1, rule, marked, suggestion)]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("李长春会见了客人。", "Li Changchun's guests left."),
        ("習近平主席說。", "President Xi Jin-ping spoke."),
        ("毛泽东说。", "Mao Tse-tung spoke."),
        ("蔡英文總統說。", "President Tsai Ing-wen spoke."),
        ("總裁陳德霖說。", "Norman Chan spoke."),
        ("金正恩委员长说。", "Chairman Kim Jong Un spoke."),
        ("吕秀莲说。", "Lü Xiulian spoke."),
        # The name is left out, and another person is named.
        ("李长春说，王岐山来过。", "He said that Wang Qishan had come."),
    ],
)
def test_right_and_other_spellings(chinese: str, english: str) -> None:
    assert found([(chinese, english)]) == []


def test_a_person_has_one_spelling() -> None:
    pairs = [
        ("陳德霖說。", "Norman Chan spoke."),
        ("陳德霖又說。", "Mr Norman Chan spoke again."),
        ("陳德霖走了。", "Norman Chen left."),
        ("陳德霖回來。", "Mr Chan came back."),
        ("毛泽东说。", "Mao Zedong spoke."),
        ("毛泽东又说。", "Mao Zedong spoke again."),
        ("毛泽东走了。", "Mao Tse-tung left."),
        ("刘昆说。", "Liu K'un spoke."),
        ("刘昆又说。", "Liu Kun spoke again."),
        ("刘昆走了。", "Liu Kun left."),
    ]
    assert found(pairs) == [
        (3, "name-inconsistent", "Norman Chen", "Norman Chan"),
        (7, "name-inconsistent", "Mao Tse-tung", "Mao Zedong"),
        (8, "name-inconsistent", "Liu K'un", "Liu Kun"),
    ]


def test_a_person_of_taiwan_is_not_in_pinyin() -> None:
    with glossary.open() as g:
        pair = ("總統蔡英文與馬英九會面。", "President Cai Yingwen met Ma Ying-jeou.")
        assert found([pair], g) == [(1, "name-romanization", "Cai Yingwen", "Tsai Ing-wen")]


def test_the_system_of_a_spelling_is_named() -> None:
    with glossary.open() as g:
        segments = segments_of([("胡春华在会上讲话。", "Hu Ch'un-hua spoke at the meeting.")])
        (finding,) = run(Job(tuple(segments), finder=g.finder))
    assert finding.message == "'Hu Ch'un-hua' is Wade–Giles; 胡春华 is 'Hu Chunhua'"


@pytest.mark.parametrize(
    ("english", "chinese", "expected"),
    [
        ("Xi Jinping warned against it.", "习进平则警告不要这样做。", ["习进平", "习近平"]),
        ("Xi Jinping warned against it.", "習进平則警告不要這樣做。", ["習进平", "習近平"]),
        ("Wang Yi made a speech.", "王艺发表了讲话。", ["王艺", "王毅"]),
        ("Tsai Ing-wen made a speech.", "蔡英雯发表了讲话。", ["蔡英雯", "蔡英文"]),
        ("Xi Jinping warned against it.", "习近平则警告不要这样做。", []),
        ("Xi Jinping warned against it.", "他警告不要这样做。", []),
        ("Wang Yi made a speech.", "网易发表了讲话。", []),
    ],
)
def test_names_in_chinese(english: str, chinese: str, expected: list[str]) -> None:
    with glossary.open() as g:
        segment = Segment(1, english, chinese, Language.ENGLISH, Language.CHINESE)
        marked = [
            [chinese[slice(*one.target_span)], one.suggestion]
            for one in run(Job((segment,), finder=g.finder))
            if one.rule == "name-spelling" and one.target_span
        ]
    assert marked == ([expected] if expected else [])
