"""EPUB: chapters in the order of reading, notes as its version has them, all else as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from html import escape
from pathlib import Path

import pytest
from lxml import etree

from glossary import Glossary
from glossary.documents import as_html, parse, read
from glossary.documents.registry import parse_file
from glossary.views.options import AnnotateOptions
from glossary.views.registry import render
from termbase.errors import InputError
from tests.glossary.documents.books import book, chapter
from tests.glossary.documents.contract import SPLIT, DocumentContract, Paragraphs, content, members

NOTE = re.compile(rb'class="(?:zg-(?:keep|drop) )?zg-(?:ref|inline|term)"')
# Of the words of a term only the first has an identifier.
RUBY = re.compile(rb'class="zg-ruby" id=')


class TestEpub(DocumentContract):
    format = "epub"
    version = 3

    def make(self, paragraphs: Paragraphs) -> bytes:
        body = "\n".join(
            f"<p>{''.join(f'<span>{escape(run)}</span>' for run in runs)}</p>"
            for runs in paragraphs
        )
        return book({"c1.xhtml": chapter(body, self.version)}, self.version)

    def count_notes(self, data: bytes) -> int:
        return sum(
            len(NOTE.findall(part)) + len(RUBY.findall(part))
            for name, part in members(data).items()
            if name.endswith("xhtml")
        )

    def encrypted(self) -> bytes:
        return book({"c1.xhtml": b"\x93\x01"}, self.version, more=encryption("aes128-cbc"))


def test_what_holds_for_epub_3_holds_for_epub_2(small: Glossary) -> None:
    contract = TestEpub()
    contract.version = 2
    for notes in ("footnotes", "inline"):
        for paragraphs in (SPLIT, [["裸官<&>"], ["两", "会 两会"]]):
            options = {"notes": notes, "index": True, "mentions": "all"}
            contract.check_laws(contract.make(paragraphs), small, options)


def encryption(algorithm: str) -> dict[str, bytes]:
    return {
        "META-INF/encryption.xml": (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod '
            f'Algorithm="http://www.w3.org/2001/04/xmlenc#{algorithm}"/><e:CipherData>'
            '<e:CipherReference URI="OEBPS/c1.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
        ).encode()
    }


def annotated(data: bytes, glossary: Glossary, **options: object) -> dict[str, str]:
    """The members of an annotated book as texts."""
    chosen: AnnotateOptions = {"level": 1, **options}  # type: ignore[typeddict-item]
    document = parse_file(data, Path("a.epub"), "a.epub")
    result = render(document, glossary.finder, "epub", **chosen)
    assert isinstance(result, bytes)
    assert content(parse_file(result, Path("a.epub"), "a.epub").original) == content(data)
    return {name: part.decode("utf-8", "replace") for name, part in members(result).items()}


def body_of(text: str) -> str:
    """The body of a chapter without our notes at its end, references as numbers in brackets."""
    body = text[text.index("<body>") + 6 : text.index("</body>")]
    body = re.sub(r"<(section|div) [^>]*zg-notes.*", "", body, flags=re.DOTALL)
    return re.sub(r"<sup [^>]*zg-ref.*?>(\d+)</a></sup>", r"[\1]", body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>裸官。</p>", "<p>裸官[1]。</p>"),
        ("<p><b>裸</b><i>官</i>。</p>", "<p><b>裸</b><i>官[1]</i>。</p>"),
        ("<p>裸&#23448;。</p>", "<p>裸&#23448;[1]。</p>"),
        ("<p>裸<!-- 两会 -->官。</p>", "<p>裸<!-- 两会 -->官[1]。</p>"),
        ("<p>裸<wbr/>官</p>", "<p>裸<wbr/>官[1]</p>"),
        ('<p>裸<span epub:type="pagebreak" id="p1"/>官</p>', '<p>裸<span epub:type="pagebreak" id="p1"/>官[1]</p>'),
        ("<h1>裸官</h1>", "<h1>裸官[1]</h1>"),
        # After a ruby element, not in it.
        ("<p><ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby>。</p>", "<p><ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby>[1]。</p>"),
        ("<p><ruby><rb>裸</rb><rt>luǒ</rt></ruby>官。</p>", "<p><ruby><rb>裸</rb><rt>luǒ</rt></ruby>官[1]。</p>"),
        # A link cannot be in a link; the next mention has the note.
        ('<p><a href="#x">裸官</a>，裸官。</p>', '<p><a href="#x">裸官</a>，裸官[1]。</p>'),
        ("<p>Two&#160;Sessions</p>", "<p>Two&#160;Sessions[1]</p>"),
        ("<p>the Two\n   Sessions</p>", "<p>the Two\n   Sessions[1]</p>"),
        # A text in another language.
        ('<p>裸官<i lang="ja">両会</i></p>', '<p>裸官[1]<i lang="ja">両会</i></p>'),
    ],
)  # fmt: skip
def test_notes_come_after_terms(body: str, expected: str, small: Glossary) -> None:
    attributes = ' xmlns:epub="http://www.idpf.org/2007/ops"'
    data = book({"c1.xhtml": chapter(body, attributes=attributes)})
    assert body_of(annotated(data, small)["OEBPS/c1.xhtml"]) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<pre>裸官</pre>",
        "<p><code>裸官</code></p>",
        "<script>'裸官'</script>",
        "<style>/* 裸官 */</style>",
        '<p title="裸官"><img src="x.png" alt="裸官"/></p>',
        '<svg xmlns="http://www.w3.org/2000/svg"><text>裸官</text></svg>',
        '<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mtext>裸官</m:mtext></m:math>',
        "<nav><ol><li><span>裸官</span></li></ol></nav>",
        "<p><![CDATA[裸官]]></p>",
        '<p xml:lang="ja">裸官</p>',
        '<p translate="no">裸官</p>',
        "<p>裸</p><p>官</p>",
        "<p>裸<img src='x.png' alt=''/>官</p>",
        "<p><ruby>字<rt>裸官</rt></ruby></p>",
        "<epub:switch xmlns:epub='http://www.idpf.org/2007/ops'><epub:case>裸官</epub:case></epub:switch>",
    ],
)
def test_no_notes_where_none_can_be(body: str, small: Glossary) -> None:
    data = book({"c1.xhtml": chapter(body)})
    document = parse_file(data, Path("a.epub"), "a.epub")
    for notes in ("footnotes", "inline", "ruby"):
        assert render(document, small.finder, "epub", level=1, notes=notes) == data


def test_footnotes_of_epub_3(small: Glossary) -> None:
    text = annotated(book({"c1.xhtml": chapter("<p>裸官</p>")}), small)["OEBPS/c1.xhtml"]
    tree = etree.fromstring(text.encode())
    (reference,) = tree.iterfind(".//{*}sup/{*}a")
    (note,) = tree.iterfind(".//{*}aside")
    ops = "{http://www.idpf.org/2007/ops}type"
    assert (reference.get(ops), reference.get("role")) == ("noteref", "doc-noteref")
    assert (note.get(ops), note.get("role")) == ("footnote", "doc-footnote")
    assert reference.get("href") == f"#{note.get('id')}"
    assert note.find(".//{*}a").get("href") == f"#{reference.get('id')}"
    assert "".join(note.itertext()) == (
        "1 裸官 luǒguān: naked official · An official whose family and money are abroad."
    )
    languages = {one.text: one.get("lang") for one in note.iter() if one.get("lang")}
    assert languages == {"裸官": "zh-Hans", "luǒguān": "zh-Latn-pinyin"}
    assert tree.find(".//{*}section").get("lang") == "en"


def test_footnotes_of_epub_2_have_only_what_its_schema_allows(small: Glossary) -> None:
    parts = annotated(book({"c1.html": chapter("<p>裸官&nbsp;两会</p>", 2)}, 2), small, index=True)
    for name in ("OEBPS/c1.html", "OEBPS/zg-terms.xhtml"):
        text = parts[name]
        names = set(re.findall(r"<(\w+)", text)) - {"DOCTYPE"}
        allowed = "html head title link body div p sup a b i span h1 dl dt dd"
        assert names <= set(allowed.split())
        found = set(re.findall(r' ([\w:-]+)="', text.partition("<head>")[2]))
        assert found <= {"class", "id", "href", "xml:lang", "rel", "type"}
    assert '<a href="#zg-n-luoguan" id="zg-r-luoguan">1</a>' in parts["OEBPS/c1.html"]
    assert '<p id="zg-n-luoguan"><a href="#zg-r-luoguan">1</a> ' in parts["OEBPS/c1.html"]


def test_epub_2_has_no_ruby(small: Glossary) -> None:
    with pytest.raises(InputError, match="EPUB 2 has no ruby"):
        annotated(book({"c1.xhtml": chapter("<p>裸官</p>", 2)}, 2), small, notes="ruby")


def test_pinyin_is_over_words_and_never_in_ruby(small: Glossary) -> None:
    body = "<p>改<b>革</b>开放，<ruby>裸<rt>x</rt></ruby>官，naked official，裸官</p>"
    text = annotated(book({"c1.xhtml": chapter(body)}), small, notes="ruby")["OEBPS/c1.xhtml"]
    plain = re.sub(r' (?:data-zg|class|id|lang|xml:lang)="[^"]*"', "", body_of(text))
    assert plain == (
        "<p><ruby>改<rt>gǎi</rt></ruby><b><ruby>革<rt>gé</rt></ruby></b>"
        "<ruby>开放<rt>kāifàng</rt></ruby>，<ruby>裸<rt>x</rt></ruby>官，naked official，"
        "<ruby>裸官<rt>luǒguān</rt></ruby></p>"
    )


def test_inline_notes_are_not_put_where_the_text_has_the_translation(small: Glossary) -> None:
    body = "<p>裸官（naked official）和改革开放</p>"
    text = annotated(book({"c1.xhtml": chapter(body)}), small, notes="inline")["OEBPS/c1.xhtml"]
    shown = "".join(etree.fromstring(text.encode()).find("{*}body").itertext())
    assert shown == "裸官（naked official）和改革开放 (gǎigé kāifàng, reform and opening)"


def test_each_chapter_has_its_own_notes(small: Glossary) -> None:
    chapters = {name: chapter("<p>裸官，两会</p>") for name in ("b.xhtml", "a.xhtml")}
    first = annotated(book(chapters), small)
    # The first mention is that of the spine.
    assert "zg-n-luoguan" in first["OEBPS/b.xhtml"]
    assert "zg-" not in first["OEBPS/a.xhtml"]
    every = annotated(book(chapters), small, mentions="all")
    for name in ("OEBPS/b.xhtml", "OEBPS/a.xhtml"):
        ids = re.findall(r' id="([^"]*)"', every[name])
        assert sorted(ids) == ["zg-n-lianghui", "zg-n-luoguan", "zg-r-lianghui", "zg-r-luoguan"]


def test_chapters_by_other_names_and_out_of_the_line(small: Glossary) -> None:
    names = ["%E7%AC%AC1%E5%9B%9E.xhtml", "第2回.xml", "a%20b/c.xhtml"]
    terms = ["裸官", "两会", "改革开放"]
    data = book(
        {n: chapter(f"<p>{t}</p>") for n, t in zip(names, terms, strict=True)},
        itemref=' linear="no"',
    )
    parts = annotated(data, small, index=True)
    for name, term in zip(("第1回.xhtml", "第2回.xml", "a b/c.xhtml"), terms, strict=True):
        assert f"{term}[1]" in body_of(parts[f"OEBPS/{name}"])
    assert 'href="../zg-notes.css"' in parts["OEBPS/a b/c.xhtml"]
    terms_chapter = parts["OEBPS/zg-terms.xhtml"]
    assert 'href="%E7%AC%AC1%E5%9B%9E.xhtml#zg-r-luoguan"' in terms_chapter
    assert 'href="a%20b/c.xhtml#zg-r-gaige-kaifang"' in terms_chapter


def test_the_chapter_of_terms_is_in_every_table_of_contents(small: Glossary) -> None:
    body = "<p>裸官，the Two Sessions。裸官说两会</p>"
    data = book({"c1.xhtml": chapter(body)}, more={"OEBPS/ZG-terms.xhtml": b""})
    parts = annotated(data, small, index=True, mentions="all")
    # A name that differs only in capitals is taken.
    assert list(parts)[-2:] == ["OEBPS/zg-notes.css", "OEBPS/zg-terms-2.xhtml"]
    assert '<itemref idref="zg-index"/></spine>' in parts["OEBPS/book.opf"]
    assert '<navPoint id="zg-index" playOrder="2">' in parts["OEBPS/toc.ncx"]
    assert parts["OEBPS/nav.xhtml"].count("zg-terms-2.xhtml") == 1
    shown = "".join(etree.fromstring(parts["OEBPS/zg-terms-2.xhtml"].encode()).itertext())
    text = " ".join(shown.split())
    assert text.endswith(
        "Terms in this text Two Sessions 两会 / 兩會 liǎnghuì in the text: 1 2 "
        "裸官 luǒguān naked official; bare bureaucrat · An official whose family and money are "
        "abroad. · in the text: 1 2"
    )


def test_other_encodings_and_prefixes(small: Glossary) -> None:
    big5 = chapter("<p>裸官</p>", 2).replace("UTF-8", "Big5").encode("big5")
    wide = chapter("<p>改革开放</p>", 2).replace("UTF-8", "UTF-16").encode("utf-16")
    prefixed = (
        '<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title/></h:head>'
        "<h:body><h:p>两会</h:p></h:body></h:html>"
    )
    data = book({"1.html": big5, "2.html": wide, "3.html": prefixed}, 2)
    document = parse_file(data, Path("a.epub"), "a.epub")
    result = members(render(document, small.finder, "epub", level=1))  # type: ignore[arg-type]
    # Pinyin has no code in Big5.
    assert "&#466;" in result["OEBPS/1.html"].decode("big5")
    assert "gǎigé" in result["OEBPS/2.html"].decode("utf-16")
    assert "两会<h:sup" in result["OEBPS/3.html"].decode()
    for name in ("1.html", "2.html", "3.html"):
        etree.fromstring(result[f"OEBPS/{name}"])


FIXED = '<meta property="rendition:layout">pre-paginated</meta>'


@pytest.mark.parametrize("notes", ["footnotes", "inline", "ruby"])
def test_pages_with_a_fixed_layout_get_titles_only(notes: str, small: Glossary) -> None:
    data = book({"c1.xhtml": chapter("<p>裸<b>官</b></p>")}, metadata=FIXED)
    parts = annotated(data, small, notes=notes, index=True)
    body = body_of(parts["OEBPS/c1.xhtml"])
    assert "".join(etree.fromstring(body).itertext()) == "裸官"
    assert body.count("<span ") == body.count('title="裸官 luǒguān: naked official') == 2
    assert '"zg-index" properties="rendition:layout-reflowable"' in parts["OEBPS/book.opf"]
    reflowable = ' properties="rendition:layout-reflowable"'
    data = book({"c1.xhtml": chapter("<p>裸官</p>")}, metadata=FIXED, itemref=reflowable)
    assert "title=" not in annotated(data, small)["OEBPS/c1.xhtml"]


def test_obfuscated_fonts_are_fine_and_encrypted_chapters_are_not(small: Glossary) -> None:
    chapters = {"c1.xhtml": chapter("<p>裸官</p>")}
    font = encryption("x")["META-INF/encryption.xml"]
    font = font.replace(b"c1.xhtml", b"font.otf")
    data = book(chapters, more={"META-INF/encryption.xml": font, "OEBPS/font.otf": b"x"})
    assert "zg-n-luoguan" in annotated(data, small)["OEBPS/c1.xhtml"]
    with pytest.raises(InputError, match=r"a\.epub: protected \(DRM\)"):
        annotated(book(chapters, more=encryption("aes256-cbc")), small)


def test_a_chapter_that_is_not_well_formed_is_passed_over(small: Glossary, tmp_path: Path) -> None:
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html/>'
    broken = {"1.xhtml": "<html><p>裸官", "2.xhtml": entity}
    path = tmp_path / "a.epub"
    path.write_bytes(book(broken | {"3.xhtml": chapter("<p>裸官</p>")}))
    warnings: list[str] = []
    small.annotate_file(path, tmp_path / "b.epub", level=1, warn=warnings.append)
    assert [warning.partition("OEBPS/")[2].split(":")[0] for warning in warnings] == [
        "1.xhtml",
        "2.xhtml",
    ]
    path.write_bytes(book(broken))
    with pytest.raises(InputError, match=r"1\.xhtml:1: not well-formed"):
        small.annotate_file(path, tmp_path / "c.epub")


def test_a_book_without_a_chapter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    for reference in ("http://example.org/1.xhtml", "book.xml"):
        path.write_bytes(book({reference: "<html/>"}))
        with pytest.raises(InputError, match="has no chapter that can be read"):
            read(path)


def test_parts_without_annotations_keep_how_they_are_packed(small: Glossary) -> None:
    data = book({"1.xhtml": chapter("<p>裸官</p>")})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, part in members(data).items():
            with out.open(name, "w", force_zip64=True) as member:
                member.write(part)
    parsed = parse_file(packed.getvalue(), Path("a.epub"), "a.epub")
    once = small.annotate(parsed, to="epub", level=1)
    again = parse_file(once, Path("a.epub"), "a.epub")
    assert small.annotate(again, to="epub", level=1) == once


def test_a_mimetype_that_is_last_stays_there(small: Glossary) -> None:
    data = book({"c1.xhtml": chapter("<p>裸官</p>")}, mimetype_first=False)
    assert list(annotated(data, small))[-2:] == ["mimetype", "OEBPS/zg-notes.css"]


def test_a_book_as_html_has_links_within_it() -> None:
    chapters = {
        "1.xhtml": chapter('<h1 id="a">一</h1><p><a href="2.xhtml#a">二</a> <a href="x.png">图</a></p>'),
        "2.xhtml": chapter('<p id="a">二<a href="http://a.example/">外</a></p><nav><p>目录</p></nav><div id="b">三</div>'),
    }  # fmt: skip
    body = as_html(parse_file(book(chapters), Path("a.epub"), "a.epub"))
    assert body == (
        '<h1 id="c1-a"><span id="c1"></span>一</h1>\n<p><a href="#c2-a">二</a> 图</p>\n'
        '<p id="c2-a"><span id="c2"></span>二<a href="http://a.example/">外</a></p>\n'
        '<p><span id="c2-b"></span>三</p>\n'
    )


HOSTILE = """<h1 onclick="x()" id="a b">裸官 &amp; <script>1</script>二</h1><p>前<p>后<a href="javascript:1">x</a>
<a href="#t">y</a><a href="#none">z</a><h1>两会</h1><table id=t><tr><td colspan=2>a<td><ul><li>b<ol><li>c</ol></ul>
</table><dl><dt>d<dd>e</dl><div><i>f<p>g</i></div><img src="http://a.example/x.png" alt="h"><ruby>i<rp>(<rt>j</ruby>
<rt>k</rt><pre> l\n m</pre>&lt;a href="#t"&gt;\x00\x0c<p lang="zh-Hant" style="x">n<sub>o</sub><video>p</video>"""


def test_other_documents_become_a_book_with_a_chapter_for_each_heading(small: Glossary) -> None:
    document = parse(HOSTILE, "html", "dir/文章.html")
    result = render(document, small.finder, "epub", level=1, index=True)
    assert isinstance(result, bytes)
    assert result == render(document, small.finder, "epub", level=1, index=True)
    parts = members(result)
    assert list(parts)[:2] == ["mimetype", "META-INF/container.xml"]
    one, two = parts["EPUB/chapter-1.xhtml"].decode(), parts["EPUB/chapter-2.xhtml"].decode()
    assert "裸官[1] &amp; 二</h1>" in body_of(one)
    assert '<a href="chapter-2.xhtml#t">y</a>' in one
    assert "javascript" not in one + two
    assert '<td colspan="2">' in two
    assert "&lt;a href=&quot;#t&quot;&gt;" in two
    package = parts["EPUB/package.opf"].decode()
    assert "<dc:title>裸官 &amp; 二</dc:title><dc:language>en</dc:language>" in package.replace(
        "\n", ""
    )


@pytest.mark.parametrize(
    ("text", "format", "chapters"),
    [("", "text", 1), ("裸官\n\n两会", "text", 1), ("前\n\n# 一\n\n裸官[^1]\n\n# 二\n\n[^1]: 注", "markdown", 3)],
)  # fmt: skip
def test_texts_become_books(text: str, format: str, chapters: int, small: Glossary) -> None:
    result = render(parse(text, format, "a.txt"), small.finder, "epub", level=1)
    assert isinstance(result, bytes)
    names = [name for name in members(result) if "chapter" in name]
    assert len(names) == chapters
    for name in names:
        etree.fromstring(members(result)[name])


@pytest.mark.skipif(not shutil.which("epubcheck"), reason="epubcheck is not installed")
def test_a_new_book_is_valid_for_epubcheck(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    document = parse(HOSTILE, "html", "文章.html")
    path.write_bytes(render(document, small.finder, "epub", level=1, index=True))  # type: ignore[arg-type]
    program = str(Path(shutil.which("epubcheck") or "").resolve())
    command = (
        ["java", "-XX:TieredStopAtLevel=1", "-jar", program]
        if program.endswith(".jar")
        else [program]
    )
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
