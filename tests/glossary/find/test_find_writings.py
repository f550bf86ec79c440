"""The ways to write a Chinese term: each is found in text and looked up as that term."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary
from glossary.find.snapshot import Snapshot
from termbase.model.concept import Concept, Language, Term
from termbase.store.keys import SearchForm
from tests.builtin import builtin


@cache
def snapshot() -> Snapshot:
    return builtin().finder.snapshot()


@cache
def forms() -> list[SearchForm]:
    return builtin().termbase.forms(Language.CHINESE)


@given(data=st.data())
def test_each_writing_of_a_built_in_term_is_found_and_looked_up(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(forms()))
    text = f"，{form.text}。"
    rows = snapshot().chinese(text, 0.5)
    found = [(meaning.concept.id, text[start:-end]) for start, end, _, meaning, _ in rows]
    assert (form.concept, form.text) in found
    concept = builtin().termbase[form.concept]
    term = replace(concept.terms[form.term], text=form.text)
    assert form.concept in {other.id for other in builtin().termbase.concepts_with_term(term)}


def test_no_variant_is_written_as_another_term_is() -> None:
    written = {form.text for form in forms() if not form.is_variant}
    assert not [form for form in forms() if form.is_variant and form.text in written]


def concept(name: str, *texts: str) -> Concept:
    chinese = (Term(Language.CHINESE, text, pinyin="a") for text in texts)
    return Concept(name, (*chinese, Term(Language.ENGLISH, f"the {name} of it")))


@pytest.fixture
def own(tmp_path: Path) -> Glossary:
    return glossary.open(tmp_path / "own.db", builtin=False)


WRITTEN = [
    ("极端分子", "極端份子"),
    ("节水计划", "節水計畫"),
    ("市政规划", "市政規畫"),
    ("海外账户", "海外帳戶"),
    ("政治账", "政治帳"),
    ("兵力部署", "兵力佈署"),
    ("居民身份", "居民身分"),
    ("说什么", "說甚麼"),
    ("第二十四届", "第廿四屆"),
    ("第二十四届", "第24屆"),
    ("四十二人案", "卌二人案"),
    ("六〇三厂", "六零三廠"),
    ("六〇三厂", "六○三廠"),
    ("学先进、赶先进", "學先進，趕先進"),
    ("学先进、赶先进", "學先進　趕先進"),
    ("学先进、赶先进", "學先進\n趕先進"),
    ("学先进、赶先进", "學先進趕先進"),
    ("学先进、赶先进", "学先进, 赶先进"),
    ("学先进、赶先进", "學先進，\n趕先進"),
    ("学先进、赶先进", "“學先進”、“趕先進”"),
    ("学先进，赶先进；不掉队，不落伍", "學先進、趕先進；不掉隊、不落伍"),
    ("“十七五”规划", '"十七五"規劃'),
    ("“十七五”规划", "＂十七五＂規劃"),
    ("“十七五”规划", "〝十七五〞規劃"),
    ("十七五规划", "｢十七五｣規劃"),
    ("坚持“九统一”", '堅持"九統一"'),
    ("唯KPI论", "唯 KPI 論"),
    ("第二十四届", "第 24 屆"),
    ("运-35", "運 35"),
    ("拉迪·加沙", "拉迪．加沙"),
    ("拉迪·加沙", "拉迪加沙"),
    ("运-35", "運35"),
    ("唱—评—唱", "唱－評－唱"),
    ("论《春秋笔法》", "論〈春秋筆法〉"),
    ("论《春秋笔法》", "論春秋筆法"),
    ("新长征精神", "新⻓征精神"),
    ("青年大学", "靑年大學"),
]


@pytest.mark.parametrize(("term", "written"), WRITTEN)
def test_a_mention_has_the_term_of_the_base_and_the_words_of_the_text(
    own: Glossary, term: str, written: str
) -> None:
    own.put(concept("c", term))
    text = f"他說：{written}。"
    (mention,) = (m for m in own.find(text) if m.language is Language.CHINESE)
    assert (mention.term.text, mention.text, mention.start) == (term, written, 3)
    assert [(hit.matched, hit.concept.id) for hit in own.lookup(written)] == [(term, "c")]


@pytest.mark.parametrize("text", ['他喊"反对党"委员走了', '反对党"委员', "“反对党”委员"])
def test_quotation_marks_that_end_or_begin_within_a_term_are_no_part_of_it(
    own: Glossary, text: str
) -> None:
    own.put(concept("c", "对党委员"))
    assert not own.find(text)


def test_what_a_term_is_written_as_belongs_to_no_other_term(own: Glossary) -> None:
    own.put(
        concept("gang", "恐怖分子"), concept("spelled", "恐怖份子"), concept("fees", "假、小、空")
    )
    own.put(concept("together", "假小空"))
    found = {m.text: m.concept.id for m in own.find("恐怖份子，恐怖分子，假，小，空；假小空")}
    assert found == {
        "恐怖份子": "spelled", "恐怖分子": "gang", "假，小，空": "fees", "假小空": "together"
    }  # fmt: skip


def test_the_users_own_spelling_is_before_a_built_in_variant(tmp_path: Path) -> None:
    team = glossary.open(tmp_path / "team.db")
    assert [m.concept.id for m in team.find("秋後算帳")] == ["qiuhou-suanzhang"]
    team.put(concept("ours", "秋后算帐"))
    assert [m.concept.id for m in team.find("秋後算帳")] == ["ours"]


def test_a_row_in_another_spelling_adds_to_the_same_term(own: Glossary, tmp_path: Path) -> None:
    own.put(concept("c", "海外账户"), concept("d", "学先进、赶先进"), concept("e", "“小帮”"))
    file = tmp_path / "a.csv"
    file.write_text(
        "simplified,english\n海外帐户,offshore account\n学先进，赶先进,emulate\n小帮,gang\n",
        "utf-8",
    )
    own.import_file(file)
    terms = {c.id: [term.text for term in c.terms] for c in own.termbase}
    assert terms == {
        "c": ["海外账户", "the c of it", "offshore account"],
        "d": ["学先进、赶先进", "the d of it", "emulate"],
        "e": ["“小帮”", "the e of it", "gang"],
    }


def test_the_pinyin_of_a_term_is_shown_over_its_other_spellings(own: Glossary) -> None:
    own.put(Concept("c", (Term(Language.CHINESE, "和平计划", pinyin="hépíng jìhuà"),)))
    assert 'data-zg-text="jìhuà"' in own.annotate("和平計畫", to="html", pinyin="terms")
