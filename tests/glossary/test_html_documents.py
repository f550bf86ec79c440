"""HTML: which text is annotated, where the index is inserted, and how much work that takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from xml.parsers import expat

import pytest

from glossary import Glossary
from glossary.documents import parse
from glossary.documents.document import OBJECT_REPLACEMENT
from glossary.documents.html import insertion_points, remove_annotations, to_markdown

OBJ = OBJECT_REPLACEMENT

TEXTS = [
    # Content that is not text, whatever is in it.
    ("<xmp>裸官</xmp>一", [f"{OBJ}一"]),
    ("<noembed><b>裸官</b></noembed>一", [f"{OBJ}一"]),
    ("<noframes>裸官</noframes>一", [f"{OBJ}一"]),
    ("<noscript><p>裸官</p></noscript>一", [f"{OBJ}一"]),
    ("<iframe>裸官</iframe>一", [f"{OBJ}一"]),
    ("一<plaintext>裸官</plaintext>裸官", [f"一{OBJ}"]),
    ("<textarea><p>裸官</p></textarea >一", [f"{OBJ}一"]),
    ("<title>裸官<b></title>一", [f"{OBJ}一"]),
    ("<script><!-- <script> </script> 裸官 --></script>一", [f"{OBJ}一"]),
    ("<script><!--> </script>一", [f"{OBJ}一"]),
    ("<script></scripty>裸官</script>一", [f"{OBJ}一"]),
    ("<svg><title>裸官</title><p>一</p></svg>", ["一"]),
    ("<p>一<svg><style></svg>二</p>", [f"一{OBJ}二"]),
    ("<p>一<svg/>二</p>", [f"一{OBJ}二"]),
    ("<p>一<math><mi>裸官</mi></math>二</p>", [f"一{OBJ}二"]),
    ("<svg><![CDATA[</svg>]]></svg>一", [f"{OBJ}一"]),
    ("<svg><foreignObject><p>裸官</p></svg></foreignObject></svg>一", [f"{OBJ}一"]),
    ("<object><div>裸官</object>一", [f"{OBJ}一"]),
    ("<div><object></div>裸官</object>一</div>", [f"{OBJ}一"]),
    ("<template><div>裸官</template>一", [f"{OBJ}一"]),
    ("<select><option>裸官</select>一", [f"{OBJ}一"]),
    ("<frameset><noframes>裸官</noframes>裸官", []),
    # Comments and the like end where browsers end them.
    ("<!-->一-->", ["一-->"]),
    ("<!--->一", ["一"]),
    ("<!-- > --!>一", ["一"]),
    ("<![x y]>一", ["一"]),
    ("<![CDATA[裸官]]>一", ["一"]),
    ("<![裸官", []),
    ("<?php > 一 ?>", [" 一 ?>"]),
    ("</ >一</>二", ["一二"]),
    ("一<!-- 裸官", ["一"]),
    ("一<a title='裸官", ["一"]),
    ("一< 二 <1>三", ["一< 二 <1>三"]),
    ("一</", ["一"]),
    ("<p title='>'>一</p>", ["一"]),
    ("<p title=\"a'>\" x=>一</p>", ["一"]),
    # The head and other parts whose end tag may be left out.
    ("<html><head><title>裸官</title><body>一", ["一"]),
    ("<head><meta charset=utf-8>一", ["一"]),
    ("<p><kbd>裸官<p>一", ["一"]),
    ("<ul><li><kbd>裸官<li>一</ul>", ["一"]),
    ("<button>裸官<button>裸官</button>一", [f"{OBJ}一"]),
    ("<table><tr><td><pre>裸官<td>一</table>", ["一"]),
    # Character references as browsers read them.
    ("AT&amp;T&ampT &notit; &#0;&#99999999999999999999;", ["AT&T&T ¬it; \ufffd\ufffd"]),
    ("&CCDI; &裸官; &#裸;", ["&CCDI; &裸官; &#裸;"]),
    # The text under ruby annotations.
    ("<p><ruby>裸<rp>(</rp><rt>luǒ</rt><rp>)</rp>官<rt>guān</ruby>一", ["裸官一"]),
    ("<ruby><rb>裸<rb>官<rtc>x</rtc></ruby>", ["裸官"]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), TEXTS)
def test_the_text_of_a_page(source: str, expected: list[str]) -> None:
    document = parse(source, "html")
    found = [block.text for block in document.blocks if block.text.strip(OBJ + " ")]
    assert found == expected


LANGUAGES = [
    ("<p lang=ja>裸官</p>一", ["一"]),
    ("<p>裸<span lang=ko>官</span>官", [f"裸{OBJ}官"]),
    ("<html lang=vi><p>裸官<p lang=zh-Hant>一<p>二</html>", ["一"]),
    ("<body lang='fr-CA'>裸官<b lang=en>一</b>", [f"{OBJ}一"]),
    ("<html lang=ja><body lang=zh>一", ["一"]),
    ("<div lang=ja>裸<p lang=''>一</p>官</div>", ["一"]),
    ("<div lang=JA-JP><ul><li>裸<li>官</ul></div>一", ["一"]),
    ("<p xml:lang=ja>裸官</p><p lang=zh xml:lang=ja>一", ["一"]),
    ("<a lang=ja href=x>裸</a>一<a href=y>二</a>", [f"{OBJ}一二"]),
    ("<a lang=ja href=x>裸<p>官</a>一", [f"{OBJ}{OBJ}一"]),
    ("<table><tr lang=ja><td lang=zh>一<td>二</table>", ["一", "二"]),
    ("<table lang=ja><tr><td lang=zh>一<td>裸</table>二", ["一", "二"]),
    ("<p lang=ja>裸<p>一", ["一"]),
    ("<ul><li lang=ko>裸<li>一</ul>", ["一"]),
    ("<svg lang=ja></svg>一", [f"{OBJ}一"]),
    *((f"<p lang='{tag}'>一</p>", ["一"]) for tag in ("zh", "zh_TW", "EN-us", "yue", "und", "cn")),
    ("<p translate=no>裸官</p>一", ["一"]),
    ("<p>一<code translate=yes>裸</code><b translate=NO>裸<i translate=yes>二</i></b>三",
     [f"一{OBJ}{OBJ}二三"]),
    ("<p class='x notranslate'>裸</p><p class=x-notranslate>一</p>", ["一"]),
    ("<p lang=ja translate=yes>裸</p><p translate=no lang=zh>裸</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), LANGUAGES)
def test_text_in_other_languages_is_passed_over(source: str, expected: list[str]) -> None:
    blocks = parse(source, "html").blocks
    assert [text for block in blocks if (text := block.text).strip(f"{OBJ} ")] == expected


def test_text_that_is_passed_over_stays_so_in_markdown(small: Glossary) -> None:
    source = "<p>裸官<br>逃 <span lang=ja>裸官</span></p><p translate=no>裸<b>官</b></p>"
    assert to_markdown(source) == (
        '裸官\\\n逃 <span translate="no">裸官</span>\n\n'
        '<span translate="no">裸</span><span translate="no">官</span>\n'
    )
    annotated = small.annotate(parse(source, "html"), "markdown", mentions="all")
    assert annotated.startswith('裸官[^zg-luoguan]\\\n逃 <span translate="no">裸官</span>\n')


def test_text_that_is_passed_over_gets_no_pinyin(small: Glossary) -> None:
    source = "<p>银行<span lang=ja>日本銀行</span></p>"
    page = small.annotate(parse(source, "html"), pinyin="all", script="both")
    assert "<span lang=ja>日本銀行</span>" in page
    assert "data-zg-text=" in page


def test_no_mark_covers_the_space_between_elements(small: Glossary) -> None:
    source = "<p><abbr>CCDI</abbr> (<q>中纪委</q>)，<b>naked</b> <i>official</i></p>"
    page = small.annotate(parse(source, "html"))
    assert re.findall(r'<a data-zg="keep"[^>]*>(.*?)</a>', re.sub("</?(?:ruby|rb|rt).*?>", "", page)) == [
        "CCDI", " (", "中纪委", ")", "naked", "official",
    ]  # fmt: skip


IN_LINK = [
    ("<a href=x/>裸官</a>", True),
    ("<a href=x />裸官</a>", True),
    ("<a href=x></a>裸官", False),
    ("<div><a href=x></div>裸官", True),
    ("<table><td><a href=x></table>裸官", False),
    ("<a href=x><table><td></a>裸官", True),
    ("<a href=x><a href=y></a>裸官", False),
    ("<p><a href=x>一<p>裸官", True),
    ("<table><a href=x></table>裸官", True),
    ("<select><a href=x></select>裸官", True),
]


@pytest.mark.parametrize(("source", "in_link"), IN_LINK)
def test_links_are_open_as_long_as_in_a_browser(source: str, in_link: bool) -> None:
    (run,) = [r for b in parse(source, "html").blocks for r in b.runs if r.text == "裸官"]
    assert run.in_link is in_link


# Pages with the end of the head (^) and the end of the body (|) marked.
PLACES = [
    "<html><head>^</head><body><p>裸官</p>|</body></html>",
    "<p>裸官</p>^|",
    "<p>裸官</p><script>var e='</body></head>';</script>^|",
    "<script>var e='</head>';</script>^</head><body>裸官<script>'</body>'</script>|</body>",
    "<head>^</head><body>裸官|</body></html>\n<!-- </body> -->",
    "<head>^</head>裸官<textarea></body></textarea>|</body><script>'</body>'",
    "裸官^|<!-- </body>",
    "裸官^|<script></body>",
    "裸官^|<textarea></body></html>",
    "裸官^|<title></body>",
    "裸官^|<style></head>",
    "裸官^|<xmp></body>",
    "裸官^|<plaintext></plaintext></body>",
    "裸官^|<p title='</body>",
    "裸官^|<p </body",
    "裸官^|</",
    "裸官<^|",
    "裸官&am^|",
    "裸官^|<button><button></body>",
    "裸官^|<svg></body>",
    "裸官^|<math><mi></body>",
    "裸官^|<template><p></body></html>",
    "裸官^|<select><option></body>",
    "裸官^|<button><p></body>",
    "裸官^|<object></body>",
    "裸官<template></body></template>^|</body>",
    "裸官<svg><title></body></title></svg>^|</body>",
    "裸官<p title='</body>'>^|</body>",
    "裸官<!-- </head></body> --!>^|</BODY\n>",
    "<table><tr><td>裸官^|</body>",
    "裸官^|</html>",
    "<body>裸官</body>一^|</body>",
    "<p>裸官</head>^|</body>",
]


@pytest.mark.parametrize("marked", PLACES)
def test_the_index_is_inserted_into_the_document(small: Glossary, marked: str) -> None:
    source = marked.replace("^", "").replace("|", "")
    points = insertion_points(source)
    assert points.head == marked.replace("|", "").index("^")
    assert points.body == marked.replace("^", "").index("|")
    page = small.annotate(parse(source, "html"))
    assert parse(page, "html").source == source
    assert small.annotate(parse(page, "html")) == page


XHTML = (
    '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh">\n'
    '<head><title/><script src="x.js"/><script>//<![CDATA[\nif (a < b) "</body>";\n//]]></script></head>\n'
    '<body><a id="x"/><p>裸官<br/>CCDI &amp; <![CDATA[裸官]]></p></body>\n</html>\n'
)


@pytest.mark.parametrize("everything", [True, False])
def test_xhtml_stays_well_formed(small: Glossary, everything: bool) -> None:
    document = parse(XHTML, "html")
    page = small.annotate(
        document,
        pinyin="all" if everything else "terms",
        script="both" if everything else "source",
    )
    expat.ParserCreate().Parse(page.encode(), True)
    assert remove_annotations(page) == XHTML
    assert page.count('data-zg="keep" class="zg zg-first zg-own"') == 2
    # An empty element is not an open link.
    assert 'lang="zh-Hans" href="#zg-luoguan">' in page


def test_a_base_address_leads_no_link_away(small: Glossary) -> None:
    source = "<head><base href='https://example.org/'></head><p>裸官与CCDI，裸官"
    page = small.annotate(parse(source, "html"))
    assert 'href="#' not in page
    assert '<span data-zg="keep" class="zg zg-first zg-own" id="zg-m1"' in page
    assert re.search(r'<a role="link" tabindex="0" data-zg-to="#zg-m3">', page)
    assert parse(page, "html").source == source


def test_terms_in_ruby_annotations_are_marked_and_not_read_twice(small: Glossary) -> None:
    source = "<p><ruby>裸<rt>luǒ</rt>官<rt>guān</rt></ruby>一</p>"
    page = small.annotate(parse(source, "html"), pinyin="all")
    assert page.count('<a data-zg="keep"') == 2
    assert ">裸</a><rt>luǒ</rt><a" in page
    assert "<small data-zg" not in page
    assert parse(page, "html").source == source


def test_marks_nested_by_hand_are_taken_out(small: Glossary) -> None:
    assert parse("[^zg-a[^zg-a]]裸[^zg-b[^zg-c]d]", "markdown").source == "裸"
    assert parse("<<b data-zg='keep'>b data-zg='keep'>裸</b></b>", "html").source == "裸"


def work(function: Callable[[], object]) -> int:
    """Return the number of lines of Python that a call executes."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal lines
        lines += event == "line"
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        function()
    finally:
        sys.settrace(None)
    return lines


