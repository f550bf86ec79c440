"""Documents: the text of each format, and its offsets in the source."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.documents import Document, parse
from glossary.documents.document import OBJECT_REPLACEMENT
from glossary.documents.markdown_escape import escape
from glossary.documents.markdown_html import to_html
from glossary.documents.markdown_parser import markdown_parser
from tests.markup import assert_runs_in_order

NOTE = OBJECT_REPLACEMENT  # what a reference to a footnote is in the text

MARKDOWN = [
    ("裸官", ["裸官"]),
    ("# 标题 *裸*官", ["标题 裸官"]),
    ("[裸官](http://x/裸官 '裸官') 裸", ["裸官 裸"]),
    ("[a](</官 1> 'b)c')官", ["a官"]),
    ("[ref][裸官] 裸\n\n[裸官]: http://z", ["ref 裸"]),
    ("![图](a.png)官", [f"{OBJECT_REPLACEMENT}官"]),
    ("`裸官`官", [f"{OBJECT_REPLACEMENT}官"]),
    ("```\n裸官\n```\n", []),
    ("    裸官\n", []),
    ("<b>裸</b>官", ["裸官"]),
    ("裸<img src=x>官<br>二", [f"裸{OBJECT_REPLACEMENT}官\n二"]),
    ("<div>\n裸官\n</div>", ["\n裸官\n"]),
    ("---\ntitle: 裸官\n---\n官", ["官"]),
    (r"\*裸\*", ["*裸*"]),
    ("&amp;裸", ["&裸"]),
    ("> 裸\n> 官", ["裸\n官"]),
    ("- 裸\n- 官", ["裸", "官"]),
    ("| 裸 | 官 |\n|---|---|\n| 一 | 二 |", ["裸", "官", "一", "二"]),
    ("<https://x.y/官>裸", [f"{OBJECT_REPLACEMENT}裸"]),
    ("裸  \n官", ["裸\n官"]),
    (
        "國台辦[^1]回應。\n\n[^1]: 國台辦即國務院台辦。",
        [f"國台辦{NOTE}回應。", "國台辦即國務院台辦。"],
    ),
    ("[^裸官]: 裸*官*\n\n官[^裸官]", ["裸官", f"官{NOTE}"]),
    ("[^1]:裸\n官\n\n    二\n\n三", ["裸\n官", "二", "三"]),
    ("> 裸[^a]\n>\n> [^a]: 官\n> 二", [f"裸{NOTE}", "官\n二"]),
    ("裸[^1][^1]\n\n[^1]: 一\n[^1]: 二", [f"裸{NOTE}{NOTE}", "一", "二"]),
    ("裸[^1]官", ["裸[^1]官"]),
    ("`[^1]: 官`\n\n    [^1]: 官", []),
    ("[注]: 裸官即配偶移居國外的官員。", ["[注]: 裸官即配偶移居國外的官員。"]),
    ("[注]: 裸官", ["[注]: 裸官"]),
    ("> [注]:\n> 见“http://x”。", ["[注]:\n见“http://x”。"]),
    ("[a]: 图/裸官.png\n[b]: #裸官\n[c]: <裸官>\n[//]: # (裸官)\n\n官", ["官"]),
    ("---\n\n裸官\n\n---\n\n二", ["裸官", "二"]),
    ("---\n裸官外逃。\n---\n二", ["裸官外逃。", "二"]),
    ("---\n# 注\ntitle: 裸官\ntags:\n- 裸\n  二: 三\n\n...\n官", ["官"]),
    ("", []),
]

HTML = [
    ("<p>裸官</p>", ["裸官"]),
    ("<p>裸<b>官</b></p><p>二</p>", ["裸官", "二"]),
    ("<p>AT&amp;T &#35064;&#x5b98;</p>", ["AT&T 裸官"]),
    ("<p>AT&T R&D</p>", ["AT&T R&D"]),
    ("<p>裸<br>官</p>", ["裸\n官"]),
    ("<p>裸<code>官</code>官</p>", [f"裸{OBJECT_REPLACEMENT}官"]),
    ("<pre>裸官</pre>", []),
    ("<script>'裸官'</script><style>裸{}</style>", []),
    ("<title>裸官</title><p title='裸官'>一</p>", ["一"]),
    ("<p><ruby>裸<rt>luǒ</rt></ruby>官</p>", ["裸官"]),
    ("<!-- 裸官 --><p>一</p>", ["一"]),
    ("<p>一<img alt='裸官'>二</p>", [f"一{OBJECT_REPLACEMENT}二"]),
    ("<ul><li>一<li>二</ul>", ["一", "二"]),
    ("<textarea>裸官</textarea>", []),
    ("裸官", ["裸官"]),
    ("<p>a < b</p>", ["a < b"]),
    ("", []),
]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.text.strip(OBJECT_REPLACEMENT)]


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown(source: str, expected: list[str]) -> None:
    document = parse(source, "markdown")
    assert texts(document) == expected
    assert_runs_in_order(document)


@pytest.mark.parametrize(("source", "expected"), HTML)
def test_html(source: str, expected: list[str]) -> None:
    document = parse(source, "html")
    assert texts(document) == expected
    assert_runs_in_order(document)


LINE_ENDINGS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("ending", LINE_ENDINGS)
def test_markdown_with_any_line_ending(ending: str) -> None:
    lines = ["---", "title: 裸官", "---", "# 标题", "", "裸官", "官", "", "- 一", "- 二", "", "```", "裸官", "```", "",
             "| 三 |", "|---|", "| [四](x) |", ""]  # fmt: skip
    document = parse(ending.join(lines), "markdown")
    assert texts(document) == ["标题", "裸官\n官", "一", "二", "三", "四"]
    assert_runs_in_order(document)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\rb\n\n裸官 one\n\n中纪委 two\n", ["a\nb", "裸官 one", "中纪委 two"]),
        ("# 标题\r\r裸官在此。\r\r中纪委通报。\r", ["标题", "裸官在此。", "中纪委通报。"]),
        ("一\r\n二\r三\n四\r\r\n五", ["一\n二\n三\n四", "五"]),
        (
            "一\u2028二\n\n三\x0c四\n\n五\x85六\n\n七\x0b八",
            ["一\u2028二", "三\x0c四", "五\x85六", "七\x0b八"],
        ),
        ("一\0二\n\n\\\0三", ["一\0二", "\\\0三"]),
    ],
)
def test_markdown_lines_are_those_of_the_parser(source: str, expected: list[str]) -> None:
    document = parse(source, "markdown")
    assert texts(document) == expected
    assert_runs_in_order(document)


marks = st.lists(
    st.sampled_from(
        [*"裸官*_`[](){}<>!#-+&;:|\\\"'/ \n", "a", "1.", "\n\n", "> ", "- ", "```", "http://x.y/", "&amp;",
         "<b>", "</b>", "<p>", "</p>", "<code>", "</code>", "<!--", "-->", "<br/>", "](", "| ", "---\n",
         "[^裸]", "[^裸]: ", "[^裸]:", "\n\n[a]: "]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(source=marks, format=st.sampled_from(["text", "markdown", "html"]))
def test_the_runs_of_any_source_are_in_order(source: str, format: str) -> None:
    assert_runs_in_order(parse(source, format))


@given(source=marks)
def test_marking_what_markdown_says_is_text_changes_text_alone(source: str) -> None:
    """A sign put before each piece shows up in the text, and the document stays what it was."""
    document = parse(source, "markdown")
    starts = [
        piece.start
        for block in document.blocks
        for piece in block.runs
        if piece.is_literal and piece.text.strip() and piece.text[0] in "裸官"
    ]
    marked = source
    for start in sorted(starts, reverse=True):
        marked = f"{marked[:start]}\ue000{marked[start:]}"
    render = markdown_parser().render
    assert render(marked).replace("\ue000", "") == render(source)


@given(st.text(st.sampled_from("裸官ab*_`[]()<>!#-+&|\\\n 1.~"), max_size=40))
def test_escaped_text_shows_as_it_is(text: str) -> None:
    rendered = markdown_parser().parse(escape(text))
    shown = [
        "".join(
            "\n" if child.type == "hardbreak" else child.content for child in token.children or ()
        )
        for token in rendered
        if token.type == "inline"
    ]
    assert all(token.type in ("paragraph_open", "paragraph_close", "inline") for token in rendered)
    lines = [line.strip() for line in text.split("\n")]
    assert [line for part in shown for line in part.split("\n")] == [line for line in lines if line]


def test_a_page_has_the_footnotes_at_its_end() -> None:
    page = to_html(
        "[^b]: 乙[^a]\n[^c]: 丙\n[^b]: 丁\n\n一[^a]二[^b]三[^a]\n\n[^a]: 甲\n\n    ```\n    x\n    ```\n四"
    )
    text, notes = page.split("<hr", 1)
    assert re.sub("<.*?>", "", text).split() == ["一[1]二[2]三[1]", "四"]
    shown = [re.sub("<.*?>", "", f"<{note}").split() for note in notes.split("<li ")[1:]]
    back = "\u21a9\ufe0e"
    assert shown == [["甲", "x", back, back, back], ["乙[1]", back], ["丙"], ["丁"]]
    targets = re.findall('href="#(.*?)"', page)
    ids = re.findall(' id="(.*?)"', page)
    assert len(set(ids)) == len(ids)
    assert set(targets) <= set(ids)
    # Those that nothing refers to are the targets of no link.
    assert set(ids) - set(targets) == {"fn3", "fn4"}


@given(source=marks)
def test_links_of_footnotes_have_targets(source: str) -> None:
    ids = re.findall(' id="(.*?)"', to_html(source))
    assert len(set(ids)) == len(ids)
    assert set(re.findall('href="#(fn.*?)"', to_html(source))) <= set(ids)


@given(source=marks)
def test_a_page_has_all_text_of_markdown(source: str) -> None:
    page = Counter("".join(block.text for block in parse(to_html(source), "html").blocks))
    written = Counter("".join(block.text for block in parse(source, "markdown").blocks))
    assert all(page[char] >= written[char] for char in "裸官")


RAW_HTML = [
    ("<figure><img src=x alt='图 &lt;'>\n<figcaption>裸</figcaption></figure>",
     "<figure><em>图 &lt;</em>\n<figcaption>裸</figcaption></figure>"),
    ("裸<b>官</b><!-- 注 -->", "<p>裸<b>官</b><!-- 注 --></p>\n"),
    ("<!-- 注\n\n注 -->\n裸", "<!-- 注\n\n注 -->\n<p>裸</p>\n"),
    ("> <!-- 注\n\n裸", "<blockquote>\n<!-- 注\n--></blockquote>\n<p>裸</p>\n"),
    ("<details>\n\n裸\n\n</details>", "<details>\n<p>裸</p>\n</details>"),
    ("<style>p {}</style>\n<p>裸\n<script>x</script>", "\n<p>裸\n"),
    ("<p title='裸\n\n官", "&lt;p title='裸\n<p>官</p>\n"),
    ("a<script>b", "<p>a&lt;script&gt;b</p>\n"),
    ("<meta http-equiv=refresh>\n", "&lt;meta http-equiv=refresh&gt;\n"),
    ("<iframe src=x>", "&lt;iframe src=x&gt;"),
    ("<?a > b?>裸", "         裸"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "page"), RAW_HTML)
def test_raw_html_on_a_page(source: str, page: str) -> None:
    assert to_html(source) == page


@given(source=marks)
def test_raw_html_closes_what_it_opens(source: str) -> None:
    """Whatever HTML is in a document, the page after it is read as a page."""
    after = f"{to_html(source)}\ue000<p>裸\ue001</p>"
    text = "".join(block.text for block in parse(after, "html").blocks)
    assert "\ue000" in text or "<code" in source
    assert "\ue001" in text or "<code" in source


def test_tables_are_aligned_without_styles() -> None:
    page = to_html("| 一 | 二 | 三 | 四 |\n|:-|:-:|-:|-|\n| 裸 | 官 | x | y |")
    assert "style=" not in page
    assert re.findall('<td(?: class="(.*?)")?>', page) == [
        "left",
        "center",
        "right",
        "",
    ]


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="invalid format 'rtf'"):
        parse("", "rtf")
