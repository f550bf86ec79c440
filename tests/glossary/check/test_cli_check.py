"""``glossary check``, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.glossary.conftest import Run

FIELDS = (
    "rule severity type message file segment source_start source_end target_start target_end "
    "concept suggestion"
).split()
BAD = "source\ttarget\n改革。\tThe the reform。\n好。\tGood.\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("pairs.tsv")
    path.write_text(BAD, encoding="utf-8")
    return path


def test_text(run: Run, table: Path) -> None:
    code, out, err = run("check", str(table))
    assert code == 1
    assert "pairs.tsv:2: segment 1: major: 'the' is there twice [doubled-word]\n" in out
    assert "  en  The the reform。\n          ^^^\n" in out
    assert err == "2 findings in 2 segments\n"


def test_json_is_the_contract(run: Run, table: Path) -> None:
    code, out, _ = run("check", str(table), "--format", "json")
    assert code == 1
    first, second = json.loads(out)
    assert list(first) == FIELDS
    assert (first["rule"], first["segment"], first["file"]) == ("doubled-word", 1, "pairs.tsv")
    assert (first["target_start"], first["target_end"], first["source_start"]) == (4, 7, None)
    assert (second["severity"], second["type"], second["suggestion"]) == (
        "minor", "typographical", ".",
    )  # fmt: skip


def test_exit_codes(run: Run, table: Path) -> None:
    assert run("check", str(table), "--fail-on", "major")[0] == 1
    assert run("check", str(table), "--fail-on", "critical")[0] == 0
    Path("good.tsv").write_text("source\ttarget\n好。\tGood.\n", encoding="utf-8")
    assert run("check", "good.tsv")[:2] == (0, "")
    assert run("check", "good.tsv", "--format", "json")[:2] == (0, "[]\n")
    assert run("check", "missing.tsv")[0] == 3
    Path("a.txt").write_text("好。\n", encoding="utf-8")
    assert run("check", "a.txt")[0] == 2
    assert run("check", "a.txt", "good.tsv")[0] == 2
    Path("same.tsv").write_text("source\ttarget\nGood.\tGood.\n", encoding="utf-8")
    assert run("check", "same.tsv")[0] == 3


def test_a_table_without_rows(run: Run, table: Path) -> None:
    table.write_text("source\ttarget\n", encoding="utf-8")
    code, _, err = run("check", str(table))
    assert code == 3
    assert err == "glossary: pairs.tsv: no text in Chinese beside one in English\n"


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<!DOCTYPE html>"),
        ("a.HTM", "<!DOCTYPE html>"),
        ("a.json", "["),
        ("a.sarif", "{"),
        ("a.xlsx", "PK"),
        ("a.txt", "pairs.tsv:2"),
        ("a.xml", "<?xml"),
    ],
)
def test_the_suffix_of_the_output_names_the_format(
    run: Run, table: Path, name: str, start: str
) -> None:
    if name == "a.xlsx":
        pytest.importorskip("openpyxl")
    assert run("check", str(table), "-o", name)[0] == 1
    assert Path(name).read_bytes().startswith(start.encode())
    assert run("check", str(table), "-o", name, "--format", "text")[0] == 1
    assert Path(name).read_bytes().startswith(b"pairs.tsv:2")


def test_an_unknown_profile(run: Run, table: Path) -> None:
    code, _, err = run("check", str(table), "--profile", "taipei")
    assert code == 3
    assert err == (
        "glossary: taipei: no such profile or file; expected one of: mainland, taiwan, hong-kong, "
        "or a file\n"
    )


def test_two_documents(run: Run, table: Path) -> None:
    Path("a.md").write_text("# 标题\n\n这是规则。他来了。\n\n第三句。\n", encoding="utf-8")
    Path("b.md").write_text(
        "# Title\n\nThis is the the rule. He came.\n\nThe third sentence.\n", encoding="utf-8"
    )
    code, out, _ = run("check", "a.md", "b.md", "--format", "json")
    (found,) = json.loads(out)
    assert (code, found["rule"], found["file"], found["segment"]) == (1, "doubled-word", "a.md", 2)
    assert found["target_start"] == len("This is the ")
    Path("b.md").write_text(
        "# Title\n\n<!-- glossary-ok: doubled-word -->\nThis is the the rule. He came.\n\nThird.\n",
        encoding="utf-8",
    )
    assert run("check", "a.md", "b.md")[:2] == (0, "")
