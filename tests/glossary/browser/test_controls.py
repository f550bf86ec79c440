"""The controls of the annotated page in a real browser: slider, known terms, look-up, switches."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from glossary.known import read_known
from tests.glossary.browser.conftest import EXAMPLES, Browser

SHOWN = ".zg:not(.zg-off)"
SELECT = """
const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
const nodes = []; let text = "";
for (let node; (node = walker.nextNode());) { nodes.push([text.length, node]); text += node.data; }
const start = text.indexOf(arguments[0]), end = start + arguments[0].length;
const at = (offset, isEnd) => { const [from, node] = nodes.findLast(([from]) => isEnd ? from < offset : from <= offset); return [node, offset - from]; };
const range = document.createRange();
range.setStart(...at(start, false)); range.setEnd(...at(end, true));
range.startContainer.parentElement.scrollIntoView({block: "center"});
getSelection().removeAllRanges(); getSelection().addRange(range);
"""


def slide(browser: Browser, value: int) -> None:
    browser.run(
        "const slider = document.querySelector('.zg-slider input'); slider.value = arguments[0];"
        "slider.dispatchEvent(new Event('input'))",
        value,
    )


def test_the_slider_shows_fewer_or_more(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    counts = {}
    for value in (1, 3, 5):
        slide(browser, value)
        counts[value] = len(browser.texts(f"article {SHOWN}"))
        # What is not shown has no note, no pinyin, and is not reached by the keyboard.
        assert browser.texts(".zg-off + .zg-gloss, .zg-off > ruby > rt") == []
        assert browser.texts(".zg-off[href], .zg-off[tabindex]") == []
        assert len(browser.texts(f"article {SHOWN}[href]")) == counts[value]
    assert 0 < counts[1] < counts[3] < counts[5] == len(browser.texts("article .zg"))
    slide(browser, 1)
    browser.driver.refresh()
    assert len(browser.texts(f"article {SHOWN}")) == counts[1]


@pytest.mark.parametrize("level", [1, 3, 5])
def test_the_page_begins_with_the_level_asked_for(
    builtin: Glossary, browser: Browser, level: int
) -> None:
    browser.load(builtin.annotate(EXAMPLES / "mainland.txt", level=level))
    before = browser.texts(f"article {SHOWN}")
    assert browser.run("return document.querySelector('.zg-slider input').value") == str(6 - level)
    slide(browser, 6 - level)
    assert browser.texts(f"article {SHOWN}") == before


def test_another_level_begins_anew(builtin: Glossary, browser: Browser) -> None:
    pages = [builtin.annotate(EXAMPLES / "mainland.txt", level=level) for level in (2, 4)]
    slider = "return document.querySelector('.zg-slider input').value"
    browser.load(pages[0])
    slide(browser, 1)
    assert browser.texts(".zg-shown")[0].endswith(" of them marked in the text.")
    (browser.folder / "page.html").write_text(pages[1], encoding="utf-8")
    browser.driver.refresh()
    assert browser.run(slider) == "2"
    slide(browser, 5)
    assert browser.texts(".zg-shown") == [""]
    browser.driver.refresh()
    assert browser.run(slider) == "5"


BROKEN = ['{"a": 1}', "5", '"x"', "null", "[[1]]", "[null]", "true", "{", "[5, 99]", '["abc", "2"]']


@pytest.mark.parametrize("key", ["-known", "", "-level "])
def test_broken_storage_does_no_harm(mainland: str, browser: Browser, key: str) -> None:
    browser.load(mainland)
    before = browser.texts(f"article {SHOWN}")
    for value in BROKEN:
        browser.run(
            "localStorage.clear(); const key = arguments[0];"
            "localStorage['zh-en-glossary' + key + (key.endsWith(' ') ? location.pathname : '')] = arguments[1]",
            key, value,
        )  # fmt: skip
        browser.driver.refresh()
        assert browser.texts(f"article {SHOWN}") == before
        assert browser.texts(".zg-bar")
    assert browser.complaints() == []
    browser.run("localStorage.clear()")


def test_what_is_known_is_no_longer_marked(
    mainland: str, builtin: Glossary, browser: Browser, tmp_path: Path
) -> None:
    browser.load(mainland)
    browser.command("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    first = browser.texts(f"article {SHOWN}")
    browser.click(f"article {SHOWN}")
    browser.press("k")
    assert browser.texts(".zg-card [data-do=know]") == ["Known ✓ – forget"]
    assert browser.texts(f"article {SHOWN}") == first[1:]
    browser.driver.refresh()
    assert browser.texts(f"article {SHOWN}") == first[1:]

    browser.press("?")
    assert browser.texts(".zg-known span") == ["You know 1 term."]
    browser.click("[data-do=export]")
    exported = tmp_path / "known.json"
    browser.wait_for(lambda: exported.exists() and exported.read_bytes())
    content = json.loads(exported.read_text(encoding="utf-8"))
    assert content["zh-en-glossary-known"] == 1
    assert len(content["known"]) == 1
    # The command takes the same file.
    assert read_known([exported])
    page = builtin.annotate(EXAMPLES / "mainland.txt", known=exported)
    assert f'data-zg-concept="{content["known"][0]}"' not in page

    browser.click("[data-do=forget]")
    assert browser.texts(f"article {SHOWN}") == first
    browser.driver.find_element("css selector", "input[type=file]").send_keys(str(exported))
    assert browser.wait("return document.querySelector('.zg-known span').textContent.includes('1')")
    assert browser.texts(f"article {SHOWN}") == first[1:]
    for broken in ("[1]", '{"zh-en-glossary-known": 1, "known": [null, {"a": 1}, "x"]}'):
        browser.run("document.querySelector('.zg-known span').textContent = ''")
        exported.write_text(broken, encoding="utf-8")
        browser.driver.find_element("css selector", "input[type=file]").send_keys(str(exported))
        assert browser.wait(
            "return document.querySelector('.zg-known span').textContent.includes('not')"
        )
        assert browser.texts(f"article {SHOWN}") == first[1:]
    assert browser.complaints() == []


def look_up(browser: Browser, text: str) -> str:
    browser.run(SELECT, text)
    browser.wait("return !document.querySelector('.zg-ask').hidden")
    browser.click(".zg-ask")
    return browser.texts(".zg-card")[0]


def test_any_word_can_be_looked_up(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    # One that is marked; one within a mark; one over the end of a mark; one beside marks.
    assert "inspection team" in look_up(browser, "省委巡视组")
    assert "provincial Party committee" in look_up(browser, "省委")
    assert "组工部门" in look_up(browser, "组织部门随后")
    # By the keyboard, with punctuation around.
    from selenium.webdriver.common.keys import Keys

    browser.press(Keys.ESCAPE)
    browser.run(SELECT, "“裸官”")
    browser.press("l")
    assert "naked official" in browser.texts(".zg-card")[0]
    assert browser.complaints() == []


def test_words_can_be_selected_with_the_mouse(mainland: str, browser: Browser) -> None:
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser.load(mainland)
    mark = browser.driver.find_element("css selector", f"article {SHOWN}")
    # From the middle of a mark to what follows it.
    chain = ActionChains(browser.driver).move_to_element(mark).click_and_hold()
    chain.move_by_offset(mark.size["width"] // 2 + 30, 0).release().perform()
    selected = browser.run("return getSelection().toString()")
    assert len(selected) > 2
    browser.wait("return !document.querySelector('.zg-ask').hidden")
    # Within a mark alone: that is not a click on it.
    browser.press(Keys.ESCAPE)
    browser.run("getSelection().removeAllRanges()")
    chain = ActionChains(browser.driver).move_to_element(mark).click_and_hold()
    chain.move_by_offset(mark.size["width"] // 2 - 4, 0).release().perform()
    browser.wait("return !document.querySelector('.zg-ask').hidden")
    assert browser.texts(".zg-card") == []
    browser.click(".zg-ask")
    assert browser.texts(".zg-card") != []


def test_english_words_can_be_looked_up(builtin: Glossary, browser: Browser) -> None:
    browser.load(builtin.annotate(EXAMPLES / "mainland.en.txt"))
    assert "裸官" in look_up(browser, "naked officials")
    card = look_up(browser, "Behind the figures")
    assert "not in the glossary" in card
    assert shlex.split(browser.texts(".zg-card code")[0]) == [
        "glossary", "add", "Behind the figures",
    ]  # fmt: skip


def test_both_sides_of_a_self_gloss_can_be_looked_up(builtin: Glossary, browser: Browser) -> None:
    text = "They were “naked officials” (裸官), said the Taiwan Affairs Office (国台办)."
    browser.load(builtin.annotate(text, level=1))
    for word in ("国台办", "裸官", "naked officials", "Taiwan Affairs Office"):
        card = look_up(browser, word)
        assert "not in the glossary" not in card
        assert "I know this" in card


POSSESSIVES = [
    ("Beijing's", "Běijīng", False), ("Beijing’s", "Běijīng", False),
    ("Politburo's", "Zhèngzhìjú", False), ("cadres' wives", "gànbù", True),
    ("the (cadres) and", "gànbù", True), ("cadres/Beijing", "gànbù", True),
    ("McBeijing's", "not in the glossary", False),
]  # fmt: skip


@pytest.mark.parametrize(("selected", "expected", "is_part"), POSSESSIVES)
def test_english_words_end_at_marks(
    builtin: Glossary, browser: Browser, selected: str, expected: str, is_part: bool
) -> None:
    text = f"Here Beijing and the Politburo and cadres: {selected} here."
    browser.load(builtin.annotate(text, level=1))
    card = look_up(browser, selected)
    assert expected in card
    assert ("Within it" in card) == is_part


def test_what_cannot_be_looked_up_says_why(small: Glossary, browser: Browser) -> None:
    browser.load(small.annotate(f"裸官 …，。 {'甲' * 70}"))
    browser.run(SELECT, "…，。")
    browser.press("l")
    assert browser.texts(".zg-card, .zg-ask") == []
    browser.run(SELECT, "甲" * 61)
    assert browser.wait("return !document.querySelector('.zg-ask').hidden")
    assert "over 60" in browser.texts(".zg-ask")[0]
    browser.click(".zg-ask")
    assert browser.texts(".zg-card") == []


def test_what_is_not_seen_is_not_added(small: Glossary, browser: Browser) -> None:
    browser.load(small.annotate("裸官 甲\u202e乙\u200b丙 裸官"))
    look_up(browser, "甲\u202e乙\u200b丙")
    assert browser.texts(".zg-card code") == ["glossary add '甲乙丙'"]


NASTY = ["a'b$(touch x)`c`\\\"甲", "--gloss=甲", "<b>甲&amp;</b>", "甲!!*?~"]


@pytest.mark.parametrize("text", NASTY)
def test_the_line_to_add_a_word_is_safe_in_a_shell(
    small: Glossary, browser: Browser, text: str
) -> None:
    browser.load(small.annotate(f"裸官 {text} 裸官"))
    look_up(browser, text)
    words = shlex.split(browser.texts(".zg-card code")[0])
    separator = ["--"] if words[2] == "--" else []
    # Without a rendering it adds nothing when it is pasted.
    assert words == ["glossary", "add", *separator, words[-1]]
    # Punctuation at the ends is not part of a word.
    assert words[-1]
    assert words[-1] in text
    assert separator or not words[-1].startswith("-")


def test_own_terms_are_seen_to_be_own(builtin: Glossary, browser: Browser, tmp_path: Path) -> None:
    with glossary.open(tmp_path / "own.db") as own:
        own.add("青芦县", "Qinglu County")
        page = own.annotate(EXAMPLES / "mainland.txt", level=5)
    browser.load(page)
    assert set(browser.texts(f"article {SHOWN}.zg-own")) == {"青芦县"}
    assert browser.texts(".zg-index h3")[0] == "Your own terms"
    assert "青芦县" in browser.texts(".zg-index .zg-entry")[0]
    browser.click("article .zg-own")
    assert browser.run("return document.querySelector('.zg-card').classList.contains('zg-own')")


def test_tones_have_colours_when_asked_for(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    assert browser.texts("[class^=zg-tone]") == []
    browser.press("?")
    browser.click("[data-do=tones]")
    syllables = browser.run(
        "return [...document.querySelectorAll('article rt')].slice(0, 2).map((rt) => "
        "[...rt.children].map((one) => [one.dataset.zgText, one.className]))"
    )
    assert syllables == [
        [["shěng", "zg-tone3"], ["wěi", "zg-tone3"]],
        [["xún", "zg-tone2"], ["shì", "zg-tone4"], ["zǔ", "zg-tone3"]],
    ]
    browser.click(".zg:not(.zg-off)")
    assert browser.texts(".zg-card .zg-head .zg-tone2") == ["xún"]


CUT = [
    ("Zhōngguó Gòngchǎndǎng", "Zhōng1 guó2 Gòng4 chǎn3 dǎng3"), ("fāng'àn", "fāng1 àn4"),
    ("nǚ'ér èrshí Xī'ān", "nǚ3 ér2 èr4 shí2 Xī1 ān1"), ("péngyou xīnnián", "péng2 you5 xīn1 nián2"),
    ("jīnchán-tuōqiào", "jīn1 chán2 tuō1 qiào4"), ("Hú Yàobāng hǎorén", "Hú2 Yào4 bāng1 hǎo3 rén2"),
]  # fmt: skip


def test_pinyin_is_cut_into_syllables(browser: Browser, tmp_path: Path) -> None:
    from termbase.model.concept import Concept, Language, Term

    with glossary.open(tmp_path / "own.db", builtin=False) as own:
        for number, (pinyin, _) in enumerate(CUT):
            terms = (
                Term(Language.ENGLISH, f"word{number}"),
                Term(Language.CHINESE, "甲", pinyin=pinyin),
            )
            own.put(Concept(f"word-{number}", terms))
        page = own.annotate(" ".join(f"word{number}" for number in range(len(CUT))))
    browser.load(page)
    browser.press("?")
    browser.click("[data-do=tones]")
    found = browser.run(
        "return [...document.querySelectorAll('article .zg-gloss i')].map((one) => "
        "[...one.children].filter((part) => part.className)"
        ".map((part) => part.dataset.zgText + part.className.slice(-1)).join(' '))"
    )
    assert found == [cut for _, cut in CUT]


def test_the_other_script(builtin: Glossary, browser: Browser) -> None:
    browser.load(builtin.annotate(EXAMPLES / "taiwan.md", script="both"))
    browser.click("[data-do=script]")
    assert "星期三上午，国台办例行记者会开场" in browser.texts("article p")[0]
    # What is selected then is found as well.
    assert "Taiwan Affairs Office" in look_up(browser, "国台办")


def test_the_keyboard_goes_from_term_to_term(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    marks = browser.texts(f"article {SHOWN}")
    for step, expected in (("n", 0), ("n", 1), ("p", 0), ("p", -1)):
        browser.press(step)
        assert browser.texts("article .zg-open") == [marks[expected]]
        assert marks[expected][:1] in browser.texts(".zg-card")[0]
    from selenium.webdriver.common.keys import Keys

    browser.press(Keys.ESCAPE)
    assert browser.texts(".zg-card") == []


FOCUS = "const one = document.activeElement; return one.closest('.zg-card, .zg-panel, .zg-bar, .zg')?.className || one.localName"


def test_the_keyboard_goes_into_the_card_and_back(mainland: str, browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.load(mainland)
    marks = browser.texts(f"article {SHOWN}")
    focused = "return document.activeElement.textContent"
    browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    assert browser.run(focused) == marks[0]
    browser.press(Keys.TAB)
    assert browser.run(FOCUS) == "zg-card"
    browser.press(Keys.SHIFT, Keys.TAB)
    assert browser.run(focused) == marks[0]
    browser.press(Keys.TAB)
    browser.press(Keys.ESCAPE)
    assert browser.run(focused) == marks[0]
    assert browser.texts(".zg-card") == []
    # Through the card and on to the next mark.
    browser.press(Keys.ENTER)
    for _ in range(9):
        browser.press(Keys.TAB)
        if browser.run(FOCUS) != "zg-card":
            break
    assert browser.run(focused) == marks[1]


def test_known_by_the_keyboard(mainland: str, browser: Browser) -> None:
    browser.load(mainland)
    marks = browser.texts(f"article {SHOWN}")
    browser.press("n")
    browser.press("n")
    browser.press("k")
    assert browser.texts(f"article {SHOWN}")[:2] == [marks[0], marks[2]]
    assert browser.run("return document.activeElement.textContent") == marks[2]
    assert browser.texts(".zg-card [data-do=know]") == ["Known ✓ – forget"]
    browser.press("n")
    assert browser.texts("article .zg-open") == [marks[2]]
    browser.press("p")
    assert browser.texts("article .zg-open") == [marks[0]]


def test_the_keyboard_reaches_bar_and_panel(mainland: str, browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.load(mainland)
    browser.press("b")
    assert browser.run(FOCUS) == "zg-bar"
    browser.press("n")
    mark = browser.run(FOCUS)
    browser.press("?")
    assert browser.run(FOCUS) == "zg-panel"
    browser.press(Keys.ESCAPE)
    assert browser.run(FOCUS) == mark
    assert browser.texts(".zg-panel") == []


def test_fingers_meet_large_targets_on_a_phone(mainland: str, browser: Browser) -> None:
    from selenium.webdriver.common.keys import Keys

    browser.load(mainland, width=390)
    browser.click(f"article {SHOWN}")
    targets = """return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility())
      .map((one) => one.getBoundingClientRect()).map((box) => [box.width, box.height])"""
    assert all(min(size) >= 44 for size in browser.run(targets, ".zg-card :is(a, button)"))
    browser.press(Keys.ESCAPE)
    browser.press("?")
    sizes = browser.run(targets, ".zg-bar button, .zg-panel :is(button, label)")
    assert len(sizes) > 6
    assert all(min(size) >= 44 for size in sizes)


def test_a_card_is_within_the_window(mainland: str, browser: Browser) -> None:
    for width in (1300, 390):
        browser.load(mainland, width=width)
        for number in (0, 5, 15):
            browser.run(
                "const mark = document.querySelectorAll(arguments[0])[arguments[1]];"
                "mark.scrollIntoView({block: 'center'}); mark.click()",
                f"article {SHOWN}", number,
            )  # fmt: skip
            left, right, bottom, height = browser.run(
                "const {left, right, bottom} = document.querySelector('.zg-card').getBoundingClientRect();"
                "return [left, right, bottom, innerHeight]"
            )
            assert 0 <= left < right <= width
            assert bottom <= height + 1
