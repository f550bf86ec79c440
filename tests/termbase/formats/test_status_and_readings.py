"""Statuses, readings and forms that have to survive the way through a file."""

from __future__ import annotations

import pytest

from termbase.formats import parse, write
from termbase.formats.tables.columns import column_of
from termbase.merge.rows import unite_rows
from termbase.model.concept import Concept, Status, Term

FORBIDDING = [
    ("Usage", "NOT RECOMMENDED"),
    ("Verwendung", "forbidden"),
    ("Approval", "rejected"),
    ("Freigabestatus", "do not use"),
    ("使用情况", "禁用"),
    ("Usage", "obsolete"),
    ("Forbidden", "yes"),
]


@pytest.mark.parametrize(("field", "value"), FORBIDDING)
@pytest.mark.parametrize("status", ["", "approved"])
def test_a_field_of_multiterm_forbids_a_term(field: str, value: str, status: str) -> None:
    (concept,) = multiterm(field, value, status)
    expected = Status.SUPERSEDED if value == "obsolete" else Status.DEPRECATED
    assert concept.english[0].status is expected


@pytest.mark.parametrize(
    ("field", "value"), [("Customer", "forbidden"), ("Usage", "preferred"), ("Note", "do not use")]
)
def test_other_fields_of_multiterm_forbid_nothing(field: str, value: str) -> None:
    (concept,) = multiterm(field, value, "")
    assert concept.english[0].status is Status.ADMITTED


def multiterm(field: str, value: str, status: str) -> list[Concept]:
    fields = [(field, value), *([("Status", status)] if status else [])]
    described = "".join(
        f'<descripGrp><descrip type="{name}">{text}</descrip></descripGrp>' for name, text in fields
    )
    text = f"""<mtf><conceptGrp>
<languageGrp><language type="Chinese" lang="ZH"/><termGrp><term>党委</term></termGrp></languageGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>committee</term>{described}</termGrp>
</languageGrp></conceptGrp></mtf>"""
    return parse(text.encode(), "multiterm", "x").concepts


@pytest.mark.parametrize("word", ["Verboten", "preferred"])
@pytest.mark.parametrize("entry", ["", ' id="1"'])
@pytest.mark.parametrize("status", ["administrativeStatus", "normativeAuthorization"])
def test_a_tbx_term_has_one_status(word: str, entry: str, status: str) -> None:
    text = f"""<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry{entry}>
<langSet xml:lang="zh-TW"><tig><term>軟體</term></tig></langSet>
<langSet xml:lang="en"><tig><term>software</term><termNote type="{status}">{word}</termNote></tig>
</langSet></termEntry></body></text></martif>"""
    (concept,) = parse(text.encode(), "tbx", "x").concepts
    english = write([concept], "tbx2")[0].decode().partition('xml:lang="en"')[2]
    assert english.partition('<langSet xml:lang="en"')[2].count("Status") <= 1


READINGS = [
    ("AA制", "A A zhì", "A A zhi4"),
    ("卡拉OK", "kǎ lā OK", "ka3 la1 O K"),
    ("卡拉OK", "kǎlā OK", "ka3 la1 O K"),
    ("卡拉OK", "kǎlāOK", "ka3 la1 O K"),
    ("3C", "sān C", "san1 C"),
    ("T恤", "T xù", "T xu4"),
    ("T恤", "T-xù", "T xu4"),
    ("维生素C", "wéishēngsù C", "wei2 sheng1 su4 C"),
    ("阿Q", "Ā Q", "A1 Q"),
    ("女儿", "nǚ'ér", "nu:3 er2"),
    ("分久必合·分", "fēn jiǔ bì hé · fēn", "fen1 jiu3 bi4 he2 · fen1"),
]


@pytest.mark.parametrize(("text", "pinyin", "numbered"), READINGS)
@pytest.mark.parametrize("name", ["csv", "tsv", "tbx"])
def test_cedict_keeps_readings_with_latin_letters(
    text: str, pinyin: str, numbered: str, name: str
) -> None:
    (concept,) = parse(
        f"simplified,pinyin,english\n{text},{pinyin},x\n".encode(), "csv", "x"
    ).concepts
    (concept,) = parse(write([concept], name)[0], name, "x").concepts
    assert f" {text} [{numbered}] /x/\n" in write([concept], "cedict")[0].decode()


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_cedict_comes_back_from_tables(name: str) -> None:
    lines = "AA制 AA制 [A A zhi4] /to split the bill/\n3C 3C [san1 C] /electronics/\n"
    concepts = parse(lines.encode(), "cedict", "x").concepts
    concepts = parse(write(concepts, name)[0], name, "x").concepts
    assert lines in write(concepts, "cedict")[0].decode()


NUMBERED = [("英文1", "english"), ("英文2", "english"), ("English 2", "english"),
            ("英文（2）", "english"), ("English #2", "english"), ("English term 2", "english"),
            ("中文2", "simplified"), ("Term in English", "english"),
            ("Term in Chinese (Simplified)", "simplified"), ("Translation in zh-TW", "taiwan"),
            ("Definition in English", "gloss")]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), NUMBERED)
