"""Headings of other tools, tables without headings, and the other ways of writing a table."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from termbase.errors import InputError
from termbase.formats import parse, read, write
from termbase.model.concept import Concept, Language, Status, Term

ZH, EN = Language.CHINESE, Language.ENGLISH
CADRE = ("干部", ("cadre",))
LAYOUTS = {
    "Crowdin": "Term [English],Description [English],Term [Chinese Simplified]\ncadre,d,干部\n",
    "Smartcat": "Term (en),Term (zh-Hans),Comment\ncadre,干部,c\n",
    "Transifex": "term,pos,comment,translation_zh_CN\ncadre,noun,c,干部\n",
    "Lokalise": "term;description;casesensitive;forbidden;tags;zh_CN;zh_CN_description\n"
    "cadre;d;no;no;x;干部;定义\n",
    "Lokalise, both": "term;description;en;zh_CN\ncadre;d;cadre;干部\n",
    "Phrase": "Term ID,EN,ZH_CN,note_en\n7,cadre,干部,n\n",
    "UNTERM": "Subject,English,French,Chinese,Remarks\nx,cadre,cadre,干部,r\n",
    "IATE": "E_ID|E_DOMAINS|L_CODE|T_TERM|T_EVALUATION\n1|POL|en|cadre|\n1|POL|zh|干部|\n",
    "Microsoft": "Source Term,Source Definition,Target Term\ncadre,d,干部\n",
    "source, target": "Source,Target\n干部,cadre\n",
    "target first": "target,source\ncadre,干部\n",
    "原文": "原文,译文\ncadre,干部\n",
    "译文": "原文\t译文\n干部\tcadre\n",
    "words unknown": "EN term list,CN term list\ncadre,干部\n",
    "EN/CN": "EN,CN\ncadre,干部\n",
    "中英": "中,英\n干部,cadre\n",
    "no header": "干部,cadre\n",
    "no header, codes": '"干部","cadre","ZH","EN"\n',
    "short row": "中文,English,备注\n干部,cadre\n",
    "two English columns": "中文,English (US),English (UK)\n干部,cadre,cadre\n",
    "traditional": "繁體中文,English\n幹部,cadre\n",
    "译法": "序号,中文术语,英文译法,出处\n1,干部,cadre,Xinhua\n",
    "one unknown word": "序号,中文术语,Rendition,出处\n1,干部,cadre,Xinhua\n",
    "Crowdin, all": "Concept Definition,Term [zh-CN],Description [zh-CN],Part of Speech [zh-CN],"
    "Status [zh-CN],Term [en],Part of Speech [en],Status [en]\n"
    "d,干部,定义,noun,preferred,cadre,noun,preferred\n",
    "regions": "English,中文（大陆）,中文（台湾）,中文（香港）\ncadre,干部,幹部,幹部\n",
    "sections": "中文,English\n一、党建类,\n干部,cadre\n（二）经济,\n第三章 外交,\n",
    "term and source": "术语,Equivalent,Source\n干部,cadre,Xinhua\n",
    "two header rows": "中文,,English\n简体,繁体,\n干部,幹部,cadre\n",
    "two header rows, languages": "中文,,英文,\n术语,定义,术语,定义\n干部,某,cadre,d\n",
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_layouts(text: str) -> None:
    """The same pair comes out of all of them, and no heading becomes a term."""
    parsed = parse(text.encode(), "csv", "x")
    assert parsed.problems == ()
    (concept,) = parsed.concepts
    assert (concept.chinese[0].text, tuple(t.text for t in concept.english)) == CADRE


def test_regional_forms() -> None:
    """Each column is a form of its own; the one in the same characters is the traditional form."""
    text = "English,中文（大陆）,中文（台湾）,中文（香港）\nsoftware,软件,軟體,軟件\n"
    (concept,) = parse(text.encode(), "csv", "x").concepts
    term = concept.chinese[0]
    assert (term.text, term.traditional, term.taiwan) == ("软件", "軟件", "軟體")
    data, lost = write([concept], "csv")
    assert ("taiwan" in lost, parse(data, "csv", "x").concepts[0].terms) == (False, concept.terms)


def test_a_crowdin_status_is_that_of_its_language() -> None:
    text = (
        "Term [zh-CN],Status [zh-CN],Term [en],Status [en]\n干部,not recommended,cadre,admitted\n"
    )
    (concept,) = parse(text.encode(), "csv", "x").concepts
    assert [term.status for term in concept.terms] == [Status.DEPRECATED, Status.ADMITTED]


def test_columns_that_may_be_english_are_named() -> None:
    """One of them is taken, with a warning; of several, the user has to say which."""
    parsed = parse("中文,A,B\n干部,cadre,official\n".encode(), "csv", "x")
    assert parsed.concepts[0].english == ()
    assert "one of 'A', 'B', say so (--map 'A=english')" in parsed.warnings[0].message
    parsed = parse("中文,A\n干部,cadre\n".encode(), "csv", "x")
    assert "leave it out (--map 'A=')" in parsed.warnings[0].message


OTHERS = ["Deutsch", "德语", "de", "法语译名", "Nom français", "Kürzel", "Latin name"]


@pytest.mark.parametrize("heading", OTHERS)
def test_columns_that_are_not_taken_for_english(heading: str) -> None:
    """Other languages, codes that repeat, and readings."""
    cell = "gānbù" if heading == "Kürzel" else "Kader"
    (concept,) = parse(f"中文,{heading}\n干部,{cell}\n".encode(), "csv", "x").concepts
    assert concept.english == ()


HEADERS = [
    "English\tChinese", "Chinese\tEnglish", "source\ttarget", "Source\tTarget", "en\tzh-CN",
    "EN\tZH", "英文\t中文", "原文\t译文", "中文\t英文", "术语\t译名", "Term\tTranslation",
]  # fmt: skip


@pytest.mark.parametrize("name", ["omegat", "deepl", "google", "azure", "weblate"])
@pytest.mark.parametrize("header", HEADERS)
def test_the_header_of_a_pair_list_is_not_a_term(name: str, header: str) -> None:
    """The headings of tables are known in pair lists too."""
    parsed = parse(f"{header}\nnaked official\t裸官\n".encode(), name, "x", "utf-8")
    assert parsed.problems == ()
    assert [concept.chinese[0].text for concept in parsed.concepts] == ["裸官"]


@pytest.mark.parametrize("name", ["omegat", "deepl", "google", "azure", "weblate"])
@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_untranslated_entries_are_counted(name: str, delimiter: str) -> None:
    """An empty target does not cost the file."""
    text = f"a{delimiter}\nnaked official{delimiter}裸官\n{delimiter}乙\n"
    parsed = parse(text.encode(), name, "x", "utf-8")
    assert (len(parsed.concepts), parsed.problems) == (1, ())
    assert parsed.dropped == {"untranslated entries": 2}


def test_rows_without_chinese_are_counted() -> None:
    """The same in a table."""
    parsed = parse("中文,English\n,a\n干部,cadre\n".encode(), "csv", "x")
    assert (len(parsed.concepts), parsed.problems) == (1, ())
    assert parsed.dropped == {"rows without a Chinese term": 1}


@pytest.mark.parametrize("name", ["csv", "omegat", "deepl"])
@pytest.mark.parametrize("first", ["台湾,Taiwan", "香港,Hong Kong", "台灣,Taiwan", "大陆,mainland"])
def test_places_are_terms(name: str, first: str) -> None:
    """They are headings only beside others."""
    text = f"干部,cadre\n{first}\n裸官,naked official\n"
    assert len(parse(text.encode(), name, "x").concepts) == 3
    text = f"{first}\n裸官,naked official\n"
    assert len(parse(text.encode(), name, "x").concepts) == 2


def test_markdown_tables() -> None:
    """Tables without Chinese are left out and counted."""
    text = (
        "# 术语表\n\n| A | B |\n|---|---|\n| x | y |\n\n"
        "英文 | 中文\n---|:--:\n**naked official** | [裸官](https://x.example/)\n`a \\| b` | 甲\n\nend\n"
    )
    parsed = parse(text.encode(), "markdown", "x.md")
    assert [[t.text for t in concept.terms] for concept in parsed.concepts] == [
        ["裸官", "naked official"],
        ["甲", "a | b"],
    ]
    assert [entry.line for entry in parsed.entries] == [9, 10]
    assert parsed.dropped == {"tables without Chinese terms": 1}


def test_gzip(tmp_path: Path) -> None:
    """The suffix before .gz names the format."""
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress("中文,English\n干部,cadre\n".encode()))
    assert len(read(path).concepts) == 1


@pytest.mark.parametrize("cell", ["cadre; official", "cadre；official", '"cadre\nofficial"'])
def test_several_terms_in_a_cell(cell: str) -> None:
    """They are one term with a warning, or with ``split`` several."""
    data = f"中文,English\n干部、官员,{cell}\n".encode()
    parsed = parse(data, "csv", "x")
    assert len(parsed.concepts[0].terms) == 2
    assert "--split" in parsed.warnings[0].message
    (concept,) = parse(data, "csv", "x", split=True).concepts
    assert [term.text for term in concept.terms] == ["干部", "官员", "cadre", "official"]


def test_unknown_status_words_are_warnings() -> None:
    """They never make a rendering the preferred one."""
    parsed = parse("中文,English,状态\n干部,cadre,foo\n甲,a,禁用\n".encode(), "csv", "x")
    assert [concept.english[0].status for concept in parsed.concepts] == [
        Status.ADMITTED,
        Status.DEPRECATED,
    ]
    assert [(warning.line, "foo" in warning.message) for warning in parsed.warnings] == [(2, True)]


TRADITIONAL = "omegat deepl google azure weblate csv json xlsx tbx tbx2 memoq utx".split()


@pytest.mark.parametrize("name", TRADITIONAL)
def test_traditional_stays_traditional(name: str) -> None:
    """Characters that nobody wrote do not go out as if somebody had."""
    text = "memory\t記憶體\nsoftware\t軟體\n"
    concepts = parse(text.encode(), "omegat", "x", "utf-8").concepts
    assert concepts[0].chinese[0].generated == ("simplified",)
    data = write(concepts, name, "en-zh")[0]
    if name not in ("json", "xlsx"):
        assert "记忆体" not in data.decode()
    again = parse(data, name, "x").concepts
    assert [c.chinese[0].written_forms for c in again] == [("記憶體",), ("軟體",)]


def test_the_script_of_an_export_can_be_chosen() -> None:
    """By default only forms that somebody wrote are exported."""
    concept = Concept(
        "a", (Term(ZH, "党委", traditional="黨委", generated=("traditional",)), Term(EN, "x"))
    )
    texts = {
        script: write([concept], "google", script=script)[0].decode().split()
        for script in ("given", "simplified", "traditional", "both")
    }
    assert texts == {
        "given": ["党委,x"],
        "simplified": ["党委,x"],
        "traditional": ["黨委,x"],
        "both": ["党委,x", "黨委,x"],
    }


@pytest.mark.parametrize(
    "name", ["csv", "json", "tbx", "tbx2", "memoq", "utx", "xliff", "skos", "cedict"]
)
def test_a_script_for_other_formats_is_refused(name: str) -> None:
    """Only lists of pairs have a choice of forms; others do not ignore it silently."""
    concept = Concept("a", (Term(ZH, "党委"), Term(EN, "party committee")))
    with pytest.raises(InputError, match=f"{name} .*--script does not apply"):
        write([concept], name, script="traditional")
