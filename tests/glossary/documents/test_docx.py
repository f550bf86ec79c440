"""Word documents: what is read, what is put in, and that it can be taken out again."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape, unescape
from pathlib import Path

import pytest
from lxml import etree

from glossary import Glossary
from glossary.documents import as_html
from glossary.documents.package import Package
from glossary.documents.registry import parse_file
from termbase.errors import InputError
from tests.glossary.documents.contract import DocumentContract, Paragraphs, members

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f'xmlns:w="{NAMESPACE}"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="x/y"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def package(body: str, parts: dict[str, str] | None = None, links: str = "") -> bytes:
    """Return a document with the content of its body, and other parts with their relationships."""
    main = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    content = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONSHIPS.format(main),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document {W}>'
            f"<w:body>{body}{SECTION}</w:body></w:document>"
        ),
        "custom.bin": "\x00 kept",
        **(parts or {}),
    }
    if links:
        content["word/_rels/document.xml.rels"] = RELATIONSHIPS.format(links)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


class TestDocx(DocumentContract):
    format = "docx"

    def make(self, paragraphs: Paragraphs) -> bytes:
        body = "".join(
            f"<w:p>{''.join(run(text, '<w:rPr><w:b/></w:rPr>' * (number % 2)) for number, text in enumerate(runs))}</w:p>"
            for runs in paragraphs
        )
        return package(body)

    def count_notes(self, data: bytes) -> int:
        text = b"".join(members(data).values()).decode()
        marks = [
            "<w:commentReference ",
            "<w:footnoteReference ",
            "<w:endnoteReference ",
            "<w:ruby>",
        ]
        inline = re.findall(
            r'<w:r w:rsidR="007A6703">(?:<w:rPr>.*?</w:rPr>)?<w:t xml:space="preserve"> \(', text
        )
        # Each run of a term has a reading of its own.
        more = text.count('</w:ruby></w:r><w:r w:rsidR="007A6704">')
        return sum(text.count(mark) for mark in marks) + len(inline) - more

    def encrypted(self) -> bytes | None:
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + run(result) + mark("end")


def changed(kind: str, content: str) -> str:
    return f'<w:{kind} w:id="9" w:author="x">{content}</w:{kind}>'


DELETED_MARK = "<w:pPr><w:rPr>" + '<w:del w:id="8" w:author="x"/>' + "</w:rPr></w:pPr>"
BOX = f"<w:txbxContent>{paragraph(run('盒'))}</w:txbxContent>"
ALTERNATIVE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (paragraph(run("裸"), changed("ins", run("官"))), "裸官"),
        (paragraph(run("裸"), changed("del", "<w:r><w:delText>不</w:delText></w:r>"), run("官")), "裸官"),
        (paragraph(run("a"), changed("moveFrom", run("x")), changed("moveTo", run("b"))), "ab"),
        (paragraph(DELETED_MARK, run("裸")) + paragraph(run("官")) + paragraph(run("二")), "裸官\n\n二"),
        (paragraph(run("a"), field("PAGE 裸官", "3"), run("b")), "a3b"),
        (paragraph(field("IF " + field("REF x", "裸官"), "b")), "b"),
        (paragraph('<w:fldSimple w:instr=" REF x ">' + run("a") + "</w:fldSimple>"), "a"),
        (paragraph(run("a"), run("裸官", "<w:rPr><w:vanish/></w:rPr>"), run("b")), "ab"),
        (paragraph(run("a", '<w:rPr><w:vanish w:val="0"/></w:rPr>')), "a"),
        (paragraph(run("a"), run("裸官", '<w:rPr><w:rStyle w:val="Secret"/></w:rPr>'), run("b")), "ab"),
        (paragraph('<w:pPr><w:pStyle w:val="Secret"/></w:pPr>', run("裸官")), ""),
        (paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a\tb\nc"),
        (paragraph("<w:r><w:t>a</w:t><w:br></w:br><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t></w:r>"), "a\n\u2011b"),
        (paragraph('<w:r><w:sym w:font="Arial" w:char="4E2D"/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'), "中"),
        (paragraph("<w:r><w:t>a<!-- no -->b<![CDATA[<&]]>&#x4e2d;</w:t></w:r>"), "ab<&中"),
        (paragraph(run("a"), f"<w:r>{ALTERNATIVE}</w:r>", run("b")) + paragraph(run("c")), "ab\n\n盒\n\nc"),
        (paragraph("<w:smartTag><w:sdt><w:sdtContent>", run("a"), "</w:sdtContent></w:sdt></w:smartTag>"), "a"),
        (f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}</w:tc><w:tc>{paragraph(DELETED_MARK, run('b'))}</w:tc></w:tr></w:tbl>", "a\n\nb"),
        (paragraph("<w:r><w:ruby><w:rt>", run("guān"), "</w:rt><w:rubyBase>", run("官"), "</w:rubyBase></w:ruby></w:r>"), "官"),
    ],
)  # fmt: skip
def test_text_is_read_as_it_is_seen(small: Glossary, body: str, text: str) -> None:
    """The text of each kind of content; and marks around any of it can be taken out."""
    around = paragraph(run("裸官")) + body + paragraph(run("两会"))
    data = package(around, *STYLED)
    document = parse_file(data, Path("a.docx"), "a.docx")
    assert document.source.removeprefix("裸官").removesuffix("两会").strip() == text.strip()
    TestDocx().check_laws(data, small, {"mentions": "all"})
    TestDocx().check_laws(data, small, {"mentions": "all", "notes": "ruby", "index": True})


STYLES = (
    f"<w:styles {W}>"
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Eigene"><w:name w:val="x"/><w:basedOn w:val="berschrift2"/></w:style>'
    '<w:style w:type="character" w:styleId="Funotenzeichen"><w:name w:val="footnote reference"/></w:style>'
    "</w:styles>"
)
STYLED = (
    {"word/styles.xml": STYLES},
    f'<Relationship Id="r9" Type="{R}/styles" Target="styles.xml"/>',
)


def test_headings_are_known_by_the_names_of_their_styles() -> None:
    own = '<w:pPr><w:pStyle w:val="Eigene"/></w:pPr>'
    outline = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    body = paragraph(own, run("a")) + paragraph(outline, run("b")) + paragraph(run("c"))
    document = parse_file(package(body, *STYLED), Path("a.docx"), "a.docx")
    assert [block.heading for block in document.blocks] == [2, 1, 0]


# Where a term can be cut: what is between its halves or around it.
CUTS = [
    "裸</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>官",
    "裸</w:t><w:lastRenderedPageBreak/><w:t>官",
    "裸</w:t></w:r></w:hyperlink><w:r><w:t>官",
    "</w:t><w:tab/><w:t>裸官</w:t><w:tab/><w:t>",
    "<![CDATA[是裸官吗]]>",
    "是 裸官 吗",
    " 裸官 ",
    "是&#x88f8;官&amp;",
]  # fmt: skip


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("prefix", ["w:", "d:", ""])
def test_a_term_cut_anywhere_is_marked_and_its_text_stays(
    small: Glossary, cut: str, prefix: str
) -> None:
    """With any prefix of the namespace, or none for elements."""
    start = '<w:hyperlink w:anchor="a">' if "hyperlink" in cut else ""
    data = package(f"<w:p>{start}<w:r><w:t>{cut}</w:t></w:r></w:p>")
    if prefix != "w:":
        text = members(data)["word/document.xml"].decode()
        text = re.sub(r"(</?)w:", rf"\1{prefix}", text).replace(
            "xmlns:w=", f"xmlns{':d' * bool(prefix)}="
        )
        # Attributes cannot be in the default namespace.
        declared = re.sub(r' w:(\w+="[^"]*")', rf" {prefix}\1" if prefix else "", text)
        data = Package(data, "a").changed({"word/document.xml": declared.encode()})
    for notes in TestDocx().forms:
        TestDocx().check_laws(data, small, {"notes": notes})
    result = TestDocx().written(data, small)
    main = members(result)["word/document.xml"].decode()
    assert "commentRangeStart" in main
    shown = [
        "".join(element.itertext())
        for element in etree.fromstring(main.encode()).iter(f"{{{NAMESPACE}}}t")
    ]
    before = etree.fromstring(members(data)["word/document.xml"]).iter(f"{{{NAMESPACE}}}t")
    assert "".join(shown) == "".join("".join(element.itertext()) for element in before)


def test_readings_are_cut_where_runs_are(small: Glossary) -> None:
    data = package(
        paragraph('<w:hyperlink w:anchor="a">', run("改"), "</w:hyperlink>", run("革开"), run("放"))
    )
    main = members(TestDocx().written(data, small, notes="ruby"))["word/document.xml"].decode()
    readings = re.findall(r"<w:rt>.*?>([^<>]+)</w:t>.*?<w:rubyBase>.*?>([^<>]+)</w:t>", main)
    assert readings == [("gǎi", "改"), ("gé kāi", "革开"), ("fàng", "放")]


def test_white_space_at_a_cut_is_kept(small: Glossary) -> None:
    """Word drops white space at the ends of a text that does not say xml:space="preserve"."""
    data = package("<w:p><w:r><w:t>是 裸官 吗</w:t></w:r></w:p>")
    main = members(TestDocx().written(data, small))["word/document.xml"].decode()
    for attributes, text in re.findall(r"<w:t( [^>]*)?>([^<]*)</w:t>", main):
        assert text == text.strip() or "preserve" in attributes


NO_PLACE = [
    (paragraph(field("TOC \\o", "裸官 1")), "comments"),
    (paragraph(f"<w:r>{ALTERNATIVE.replace('盒', '裸官')}</w:r>"), "footnotes"),
    (paragraph("<w:r><w:ruby><w:rt>", run("luǒ"), "</w:rt><w:rubyBase>", run("裸官"), "</w:rubyBase></w:ruby></w:r>"), "ruby"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "notes"), NO_PLACE)
def test_where_no_note_can_be_the_next_mention_gets_it(
    small: Glossary, body: str, notes: str
) -> None:
    assert TestDocx().written(package(body), small, notes=notes) == package(body)
    data = package(body + paragraph(run("这些裸官")))
    result = TestDocx().written(data, small, notes=notes)
    assert TestDocx().count_notes(result) == TestDocx().count_notes(data) + 1
    mark = {"comments": "commentRangeStart", "footnotes": "footnoteReference", "ruby": "007A6704"}
    main = members(result)["word/document.xml"].decode()
    assert main.index(mark[notes]) > main.index("这些")


COMMENT = '<w:comment w:id="7" w:author="Li" w:initials="zg"><w:p/></w:comment>'


@pytest.mark.parametrize("content", ["", COMMENT])
def test_comments_of_others_stay(small: Glossary, content: str) -> None:
    """An empty part gets comments and loses them again."""
    part = f"<w:comments {W}>{content}</w:comments>" if content else f"<w:comments {W} />"
    link = f'<Relationship Id="r8" Type="{R}/comments" Target="/word/comments.xml"/>'
    data = package(paragraph(run("裸官")), {"word/comments.xml": part}, link)
    result = TestDocx().written(data, small)
    comments = members(result)["word/comments.xml"].decode()
    assert content in comments
    assert f'<w:comment w:id="{8 if content else 0}" w:author="glossary"' in comments
    TestDocx().check_laws(data, small, {})


@pytest.mark.parametrize("root", ["<Relationships {}></Relationships>", "<Relationships {}/>"])
def test_relationships_that_are_empty_stay(small: Glossary, root: str) -> None:
    namespace = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    part = {"word/_rels/document.xml.rels": declaration + root.format(namespace)}
    TestDocx().check_laws(package(paragraph(run("裸官")), part), small, {})


def test_notes_are_in_the_order_of_the_text(small: Glossary) -> None:
    """LibreOffice takes them in the order of their part."""
    old = '<w:footnote w:id="4"><w:p/></w:footnote>'
    link = f'<Relationship Id="r8" Type="{R}/footnotes" Target="footnotes.xml"/>'
    body = paragraph(run("裸官"), '<w:r><w:footnoteReference w:id="4"/></w:r>', run("两会"))
    parts = {"word/footnotes.xml": f"<w:footnotes {W}>{old}</w:footnotes>", **STYLED[0]}
    data = package(body, parts, link + STYLED[1])
    result = TestDocx().written(data, small, notes="footnotes")
    assert re.findall(
        r'<w:footnote w:id="(\d)"', members(result)["word/footnotes.xml"].decode()
    ) == ["5", "4", "6"]
    assert "Funotenzeichen" in members(result)["word/document.xml"].decode()
    TestDocx().check_laws(data, small, {"notes": "footnotes"})


@pytest.mark.parametrize("notes", ["comments", "footnotes", "endnotes"])
def test_notes_are_found_again_after_another_program(small: Glossary, notes: str) -> None:
    """Other programs drop our signature, renumber, and write attributes in another order."""
    data = package(paragraph(run("他是裸官吗")))
    result = TestDocx().written(data, small, notes=notes, index=True)
    saved = {
        name: re.sub(rb' w:rsidR="007A670\d"', b"", text)
        .replace(b'w:author="glossary" w:initials="zg"', b'w:initials="zg" w:date="x" w:author="glossary"')
        .replace(b'Id="zg', b'Id="rId')
        for name, text in members(result).items()
    }  # fmt: skip
    back = parse_file(Package(result, "a").changed(saved), Path("a.docx"), "a.docx")
    assert back.source == "他是裸官吗"
    main = members(back.original)["word/document.xml"].decode()
    assert "Reference" not in main
    assert "_zg_" not in main


def test_underlines_and_readings_as_html() -> None:
    ruby = "<w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby>".format
    data = package(
        paragraph(
            "<w:r>", ruby(run("luǒ"), run("裸")), ruby(run("guān"), run("官", "<w:rPr><w:b/></w:rPr>")), "</w:r>",
            run("a", '<w:rPr><w:u w:val="none"/></w:rPr>'), run("b", '<w:rPr><w:u w:val="double"/></w:rPr>'), run("c", "<w:rPr><w:u/></w:rPr>"),
        )
    )  # fmt: skip
    assert as_html(parse_file(data, Path("a.docx"), "a.docx")) == (
        "<p><ruby>裸<rt>luǒ</rt></ruby><ruby><strong>官</strong><rt>guān</rt></ruby>a<u>b</u>c</p>\n"
    )


def test_imported_text_is_named(small: Glossary) -> None:
    data = package(paragraph(run("裸官")) + '<w:altChunk w:id="x"/>')
    (warning,) = parse_file(data, Path("a.docx"), "a.docx").warnings
    assert "altChunk" in warning


def test_real_files_are_given_back(small: Glossary, data: Path) -> None:
    """Every file of others, with terms put at its first words."""
    files = sorted((data / "documents" / "docx" / "dev").glob("*.doc[xm]"))
    if not files:
        pytest.skip("no Word files in the measuring data")
    for file in files:
        if file.read_bytes().startswith(b"\xd0\xcf"):
            with pytest.raises(InputError, match="password"):
                parse_file(file.read_bytes(), file, file.name)
            continue
        document = parse_file(file.read_bytes(), file, file.name)
        shown = re.sub(r"\s", "", document.source)
        body = re.sub(r"<rt>.*?</rt>|<[^>]*>|\s|\[-?\d+\]", "", as_html(document))
        assert unescape(body) == re.sub(r"\[-?\d+\]", "", shown), file.name
