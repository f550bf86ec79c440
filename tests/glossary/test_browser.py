"""The annotated page in a real browser, where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from glossary import Glossary

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-logging=stderr", "--virtual-time-budget=2000",
]  # fmt: skip


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_the_page_runs_in_a_browser(small: Glossary, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        small.annotate("裸官\n\n中纪委通报裸官。", pinyin="all", script="both"), encoding="utf-8"
    )
    command = [
        str(BROWSER),
        *FLAGS,
        f"--user-data-dir={tmp_path / 'profile'}",
        "--dump-dom",
        page.as_uri(),
    ]
    out = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert re.search(r'<html[^>]* class="zg-js zg-pinyin-all"', out.stdout)
    complaints = [line for line in out.stderr.splitlines() if ":CONSOLE" in line]
    assert complaints == []
