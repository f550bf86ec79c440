"""The annotated page in a real browser: it runs, its layout, copying, searching, reading aloud."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.documents import Document, parse
from tests.glossary.browser.conftest import EXAMPLES, Browser

XHTML = (
    '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    '<body><p>裸官<a id="x"/>与CCDI</p></body></html>'
)


@pytest.mark.parametrize("name", ["mainland.txt", "taiwan.md", "english.html"])
def test_the_examples_run(small: Glossary, browser: Browser, name: str) -> None:
    browser.load(small.annotate(EXAMPLES / name, pinyin="all", script="both"))
    assert browser.run("return document.documentElement.classList.contains('zg-js')")
    assert browser.complaints() == []
    # Nothing is asked of the network: the page is all there is.
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_xhtml_runs(small: Glossary, browser: Browser) -> None:
    browser.load(small.annotate(parse(XHTML, "html"), script="both"), name="page.xhtml")
    assert browser.run("return document.documentElement.classList.contains('zg-js')")
    browser.click(".zg")
    assert "luǒguān" in browser.texts(".zg-card")[0]
    assert browser.complaints() == []


def test_a_script_that_mentions_the_end_of_the_body_still_runs(
    small: Glossary, browser: Browser
) -> None:
    source = "<body>裸官<script>var e = '</body></head>'; document.title = 'ran';</script></body>"
    browser.load(small.annotate(parse(source, "html")))
    assert browser.driver.title == "ran"
    assert browser.run("return document.documentElement.classList.contains('zg-js')")


def test_links_of_a_page_with_a_base_address_stay_within_it(
    small: Glossary, browser: Browser
) -> None:
    source = "<head><base href='https://example.org/'></head><body>裸官</body>"
    browser.load(small.annotate(parse(source, "html")))
    browser.run("document.querySelector('.zg-index [data-zg-to]').click()")
    assert re.search(r"^file://[^<]*#zg-", browser.run("return location.href"))


def test_copied_text_is_the_text(mainland: str, browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.load(mainland)
    browser.run("getSelection().selectAllChildren(document.querySelector('article'))")
    browser.press(Keys.CONTROL, "c")
    browser.driver.get("data:text/html,<textarea autofocus></textarea>")
    browser.click("textarea")
    browser.press(Keys.CONTROL, "v")
    pasted = browser.run("return document.querySelector('textarea').value")
    text = (EXAMPLES / "mainland.txt").read_text(encoding="utf-8")
    assert [line for line in pasted.splitlines() if line] == [
        line for line in text.splitlines() if line
    ]


ACROSS = [
    ("mainland.txt", "那天，省委巡视组进驻"),  # a note and pinyin of two words
    ("mainland.txt", "双开”的通报见了报"),
    ("mainland.en.txt", "the provincial inspection team moved"),
]


@pytest.mark.parametrize("options", [{}, {"gloss": "inline", "pinyin": "all"}])
@pytest.mark.parametrize(("name", "text"), ACROSS)
def test_searching_in_the_page_meets_no_notes(
    builtin: Glossary, browser: Browser, name: str, text: str, options: dict[str, str]
) -> None:
    browser.load(builtin.annotate(EXAMPLES / name, **options))  # type: ignore[call-overload]
    assert browser.run("return window.find(arguments[0])", text)


BOXES = """
const box = (one) => { const {left, right, top, bottom} = one.getBoundingClientRect(); return [left, right, top, bottom]; };
return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map(box);
"""
SHOWN_MARK = ".zg:not(.zg-off)"
NOTE, PINYIN = "article .zg-gloss", "article ruby rt"


def test_notes_are_in_the_margin_beside_their_lines(mainland: str, browser: Browser) -> None:
    browser.load(mainland, width=1300)
    article = browser.run(BOXES, "article")[0]
    notes = browser.run(BOXES, NOTE)
    marks = browser.run(BOXES, ".zg-first:not(.zg-off):has(+ .zg-gloss)")
    assert len(notes) == len(marks) > 20
    assert all(note[0] > article[1] and note[1] <= 1300 for note in notes)
    for column in {note[0] for note in notes}:
        ordered = [note for note in notes if note[0] == column]
        assert all(one[3] <= other[2] + 0.5 for one, other in itertools.pairwise(ordered))
    # The first of a paragraph is in its line, and none is far down.
    assert abs(notes[0][2] - marks[0][2]) < 20
    assert max(note[2] - mark[2] for note, mark in zip(notes, marks, strict=True)) < 100


def test_notes_at_the_end_are_above_the_index(builtin: Glossary, browser: Browser) -> None:
    text = "中纪委通报习近平视察，裸官外逃。\n\n不忘初心。"
    browser.load(builtin.annotate(text, level=1), width=1600)
    notes, (index,) = browser.run(BOXES, NOTE), browser.run(BOXES, ".zg-index")
    assert len(notes) > 4
    assert max(note[3] for note in notes) < index[2]


DENSE = (
    "昨天下午全国人大在京开会，听取了国务院关于就业和物价的报告，中央军委的代表也到场。"
    "最高人民法院院长说，案子比前年多了三成，最高人民检察院则谈到了假药和网上骗局。"
    "会后中央纪委、外交部和财政部的人答了记者问。"
)


# So far below their terms notes may be, in pixels; one below the other they were up to 133. With
# fonts of taller lines (DejaVu) two columns of them come to 60.
@pytest.mark.parametrize(("width", "columns", "farthest"), [(1000, 1, 115), (1300, 2, 65), (1600, 2, 65)])  # fmt: skip
def test_many_notes_stay_near_their_terms(
    builtin: Glossary, browser: Browser, width: int, columns: int, farthest: int
) -> None:
    browser.load(builtin.annotate(f"{DENSE}\n\n这里有裸官。", level=1), width=width)
    marks = browser.run(BOXES, ".zg-first:not(.zg-off):has(+ .zg-gloss)")
    notes = browser.run(BOXES, NOTE)
    assert len(notes) == len(marks) > 7
    assert max(note[2] - mark[2] for note, mark in zip(notes, marks, strict=True)) < farthest
    assert len({note[0] for note in notes}) == columns
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    # Those of a level that has few are again in one column.
    browser.load(builtin.annotate(f"{DENSE}\n\n这里有裸官。", level=4), width=width)
    assert len({note[0] for note in browser.run(BOXES, NOTE)}) == 1


def test_a_phone_has_only_underlines(mainland: str, browser: Browser) -> None:
    browser.load(mainland, width=390)
    assert browser.run(BOXES, NOTE) == []
    assert browser.run(BOXES, PINYIN) == []
    assert browser.run("return document.documentElement.scrollWidth") == 390
    assert browser.run(
        "return getComputedStyle(document.querySelector('article p')).textAlign"
    ) in (
        "start",
        "left",
    )
    # The reader may ask for pinyin.
    browser.click('[data-do="pinyin"]')
    assert browser.run(BOXES, PINYIN)


def test_notes_in_the_line_leave_no_blank_at_its_start(builtin: Glossary, browser: Browser) -> None:
    page = builtin.annotate(EXAMPLES / "mainland.txt", gloss="inline")
    for width in (390, 700, 1300):
        browser.load(page, width=width)
        assert browser.run(BOXES, NOTE)
        starts = browser.run(
            "return [...document.querySelectorAll('article .zg-gloss')]"
            ".filter((one) => one.checkVisibility()).map((one) => {"
            " const first = one.getClientRects()[0], inner = one.firstElementChild.getClientRects()[0],"
            " edge = one.parentElement.getBoundingClientRect().left;"
            " return [Math.abs(first.left - edge) < 2, inner.left - first.left]; })"
        )
        assert all(blank < 1 for is_first, blank in starts if is_first)


@pytest.mark.parametrize("name", ["mainland.txt", "taiwan.md"])
@pytest.mark.parametrize("pinyin", ["terms", "all"])
def test_pinyin_neither_collides_nor_moves_lines(
    builtin: Glossary, browser: Browser, name: str, pinyin: str
) -> None:
    browser.load(builtin.annotate(EXAMPLES / name, pinyin=pinyin))  # type: ignore[call-overload]
    boxes = browser.run(BOXES, PINYIN)
    assert boxes
    by_line: dict[int, list[list[float]]] = {}
    for box in boxes:
        by_line.setdefault(round(box[2]), []).append(box)
    for line in by_line.values():
        line.sort()
        assert all(one[1] <= other[0] + 0.5 for one, other in itertools.pairwise(line))
    # Each line of a paragraph is as far from the next as all others.
    gaps = browser.run(
        "return [...document.querySelectorAll('article p')].flatMap((p) => {"
        " const height = parseFloat(getComputedStyle(p).lineHeight);"
        " return [p.getBoundingClientRect().height / height]; })"
    )
    assert all(abs(lines - round(lines)) < 0.02 for lines in gaps)


@pytest.mark.parametrize("width", [390, 700, 1300])
def test_pinyin_does_not_pull_the_characters_of_a_word_apart(
    builtin: Glossary, browser: Browser, width: int
) -> None:
    browser.load(builtin.annotate(EXAMPLES / "mainland.txt", pinyin="all"), width=width)
    gaps = browser.run("""
      return [...document.querySelectorAll('article rb')].flatMap((base) => {
        const node = base.firstChild, boxes = [...node.data].map((_, at) => {
          const range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + 1);
          return range.getBoundingClientRect();
        });
        // In another line, it would be far away.
        return boxes.slice(1).map((box, at) => Math.abs(box.left - boxes[at].right));
      });
    """)
    assert len(gaps) > 200
    # Justified text has a little between all characters.
    assert max(gaps) < 2


def test_text_below_pinyin_is_not_justified(builtin: Glossary, browser: Browser) -> None:
    look = "return getComputedStyle(document.querySelector('article p')).textAlign"
    for pinyin, align in (("terms", "justify"), ("all", "start")):
        browser.load(builtin.annotate(EXAMPLES / "mainland.txt", pinyin=pinyin), width=1300)  # type: ignore[call-overload]
        assert browser.run(look) == align


def test_a_page_of_others_is_not_disturbed(builtin: Glossary, browser: Browser) -> None:
    source = (EXAMPLES / "english.html").read_text(encoding="utf-8")
    # Its words are not kept in one line, as they are below pinyin.
    chinese = (EXAMPLES / "mainland.txt").read_text(encoding="utf-8").split("\n\n")
    paragraphs = "".join(f'<p lang="zh-Hans">{paragraph}</p>' for paragraph in chinese)
    source = source.replace("</body>", f"{paragraphs}</body>")
    pages = source, builtin.annotate(parse(source, "html"))
    boxes = []
    for page in pages:
        browser.load(page)
        boxes.append(browser.run(BOXES, "body > :is(p, h1, h2, blockquote), blockquote p"))
    assert boxes[0] == boxes[1]
    assert browser.run(BOXES, ".zg-gloss, rt") == []
    browser.click('[data-do="pinyin"]')
    assert browser.run(BOXES, "rt")


HOSTILE = """
<style>
  html { overflow-y: scroll; } * { letter-spacing: 1px; } body { font: 17px/1.5 serif; color: #030; background: #fffff0; }
  h1 a, .list a, nav a, p span { display: block !important; padding: 1em; float: left; }
  #main a, #main ruby, #main small { color: red !important; border: 2px solid red; margin: 9px; background: #fee; }
  a::before, span::after { content: "→"; } a { text-transform: uppercase; position: relative; top: 4px; }
  section, aside, nav, div { padding: 3em; float: right; width: 50px; background: red !important; }
  button, input, li, h2, h3, p b { display: none !important; }
  p { font-size: 17px; } rt { font-size: 40px !important; } rb { display: block; }
</style>"""
LOOK = """
const names = ["display", "color", "backgroundColor", "fontSize", "padding", "margin", "float", "borderTopWidth", "letterSpacing", "width"];
return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())
  .map((one) => [one.className, ...names.map((name) => getComputedStyle(one)[name])]);
