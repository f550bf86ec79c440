"""Word documents made of documents in other formats."""

from __future__ import annotations

import io
import re
from collections import Counter

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from glossary import Glossary
from glossary.documents import as_html, parse
from glossary.documents.docx import read
from glossary.views.docx import prepare
from glossary.views.docx.making import new_document
from glossary.views.registry import render
from tests.glossary.documents.contract import members


def made(html: str) -> str:
    """Return the HTML of the Word document that a page becomes."""
    return as_html(prepare(parse(html, "html"))).replace("\n", "")


def body(html: str) -> str:
    """Return the content of the body of the Word document that a page becomes."""
    text = members(new_document(parse(html, "html")))["word/document.xml"].decode()
    match = re.search("<w:body>(.*)<w:sectPr>", text, re.DOTALL)
    assert match
    return match[1].replace(' xml:space="preserve"', "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>裸官</h1>\n<p>a</p>", "<h1>裸官</h1><p>a</p>"),
        ("<h6>x</h6>text", "<h6>x</h6><p>text</p>"),
        ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
        ("<p> a \n b </p>", "<p>a b</p>"),
        ("<p>裸\n官 a\nb</p>", "<p>裸官 a b</p>"),
        ("<p>a <em>b</em> <sup>2</sup></p>", "<p>a <em>b</em> <sup>2</sup></p>"),
        ("<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"),
        ("<ol><li>a</li></ol><p>b</p><ol><li>c</li></ol>", "<ol><li>a</li></ol><p>b</p><ol><li>c</li></ol>"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "<table><tr><td><p><strong>a</strong></p></td><td><p>b</p></td></tr></table>"),
        ("<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>", "<table><tr><td><table><tr><td><p>a</p></td></tr></table></td></tr></table>"),
        ("<p><u>a</u><s>b</s><u><b>c</b></u></p>", "<p><u>a</u><s>b</s><u><strong>c</strong></u></p>"),
        ("<p>他是<ruby>裸官<rt>luǒguān</rt></ruby>。</p>", "<p>他是<ruby>裸官<rt>luǒguān</rt></ruby>。</p>"),
        ("<p><ruby>裸<b>官</b><rt>a&amp;</rt></ruby><ruby>村霸<rt>b</rt></ruby></p>", "<p><ruby>裸<strong>官</strong><rt>a&amp;</rt></ruby><ruby>村霸<rt>b</rt></ruby></p>"),
        ("<p><a href='https://e.org/?a=1&amp;b=2'>x</a></p>", '<p><a href="https://e.org/?a=1&amp;b=2">x</a></p>'),
        ("<p><a href='https://e.org/a b'>x</a></p>", '<p><a href="https://e.org/a%20b">x</a></p>'),
        ("<p><a href='javascript:x'>x</a> <a href='http://[y'>y</a></p>", "<p>x y</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br>  b</p>"),
        ("<p><q>x</q></p>", "<p>“x”</p>"),
        ("<img alt='a picture'>", "<p><em>a picture</em></p>"),
        ("<p>&lt;w:p&gt; &amp;</p>", "<p>&lt;w:p&gt; &amp;</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_kept(html: str, expected: str) -> None:
    assert made(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<s>x</s>", "<w:rPr><w:strike/></w:rPr><w:t>x</w:t>"),
        ("<u><b>x</b></u>", '<w:rPr><w:b/><w:bCs/><w:u w:val="single"/></w:rPr><w:t>x</w:t>'),
        ("<code>x</code>", '<w:rPr><w:rStyle w:val="HTMLCode"/></w:rPr><w:t>x</w:t>'),
        ("裸官“x”", '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>裸官“x”</w:t>'),
        ("see 裸官, he said", "<w:p><w:r><w:t>see 裸官, he said</w:t></w:r></w:p>"),
        ("<i lang='zh-Hant'>x</i>", '<w:rPr><w:i/><w:iCs/><w:lang w:eastAsia="zh-TW"/></w:rPr><w:t>x</w:t>'),
        ("<i lang='fr'>x</i>", '<w:lang w:val="fr"/></w:rPr><w:t>x</w:t>'),
        ("<a href='#b'>x</a><p id=b>y", '<w:hyperlink w:anchor="_text1" w:history="1">'),
        ("<a href='#b'>x</a><p id=b>y", '<w:bookmarkStart w:id="1" w:name="_text1"/><w:bookmarkEnd w:id="1"/>'),
        ("<a href='#b'>x</a>", "<w:p><w:r><w:t>x</w:t></w:r></w:p>"),
        ("<p id=b>y", "<w:p><w:r><w:t>y</w:t></w:r></w:p>"),
        ("<hr>", "<w:pBdr>"),
        ("<blockquote>x", '<w:p><w:pPr><w:pStyle w:val="Quote"/><w:ind w:left="425"/></w:pPr>'),
        ("<ul><li>a<p>b", '<w:pStyle w:val="ListParagraph"/><w:ind w:left="425"/></w:pPr><w:r><w:t>b</w:t>'),
        ("<pre>a\tb", "<w:t>a</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>b</w:t>"),
    ],
)  # fmt: skip
def test_markup(html: str, expected: str) -> None:
    assert expected in body(html)


