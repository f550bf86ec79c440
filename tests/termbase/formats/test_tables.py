"""Tables as people make them: headings, delimiters, encodings, workbooks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from termbase.errors import InputError
from termbase.formats import ParsedFile, parse, pass_through_counts, write
from termbase.formats.tables.columns import COLUMNS, column_of
from termbase.model.concept import Concept, PassThrough
from tests.contracts import AWKWARD, SIMPLE

HEADINGS = {
    "simplified": "中文术语 中文词条 中文译名 简体 简体字 簡體 簡體字 中文 Chinese zh-CN zh_CN ZH-Hans 汉语 漢語 中文(简体) 中文（簡體）",
    "traditional": "繁体 繁體 繁体字 繁體字 正體 正体字 正體中文 zh-Hant 繁體中文",
    "taiwan": "zh-TW 台湾 中文（台湾） 中文（台灣）",
    "hong kong": "zh_HK 香港 中文（香港）",
    "pinyin": "拼音 漢語拼音 Pinyin",
    "english": "英文 英文译法 英文术语 英语说法 英文表达 英语 英語 英譯 英译 English EN en-US en_GB",
    "gloss": "英文定义 释义 釋義 定义 定義 含义 解釋 Definition",
    "note": "备注 備註 備注 注释 說明 说明 Notes Remark",
    "source": "来源 來源 出处 出處 Sources",
    "subject": "领域 領域 主题 主題 学科 Domain Subject_Field",
    "kind": "类别 類別 类型 Category",
    "status": "状态 狀態 Status",
    "id": "编号 編號 ID",
    "term": "术语 術語 词条 译文 譯名 Translation Target 原文 Term",
    "chinese status": "中文状态 Status_[zh-CN]",
    "pass-through": "Client 中文定义 词性 Deutsch",
}


@pytest.mark.parametrize(
    ("heading", "field"),
    [(heading, field) for field, headings in HEADINGS.items() for heading in headings.split()]
    + [
        ("Chinese (Traditional, Taiwan)", "taiwan"),
        ("Status [en]", "status"),
        (" English  (United States) ", "english"),
    ],
)
def test_headings(heading: str, field: str) -> None:
    assert column_of(heading).field == field


def one(reading: ParsedFile) -> Concept:
    assert reading.problems == ()
    (concept,) = reading.concepts
    return concept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_encodings(delimiter: str, encoding: str, end: str) -> None:
    rows = [["繁體", "英文", "釋義"], ["黨委", '"party, committee; x"', "黨的委員會"]]
    if encoding == "gb18030":
        rows = [["简体", "英文", "释义"], ["党委", '"party, committee; x"', "党的委员会"]]
    text = end.join(delimiter.join(row) for row in rows) + end
    concept = one(parse(text.encode(encoding), "csv", "a.csv"))
    assert concept.english[0].text == "party, committee; x"
    assert (concept.chinese[0].text, concept.gloss) == ("党委", rows[1][2])
    assert one(parse(text.encode(encoding), "csv", "a.csv", encoding)) == concept


def test_the_first_line_that_excel_writes() -> None:
    reading = parse("\ufeffsep=;\r\n简体;英文\r\n裸官;x\r\n;y\r\n".encode(), "csv", "a.csv")
    assert [entry.line for entry in reading.entries] == [3]
    assert reading.dropped == {"rows without a Chinese term": 1}


def test_more_empty_cells_than_headings_do_not_matter() -> None:
    assert one(parse("简体,英文\n裸官,x,,\n".encode(), "csv", "a.csv")).id == "luoguan"


FOREIGN = "Client,simplified,Client,,'=x\nA,裸官,B,y,'=1\n,党委,,,\n"


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_columns_that_mean_nothing_are_kept(name: str) -> None:
    concepts = parse(FOREIGN.encode(), "csv", "a.csv").concepts
    assert concepts[0].pass_through == tuple(
        PassThrough("table", *pair)
        for pair in (("Client", "A"), ("Client", "B"), ("", "y"), ("=x", "=1"))
    )
    data, lost = write(concepts, name)
    assert lost == {}
    again = parse(data, name, "x")
    assert [set(c.pass_through) for c in again.concepts] == [set(c.pass_through) for c in concepts]
    assert pass_through_counts(again) == {"Client": 1, "": 1, "=x": 1}
    if name == "csv":
        assert data.decode("utf-8-sig").startswith(",".join(COLUMNS) + ",Client,Client,,'=x\n")


@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx"])
def test_what_the_user_says_of_headings(name: str) -> None:
    table = "Wort,simplified,Deutsch,Client,Ort\nnaked official,裸官,nackt,A,Ulm\n".encode()
    data = write(parse(table, "csv", "a.csv").concepts, name)[0]
    reading = parse(data, name, "a", column_map={"Wort": "gloss", "CLIENT": "", "gloss": ""})
    concept = one(reading)
    assert (concept.gloss, reading.dropped) == ("naked official", {"column 'Client'": 1})
    others = (PassThrough("table", "Deutsch", "nackt"), PassThrough("table", "Ort", "Ulm"))
    assert concept.pass_through == others
    with pytest.raises(InputError, match="heading not found; headings: id, subject"):
        parse(data, name, "a", column_map={"Word": "gloss"})
    with pytest.raises(InputError, match="unknown field; expected one of: id, subject"):
        parse(data, name, "a", column_map={"Wort": "wort"})


def test_headings_need_a_table() -> None:
    with pytest.raises(InputError, match="json has no headings"):
        parse(b"[]", "json", "x", column_map={"a": "b"})


@pytest.mark.parametrize("text", [*AWKWARD, "＝1", "＋1", "－1", "＠a", "''=1", "=1\n=2"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    import openpyxl

    concept = replace(SIMPLE, note=text, pass_through=(PassThrough("table", text, text),))
    data, lost = write([concept], "xlsx")
    assert lost == {}
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    for name in ("csv", "tsv"):
        written, lost = write([concept], name)
        assert lost == {}
        # Whatever follows a delimiter or a line end and a quotation mark at most.
        assert not re.search(r'(?:^|[,\t\n])"?[=+@＝＋－＠]', written.decode()) or "\n" in text


def workbook(fill: Callable[[Any], None]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_empty_sheet_is_not_replaced_by_another() -> None:
    def fill(book: Any) -> None:
        book.active.append(["中文", "English"])
        book.active.append(["裸官", "naked official"])
        book.create_sheet("Empty")

    with pytest.raises(InputError, match="a: the sheet 'Empty' is empty; name another"):
        parse(workbook(fill), "xlsx", "a", sheet="Empty")


def test_sheets_and_rows_that_are_not_terms() -> None:
    def fill(book: Any) -> None:
        book.active.append(["Read me"])
        terms = book.create_sheet("Terms")
        for row in (
            ["Glossary of ACME"],
            [],
            ["简体", "英文", "Date", "N"],
            [],
            ["裸官", "x", datetime(2024, 1, 2), 3.0],
        ):
            terms.append(row)
        terms.merge_cells("A1:D1")
        hidden = book.create_sheet("old", 0)
        hidden.append(["简体"])
        hidden.append(["党委"])
        hidden.sheet_state = "hidden"

    reading = parse(workbook(fill), "xlsx", "a")
    concept = one(reading)
    assert reading.entries[0].line == 5
    assert concept.pass_through == (
        PassThrough("table", "Date", "2024-01-02"),
        PassThrough("table", "N", "3"),
    )
    assert reading.dropped == {
        "rows above the header": 1, "rows of the sheet 'Sheet'": 1, "rows of the sheet 'old'": 2,
    }  # fmt: skip
    assert parse(workbook(lambda book: None), "xlsx", "a").problems[0].code == "empty"


def test_merged_cells() -> None:
    """Synonyms share an English cell; a header of two rows has cells over both."""

    def fill(book: Any) -> None:
        for row in (
            ["中文", None, "English"],
            ["简体", "繁体"],
            ["裸官", "裸官", "naked official"],
            ["裸体官员"],
        ):
            book.active.append(row)
        for cells in ("A1:B1", "C1:C2", "C3:C4"):
            book.active.merge_cells(cells)

    terms = [concept.terms for concept in parse(workbook(fill), "xlsx", "a").concepts]
    assert [[term.text for term in some] for some in terms] == [
        ["裸官", "naked official"],
        ["裸体官员", "naked official"],
    ]


def test_formulas_are_read_as_what_was_saved_with_them() -> None:
    def fill(book: Any) -> None:
        for row in (["简体", "英文"], ["裸官", "=1+1"], ["党委", "#REF!"], ["党组", "x"]):
            book.active.append(row)
        book.active["B3"].data_type = "e"

    data = workbook(fill)
    reading = parse(data, "xlsx", "a")
    assert [problem.code for problem in reading.problems] == ["formula", "error"]
    assert [problem.line for problem in reading.problems] == [2, 3]
    assert "B2" in reading.problems[0].message
    assert [concept.id for concept in reading.concepts] == ["dangzu"]
    # As a spreadsheet saves it.
    saved = replaced(data, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    saved = replaced(saved, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>")
    assert parse(saved, "xlsx", "a").concepts[0].english[0].text == "2"


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as other:
        for entry in archive.namelist():
            content = archive.read(entry)
            other.writestr(entry, content.replace(old, new) if entry == name else content)
    return out.getvalue()


def test_workbooks_that_are_too_much() -> None:
    data = workbook(lambda book: book.active.append(["简体"]))
    sheet = "xl/worksheets/sheet1.xml"
    far = replaced(data, sheet, b'<row r="1"', b'<row r="999999999"')
    with pytest.raises(InputError, match="too many cells"):
        parse(far, "xlsx", "a")
    # A sheet that says of itself that it is huge is not.
    huge = replaced(data, sheet, b'<dimension ref="A1:A1"', b'<dimension ref="A1:XFD1048576"')
    assert parse(huge, "xlsx", "a").concepts == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"too big to fail" problem', '"too big to fail" problem'),
        ('"one" and "two"', '"one" and "two"'),
        ('"a ""quoted"" cell"', 'a "quoted" cell'),
        ('"a ""quoted"" cell, and ""more"" of it"', 'a "quoted" cell, and "more" of it'),
        ('the "last" word', 'the "last" word'),
    ],
)
def test_a_cell_between_tabs_may_begin_with_a_quotation(cell: str, expected: str) -> None:
    for text in (f"english\tsimplified\n{cell}\t词\n", f"simplified\tenglish\n词\t{cell}\n"):
        parsed = parse(text.encode(), "tsv", "a.tsv")
        assert not parsed.problems
        assert [term.text for term in parsed.concepts[0].english] == [expected]


def test_lines_of_a_quoted_cell_between_tabs_may_begin_with_quotations() -> None:
    text = 'simplified\tenglish\tnote\n词\tword\t"first\n""second"" line"\n'
    parsed = parse(text.encode(), "tsv", "a.tsv")
    assert not parsed.problems
    assert parsed.concepts[0].note == 'first\n"second" line'


@pytest.mark.parametrize(
    "text", ["中文,English\n裸官,naked official\n", "中文;English\n裸官;x, y\n"]
)
def test_a_tsv_without_tabs_is_separated_otherwise(text: str) -> None:
    assert parse(text.encode(), "tsv", "a.tsv") == parse(text.encode(), "csv", "a.tsv")
