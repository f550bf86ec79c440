"""A real browser on a server: signed in, and looking at pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from tests.glossary.browser.conftest import Browser
from tests.glossary.browser.test_page import AXE
from tests.glossary.serve.conftest import fill
from tests.glossary.serve.live import serving

WIDTHS = (390, 1280)


@contextmanager
def signed_in(settings: Settings, browser: Browser, role: Role) -> Iterator[str]:
    """Serve within, with the account of a role signed in, and yield the address."""
    tokens = fill(settings.base)
    with serving(settings) as address:
        browser.driver.get(f"{address}/sign-in")
        browser.run("document.querySelector('#token').value = arguments[0]", tokens[role])
        browser.click("main button")
        browser.complaints()
        yield address
        browser.driver.delete_all_cookies()
        browser.driver.get("about:blank")


def resize(browser: Browser, width: int, scheme: str = "light") -> None:
    browser.command(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=900, deviceScaleFactor=1, mobile=width < 500,
    )  # fmt: skip
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.command("Emulation.setEmulatedMedia", media="", features=features)


def violations(browser: Browser) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python", reason="no axe-core on this machine")
    browser.run(Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = browser.driver.execute_async_script(AXE)
    return found


def check_page(browser: Browser) -> None:
    """Check a page at both widths, in light and dark: axe, width, console."""
    for width, scheme in zip(WIDTHS, ("dark", "light"), strict=True):
        resize(browser, width, scheme)
        assert violations(browser) == []
        # Nothing is wider than the window.
        assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.complaints() == []