@pytest.mark.parametrize(
    ("html", "pairs"),
    [
        ("<ruby>裸官<rp>(</rp><rt>luǒguān</rt><rp>)</rp></ruby>", [("裸官", "luǒguān")]),
        ("a<ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby>b", [("裸", "luǒ"), ("官", "guān")]),
        ("<ruby>裸<b>官</b><rt>luǒguān</rt></ruby>", [("裸官", "luǒguān")]),
        ("<ruby>裸官<rt></rt></ruby>", []),
        ("<ruby>裸官</ruby><ruby><rt>x</rt></ruby>", []),
    ],
)
def test_readings_stay(html: str, pairs: list[tuple[str, str]]) -> None:
    found = [
        tuple("".join(re.findall("<w:t>(.*?)</w:t>", part)) for part in (base, reading))
        for reading, base in re.findall(
            "<w:ruby>(.*?)<w:rubyBase>(.*?)</w:rubyBase>", body(f"<p>{html}")
        )
    ]
    assert found == pairs


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<td>a<td>b", [["a", "b"]]),
        ("<td colspan=2>a<tr><td>b<td>c", [["a", "a"], ["b", "c"]]),
        ("<td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<td>a<td rowspan=2>b<tr><td>c", [["a", "b"], ["c", "b"]]),
        ("<td>a<td>b<td rowspan=2>c<tr><td>d", [["a", "b", "c"], ["d", "", "c"]]),
        ("<td rowspan=9>a<td>b", [["a", "b"]]),
        ("<td colspan=2 rowspan=2>a<td>b<tr><td>c", [["a", "a", "b"], ["a", "a", "c"]]),
        ("<td>a<td rowspan=2>b<tr><td colspan=3>c", [["a", "b"], ["c", "b"]]),
    ],
)
def test_cells_that_span(rows: str, expected: list[list[str]]) -> None:
    html = f"<table><tr>{rows}</table>"
    (table,) = docx.Document(io.BytesIO(new_document(parse(html, "html")))).tables
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found == expected


def test_lines_of_a_text_are_kept() -> None:
    assert prepare(parse("甲\n乙。\n丙", "text")).source == "甲\n\n乙。\n\n丙"
    assert prepare(parse("甲\n\n乙\n丙", "text")).source == "甲\n\n乙\n丙"


def test_another_library_reads_title_language_and_lists() -> None:
    text = "# 裸官 *x*\n\n1. a\n2. b\n\nc\n\n1. d\n"
    data = new_document(parse(text, "markdown", "folder/name.md"))
    document = docx.Document(io.BytesIO(data))
    assert document.core_properties.title == "裸官 x"
    assert document.core_properties.language == "zh-Hans"
    numbers = document.element.body.xpath(".//w:numId/@w:val")
    assert numbers == ["2", "2", "3"]
    style = document.paragraphs[0].style
    assert style
    assert style.name == "Heading 1"
    assert members(data) == members(new_document(parse(text, "markdown", "folder/name.md")))


_TAGS = st.sampled_from(
    "p ul ol li table tr td th blockquote h1 h2 a b ruby rt rb q div br hr sup span".split()
)
_PIECES = st.one_of(
    _TAGS.map("<{}>".format),
    _TAGS.map("</{}>".format),
    st.sampled_from(["<td rowspan=3>", "<td colspan=2>", '<a href="#x">', "<p id=x>"]),
    st.text("裸官ab \n<&\t", max_size=5),
)


@settings(max_examples=50)
@given(st.lists(_PIECES, max_size=30))
def test_any_page_becomes_a_document(pieces: list[str]) -> None:
    document = parse("".join(pieces), "html")
    data = new_document(document)
    for text in members(data).values():
        etree.fromstring(text)
    blocks = read(data, "a.docx").blocks
    words = "".join("".join(block.text for block in blocks).split())
    given_words = "".join(
        "".join(block.text for block in document.blocks).replace("\ufffc", "").split()
    )
    # More may be there, such as code; and HTML moves text out of tables.
    assert not Counter(given_words) - Counter(words)


def test_terms_are_marked(small: Glossary) -> None:
    document = parse("# 裸官\n\n- 三名裸官", "markdown", "a.md")
    result = render(document, small.finder, "docx", level=1, index=True)
    assert isinstance(result, bytes)
    assert result == render(document, small.finder, "docx", level=1, index=True)
    comments = docx.Document(io.BytesIO(result)).comments
    assert ["naked official" in comment.text for comment in comments] == [True]
    assert read(result, "a.docx").source == "裸官\n\n三名裸官"
