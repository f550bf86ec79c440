"""Presentations: what is read, what is put in, and that it can be taken out again."""

from __future__ import annotations

import io
import zipfile
from html import escape

import pytest
from lxml import etree
from pptx import Presentation

from glossary import Glossary
from glossary.documents import as_html
from glossary.documents.pptx import read
from glossary.documents.pptx.names import SIGNATURE
from glossary.views.registry import render
from termbase.errors import InputError
from tests.glossary.documents.contract import DocumentContract, Paragraphs, members
from tests.glossary.documents.office import OFFICE, links

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DECLARED = (
    f'xmlns:a="{DRAWING}" xmlns:r="{OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/ppt/presentation.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def page(shapes: str, name: str = "sld") -> str:
    tree = f'<p:nvGrpSpPr><p:cNvPr id="1" name=""/></p:nvGrpSpPr><p:grpSpPr/>{shapes}'
    return f"{HEAD}<p:{name} {DECLARED}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{name}>"


def shape(paragraphs: str, kind: str = "", body: str = "<p:txBody><a:bodyPr/>{}</p:txBody>") -> str:
    place = f'<p:ph type="{kind}"/>' if kind else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:spPr/>{body.format(paragraphs)}</p:sp>"
    )


def run(text: str, properties: str = "") -> str:
    return f"<a:r>{properties}<a:t>{escape(text, quote=False)}</a:t></a:r>"


def deck(
    slides: list[str], parts: dict[str, str] | None = None, **of_slide: list[tuple[str, str, str]]
) -> bytes:
    """Return a presentation; further relationships of slides are given as ``s1=[…]``."""
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in numbers)
    content = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": links(("rId1", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f"<p:presentation {DECLARED}><p:sldMasterIdLst/><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": links(
            *((f"rId{number}", "slide", f"slides/slide{number}.xml") for number in numbers),
            ("rIdT", "theme", "theme/theme1.xml"),
        ),
        "ppt/theme/theme1.xml": f'<a:theme xmlns:a="{DRAWING}" name="x"/>',
        "custom.bin": "\x00 kept",
    }
    for number, slide in enumerate(slides, 1):
        content[f"ppt/slides/slide{number}.xml"] = slide
        if number % 2 or f"s{number}" in of_slide:
            content[f"ppt/slides/_rels/slide{number}.xml.rels"] = links(
                *of_slide.get(f"s{number}", [])
            )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (content | (parts or {})).items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


class TestPptx(DocumentContract):
    format = "pptx"

    def make(self, paragraphs: Paragraphs) -> bytes:
        # Each on a slide of its own: a slide has one note for a term.
        return deck([page(shape(f"<a:p>{''.join(map(run, runs))}</a:p>")) for runs in paragraphs])

    def count_notes(self, data: bytes) -> int:
        return sum(
            content.decode().count(SIGNATURE)
            for name, content in members(data).items()
            if name.startswith("ppt/notesSlides/")
        )


def text_of(*shapes: str) -> str:
    return read(deck([page("".join(shapes))]), "a.pptx").source


