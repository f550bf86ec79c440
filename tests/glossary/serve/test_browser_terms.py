"""The pages about terms in a real browser: search, edit with a conflict, propose, undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

import glossary
from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from tests.glossary.browser.conftest import Browser, browser  # noqa: F401 - a fixture
from tests.glossary.serve.browsing import check_page, signed_in
from tests.slow import SLOW

pytestmark = SLOW


@pytest.fixture(scope="module")
def address(
    settings: Settings,
    browser: Browser,  # noqa: F811 - a fixture
) -> Iterator[str]:
    """A server, with an approver signed in."""
    with signed_in(settings, browser, Role.APPROVER) as found:
        yield found


def type_in(browser: Browser, name: str, text: str) -> None:  # noqa: F811
    """Type into a field, as the keyboard does."""
    field = browser.driver.find_element(By.NAME, name)
    field.clear()
    field.send_keys(text)


def press(browser: Browser, selector: str) -> None:  # noqa: F811
    """Press a button that leads to another page."""
    browser.run("window.isOld = true")
    browser.run("document.querySelector(arguments[0]).click()", selector)
    browser.wait("return !window.isOld && document.readyState === 'complete'")


def do(action: str) -> str:
    return f"main button[value='{action}']"


def test_search_as_one_types_and_narrow_it(
    address: str,
    browser: Browser,  # noqa: F811
) -> None:
    browser.driver.get(address)
    check_page(browser)
    type_in(browser, "q", "luo")
    browser.wait("return document.querySelector('.hits')?.textContent.includes('裸官')")
    assert browser.driver.current_url.endswith("?q=luo&subject=&polity=&status=&usage=")
    check_page(browser)
    browser.run("document.querySelector('#q').focus()")
    browser.press("\ue015")
    assert browser.run("return document.activeElement.textContent") == "裸官"
    browser.press("\ue013")
    assert browser.run("return document.activeElement.id") == "q"
    browser.run("document.querySelector('.filters').open = true")
    browser.run(
        "const box = document.querySelector('#filter-subject'); box.value = 'society';"
        "box.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    browser.wait("return !document.querySelector('.hits')")
    press(browser, "main form[role=search] button")
    check_page(browser)


def test_typing_replaces_what_was_looked_for(
    address: str,
    browser: Browser,  # noqa: F811
) -> None:
    browser.driver.get(f"{address}/?q=neijuan")
    browser.wait("return document.activeElement.id === 'q'")
    browser.driver.switch_to.active_element.send_keys("luoguan")
    browser.wait("return document.querySelector('.hits')?.textContent.includes('裸官')")
    assert browser.run("return document.querySelector('#q').value") == "luoguan"
    assert browser.run("return document.title") == "luoguan · Glossary"


def test_edit_with_a_conflict_and_undo(
    address: str,
    browser: Browser,  # noqa: F811
    settings: Settings,
) -> None:
    browser.driver.get(f"{address}/concepts/luoguan")
    check_page(browser)
    press(browser, "main a.button")
    check_page(browser)
    type_in(browser, "gloss", "no stop")
    browser.wait("return document.querySelector('#problems').textContent.includes('untidy')")
    type_in(browser, "gloss", "Mine.")
    type_in(browser, "literal", "naked official")
    with glossary.open(settings.base, builtin=False) as other, written_by("wang", "better"):
        other.edit("luoguan", gloss="Theirs.", note="Their note.")
    press(browser, do("save"))
    assert "wang" in browser.texts("p.problem")[0]
    # The browser reports every answer that is an error, as this page is.
    assert "409" in browser.complaints()[0]
    check_page(browser)
    browser.run("document.querySelector('input[type=radio][value=mine]').click()")
    press(browser, do("save"))
    text = browser.texts("main")[0]
    assert "Mine." in text
    assert "Their note." in text
    assert "naked official" in text
    check_page(browser)
    press(browser, ".done button")
    assert "Theirs." in browser.texts("main")[0]
    press(browser, "main a[href$='/history']")
    check_page(browser)


def test_a_row_more(address: str, browser: Browser) -> None:  # noqa: F811
    browser.driver.get(f"{address}/concepts/neijuan/edit")
    rows = len(browser.driver.find_elements(By.CSS_SELECTOR, "#terms-en .rowset"))
    press(browser, do("add en"))
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, "#terms-en .rowset")) == rows + 1
    assert browser.driver.current_url.endswith("#terms-en")
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    check_page(browser)


def test_a_new_term_is_proposed_and_accepted(
    address: str,
    browser: Browser,  # noqa: F811
) -> None:
    browser.driver.get(f"{address}/new")
    type_in(browser, "chinese", "內捲化")
    type_in(browser, "english", "involution")
    browser.wait("return document.querySelector('#draft').textContent.includes('nèijuǎnhuà')")
    check_page(browser)
    press(browser, do("propose"))
    check_page(browser)
    press(browser, "header a[href='/proposals']")
    check_page(browser)
    press(browser, "main .proposals a")
    press(browser, do("accept"))
    assert "accepted" in browser.texts("main")[0]
    press(browser, "main h1 a")
    assert "nèijuǎnhuà" in browser.texts("main")[0]
    press(browser, "main a[href$='/restructure']")
    check_page(browser)
    browser.driver.get(f"{address}/import")
    check_page(browser)


def test_each_conflict_of_an_import_is_chosen(
    address: str,
    browser: Browser,  # noqa: F811
    settings: Settings,
) -> None:
    with glossary.open(settings.base, builtin=False) as opened:
        concept = opened.add("佛系", ["buddha-like"], id="foxi", gloss="Ours.", note="Ours too.")
        table = f"id,simplified,english,gloss,note\n{concept.id},佛系,buddha-like,Theirs.,More.\n"
        number = opened.propose_import("terms.csv", table.encode()).number
    browser.driver.get(f"{address}/proposals/{number}")
    check_page(browser)
    for name, side in (("gloss", "theirs"), ("note", "both")):
        box = browser.driver.find_element(
            By.CSS_SELECTOR, f"[name='choice.foxi.{name}'][value='{side}']"
        )
        box.find_element(By.XPATH, "..").click()
        assert box.is_selected()
    press(browser, do("accept"))
    check_page(browser)
    with glossary.open(settings.base, builtin=False) as opened:
        found = opened.termbase["foxi"]
    assert (found.gloss, found.note) == ("Theirs.", "Ours too. [terms.csv: note: More.]")