"""


@pytest.mark.parametrize("level", [1, 5])
def test_rules_of_a_page_do_not_meet_the_marks(
    builtin: Glossary, browser: Browser, level: int
) -> None:
    lines = "".join(
        f"<{tag} class='{kind}'>{text}</{tag}>"
        for tag, kind, text in (
            ("h1", "", "中纪委通报三名裸官"), ("blockquote", "list", "国务院与全国人大开会"),
            ("p", "", "习近平强调<i>国务院</i>要落实<a href='#x'>一国两制</a>，CCDI and the Politburo"),
            ("h4", "", "The Two Sessions; naked officials"),
        )
    )  # fmt: skip
    source = (
        f"<!DOCTYPE html><html><head>{HOSTILE}</head><body><main id='main'>{lines}</main></body>"
    )
    boxes = []
    for page in (source, builtin.annotate(parse(source, "html"), level=level)):
        browser.load(page)
        boxes.append(browser.run(BOXES, "#main > *, #main i"))
    assert boxes[0] == boxes[1]
    assert all(style[1] == "inline" for style in browser.run(LOOK, ".zg"))
    if level == 1:
        browser.click('[data-do="pinyin"]')
        assert {style[1] for style in browser.run(LOOK, "#main ruby")} == {"ruby"}
        assert {
            style[3:5] != ["rgb(255, 238, 238)", "40px"] for style in browser.run(LOOK, "rt")
        } == {True}


@pytest.mark.parametrize("level", [1, 5])
@pytest.mark.parametrize("display", ["flex", "inline-grid"])
def test_text_in_a_flex_container_stays_one_item(
    builtin: Glossary, browser: Browser, level: int, display: str
) -> None:
    source = f"""<!DOCTYPE html><html lang="zh"><head><style>html {{ overflow-y: scroll; }}
      .n {{ display: {display}; gap: 20px; width: 300px; font-size: 16px; }} .n > * {{ margin: 3px; }}</style></head>
      <body><div class="n">国务院与<!-- c -->全国人大开会 <em>统战部</em> 又一处裸官<em>啊</em></div><div class="n"><em>啊</em>裸官</div>
      </body></html>"""
    boxes = []
    for page in (source, builtin.annotate(parse(source, "html"), level=level)):
        browser.load(page)
        boxes.append([side for box in browser.run(BOXES, ".n, .n > em") for side in box])
    # Widths are measured in 64ths of a pixel, and text in two parts is rounded twice.
    assert boxes[0] == pytest.approx(boxes[1], abs=0.1)
    if level == 1:
        assert {"国务院", "裸官"} <= set(browser.texts(SHOWN_MARK))


def test_our_boxes_look_the_same_in_every_page(builtin: Glossary, browser: Browser) -> None:
    looks = []
    for rules in ("<style>html { overflow-y: scroll; } body { color: #030; }</style>", HOSTILE):
        source = f"<!DOCTYPE html><html><head>{rules}</head><body>裸官与中纪委 <p>CCDI</p></body>"
        browser.load(builtin.annotate(parse(source, "html"), level=1))
        browser.run("document.querySelector('.zg').click()")
        browser.press("?")
        boxes = ".zg-index *, .zg-card, .zg-card *, .zg-bar, .zg-bar *, .zg-panel, .zg-panel *"
        looks.append(browser.run(LOOK, boxes))
    assert len(looks[0]) > 50
    assert [(one, other) for one, other in zip(*looks, strict=True) if one != other] == []


def test_the_page_without_javascript(mainland: str, browser: Browser) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.folder.joinpath("plain.html").write_text(mainland, encoding="utf-8")
        browser.driver.get((browser.folder / "plain.html").as_uri())
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)
    assert browser.run("return document.querySelectorAll('a.zg[href]:not(.zg-off)').length") > 20
    assert (
        browser.run("return document.querySelectorAll('a.zg-off[href], .zg-off[tabindex]').length")
        == 0
    )
    assert browser.run(BOXES, NOTE)
    assert browser.run(BOXES, PINYIN)
    assert browser.run(BOXES, ".zg-bar, .zg-card, .zg-panel, .zg-ask") == []


def test_paper_has_notes_and_no_controls(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    browser.command("Emulation.setEmulatedMedia", media="print")
    assert browser.run(BOXES, ".zg-bar, .zg-card") == []
    assert browser.run(BOXES, NOTE)
    browser.command("Emulation.setEmulatedMedia", media="")


def test_pinyin_and_notes_are_read_aloud(small: Glossary, browser: Browser) -> None:
    browser.load(small.annotate("裸官"))
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    spoken = {node["name"]["value"] for node in nodes if not node["ignored"] and "name" in node}
    assert {"luǒguān", "裸官"} <= spoken
    assert any("naked official" in text for text in spoken)


LINES = [
    "通报\n\n中纪委通报习近平视察，裸官外逃，落马的县委书记双开。\n\n不忘初心，党的二十大",
    "A notice\n\nThe CCDI named naked officials before the Two Sessions; Xi Jinping spoke.",
]


AXE = (
    "const done = arguments[0]; axe.run().then((found) => done(found.violations.map("
    "(one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3).join(' ')}`)));"
)


def violations(browser: Browser) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python", reason="no axe-core on this machine")
    browser.run(Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = browser.driver.execute_async_script(AXE)
    return found


OTHERS = [
    parse("中纪委通报习近平视察，裸官外逃。\n", "text", "news.txt"),
    parse("## 其一\n\n中纪委通报裸官外逃。\n\n| 甲 | 乙 |\n|--:|:-:|\n| 裸官 | 1 |\n", "markdown", "a.md"),
    parse("<!DOCTYPE html><html lang='zh'><head><title>t</title></head><body><main><h1>甲</h1><details><summary>裸官与<b>中纪委</b></summary>"
          "裸官</details></main></body></html>", "html"),
]  # fmt: skip


@pytest.mark.parametrize("document", OTHERS, ids=["text", "markdown", "html"])
def test_axe_finds_nothing_in_other_documents(
    builtin: Glossary, browser: Browser, document: Document
) -> None:
    browser.load(builtin.annotate(document, level=1))
    assert violations(browser) == []
    assert browser.texts("h1")[0] in ("news", "a", "甲")
    if document.name == "a.md":
        sides = "return [...document.querySelectorAll('td')].map((one) => getComputedStyle(one).textAlign)"
        assert browser.run(sides) == ["right", "center"]
    assert browser.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", LINES, ids=["Chinese", "English"])
def test_axe_finds_nothing(builtin: Glossary, browser: Browser, text: str, scheme: str) -> None:
    browser.load(builtin.annotate(text, level=1), prefers_color_scheme=scheme)
    browser.click(".zg:not(.zg-off)")
    browser.press("?")
    assert violations(browser) == []


# The distances between neighbouring characters of a text in one line, in pixels.
DISTANCES = """
const found = [], range = document.createRange();
const walker = document.createTreeWalker(document.querySelector("article p"), NodeFilter.SHOW_TEXT);
while (walker.nextNode())
  for (let at = 0; at < walker.currentNode.length; at++) {
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + 1);
    found.push(range.getBoundingClientRect());
  }
return found.slice(1).map((box, at) => [box.left - found[at].left, box.top - found[at].top]);
"""


def test_zhuyin_keeps_characters_equally_far_apart(small: Glossary, browser: Browser) -> None:
    text = "中央一再強調裸官雙重管理不可鬆懈一日"
    browser.load(small.annotate(f"標題\n\n{text}\n", pinyin="zhuyin"))
    steps = browser.run(DISTANCES)
    assert len(steps) == len(text) - 1
    across = [left for left, top in steps if not top]
    assert max(across) - min(across) < 1
    browser.run("getSelection().selectAllChildren(document.querySelector('article p'))")
    assert browser.run("return getSelection().toString()").strip() == text
