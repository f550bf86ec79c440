"""OpenDocument texts: what is read, what is put in, and that it can be taken out again."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

import pytest
from lxml import etree

from glossary import Glossary
from glossary.annotate import annotate
from glossary.documents import as_html
from glossary.documents.content import binary_format
from glossary.documents.odt import read
from glossary.documents.odt.annotations import without_annotations
from glossary.views.options import Notes
from glossary.views.registry import render
from termbase.errors import InputError
from tests.glossary.documents.contract import DocumentContract, Paragraphs, members

NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing",
    }.items()
}  # fmt: skip
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
STYLES = (
    f'<office:document-styles {DECLARED} office:version="1.3"><office:styles>'
    '<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/>'
    "</style:style></office:styles><office:master-styles>{}</office:master-styles></office:document-styles>"
)
SPACES = re.compile(" {2,}|^ | $")


def inline(text: str) -> str:
    """Return text with the spaces that would be collapsed as elements."""
    parts, offset = [], 0
    for match in SPACES.finditer(text):
        parts += [
            escape(text[offset : match.start()], quote=False),
            f'<text:s text:c="{len(match[0])}"/>',
        ]
        offset = match.end()
    return "".join(parts) + escape(text[offset:], quote=False)


def content(
    body: str, root: str = "document-content", attributes: str = "", before: str = ""
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{root} {DECLARED} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{before}'
        f"<office:body><office:text>{body}</office:text></office:body></office:{root}>\n"
    )


def package(
    body: str,
    master: str = "",
    manifest: str = "",
    styles: str | None = None,
    kind_of_text: str = "text",
) -> bytes:
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind_of_text}",
        "Pictures/a.png": "\x00 kept",
        "content.xml": content(body),
        "styles.xml": STYLES.format(master) if styles is None else styles,
        "META-INF/manifest.xml": MANIFEST.format(manifest),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            if text:
                kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name), text, kind)
    return out.getvalue()


def body_of(paragraphs: Paragraphs) -> str:
    return "".join(
        f"<text:p>{''.join(map(span, runs, range(len(runs))))}</text:p>" for runs in paragraphs
    )


def span(text: str, number: int) -> str:
    shown = inline(text)
    return f'<text:span text:style-name="T1">{shown}</text:span>' if number % 2 else shown


# The readings of one term, one a word and one a run.
READINGS = re.compile(r"(?:<text:ruby>.*?</text:ruby>(?:</?text:span[^>]*>)*)+")


def count(data: bytes) -> int:
    text = data.decode() if data.startswith(b"<") else members(data)["content.xml"].decode()
    marks = ("<office:annotation ", "<text:note ", '<text:span text:style-name="zg-note">')
    return sum(text.count(mark) for mark in marks) + len(READINGS.findall(text))


class TestOdt(DocumentContract):
    format = "odt"

    def make(self, paragraphs: Paragraphs) -> bytes:
        return package(body_of(paragraphs))

    def count_notes(self, data: bytes) -> int:
        return count(data)

    def encrypted(self) -> bytes | None:
        return package("", manifest="<manifest:encryption-data/>")


class TestFlat(TestOdt):
    def encrypted(self) -> bytes | None:
        return None

    def make(self, paragraphs: Paragraphs) -> bytes:
        kind = 'office:mimetype="application/vnd.oasis.opendocument.text"'
        return content(body_of(paragraphs), "document", kind).encode()


def text_of(body: str, master: str = "") -> str:
    return read(package(body, master), "a.odt").source


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:p>一<text:s/>二<text:s text:c='2'/>三<text:tab/>四<text:line-break/>五</text:p>", "一 二  三\t四\n五"),
        ("<text:p>\n  a\n  b<text:span> c </text:span> d&#32;e</text:p>", "a b c d e"),
        ("<text:p>裸<text:bookmark text:name='b'/>官<text:soft-page-break/>。</text:p>", "裸官。"),
        ("<text:p>裸<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p></text:note-body></text:note>官</text:p>", "裸官\n\n注"),
        ("<text:p>裸<office:annotation><text:p>评</text:p></office:annotation>官</text:p>", "裸官"),
        ("<text:tracked-changes><text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>留</text:p>", "留"),
        ("<text:p><text:ruby><text:ruby-base>裸</text:ruby-base><text:ruby-text>luǒ</text:ruby-text></text:ruby>官</text:p>", "裸官"),
        ("<text:p>框<draw:frame><draw:text-box><text:p>内</text:p></draw:text-box></draw:frame>外</text:p>", "框外\n\n内"),
        ("<text:p>见<text:bookmark-ref text:ref-name='b'>上文</text:bookmark-ref></text:p>", "见上文"),
        ("<text:p>显<text:span text:style-name='Hidden'>隐</text:span></text:p>", "显"),
        ("<text:section text:name='s' text:display='none'><text:p>隐</text:p></text:section><text:p>显</text:p>", "显"),
        ("<text:table-of-content><text:index-body><text:p>目录</text:p></text:index-body></text:table-of-content><text:h>章</text:h>", "章"),
        ("<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>", "甲"),
        ("<text:list><text:list-item><text:p>&#x4E00;&amp;</text:p></text:list-item></text:list>", "一&"),
        ("<text:p><![CDATA[<裸官>]]></text:p>", "<裸官>"),
        ("<text:p>第<text:page-number>3</text:page-number>页</text:p>", "第页"),
        ("<text:p>图<draw:frame text:anchor-type='as-char'><draw:image/></draw:frame>后</text:p>", "图后"),
    ],
)  # fmt: skip
def test_text_is_what_a_reader_reads(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_headers_come_last() -> None:
    master = (
        "<style:master-page><style:header><text:p>页眉</text:p></style:header></style:master-page>"
    )
    assert text_of("<text:p>正文</text:p>", master) == "正文\n\n页眉"


def noted(body: str, glossary: Glossary, notes: Notes, master: str = "") -> str:
    """Return the content of an annotated document; check that it is well-formed."""
    data = package(body, master)
    result = render(read(data, "a.odt"), glossary.finder, "odt", level=1, notes=notes)
    assert isinstance(result, bytes)
    assert read(result, "a.odt").original == data
    text = members(result)["content.xml"].decode()
    etree.fromstring(text.encode())
    etree.fromstring(members(result)["styles.xml"])
    return text


LINK = '<text:a xlink:href="https://example.org/">{}</text:a>'
NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'


@pytest.mark.parametrize(
    ("body", "notes", "expected"),
    [
        # A comment reaches over the end of a span, a link, a bookmark.
        (f"<text:p>有裸{LINK.format('官')}了</text:p>", "comments", r"</office:annotation>裸<text:a [^>]*>官<office:annotation-end office:name=\"zg-1\"/></text:a>"),
        # In a field nothing can be put: the note is around it.
        ("<text:p>裸<text:title>官</text:title>了</text:p>", "comments", r"裸<text:title>官</text:title><office:annotation-end"),
        ("<text:p><text:title>裸官</text:title>了</text:p>", "footnotes", r"</text:title><text:note "),
        # No footnote in a footnote: the next mention has it.
        (f"<text:p>有{NOTE.format('裸官')}裸官</text:p>", "footnotes", r"</text:note>裸官<text:note text:id=\"zg-1\" text:note-class=\"footnote\"><text:note-citation>2<"),
        # No ruby in ruby: the next mention has it, word by word, cut where a span ends.
        ("<text:p><text:ruby><text:ruby-base>裸官</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>和裸<text:span>官</text:span></text:p>", "ruby", r"和<text:ruby><text:ruby-base>裸</text:ruby-base><text:ruby-text text:style-name=\"zg-pinyin\">luǒ</text:ruby-text></text:ruby><text:span><text:ruby><text:ruby-base>官<"),
        # LibreOffice writes a file that is not well-formed where a reading and a link end together.
        (f"<text:p>{LINK.format('裸官')}和裸官</text:p>", "ruby", r">裸官</text:a>和<text:ruby>"),
        ("<text:p>一位 naked official 来了</text:p>", "inline", r"naked official<text:span text:style-name=\"zg-note\"><text:span text:style-name=\"zg-en\"> \(</text:span><text:span text:style-name=\"zg-zh-Hans\">裸官</text:span>"),
        ("<text:p>裸官</text:p>", "inline", r"luǒguān</text:span><text:span text:style-name=\"zg-en\">, </text:span><text:span text:style-name=\"zg-en\">naked official<"),
        # Adjacent terms.
        ("<text:p>裸官两会</text:p>", "comments", r"裸官<office:annotation-end office:name=\"zg-1\"/><office:annotation [^>]*office:name=\"zg-2\">"),
    ],
)  # fmt: skip
def test_notes_are_put_where_they_can_be(
    small: Glossary, body: str, notes: Notes, expected: str
) -> None:
    assert re.search(expected, noted(body, small, notes))


@pytest.mark.parametrize("body", ["<text:p><![CDATA[裸官]]></text:p>"])
def test_no_note_where_there_can_be_none(small: Glossary, body: str) -> None:
    assert noted(body, small, "comments") == content(body)


def test_no_comment_in_a_header(small: Glossary) -> None:
    master = (
        "<style:master-page><style:header><text:p>裸官</text:p></style:header></style:master-page>"
    )
    assert noted("<text:p>正文</text:p>", small, "comments", master) == content(
        "<text:p>正文</text:p>"
    )
    data = package("<text:p>正文</text:p>", master)
    result = render(read(data, "a.odt"), small.finder, "odt", level=1, notes="inline")
    assert isinstance(result, bytes)
    assert "luǒguān" in members(result)["styles.xml"].decode()


@pytest.mark.parametrize(
    "styles", [f"<office:document-styles {DECLARED}/>", f"<office:document-styles {DECLARED}><office:styles/></office:document-styles>", ""]
)  # fmt: skip
def test_documents_with_few_styles(small: Glossary, styles: str) -> None:
    data = package("<text:p>裸官</text:p>", styles=styles)
    result = render(read(data, "a.odt"), small.finder, "odt", level=1)
    assert isinstance(result, bytes)
    assert read(result, "a.odt").original == data
    for name in ("content.xml", *(["styles.xml"] if styles else [])):
        etree.fromstring(members(result)[name])


@pytest.mark.parametrize("kind", ["text", "text-template", "text-web"])
def test_media_types_of_texts(kind: str) -> None:
    data = package("<text:p>裸官</text:p>", kind_of_text=kind)
    assert binary_format(data, "a.odt") == "odt"
    assert read(data, "a.odt").source == "裸官"


def test_other_prefixes(small: Glossary) -> None:
    body = package("<text:p>裸官</text:p>").replace(b"", b"")
    text = members(body)["content.xml"].decode().replace("text:", "t:").replace(":text=", ":t=")
    text = text.replace("<office:t>", "<office:text>").replace("</office:t>", "</office:text>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", text)
    for notes in ("comments", "footnotes", "ruby", "inline"):
        result = render(
            read(out.getvalue(), "a.odt"), small.finder, "odt", level=1, notes=notes, index=True
        )
        assert isinstance(result, bytes)
        etree.fromstring(members(result)["content.xml"])
        assert read(result, "a.odt").original == out.getvalue()


def test_our_notes_are_known_after_a_save_by_libreoffice() -> None:
    saved = (
        '<x xmlns:office="{office}" xmlns:text="{text}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<text:p>有<office:annotation office:name="__Annotation__1"><dc:creator>glossary</dc:creator><text:p>x</text:p>'
        '</office:annotation>裸官<office:annotation-end office:name="__Annotation__1"/>'
        '<text:note text:id="ftn1"><text:note-body><text:p><text:bookmark-start text:name="_zg_1"/><text:bookmark-end '
        'text:name="_zg_1"/>y</text:p></text:note-body></text:note>'
        '<office:annotation office:name="2"><dc:creator>reader</dc:creator></office:annotation>。'
        '<office:annotation-end office:name="2"/></text:p></x>'
    ).format(**NAMES)  # fmt: skip
    root = etree.fromstring(without_annotations(saved))
    assert "".join(root.itertext()) == "有裸官reader。"


def test_as_html() -> None:
    data = package(
        "<text:h text:outline-level='2'>题</text:h>"
        f"<text:p>见{LINK.format('此')}<text:a xlink:href='javascript:x'>彼</text:a>{NOTE.format('注')}</text:p>"
        "<text:list><text:list-item><text:p>一</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>甲</text:p>"
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    )
    html = as_html(read(data, "a.odt"))
    assert "<h2>题</h2>" in html
    assert (
        '见<a href="https://example.org/">此</a>彼<sup class="footnote-ref"><a href="#fn1">[1]</a></sup>'
        in html
    )
    assert "<ul>\n<li>一</li>\n</ul>" in html
    assert '<table>\n<tr><td colspan="2">甲</td></tr>\n</table>' in html
    assert '<li id="fn1" class="footnote-item"><p>注</p>\n</li>' in html


def test_a_protected_file_is_refused() -> None:
    with pytest.raises(InputError, match="protected by a password"):
        read(package("", manifest="<manifest:encryption-data/>"), "a.odt")


def test_headings_are_headings() -> None:
    document = read(
        package("<text:h text:outline-level='3'>题</text:h><text:p>文</text:p>"), "a.odt"
    )
    assert [block.heading for block in document.blocks] == [3, 0]


def test_a_term_over_a_picture_in_the_line_is_none(small: Glossary) -> None:
    data = package(
        "<text:p>裸<draw:frame text:anchor-type='as-char'><draw:image/></draw:frame>官</text:p>"
    )
    assert not annotate(read(data, "a.odt"), small.finder)