REPEATED = [
    "<p>裸官", "<p><b>裸", "<a ", "<!--", "<![", "<!", "</", "<", "<a b='", "<a =", "&amp", "&a",
    "<div></p>", "<a>裸", "<code>裸", "<script><!--<script>", "<title>", "<table><td>裸",
    "<object></div>", "<svg><title></p>", "<template></table>", "<ruby>裸<rt>", "<ul><li><p>",
    "<b data-zg=keep>", "<b data-zg=drop>裸</b>", "<select></body>", "</template>", "<td>",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_work_is_linear(piece: str) -> None:
    """Twice the markup takes twice the work, however it is left open."""

    def handle(source: str) -> None:
        parse(source, "html")
        insertion_points(source)

    few, many = (work(lambda n=n: handle(piece * n)) for n in (200, 400))  # type: ignore[misc]
    assert many < 2.2 * few + 200


def test_long_markup_is_handled_at_once(small: Glossary) -> None:
    """Markup that took minutes before, or a recursion too deep."""
    for source in (
        "<a " * 200_000,
        "<!--" * 200_000,
        "<p>" * 50_000,
        "&" * 500_000,
        "<b>" * 50_000,
    ):
        assert parse(source, "html").source == source
    assert small.annotate(parse("<p>裸官" * 8_000, "html"), mentions="first")