def test_headings_with_numbers_and_languages(heading: str, field: str) -> None:
    assert column_of(heading).field == field


def test_columns_with_numbers_are_synonyms() -> None:
    (concept,) = parse("中文,英文1,英文2,英文（3）\n党委,a,b,c\n".encode(), "csv", "x").concepts
    assert [term.text for term in concept.english] == ["a", "b", "c"]


def test_markdown_escapes() -> None:
    text = "| 中文 | English | Note | Other |\n|-|-|-|-|\n| 或 | a\\|b | c\\|d | e\\|f |\n"
    (concept,) = parse(text.encode(), "markdown", "x").concepts
    assert [term.text for term in concept.english] == ["a|b"]
    assert (concept.note, concept.pass_through[0].value) == ("c|d", "e|f")


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
@pytest.mark.parametrize("status", Status)
def test_tables_keep_the_status_of_a_chinese_term(name: str, status: Status) -> None:
    concept = Concept("x", (Term("zh", "党委", status=status), Term("zh", "党的委员会")))  # type: ignore[arg-type]
    (read,) = parse(write([concept], name)[0], name, "x").concepts
    assert [term.status for term in read.chinese] == [status, Status.ADMITTED]


@pytest.mark.parametrize("name", ["weblate", "deepl", "google", "azure", "omegat"])
def test_a_pair_without_chinese_characters_is_left_out(name: str) -> None:
    between = "\t" if name in ("deepl", "azure", "omegat") else ","
    lines = [["hello", "bonjour"], ["党委", "party committee"]]
    text = "\n".join(map(between.join, lines)) + "\n"
    parsed = parse(text.encode(), name, "x")
    assert [concept.chinese[0].text for concept in parsed.concepts] == ["党委"]
    assert parsed.dropped == {"pairs without Chinese characters": 1}
    (problem,) = parse(between.join(lines[0]).encode(), name, "x").problems
    assert (problem.line, problem.code) == (1, "language")


@pytest.mark.parametrize("name", ["deepl", "omegat"])
def test_headings_of_pairs(name: str) -> None:
    text = "Term in English\tTerm in Chinese (Simplified)\nparty committee\t党委\n"
    assert [one.chinese[0].text for one in parse(text.encode(), name, "x").concepts] == ["党委"]


@pytest.mark.parametrize("name", ["memoq", "xliff", "utx", "tbx", "tbx2", "csv", "omegat", "skos"])
def test_generated_simplified_characters_are_not_written(name: str) -> None:
    (concept,) = parse("zh-TW,en\n記憶體,memory\n".encode(), "csv", "x").concepts
    written = write([concept], name)[0].decode()
    assert "記憶體" in written
    assert "记忆体" not in written


def test_xliff_marks_what_it_converts() -> None:
    (concept,) = parse("zh-TW,en\n記憶體,memory\n".encode(), "csv", "x").concepts
    (concept,) = parse(write([concept], "xliff")[0], "xliff", "x").concepts
    assert concept.chinese[0].written_forms == ("記憶體",)


FORBIDDEN_TARGETS = [
    ("csv", "Source term,Target term,Forbidden\ninvolution,内卷化,yes\ninvolution,内卷,\n"),
    ("csv", "en;zh_cn;note;Case sensitive;Forbidden\ninvolution;内卷化;;0;1\ninvolution;内卷;;0;0\n"),
    ("csv", "译文,原文,状态\n内卷化,involution,禁用\n内卷,involution,\n"),
    ("utx", "#UTX 1.11; en-US/zh-CN\n#src\ttgt\tsrc:pos\tterm status\ninvolution\t内卷化\tnoun\tforbidden\ninvolution\t内卷\tnoun\tapproved\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), FORBIDDEN_TARGETS)
def test_a_list_into_chinese_forbids_the_chinese(name: str, text: str) -> None:
    """A translation is forbidden; it is known beside the one to use."""
    (group,) = unite_rows(parse(text.encode(), name, "x").entries)
    assert [(term.text, term.status) for term in group.entry.concept.terms] == [
        ("内卷", Status.PREFERRED),
        ("内卷化", Status.DEPRECATED),
        ("involution", Status.PREFERRED),
    ]


FORBIDDEN_PAIRS = [
    ("csv", "中文,English,Forbidden\n内卷,involution,\n内卷,rat race,yes\n"),
    ("csv", "English,中文,Forbidden\nrat race,内卷,yes\ninvolution,内卷,\n"),
    ("csv", "english,simplified,status\ninvolution,内卷,\nrat race,内卷,forbidden\n"),
]


@pytest.mark.parametrize(("name", "text"), FORBIDDEN_PAIRS)
def test_a_term_that_another_row_allows_is_not_forbidden(name: str, text: str) -> None:
    """Of a Chinese term with an allowed and a forbidden rendering, the rendering is forbidden."""
    (group,) = unite_rows(parse(text.encode(), name, "x").entries)
    statuses = {term.text: term.status for term in group.entry.concept.terms}
    assert statuses["rat race"] is Status.DEPRECATED
    assert Status.DEPRECATED not in (statuses["内卷"], statuses["involution"])
