"""A real browser for annotated pages, where there is one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import glossary
from glossary import Glossary

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
EXAMPLES = Path(__file__).parents[3] / "examples"


class Browser:
    """A browser with one page.

    Args:
        driver: The driver of Selenium.
        folder: A folder for the pages.
    """

    def __init__(self, driver: Any, folder: Path) -> None:
        self.driver = driver
        self.folder = folder

    def load(
        self, page: str, *, width: int = 1300, name: str = "page.html", **features: str
    ) -> None:
        """Show a page; nothing is remembered from an earlier one.

        Args:
            page: The page.
            width: The width of the window in pixels, below 500 that of a phone.
            name: The name of its file.
            **features: Media features, such as ``prefers-color-scheme`` with underscores.
        """
        path = self.folder / name
        path.write_text(page, encoding="utf-8")
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        features = {"prefers_reduced_motion": "reduce", **features}
        media = [{"name": key.replace("_", "-"), "value": value} for key, value in features.items()]
        self.command("Emulation.setEmulatedMedia", media="", features=media)
        self.driver.get(path.as_uri())
        self.run("try { localStorage.clear(); } catch {}")
        self.driver.get(path.as_uri())

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a script returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def command(self, name: str, **parameters: object) -> Any:
        """Give the browser a command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def press(self, *keys: str) -> None:
        """Press keys together, on whatever has the focus."""
        from selenium.webdriver import ActionChains

        chain = ActionChains(self.driver)
        for key in keys[:-1]:
            chain.key_down(key)
        chain.send_keys(keys[-1])
        for key in reversed(keys[:-1]):
            chain.key_up(key)
        chain.perform()

    def click(self, selector: str, number: int = 0) -> None:
        """Click an element with the mouse."""
        from selenium.webdriver.common.by import By

        self.driver.find_elements(By.CSS_SELECTOR, selector)[number].click()

    def wait(self, script: str) -> Any:
        """Return what a script returns once that is true."""
        return self.wait_for(lambda: self.run(script))

    def wait_for(self, condition: Callable[[], Any]) -> Any:
        """Return what a function returns once that is true."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, 20, 0.02).until(lambda _: condition())

    def texts(self, selector: str) -> list[str]:
        """Return the texts of the elements that are displayed."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter((one) => one.checkVisibility()).map((one) => one.textContent)",
            selector,
        )
        return found

    def complaints(self) -> list[str]:
        """Return the messages of the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser, one for all tests."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no Chromium with a chromedriver on this machine")
    folder = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update",
        f"--user-data-dir={folder / 'profile'}",
    ):  # fmt: skip
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=driver)
    with webdriver.Chrome(options=options, service=service) as opened:
        yield Browser(opened, folder)


@pytest.fixture(scope="session")
def builtin() -> Iterator[Glossary]:
    """The built-in termbase, whose concepts have levels."""
    with glossary.open() as opened:
        yield opened


@pytest.fixture(scope="session")
def mainland(builtin: Glossary) -> str:
    """The page of a mainland article."""
    return builtin.annotate(EXAMPLES / "mainland.txt")
