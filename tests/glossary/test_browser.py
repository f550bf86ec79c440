"""The annotated page in a real browser, where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from glossary import Glossary
from glossary.documents import parse

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-logging=stderr", "--virtual-time-budget=2000",
]  # fmt: skip


pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
EXAMPLES = Path(__file__).parents[2] / "examples"


def load(page: str, folder: Path, name: str = "page.html") -> str:
    """Return the document that a browser makes of a page; no script may complain."""
    path = folder / name
    path.write_text(page, encoding="utf-8")
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    command.append(path.as_uri())
    out = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert [line for line in out.stderr.splitlines() if ":CONSOLE" in line] == []
    return out.stdout


def test_the_page_runs_in_a_browser(small: Glossary, tmp_path: Path) -> None:
    page = small.annotate("裸官\n\n中纪委通报裸官。", pinyin="all", script="both")
    assert re.search(r'<html[^>]* class="zg-js zg-pinyin-all"', load(page, tmp_path))


@pytest.mark.parametrize("name", ["mainland.txt", "taiwan.md", "english.html"])
def test_the_examples_run_in_a_browser(small: Glossary, tmp_path: Path, name: str) -> None:
    assert 'class="zg-js' in load(small.annotate(EXAMPLES / name), tmp_path)


def test_a_script_that_mentions_the_end_of_the_body_still_runs(
    small: Glossary, tmp_path: Path
) -> None:
    source = "<body>裸官<script>var e = '</body></head>'; document.title = 'ran';</script></body>"
    dom = load(small.annotate(parse(source, "html")), tmp_path)
    assert "<title>ran</title>" in dom
    assert 'class="zg-js' in dom


def test_links_of_a_page_with_a_base_address_stay_within_it(
    small: Glossary, tmp_path: Path
) -> None:
    source = (
        "<head><base href='https://example.org/'></head><body>裸官<script>addEventListener('load',"
        " () => { document.querySelector('.zg-index [data-zg-to]').click();"
        " document.title = location.href; });</script></body>"
    )
    dom = load(small.annotate(parse(source, "html")), tmp_path)
    assert re.search(r"<title>file://[^<]*#zg-", dom)


def test_xhtml_runs_in_a_browser(small: Glossary, tmp_path: Path) -> None:
    source = (
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        '<body><p>裸官<a id="x"/>与CCDI</p></body></html>'
    )
    dom = load(small.annotate(parse(source, "html"), script="both"), tmp_path, "page.xhtml")
    assert 'class="zg-js' in dom
    assert "parsererror" not in dom
