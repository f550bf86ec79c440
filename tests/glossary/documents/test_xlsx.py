"""Workbooks of texts: what is read, what is put in, and that it can be taken out again."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from glossary import Glossary
from glossary.bilingual import is_bilingual
from glossary.documents import as_html
from glossary.documents.xlsx import first_row, read
from glossary.documents.xlsx.cells import column_name, position
from glossary.documents.xlsx.names import SIGNATURE
from glossary.views.registry import render
from tests.glossary.documents.contract import DocumentContract, Paragraphs, members
from tests.glossary.documents.office import OFFICE, links

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
TAIL = "<pageMargins/>"


def book(
    rows: str,
    strings: str | None = None,
    tail: str = TAIL,
    parts: dict[str, str] | None = None,
    of_sheet: list[tuple[str, str, str]] | None = None,
    sheets: str = '<sheet name="甲" sheetId="1" r:id="rId1"/>',
) -> bytes:
    content = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{tail}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings or ""}</sst>',
        "custom.bin": "\x00 kept",
        **(parts or {}),
    }
    if of_sheet is not None:
        content["xl/worksheets/_rels/sheet1.xml.rels"] = links(*of_sheet)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def run(text: str) -> str:
    return f'<r><rPr><b/></rPr><t xml:space="preserve">{escape(text, quote=False)}</t></r>'


class TestXlsx(DocumentContract):
    format = "xlsx"

    def make(self, paragraphs: Paragraphs) -> bytes:
        numbers = range(len(paragraphs))
        rows = "".join(
            f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in numbers
        )
        return book(rows, "".join(f"<si>{''.join(map(run, runs))}</si>" for runs in paragraphs))

    def text_of(self, paragraphs: Paragraphs) -> str:
        return f"甲\n\n{super().text_of(paragraphs)}"

    def count_notes(self, data: bytes) -> int:
        # A comment has the terms of its cell, each in bold.
        text = "".join(
            content.decode() for name, content in members(data).items() if "comments" in name
        )
        return text.count('<rPr><b/><sz val="9"/></rPr>')


@pytest.mark.parametrize(
    ("rows", "strings", "expected"),
    [
        ('<row><c t="s"><v>0</v></c><c t="s"><v>9</v></c></row>', "<si><t>裸</t><rPh><t>らかん</t></rPh><phoneticPr/></si>", "裸"),
        ('<row><c t="s"><v>0</v></c></row>', "<si><r><t>裸</t></r><r><rPr/><t>官 &amp;</t></r></si>", "裸官 &"),
        ('<row><c t="inlineStr"><is><t>裸官</t></is></c><c><v>3</v></c><c/><c t="b"><v>1</v></c></row>', "", "裸官"),
        ('<row><c t="str"><f>A1&amp;"两会"</f><v>裸官</v></c></row>', "", "裸官"),
        ("<row><c t=\"e\"><v>#N/A</v></c></row>", "", ""),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_reads(rows: str, strings: str, expected: str) -> None:
    assert read(book(rows, strings), "a.xlsx").source == "\n\n".join(filter(None, ("甲", expected)))


def test_hidden_sheets_are_not_read() -> None:
    row = '<row><c t="inlineStr"><is><t>裸官</t></is></c></row>'
    hidden = '<sheet name="甲" sheetId="1" state="hidden" r:id="rId1"/>'
    assert read(book(row, sheets=hidden), "a.xlsx").source == ""


@pytest.mark.parametrize(("name", "place"), [("A1", (1, 1)), ("Z2", (2, 26)), ("AA10", (10, 27)), ("XFD1048576", (1048576, 16384))])  # fmt: skip
def test_references(name: str, place: tuple[int, int]) -> None:
    assert position(name) == place
    assert f"{column_name(place[1])}{place[0]}" == name


ROW = '<row r="2"><c r="B2" t="inlineStr"><is><t>裸官</t></is></c><c r="C2" t="inlineStr"><is><t>又是裸官</t></is></c></row>'
COMMENTS = f'<comments xmlns="{MAIN}"><authors><author>{{}}</author></authors><commentList><comment ref="B2" authorId="0"><text>{{}}</text></comment></commentList></comments>'
DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">{}'
    '<v:shape id="_x0000_s1025"><x:ClientData ObjectType="Note"><br><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>'
)
TYPE = '<v:shapetype id="_x0000_t202"/>'


def with_comment(text: str, author: str = "x", drawing: str = DRAWING.format(TYPE)) -> bytes:
    return book(
        ROW,
        tail=f'{TAIL}<legacyDrawing r:id="d"/><extLst/>',
        parts={"xl/comments1.xml": COMMENTS.format(author, text), "xl/drawings/a.vml": drawing},
        of_sheet=[("c", "comments", "../comments1.xml"), ("d", "vmlDrawing", "../drawings/a.vml")],
    )


def annotated(data: bytes, glossary: Glossary) -> dict[str, bytes]:
    """Return the members of an annotated workbook; check that notes can be taken out again."""
    result = render(read(data, "a.xlsx"), glossary.finder, "xlsx", level=1)
    assert isinstance(result, bytes)
    assert members(read(result, "a.xlsx").original) == members(data)
    return members(result)


@pytest.mark.parametrize(
    "text",
    ["<t>已有</t>", "<r><t>已有</t></r>", "<t>已</t><r><rPr/><t>有</t></r>", "<r><rPr/><t xml:space='preserve'>已有 </t></r><phoneticPr/>"],
)  # fmt: skip
def test_a_note_is_added_to_a_comment_there_is(small: Glossary, text: str) -> None:
    after = annotated(with_comment(text), small)
    root = etree.fromstring(after["xl/comments1.xml"])
    (comment,) = root.iter(f"{{{MAIN}}}comment")
    assert "".join(comment.itertext()).startswith(
        ("已有\n" + SIGNATURE + "裸官", "已有 \n" + SIGNATURE + "裸官")
    )
    assert after["xl/drawings/a.vml"] == DRAWING.format(TYPE).encode()


@pytest.mark.parametrize(("author", "text"), [("tc={1}", "<t>已有</t>"), ("x", "")])
def test_the_next_cell_gets_the_note_if_the_first_cannot(
    small: Glossary, author: str, text: str
) -> None:
    after = annotated(with_comment(text, author), small)
    root = etree.fromstring(after["xl/comments1.xml"])
    first, second = root.iter(f"{{{MAIN}}}comment")
    assert (first.get("ref"), second.get("ref"), second.get("authorId")) == ("B2", "C2", "1")
    assert after["xl/drawings/a.vml"].count(b"<v:shape ") == 2


def test_a_drawing_without_the_type_of_comments_gets_it(small: Glossary) -> None:
    after = annotated(with_comment("<t>已有</t>", "tc={1}", DRAWING.format("")), small)
    assert after["xl/drawings/a.vml"].count(b'id="_x0000_t202"') == 1


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", '</sheetData><legacyDrawing r:id="zgDrawing"/></worksheet>'),
        ('<drawing r:id="x"/><tableParts/>', '<drawing r:id="x"/><legacyDrawing r:id="zgDrawing"/><tableParts/>'),
        ('<drawing r:id="x"/><picture/><extLst/>', '<drawing r:id="x"/><legacyDrawing r:id="zgDrawing"/><picture/>'),
    ],
)  # fmt: skip
def test_the_drawing_is_named_in_its_place(small: Glossary, tail: str, expected: str) -> None:
    after = annotated(book(ROW, tail=tail), small)
    assert expected in after["xl/worksheets/sheet1.xml"].decode()
    etree.fromstring(after["xl/drawings/zg-vmlDrawing1.vml"])
    etree.fromstring(after["xl/comments/zg-comments1.xml"])


def test_other_prefixes(small: Glossary) -> None:
    parts = {
        name: content.decode()
        .replace("<", "<s:")
        .replace("<s:/", "</s:")
        .replace("xmlns=", "xmlns:s=")
        for name, content in members(with_comment("<r><t>已有</t></r>", "tc={1}")).items()
        if name in ("xl/worksheets/sheet1.xml", "xl/comments1.xml")
    }
    data = members(with_comment("", "x"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in data.items():
            archive.writestr(name, parts.get(name, content))
    after = annotated(out.getvalue(), small)
    root = etree.fromstring(after["xl/comments1.xml"])
    assert len(list(root.iter(f"{{{MAIN}}}comment"))) == 2


def test_a_term_in_the_name_of_a_sheet_cannot_have_a_comment(small: Glossary) -> None:
    data = book("", sheets='<sheet name="裸官" sheetId="1" r:id="rId1"/>')
    assert annotated(data, small) == members(data)


def test_another_library_reads_the_comments(small: Glossary) -> None:
    made = Workbook()
    sheet = made.active
    sheet.append(["裸官", "今天"])
    sheet.append(["两会", "中央纪委"])
    sheet["A1"].comment = Comment("已有", "reader")
    other = made.create_sheet("乙")
    other["C3"] = "国企"
    out = io.BytesIO()
    made.save(out)
    result = render(read(out.getvalue(), "a.xlsx"), small.finder, "xlsx", level=1)
    assert isinstance(result, bytes)
    opened = load_workbook(io.BytesIO(result))
    found = {
        cell.coordinate: (cell.comment.author, cell.comment.text)
        for sheet in opened
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    assert found["A1"][0] == "reader"
    assert found["A1"][1].startswith(f"已有\n{SIGNATURE}裸官")
    assert found["A2"][0] == "glossary"
    assert found["A2"][1].startswith(f"{SIGNATURE}两会")
    assert found["C3"][1].startswith(f"{SIGNATURE}国企")
    assert "B1" not in found


def test_as_html_has_dates_numbers_and_merged_cells() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    data = members(
        book(
            '<row r="1"><c r="A1" t="inlineStr"><is><t>甲&lt;</t></is></c><c r="B1"/><c r="C1"><v>2.5</v></c></row>'
            '<row r="3"><c r="B3" s="1"><v>45000</v></c><c r="C3" t="b"><v>1</v></c></row>',
            tail='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        )
    )
    links_of = data["xl/_rels/workbook.xml.rels"].decode()
    data["xl/_rels/workbook.xml.rels"] = links_of.replace(
        "</Relationships>",
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    ).encode()
    data["xl/styles.xml"] = styles.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in data.items():
            archive.writestr(name, content)
    assert as_html(read(out.getvalue(), "a.xlsx")) == (
        '<h1>甲</h1>\n<table>\n<tr><td colspan="2">甲&lt;</td><td>2.5</td></tr>\n'
        "<tr><td></td><td>2023-03-15</td><td>TRUE</td></tr>\n</table>\n"
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["source", "target"], True),
        (["中文", "English", "note"], True),
        (["裸官外逃", "a naked official fled"], False),
        (["标题", "正文"], False),
        ([], False),
    ],
)
def test_a_workbook_is_bilingual_if_its_header_says_so(
    tmp_path: Path, row: list[str], expected: bool
) -> None:
    made = Workbook()
    if row:
        made.active.append(row)
    made.active.append(["两会", "the Two Sessions"])
    path = tmp_path / "a.xlsx"
    made.save(path)
    assert is_bilingual(path) is expected
    if row:
        assert first_row(path.read_bytes(), "a.xlsx") == row
