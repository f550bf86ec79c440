"""Annotations: spans, first mentions, texts that gloss themselves, and the views of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from glossary import Glossary
from glossary.annotate import annotate
from glossary.documents import parse
from glossary.find import Finder
from glossary.views.page import to_page
from termbase.model.concept import Concept, Language, Term
from tests.glossary.find.test_find_laws import texts

SELF_GLOSSED = [
    ("naked officials (裸官)", ["naked officials (裸官)"]),
    ("“naked officials” (裸官) fled", ["naked officials” (裸官)"]),
    ("裸官（naked officials）外逃", ["裸官（naked officials）"]),
    ("“裸官”（“naked official”）", ["裸官”（“naked official”）"]),
    ("中纪委CCDI", ["中纪委CCDI"]),
    ("CCDI 中纪委", ["CCDI 中纪委"]),
    ("naked officials (裸官 in Chinese)", ["naked officials (裸官 in Chinese)"]),
    ("naked officials, or 裸官", ["naked officials, or 裸官"]),
    ("naked officials. 裸官", ["naked officials", "裸官"]),
    ("裸官 裸官", ["裸官", "裸官"]),
    ("CCDI (裸官)", ["CCDI", "裸官"]),
]


@pytest.mark.parametrize(("text", "expected"), SELF_GLOSSED)
def test_a_text_that_glosses_itself(small: Glossary, text: str, expected: list[str]) -> None:
    found = annotate(parse(text), Finder(small.termbase))
    assert [text[a.start : a.end] for a in found] == expected
    assert [a.is_self_glossed for a in found] == [len(a.mentions) == 2 for a in found]


def test_a_self_glossed_term_gets_no_gloss(small: Glossary) -> None:
    assert "zg-gloss" not in body(small.annotate("naked officials (裸官)"))
    assert "zg-gloss" in body(small.annotate("naked officials"))


def test_first_and_later_mentions(small: Glossary) -> None:
    page = small.annotate("裸官，CCDI。\n\n裸官")
    assert re.findall(r'class="(zg[^"]*)" id="(zg-m\d)"', page) == [
        ("zg zg-first zg-own", "zg-m1"), ("zg zg-first zg-own", "zg-m2"), ("zg zg-own", "zg-m3"),
    ]  # fmt: skip
    first = small.annotate("裸官，CCDI。\n\n裸官", mentions="first")
    assert re.findall(r'id="zg-m\d"', first) == ['id="zg-m1"', 'id="zg-m2"']


def test_a_page_of_another_version_gets_the_styles_of_this_one(small: Glossary) -> None:
    page = small.annotate("裸官\n\n党委", pinyin="all")
    other = re.sub("'sha256-[^']*'", "'sha256-AAAA'", page)
    other = re.sub(
        r"(<title>.*?<style>).*?(</style>)",
        r"\1p { color: red }\2",
        other,
        count=1,
        flags=re.DOTALL,
    )
    assert other != page
    assert small.annotate(parse(other, "html"), pinyin="all") == page
    # That of somebody else stays as it is.
    theirs = page.replace('content="zh-en-glossary"', 'content="x"').replace("sha256-", "sha384-")
    assert "sha384-" in small.annotate(parse(theirs, "html"))


def test_one_ruby_a_word(small: Glossary) -> None:
    page = small.annotate("裸官与中央纪律检查委员会，金蝉脱壳")
    assert re.findall("<ruby[^>]*>(.*?)</ruby>", page) == [
        word("裸官", "luǒguān"),
        word("中央", "Zhōngyāng") + word("纪律", "Jìlǜ") + word("检查", "Jiǎnchá") + word("委员会", "Wěiyuánhuì"),
        word("金蝉", "jīnchán") + word("脱壳", "tuōqiào"),
    ]  # fmt: skip


def test_pinyin_of_a_repeated_term_once(small: Glossary) -> None:
    assert small.annotate("裸官，裸官。\n\n裸官").count("<rt ") == 1
    # With pinyin for all, that of the term is above each mention, to be hidden with the rest.
    page = small.annotate("裸官，裸官", pinyin="all")
    assert re.findall("<ruby (.*?)>", page) == ['data-zg="keep" class="zg-term"', 'data-zg="keep"']


def test_markup_within_a_word_divides_its_pinyin(small: Glossary) -> None:
    page = small.annotate(parse("<p>裸<b>官</b>，&#35064;官</p>", "html"), pinyin="all")
    assert rt("luǒ") in page
    assert f"官{rt('guān')}" in page
    assert word("&#35064;官", "luǒguān") in page


def test_html_comes_back_as_it_was(small: Glossary) -> None:
    source = (
        "<!doctype html>\r\n<html><head><TITLE>裸官</TITLE></head>\n<body class=x onload='裸官'>"
        "<p>裸&#23448; &amp; <a href='/裸官'>CCDI</a> <code>裸官</code> 裸<b>官</b>\n</body></html>\n"
    )
    page = small.annotate(parse(source, "html"))
    assert parse(page, "html").source == source
    assert (
        '<span data-zg="keep" class="zg zg-first zg-own" id="zg-m2" lang="en" data-zg-to="#zg-ccdi"'
        in page
    )
    assert page.count('id="zg-m3"') == 1
    assert page.count('href="#zg-luoguan"') == 4  # &#23448; is one mark; 裸<b>官</b> two; the index


NASTY = [
    "<script>alert(1)</script>",
    "\"'&<>",
    "&lt;b&gt;",
    "\u202e\u2066右",
    "]]>",
    "</article>",
    "<!--",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_what_users_write_shows_as_text(tmp_path: Path, nasty: str) -> None:
    import glossary

    evil = Concept(
        "evil",
        (Term(Language.CHINESE, f"恶{nasty}意", traditional=nasty, pinyin=nasty), Term(Language.ENGLISH, f"evil {nasty}")),
        gloss=nasty, literal=nasty, note=nasty, subject=nasty,
    )  # fmt: skip
    with glossary.open(tmp_path / "evil.db", builtin=False) as g:
        g.put(evil)
        text = f"恶{nasty}意 and evil {nasty} {nasty}"
        page = g.annotate(text)
        notes = g.annotate(text, to="markdown")
    assert page.count("<script") == 1
    assert page.count("<!--") == 0
    assert shown(page) == text
    assert "<" not in MarkdownIt("commonmark").render(notes).replace("<p>", "").replace("</p>", "").replace(
        "<strong>", "").replace("</strong>", "").replace("<em>", "").replace("</em>", "")  # fmt: skip


def test_the_page_asks_for_nothing(small: Glossary) -> None:
    page = small.annotate("裸官 <img src=x> ![a](http://x.y/z.png)")
    assert not re.search(
        r"<[^>]*(?:src|srcset|action)\s*=", page.split("<body>")[1].split("<script")[0]
    )
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    markdown = small.annotate(parse("![裸官](http://x.y/z.png)", "markdown"))
    assert "z.png" not in markdown


def test_the_policy_allows_what_is_there(small: Glossary) -> None:
    import base64
    import hashlib

    page = small.annotate("裸官")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    parts = re.findall(r"<style[^>]*>(.*?)</style>|<script[^>]*>(.*?)</script>", page, re.DOTALL)
    assert len(parts) == 3
    for part in parts:
        digest = hashlib.sha256("".join(part).encode()).digest()
        assert base64.b64encode(digest).decode() in policy[1]


def test_pinyin_for_all_and_both_scripts(small: Glossary) -> None:
    page = small.annotate("银行里的裸官", pinyin="all", script="both")
    assert f"行</rb>{rt('yínháng')}" in page
    assert '<ruby data-zg="keep">' in page
    assert '<span data-zg="keep" data-zg-other="銀">银</span>' in page
    assert '<span data-zg="keep" data-zg-other="裡">里</span>' in page
    assert shown(page) == "银行里的裸官"
    plain = small.annotate("银行里的裸官")
    assert '<ruby data-zg="keep">' not in plain
    assert "data-zg-other=" not in plain


def test_pinyin_has_a_language_where_the_text_around_it_has_another(small: Glossary) -> None:
    tag = re.compile(r"<ruby[^>]*>")
    assert set(tag.findall(small.annotate("银行里的裸官", pinyin="all"))) == {
        '<ruby data-zg="keep" class="zg-term">',
        '<ruby data-zg="keep">',
    }
    english = small.annotate("The officials of one bank and many others (银行) and the 裸官.")
    theirs = small.annotate(parse('<article lang="zh-Hans">裸官</article>', "html"))
    for page in (english, theirs):
        assert tag.findall(page) == ['<ruby data-zg="keep" class="zg-term" lang="zh-Hans">']


def test_zhuyin_for_all(small: Glossary) -> None:
    page = small.annotate("銀行裡的裸官", pinyin="zhuyin")
    found = re.findall('<rt data-zg="drop" lang="zh-Bopo" data-zg-text="([^"]*)">', page)
    assert found == ["ㄧㄣˊ", "ㄏㄤˊ", "ㄌㄧˇ", "˙ㄉㄜ", "ㄌㄨㄛˇ", "ㄍㄨㄢ"]
    assert "拼" not in page.split("<nav")[1].split("</nav>")[0]
    assert shown(page) == "銀行裡的裸官"


@given(
    text=texts,
    pinyin=st.sampled_from(["terms", "all", "zhuyin"]),
    script=st.sampled_from(["source", "both"]),
    gloss=st.sampled_from(["none", "first", "all", "inline"]),
    level=st.sampled_from([None, 1, 5]),
)
def test_the_annotations_taken_out_give_the_text_back(
    small: Glossary, text: str, **options: Any
) -> None:
    text = text.replace("\r", "")
    page = small.annotate(text, **options)
    assert parse(page, "html").source == to_page(parse(text)).source
    assert shown(page) == text
    # What is put in is in attributes: the text of the page is that of the document.
    body = page.split("<article")[1].split("</article>")[0]
    assert unescape(re.sub(r"<[^>]*>", "", f"<{body}")).removeprefix("\n") == text


@given(text=texts)
def test_annotating_twice_is_annotating_once(small: Glossary, text: str) -> None:
    page = small.annotate(text)
    assert small.annotate(parse(page, "html")) == page
    notes = small.annotate(text, to="markdown")
    assert small.annotate(parse(notes, "markdown"), to="markdown") == notes


@given(text=texts)
def test_footnotes_taken_out_give_the_markdown_back(small: Glossary, text: str) -> None:
    source = parse(text, "markdown").source
    notes = small.annotate(parse(text, "markdown"), to="markdown", mentions="all")
    assert parse(notes, "markdown").source == source


def test_footnotes(small: Glossary) -> None:
    source = "**裸官**、[裸官](x) 与裸官(a)、`CCDI`。\n"
    assert small.annotate(parse(source, "markdown"), to="markdown", mentions="all") == (
        "**裸官[^zg-luoguan]**、[裸官](x) 与裸官(a)、`CCDI`。\n"
        "\n\n[^zg-luoguan]: **裸官** *luǒguān*: naked official · An official whose family and money are "
        "abroad\\.\n"
    )


def test_footnotes_of_the_text_are_kept_and_annotated(small: Glossary) -> None:
    source = "裸官[^1]。\n\n[^1]: 中纪委指裸官[^裸官]。\n[^裸官]:裸官[a]\n\n[a]: 裸官"
    document = parse(source, "markdown")
    notes = small.annotate(document, to="markdown", mentions="all")
    assert notes.startswith(
        "裸官[^zg-luoguan][^1]。\n\n[^1]: 中纪委[^zg-ccdi]指裸官[^zg-luoguan][^裸官]。\n"
        "[^裸官]:裸官[a]\n\n[a]: 裸官[^zg-luoguan]\n\n[^zg-"
    )
    assert parse(notes, "markdown").source == source
    page = small.annotate(document)
    assert re.findall(r'<a href="#(fn\d)" id="(fnref\d)">', page) == [
        ("fn1", "fnref1"),
        ("fn2", "fnref2"),
    ]
    assert re.findall(r'<li id="(fn\d)"', page) == ["fn1", "fn2"]
    assert re.findall(r'<a href="#(fnref\d)"', page) == ["fnref1", "fnref2"]


@pytest.mark.parametrize(
    "opened",
    ["```\ncode", "~~~\n", "<!-- x", "<script>", "<?", "<![CDATA[", "<!-- x\r", "  ```\n\n\n"],
)
def test_footnotes_are_not_put_into_an_open_block(small: Glossary, opened: str) -> None:
    source = f"裸官\n{opened}"
    notes = small.annotate(parse(source, "markdown"), to="markdown")
    assert notes.startswith("裸官[^zg-luoguan]\n\n\n[^zg-luoguan]: **裸官**")
    assert notes.endswith(f"\n\n{opened}")
    assert parse(notes, "markdown").source == source
    assert small.annotate(parse(notes, "markdown"), to="markdown") == notes


def test_plain_text_of_an_old_mac_becomes_lines_of_markdown(small: Glossary) -> None:
    notes = small.annotate("一\r\r    裸官\r二", to="markdown")
    assert notes.startswith("一\n\n裸官[^zg-luoguan]\\\n二\n\n")


def test_json_is_the_contract(small: Glossary) -> None:
    (row,) = json.loads(small.annotate("打击裸官", to="json"))
    assert row == {
        "file": "", "start": 2, "end": 4, "text": "裸官", "language": "zh", "concept": "luoguan",
        "term": "裸官", "polity": "", "level": None, "own": True, "simplified": "裸官", "traditional": "裸官", "pinyin": "luǒguān", "english": "naked official",
        "gloss": "An official whose family and money are abroad.", "boundary": "words", "score": 0.98, "sense": 1.0,
    }  # fmt: skip


def test_text_has_numbers_and_an_aligned_table(small: Glossary) -> None:
    assert small.annotate("中央纪委：裸官。Naked officials。裸官", to="text") == (
        "中央纪委[1]：裸官[2]。Naked officials[2]。裸官[2]\n"
        "\n"
        "     term      pinyin           translation                                   count\n"
        "───  ────────  ───────────────  ────────────────────────────────────────────  ─────\n"
        "[1]  中央纪委  Zhōngyāng Jìwěi  Central Commission for Discipline Inspection      1\n"
        "[2]  裸官      luǒguān          naked official                                    3\n"
    )


def test_text_underlines_for_a_terminal_and_disarms_it(small: Glossary) -> None:
    out = small.annotate("\x1b[31m裸官\u202e", to="text", styled=True)
    assert out.startswith("␛[31m\x1b[4m裸官\x1b[24m[1]\ufffd\n")


def test_references_in_markdown_are_shown_as_written(small: Glossary) -> None:
    out = small.annotate(parse("&#35064;官走，&amp;裸官\n", "markdown"), to="text", styled=True)
    assert out.startswith(
        "\x1b[4m&#35064;\x1b[24m\x1b[4m官\x1b[24m[1]走，&amp;\x1b[4m裸官\x1b[24m[1]\n"
    )


def test_html_to_text_and_markdown(small: Glossary) -> None:
    source = parse("<h2>一 & 二</h2><p>裸<b>官</b></p><ul><li>CCDI</ul><pre>x  y</pre>", "html")
    assert small.annotate(source, to="text").startswith("一 & 二\n\n裸官[1]\n\nCCDI[2]")
    assert small.annotate(source, to="markdown").startswith(
        "## 一 \\& 二\n\n裸官[^zg-luoguan]\n\n- CCDI[^zg-ccdi]\n\nx  y\n"
    )


def test_a_path_is_read(small: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 裸官\n", encoding="utf-8")
    assert "<h1><a" in small.annotate(path)
    # A string is a text, and never names a file.
    assert "a.md" in small.annotate(str(path))
    assert "<h1><a" not in small.annotate(str(path))


def test_unknown_output(small: Glossary) -> None:
    with pytest.raises(ValueError, match="invalid output format 'rtf'"):
        small.annotate("x", to="rtf")  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ["mainland.txt", "taiwan.md", "english.html"])
@pytest.mark.parametrize("to", ["html", "markdown", "json", "text"])
def test_examples_annotated_by_the_small_glossary(
    small: Glossary, name: str, to: str, golden: Callable[[str, str], None]
) -> None:
    path = Path(__file__).parents[2] / "examples" / name
    document = parse(
        path.read_text(encoding="utf-8"),
        {"txt": "text", "md": "markdown"}.get(name.split(".")[1], "html"),
        name,
    )
    out = small.annotate(document, to)  # type: ignore[call-overload]
    golden(f"{name}.{to}", without_assets(out) if to == "html" else out)


def word(text: str, pinyin: str) -> str:
    """Return a word with its pinyin as it is in a page."""
    return f'<rb data-zg="keep">{text}</rb>{rt(pinyin)}'


def rt(pinyin: str) -> str:
    """Return the pinyin of a word as it is in a page."""
    return f'<rt data-zg="drop" data-zg-text="{pinyin}"></rt>'


def without_assets(page: str) -> str:
    """Return a page without the content of its style sheets and scripts."""
    page = re.sub(r"(<(style|script)[^>]*>).*?(</\2>)", r"\1\3", page, flags=re.DOTALL)
    return re.sub("'sha256-[^']*'", "'sha256-'", page)


def body(page: str) -> str:
    """Return the marked text of a page, without its index, script and styles."""
    return page.split("<body>")[1].split('<section data-zg="drop"', maxsplit=1)[0]


def shown(page: str) -> str:
    """Return the text that a reader sees of the document itself."""
    source = parse(page, "html").source
    article = re.search(r"<article[^>]*>\n(.*)</article>", source, re.DOTALL)
    assert article
    return unescape(re.sub(r"</?(?:h1|p)>", "", article[1]))
