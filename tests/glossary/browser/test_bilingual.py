"""The bilingual page in a real browser: both ends light up, by mouse, key and link."""

from __future__ import annotations

import pytest

from glossary import Glossary
from glossary.check import Job, Severity, run
from glossary.check.units import segments_of
from glossary.checking import page as findings_page
from tests.glossary.browser.conftest import Browser
from tests.glossary.browser.test_page import violations

SOURCE = "裸官外逃。\n\n中纪委通报裸官。\n\n他读学习时报。"
TARGET = "Naked officials fled.\n\nThe CCDI named a naked official.\n\nHe reads a paper."


@pytest.fixture(scope="module")
def page(small: Glossary) -> str:
    """A page of two paragraphs with three pairs of terms, and of one with a term alone."""
    return small.annotate_bilingual(SOURCE, TARGET)


def lit(browser: Browser) -> list[str]:
    return sorted(browser.run("return [...document.querySelectorAll('.zb-on')].map((e) => e.id)"))


def test_pointing_at_a_term_lights_both_ends(browser: Browser, page: str) -> None:
    browser.load(page)
    browser.run(
        "document.getElementById('zb-t3').dispatchEvent("
        "new PointerEvent('pointerenter', { pointerType: 'mouse' }))"
    )
    assert lit(browser) == ["zb-s3", "zb-t3"]
    assert browser.wait("return !document.querySelector('.zb-card').hidden")
    assert browser.texts(".zb-card .zb-here strong") == ["裸官"]
    assert browser.texts(".zb-card footer span") == ["2 mentions"]


def test_the_card_gives_the_words_of_this_place(browser: Browser, page: str) -> None:
    browser.load(page)
    browser.click("#zb-s1")
    assert browser.texts(".zb-card .zb-here strong") == ["Naked officials"]
    browser.press("\ue00c")  # Escape
    browser.click("#zb-s4")
    assert browser.texts(".zb-card .zb-here em") == ["no counterpart"]
    assert lit(browser) == ["zb-s4"]
    browser.press("\ue00c")
    assert browser.texts(".zb-card") == []
    assert lit(browser) == []


def test_keys_go_through_the_terms_and_to_the_other_side(browser: Browser, page: str) -> None:
    browser.load(page)
    browser.press("n")
    assert browser.run("return document.activeElement.id") == "zb-s1"
    browser.press("o")
    assert browser.run("return document.activeElement.id") == "zb-t1"
    assert lit(browser) == ["zb-s1", "zb-t1"]
    browser.press("p")
    assert browser.run("return document.activeElement.id") == "zb-s1"


def test_without_javascript_a_term_leads_to_its_counterpart(browser: Browser, page: str) -> None:
    browser.load(page)
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.driver.refresh()
        browser.click("#zb-s2")
        assert browser.driver.current_url.endswith("#zb-t2")
        assert browser.texts(".zb-card, .zb-bar button, .zb-level") == []
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", value=False)


def test_the_slider_shows_fewer_terms(browser: Browser, small: Glossary) -> None:
    # The small glossary has no levels.
    page = small.annotate_bilingual(SOURCE, TARGET).replace('level="5"', 'level="2"', 4)
    browser.load(page.replace('class="zb-level" hidden', 'class="zb-level"'))
    links = "return document.querySelectorAll('a.zb-mark[href]').length"
    assert browser.run(links) == 7
    move = (
        "const slider = document.querySelector('.zb-level input');"
        "slider.value = arguments[0]; slider.dispatchEvent(new Event('input'))"
    )
    browser.run(move, 1)
    assert browser.run(links) == 3
    browser.run(move, 5)
    assert browser.run(links) == 7


@pytest.mark.parametrize("width", [390, 1300])
def test_the_sides_are_beside_or_above_each_other(browser: Browser, page: str, width: int) -> None:
    browser.load(page, width=width)
    left, right = browser.run(
        "return ['.zb-s', '.zb-t'].map((side) => {"
        " const box = document.querySelector(side).getBoundingClientRect();"
        " return [box.left, box.top, box.right, box.bottom]; })"
    )
    assert right[0] >= left[2] if width > 500 else right[1] >= left[3]
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def test_a_copied_side_is_its_text(browser: Browser, page: str) -> None:
    browser.load(page)
    copied = browser.run(
        "return [...document.querySelectorAll('.zb-s')].map((cell) => {"
        " getSelection().selectAllChildren(cell); return getSelection().toString(); })"
    )
    assert [text.strip() for text in copied] == SOURCE.split("\n\n")


def test_nothing_is_asked_for_and_nothing_complains(browser: Browser, page: str) -> None:
    browser.load(page)
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.complaints() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_page_of_findings(
    browser: Browser, small: Glossary, scheme: str
) -> None:
    pairs = [
        ("裸官于2019年外逃，共3万人。{0}", "Naked officials fled in in 2018。"),
        ("改革。", ""),
        ("好。", "Good."),
    ]
    segments = tuple(segments_of(pairs))
    found = run(Job(segments, finder=small.finder))
    assert {one.severity for one in found} >= {Severity.MAJOR, Severity.MINOR}
    browser.load(findings_page(small.finder, found, segments), prefers_color_scheme=scheme)
    assert violations(browser) == []
    assert browser.complaints() == []
    assert browser.run("return document.querySelectorAll('.zf-list li[id]').length") == len(found)
    # Without a script, too: rows without findings can be hidden.
    visible = (
        "return [...document.querySelectorAll('.zb-row')].filter((e) => e.offsetHeight).length"
    )
    assert browser.run(visible) == 3
    browser.click(".zf-only input")
    assert browser.run(visible) == 2
