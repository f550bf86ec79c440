"""The page of tracked terms in a real browser: accessible, narrow or wide, and its links."""

from __future__ import annotations

from pathlib import Path

import pytest

import glossary
from tests.glossary.browser.conftest import Browser
from tests.glossary.browser.test_page import violations
from tests.glossary.conftest import concept, zh

pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of two terms in the example corpus."""
    from glossary.corpus.scan import scan
    from glossary.corpus.texts import open_corpus
    from glossary.corpus.track.tracking import track, with_quotations
    from glossary.views.track.html import write

    concepts = [
        concept("nqpf", [zh("新质生产力", "新質生產力", "xīnzhì shēngchǎnlì")], ["new forces"]),
        concept("neijuan", [zh("内卷", "內捲", "nèijuǎn")], ["involution"]),
    ]
    folder = tmp_path_factory.mktemp("track")
    corpus = open_corpus(Path(__file__).parents[3] / "examples" / "corpus")
    with glossary.open(folder / "own.db", builtin=False) as own:
        own.put(*concepts)
        found = scan(corpus, own.finder, folder=folder / "parts", processes=1)
    return write(with_quotations(track(found, concepts, few=6), corpus, 2), "bulletins")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_it_is_accessible_and_fits(page: str, browser: Browser, width: int, scheme: str) -> None:
    browser.load(page, width=width, prefers_color_scheme=scheme)
    assert violations(browser) == []
    assert browser.run("return document.documentElement.scrollWidth") <= width
    # The policy lets its own style sheet through, and nothing is asked of the network.
    assert browser.complaints() == []
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.run("return getComputedStyle(document.querySelector('.zt-line')).fill") == "none"


def test_a_point_opens_its_quotations(page: str, browser: Browser) -> None:
    browser.load(page)
    assert browser.texts(":target mark") == []
    browser.click("svg a")
    assert browser.texts(":target mark") == ["新质生产力", "新质生产力"]
    assert browser.complaints() == []


def test_points_are_reached_by_the_keyboard(page: str, browser: Browser) -> None:
    browser.load(page)
    browser.run("document.querySelector('svg a').focus()")
    label = browser.run("return document.activeElement.getAttribute('aria-label')")
    assert label == "新质生产力 2024-03: 4 of 7 texts, 5,714 per 10,000"
