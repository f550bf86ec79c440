"""The pages about texts, the memory and accounts in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from tests.glossary.browser.conftest import Browser, browser  # noqa: F401 - a fixture
from tests.glossary.serve.browsing import WIDTHS, check_page, resize, signed_in
from tests.slow import SLOW

pytestmark = SLOW

TEXT = "他是裸官，反对内卷。"


@pytest.fixture(scope="module")
def address(
    settings: Settings,
    browser: Browser,  # noqa: F811 - a fixture
) -> Iterator[str]:
    """A server, with an administrator signed in."""
    with signed_in(settings, browser, Role.ADMIN) as found:
        yield found


def fill_in(browser: Browser, **texts: str) -> None:  # noqa: F811
    for name, text in texts.items():
        browser.run("document.getElementById(arguments[0]).value = arguments[1]", name, text)


def submit(browser: Browser, selector: str = "main button.main") -> None:  # noqa: F811
    before = browser.driver.current_url
    browser.click(selector)
    browser.wait_for(lambda: browser.driver.current_url != before)


def test_a_text_is_annotated_in_a_frame_that_works(address: str, browser: Browser) -> None:  # noqa: F811
    resize(browser, 1280)
    browser.driver.get(f"{address}/annotate")
    check_page(browser)
    fill_in(browser, text=TEXT)
    submit(browser)
    check_page(browser)
    browser.driver.switch_to.frame(0)
    browser.wait("return document.querySelector('.zg')")
    # Our script runs in the frame, and reaches nothing around it.
    browser.click("a.zg")
    assert "naked official" in browser.wait(
        "const card = document.querySelector('.zg-card'); return card.checkVisibility() && "
        "card.textContent"
    )
    assert browser.run("try { return parent.document.title } catch { return null }") is None
    browser.driver.switch_to.default_content()
    assert browser.complaints() == []
    # In a tab of its own it works too.
    path = browser.run("return document.querySelector('iframe').src")
    browser.driver.get(path)
    assert browser.texts("a.zg")
    assert browser.complaints() == []


def test_two_texts_are_checked(address: str, browser: Browser) -> None:  # noqa: F811
    browser.driver.get(f"{address}/check")
    check_page(browser)
    fill_in(browser, source="他是裸官。", target="He is an official.")
    submit(browser)
    assert browser.texts("mark.major") == ["裸官"]
    check_page(browser)


def test_an_alignment_is_corrected_and_stored(address: str, browser: Browser) -> None:  # noqa: F811
    browser.driver.get(f"{address}/align")
    check_page(browser)
    fill_in(
        browser, source="他是裸官。大家都来了。",
        target="He is a naked official. Everybody came.",
    )  # fmt: skip
    submit(browser)
    assert len(browser.texts("tbody tr")) == 2
    submit(browser, "tbody tr:nth-child(2) th button")
    assert len(browser.texts("tbody tr")) == 1
    check_page(browser)
    submit(browser, "form.row button")
    assert browser.texts("[role=status]") == ["New units in the memory: 1"]


def test_the_memory_is_searched_and_changed(address: str, browser: Browser) -> None:  # noqa: F811
    browser.driver.get(f"{address}/memory?q=坚持以人民为根本。&at_least=60")
    assert browser.texts("td del")
    check_page(browser)
    browser.driver.get(f"{address}/memory?q=people&in=text")
    check_page(browser)
    submit(browser, "td a")
    check_page(browser)
    fill_in(browser, target="People first.")
    submit(browser)
    assert browser.run("return document.querySelector('#target').value") == "People first."
    resize(browser, WIDTHS[0])
    times = "[...document.querySelectorAll('.facts time')].map(one => one.getClientRects().length)"
    assert set(browser.run(f"return {times}")) == {1}
    # One fact below the other, each as wide as the page.
    lefts = "[...document.querySelectorAll('.facts div')].map(one => one.offsetLeft)"
    assert len(set(browser.run(f"return {lefts}"))) == 1
    browser.driver.get(f"{address}/log?kind=unit")
    check_page(browser)


@pytest.mark.parametrize(
    "path",
    ["/memory/units", "/statistics", "/users", "/tokens", "/tokens?all=1", "/log"],
)
def test_other_pages(address: str, browser: Browser, path: str) -> None:  # noqa: F811
    browser.driver.get(f"{address}/?q=没有的词")
    browser.driver.get(address + path)
    check_page(browser)


def test_secrets_are_shown_once(address: str, browser: Browser) -> None:  # noqa: F811
    browser.driver.get(f"{address}/tokens")
    fill_in(browser, label="laptop")
    submit(browser)
    assert browser.run("return document.querySelector('#secret').value").startswith("glo_")
    check_page(browser)
    browser.driver.get(f"{address}/users")
    fill_in(browser, name="li")
    submit(browser)
    assert "/start/" in browser.run("return document.querySelector('#link').value")
    check_page(browser)
