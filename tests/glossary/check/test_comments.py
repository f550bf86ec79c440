"""Findings as comments in Word documents."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.glossary.check.test_bilingual_tables import write
from tests.glossary.conftest import Run

docx = pytest.importorskip("docx", reason="python-docx is not installed")


def comments(path: Path) -> list[tuple[str, str]]:
    """Return the text that each comment is on, and what it says."""
    with zipfile.ZipFile(path) as package:
        body = package.read("word/document.xml").decode()
        notes = package.read("word/comments.xml").decode()
    found = []
    for comment in re.findall(r"<w:comment .*?</w:comment>", notes):
        (number,) = re.findall(r' w:id="(\d+)"', comment)
        start, end = (body.index(f'Range{kind} w:id="{number}"/>') for kind in ("Start", "End"))
        said = "|".join(
            "".join(re.findall(r"<w:t[^>]*>([^<]*)", paragraph))
            for paragraph in re.findall(r"<w:p>.*?</w:p>", comment)
        )
        found.append(("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", body[start:end])), said))
    return found


def test_comments_in_a_table(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    rows = [
        ["Source", "Target"],
        ["这是规则。", "This is the</w:t></w:r><w:r><w:t> the rule。"],
        ["这是规则。", "This is the the rule。"],
        ["未翻译的。", ""],
    ]
    write(path, rows)
    check = ["--no-builtin", "--format", "notes", "-o", str(out)]
    assert run("check", str(path), *check)[0] == 1
    assert comments(out) == [
        ("the", "major|'the' is there twice [doubled-word]"),
        ("。", "minor|Chinese '。' in English text; expected '.' [full-width]|→ ."),
        ("the", "major|'the' is there twice [doubled-word]"),
        ("。", "minor|Chinese '。' in English text; expected '.' [full-width]|→ ."),
        ("未翻译的。", "major|no translation [untranslated]"),
    ]
    assert len(docx.Document(str(out)).tables) == 1
    written = out.read_bytes()
    assert run("check", str(out), *check)[0] == 1
    assert out.read_bytes() == written
    # Without findings the document is as it was.
    accepted = tmp_path / "checks.toml"
    rules = ["doubled-word", "full-width", "untranslated"]
    accepted.write_text("[rules]\n" + "".join(f'{rule} = "off"\n' for rule in rules))
    assert run("check", str(out), *check, "--profile", str(accepted))[0] == 0
    assert out.read_bytes() == path.read_bytes()


def test_comments_in_a_translation(run: Run, tmp_path: Path) -> None:
    source, target, out = (tmp_path / name for name in ("zh.docx", "en.docx", "out.docx"))
    for path, texts in (
        (source, ["规则一", "银行公布了年度报告。报告有三百页。", "其后，银行又公布了新的规则。"]),
        (target, ["Rule one", "The bank published the  the annual report. It has 300 pages.",
                  "After that the bank published new rules."]),
    ):  # fmt: skip
        document = docx.Document()
        for text in texts:
            document.add_paragraph(text)
        document.save(str(path))
    args = ["check", str(source), str(target), "--no-builtin", "--format", "notes"]
    assert run(*args, "-o", str(out))[0] == 1
    assert comments(out) == [("the", "major|'the' is there twice [doubled-word]")]
    assert run("check", str(target), str(source), "--format", "its")[0] == 3