TABLE = (
    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc gridSpan='2'><a:txBody><a:p>{}</a:p></a:txBody></a:tc>"
    "<a:tc hMerge='1'><a:txBody><a:p><a:r><a:t>covered</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData>"
    "</a:graphic></p:graphicFrame>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        (shape("<a:p>" + run("裸") + run("官", '<a:rPr b="1"/>') + "<a:br/>" + run("&") + "</a:p>"), "裸官\n&"),
        (shape("<a:p>第<a:fld type='slidenum'><a:t>1</a:t></a:fld><a:fld type='datetime'><a:t>今天</a:t></a:fld></a:p>"), "今天"),
        ("<p:grpSp>" + shape("<a:p>" + run("组") + "</a:p>") + "</p:grpSp>", "组"),
        (TABLE.format(run("甲")), "甲"),
        (shape("<a:p>" + run("页") + "</a:p>", "sldNum"), ""),
        ("<mc:AlternateContent><mc:Choice>" + shape("<a:p>" + run("新") + "</a:p>") + "</mc:Choice><mc:Fallback>" + shape("<a:p>" + run("旧") + "</a:p>") + "</mc:Fallback></mc:AlternateContent>", "新"),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_reads(shapes: str, expected: str) -> None:
    assert text_of(shapes) == expected


def diagram() -> bytes:
    data = (
        f"<dgm:dataModel {DECLARED}><dgm:ptLst><dgm:pt><dgm:t><a:p>{run('裸官')}</a:p></dgm:t></dgm:pt>"
        f"<dgm:pt type='pres'><dgm:t><a:p>{run('no')}</a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    return deck(
        [page("")],
        {"ppt/diagrams/data1.xml": data},
        s1=[("rId1", "diagramData", "../diagrams/data1.xml")],
    )


def with_notes(notes: str) -> bytes:
    slide = page(shape(f"<a:p>{run('裸官')}</a:p>", "title"))
    parts = {"ppt/notesSlides/notesSlide1.xml": page(notes, "notes")}
    return deck([slide], parts, s1=[("rId1", "notesSlide", "../notesSlides/notesSlide1.xml")])


def annotated(data: bytes, glossary: Glossary) -> dict[str, bytes]:
    """Return the members of an annotated presentation; check that notes can be taken out again."""
    result = render(read(data, "a.pptx"), glossary.finder, "pptx", level=1)
    assert isinstance(result, bytes)
    assert read(result, "a.pptx").original == data
    after = members(result)
    for name, content in after.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
        if "/slides/slide" in name:
            assert content == members(data)[name]
    return after


def test_text_of_a_diagram_is_read(small: Glossary) -> None:
    assert read(diagram(), "a.pptx").source == "裸官"
    assert "ppt/notesSlides/zg-notesSlide1.xml" in annotated(diagram(), small)


BODY = shape(f"<a:p>{run('先说这个')}</a:p>", "body")


@pytest.mark.parametrize(
    "notes",
    [
        BODY,
        shape("<a:p/>", "body"),
        shape("", "body", ""),
        shape("", "sldImg", ""),
        "",
        BODY.replace("<p:txBody>", "<p:txBody><!-- <p:txBody> -->"),
    ],
)
def test_notes_are_added_to_those_there_are(small: Glossary, notes: str) -> None:
    data = with_notes(notes)
    after = annotated(data, small)
    assert list(after) == list(members(data))
    text = etree.fromstring(after["ppt/notesSlides/notesSlide1.xml"]).itertext()
    assert f"{SIGNATURE}裸官" in "".join(text)


def test_the_text_of_notes_is_read() -> None:
    document = read(with_notes(BODY), "a.pptx")
    assert document.source == "裸官\n\n先说这个"
    assert [block.heading for block in document.blocks] == [1, 0]


def test_strict_files(small: Glossary) -> None:
    data = deck([page(shape(f"<a:p>{run('裸官')}</a:p>"))])
    strict = {
        name: content.decode()
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
        .replace("http://schemas.openxmlformats.org/presentationml/2006/main", "http://purl.oclc.org/ooxml/presentationml/main")
        .replace(DRAWING, "http://purl.oclc.org/ooxml/drawingml/main")
        for name, content in members(data).items()
    }  # fmt: skip
    after = annotated(deck([], strict), small)
    notes = after["ppt/notesSlides/zg-notesSlide1.xml"].decode()
    assert "purl.oclc.org/ooxml/presentationml" in notes
    assert "schemas.openxmlformats.org/presentationml" not in notes


def test_our_paragraphs_are_known_after_a_save_by_powerpoint() -> None:
    own = f"<a:p><a:pPr/>{run(f'{SIGNATURE}裸官')}</a:p>"
    document = read(with_notes(shape(own + own, "body")), "a.pptx")
    assert document.source == "裸官"
    notes = members(document.original)["ppt/notesSlides/notesSlide1.xml"].decode()
    assert notes.count("<a:p>") == 1
    document = read(with_notes(shape(f"<a:p>{run('说')}</a:p>{own}", "body")), "a.pptx")
    assert document.source == "裸官\n\n说"


def test_another_library_reads_the_notes(small: Glossary) -> None:
    made = Presentation()
    for text in ("裸官", "两会", "今天"):
        slide = made.slides.add_slide(made.slide_layouts[0])
        slide.shapes.title.text = text
    made.slides[1].notes_slide.notes_text_frame.text = "先说这个"
    out = io.BytesIO()
    made.save(out)
    result = render(read(out.getvalue(), "a.pptx"), small.finder, "pptx", level=1)
    assert isinstance(result, bytes)
    opened = Presentation(io.BytesIO(result))
    texts = [
        slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        for slide in opened.slides
    ]
    assert texts[0].startswith(f"{SIGNATURE}裸官")
    assert texts[1].startswith(f"先说这个\n{SIGNATURE}两会")
    assert texts[2] == ""


def test_as_html() -> None:
    slide = page(
        shape(f"<a:p>{run('题<')}</a:p>", "title") + TABLE.format(run("甲", '<a:rPr b="1"/>'))
    )
    html = as_html(read(deck([slide, slide]), "a.pptx"))
    assert html == (
        '<section>\n<h1>题&lt;</h1>\n<table>\n<tr><td colspan="2"><strong>甲</strong></td></tr>\n</table>\n</section>\n'
        '<section>\n<h2>题&lt;</h2>\n<table>\n<tr><td colspan="2"><strong>甲</strong></td></tr>\n</table>\n</section>\n'
    )


def test_a_slide_that_is_missing_is_one_line() -> None:
    data = deck([page("")])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members(data).items():
            if "slides/slide1" not in name:
                archive.writestr(name, content)
    with pytest.raises(InputError, match=r"^a\.pptx: .*slide1"):
        read(out.getvalue(), "a.pptx")
