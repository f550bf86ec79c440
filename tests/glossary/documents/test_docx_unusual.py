"""Word documents with markup that is rare or wrong: the laws hold, and Word opens the result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.documents.package import Package
from glossary.documents.registry import parse_file
from tests.glossary.documents.contract import members, refusal
from tests.glossary.documents.test_docx import (
    TYPES,
    R,
    W,
    field,
    package,
    paragraph,
    run,
)
from tests.glossary.documents.test_docx import (
    TestDocx as Docx,
)

HUGE = "9" * 6000


def check(data: bytes, glossary: Glossary) -> str:
    """Check the laws in forms of notes that differ; return the main part with comments."""
    for notes in ("footnotes", "ruby", "inline"):
        Docx().check_laws(data, glossary, {"notes": notes})
    Docx().check_laws(data, glossary, {"notes": "comments", "index": True})
    result = members(Docx().written(data, glossary))
    return result["word/document.xml"].decode()


@pytest.mark.parametrize("number", ["x", "²", HUGE])
@pytest.mark.parametrize(
    "properties",
    [
        '<w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr></w:pPr>',
        '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>',
        '<w:bookmarkStart w:id="{}" w:name="a"/>',
        '<w:r><w:rPr><w:sz w:val="{}"/></w:rPr><w:t>的裸官</w:t></w:r>',
    ],
)
def test_numbers_of_any_form_are_read(small: Glossary, properties: str, number: str) -> None:
    check(package(paragraph(properties.replace("{}", number), run("裸官"))), small)


@pytest.mark.parametrize("used", ["2147483647", "2147483646"])
@pytest.mark.parametrize("notes", ["comment", "footnote", "endnote"])
def test_ids_stay_within_the_bounds_of_the_schema(small: Glossary, notes: str, used: str) -> None:
    part = f'<w:{notes}s {W}><w:{notes} w:id="{used}"><w:p/></w:{notes}></w:{notes}s>'
    link = f'<Relationship Id="r8" Type="{R}/{notes}s" Target="{notes}s.xml"/>'
    mark = f'<w:bookmarkStart w:id="{used}" w:name="a"/><w:bookmarkEnd w:id="{used}"/>'
    data = package(paragraph(mark, run("裸官两会")), {f"word/{notes}s.xml": part}, link)
    check(data, small)
    result = members(Docx().written(data, small, notes=f"{notes}s"))
    for content in result.values():
        ids = re.findall(rb'<w:(?:comment|footnote|endnote) w:id="(\d+)"', content)
        assert len(set(ids)) == len(ids)
        assert all(int(id) < 2**31 for id in re.findall(rb':id="(\d+)"', content))


def test_the_end_of_a_bookmark_without_start_stays(small: Glossary) -> None:
    check(package(paragraph(run("裸官"), '<w:bookmarkEnd w:id="1"/>')), small)


@pytest.mark.parametrize("link", ["", f'<Relationship Id="r8" Type="{R}/comments" Target="comments.xml"/>'])  # fmt: skip
@pytest.mark.parametrize("notes", ["comments", "footnotes"])
def test_a_part_that_is_named_and_not_there(small: Glossary, notes: str, link: str) -> None:
    override = f'<Override PartName="/word/{notes}.xml" ContentType="x/y"/>'
    types = {"[Content_Types].xml": TYPES.replace("</Types>", f"{override}</Types>")}
    data = package(paragraph(run("裸官")), types, link)
    check(data, small)
    result = members(Docx().written(data, small, notes=notes))
    names = re.findall(rb'PartName="([^"]*)"', result["[Content_Types].xml"])
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "body",
    [
        '<w:r xmlns:q="urn:q"><w:rPr><w:b/><q:z/></w:rPr><w:t>他是裸官吗</w:t></w:r>',
        f"<w:r {W}><w:rPr><w:b/></w:rPr><w:t>他是裸</w:t><w:tab/></w:r><w:r><w:t>官吗</w:t></w:r>",
    ],
)
def test_runs_with_namespaces_of_their_own(small: Glossary, body: str) -> None:
    check(package(paragraph(body)), small)


def test_text_that_is_not_directly_in_a_run_is_not_read(small: Glossary) -> None:
    """A run cannot be split there."""
    choice = '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"><w:t>他是裸官吗</w:t></mc:Choice></mc:AlternateContent>'
    data = package(paragraph(run("裸"), f"<w:r>{choice}</w:r>", run("官，裸官")))
    assert parse_file(data, Path("a.docx"), "a").source == "裸官，裸官"
    check(data, small)


BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:text/></w:sdtPr>'
    "<w:sdtContent>"
)


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_a_field_whose_end_is_deleted_ends(small: Glossary) -> None:
    """Word marks the parts of a field as deleted one by one."""
    deleted = f'<w:del w:id="1" w:author="x">{mark("separate")}{mark("end")}</w:del>'
    data = package(paragraph(mark("begin"), deleted, run("裸官")))
    assert parse_file(data, Path("a.docx"), "a").source == "裸官"


@pytest.mark.parametrize(
    "content",
    [
        field("REF x", "裸官"),
        field("MERGEFIELD x", "裸官"),
        '<w:fldSimple w:instr="TITLE">' + run("裸官") + "</w:fldSimple>",
        BOUND + run("裸官") + "</w:sdtContent></w:sdt>",
    ],
)
def test_text_that_is_made_anew_has_no_note(small: Glossary, content: str) -> None:
    text = check(package(paragraph(content) + paragraph(run("这些裸官"))), small)
    assert text.index("commentRangeStart") > text.index("这些")


@pytest.mark.parametrize("code", ['HYPERLINK "x"', "FORMTEXT"])
def test_text_that_stays_has_a_note(small: Glossary, code: str) -> None:
    text = check(package(paragraph(field(code, "裸官")) + paragraph(run("这些裸官"))), small)
    assert text.index("commentRangeStart") < text.index("这些")


def test_no_comments_in_text_boxes(small: Glossary) -> None:
    """Word ignores their ranges there (MS-OI29500, 2.1.315)."""
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('裸官'))}</w:txbxContent></w:pict></w:r>"
    text = check(package(paragraph(box) + paragraph(run("这些裸官"))), small)
    assert text.index("commentRangeStart") > text.index("这些")


def test_not_more_comments_than_word_opens(
    small: Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary.views.docx.notes._MOST_COMMENTS", 3)
    data = package(paragraph(run("裸官" * 3)))
    assert Docx().count_notes(Docx().written(data, small, mentions="all")) == 3
    data = package(paragraph(run("裸官" * 4)))
    message = refusal(lambda: Docx().written(data, small, mentions="all"))
    assert "more than 3 comments" in message


def test_fields_within_fields(small: Glossary) -> None:
    """Only the innermost changes; at its end the outer ones are as they were."""
    inner = field("REF x", "内")
    outer = mark("begin") + run("码") + inner + mark("separate") + run("外") + inner
    data = package(paragraph(outer, mark("end"), run("裸官")))
    assert parse_file(data, Path("a.docx"), "a").source == "外内裸官"
    assert "commentRangeStart" in check(data, small)


@pytest.mark.parametrize("lost", ["", "_end", "_row"])
def test_the_table_of_terms_is_found_without_some_of_its_bookmarks(
    small: Glossary, lost: str
) -> None:
    """LibreOffice loses the last one after a table."""
    after = "<w:tbl><w:tr><w:tc>" + paragraph(run("后")) + "</w:tc></w:tr></w:tbl>"
    data = package(paragraph(run("裸官")))
    main = members(Docx().written(data, small, index=True))["word/document.xml"].decode()
    pattern = rf'<w:bookmarkStart w:id="(\d)" w:name="_zg_index{lost}"/><w:bookmarkEnd w:id="\1"/>'
    saved = re.sub(pattern, "", main) if lost else main
    assert (saved == main) == (not lost)
    saved = saved.replace("<w:sectPr", f"{after}<w:sectPr")
    with_more = Package(data, "a").changed({"word/document.xml": saved.encode()})
    assert parse_file(with_more, Path("a.docx"), "a").source == "裸官\n\n后"


@pytest.mark.parametrize("after", ["", '<w:specVanish w:val="0"/>', '<q:glow xmlns:q="q"/>'])
def test_properties_of_words_in_brackets_are_in_the_order_of_the_schema(
    small: Glossary, after: str
) -> None:
    given = f'<w:rPr><w:b/><w:noProof/><w:sz w:val="24"/>{after}</w:rPr>'
    data = package(paragraph(run("裸官", given)))
    main = members(Docx().written(data, small, notes="inline"))["word/document.xml"].decode()
    found = re.findall(r'"007A6703"><w:rPr>(.*?)</w:rPr>', main)
    assert found
    for inner in found:
        assert re.fullmatch(rf'<w:b/><w:sz w:val="24"/><w:lang [^<>]*/>{re.escape(after)}', inner)
