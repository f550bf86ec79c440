"""``glossary prompt`` and ``glossary check --against`` as a user calls them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.glossary.conftest import Run

SOURCE = "严查裸官。\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "source.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "target.txt").write_text("Naked officials are investigated.\n", encoding="utf-8")
    return tmp_path


def test_a_text_a_file_and_standard_input(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("prompt", "严查裸官。")
    assert code == 0
    assert "\n- 裸官 = naked official | " in out
    assert err.startswith("1 term, vocabulary sha256:")
    assert run("prompt", "source.txt").out == out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SOURCE.encode())))
    assert run("prompt", "-", "--quiet") == (0, out, "")
    # A name without a suffix is a file if there is one.
    (files / "裸官").write_text("党委", encoding="utf-8")
    assert "- 党委 =" in run("prompt", "裸官").out
    assert "- 党委 =" in run("prompt", "裸官", "source.txt").out


@pytest.mark.parametrize("name", ["none.txt", "none.docx", "none.xlf", "none.tsv"])
def test_a_missing_file_is_no_text(run: Run, name: str) -> None:
    assert run("prompt", name) == (3, "", f"glossary: {name}: no such file\n")


def test_nothing_found(run: Run) -> None:
    code, out, err = run("prompt", "你好。")
    assert (code, out, err) == (1, "", "glossary: no term of the text has a translation here\n")
    code, out, _ = run("prompt", "你好。", "--as", "json")
    assert (code, json.loads(out)["terms"]) == (1, [])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--budget", "9"), "invalid budget 9; the text without any term has"),
        (("--budget", "0"), "0 is not in the range x>=1"),
        (("--budget", "99", "--as", "azure"), "azure is not for a language model"),
        (("--to", "fr"), "'fr' is not one of"),
        (("--as", "tbx"), "'tbx' is not one of"),
    ],
)
def test_wrong_usage(run: Run, options: tuple[str, ...], message: str) -> None:
    code, out, err = run("prompt", "裸官", *options)
    assert (code, out) == (2, "")
    assert message in err


def test_an_output_is_no_input(run: Run, files: Path) -> None:
    assert run("prompt", "source.txt", "-o", "source.txt").code == 3
    assert (files / "source.txt").read_text(encoding="utf-8") == SOURCE
    assert run("prompt", "source.txt", "--as", "deepl", "-o", "terms.tsv").code == 0
    assert (files / "terms.tsv").read_text(encoding="utf-8") == "裸官\tnaked official\n"


@pytest.mark.usefixtures("files")
def test_the_vocabulary_has_not_changed(run: Run) -> None:
    run("prompt", "source.txt", "--as", "json", "-o", "prompt.json")
    code, out, err = run("check", "source.txt", "target.txt", "--against", "prompt.json")
    assert (code, out) == (0, "")
    assert err == "vocabulary: the same as in prompt.json\n0 findings in 1 segment\n"


@pytest.mark.usefixtures("files")
def test_the_vocabulary_has_changed(run: Run) -> None:
    run("prompt", "source.txt", "--as", "json", "-o", "prompt.json")
    found = json.loads(Path("prompt.json").read_text(encoding="utf-8"))["hash"]
    run("add", "严查", "crack down on")
    code, out, err = run(
        "check", "source.txt", "target.txt", "--against", "prompt.json", "--quiet",
        "--format", "json", "--fail-on", "critical",
    )  # fmt: skip
    assert code == 1
    # The findings keep their shape.
    assert {one["rule"] for one in json.loads(out)} == {"term-missing"}
    assert err == (
        "vocabulary: changed since prompt.json: 1 term\n  added: '严查' (yancha): crack down on\n"
    )
    code, _, err = run("check", "source.txt", "target.txt", "--against", found, "--quiet")
    assert (code, err) == (1, f"vocabulary: changed since {found}\n")


@pytest.mark.usefixtures("files")
def test_against_another_text(run: Run) -> None:
    run("prompt", "党委", "--as", "json", "-o", "prompt.json")
    code, _, err = run("check", "source.txt", "target.txt", "--against", "prompt.json")
    assert code == 1
    assert "source.txt: another text than that of prompt.json\n" in err


@pytest.mark.usefixtures("files")
def test_against_nothing(run: Run) -> None:
    code, out, err = run("check", "source.txt", "target.txt", "--against", "nothing")
    assert (code, out) == (3, "")
    assert err.startswith("glossary: nothing: neither a file nor a hash; expected")
    Path("a.tsv").write_text("source\ttarget\n裸官\tx\n", encoding="utf-8")
    code, _, err = run("check", "a.tsv", "a.tsv", "--against", "sha256:0123456789abcdef")
    assert code == 2
    assert "--against is for one text" in err


def test_a_bilingual_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("source\ttarget\n严查裸官。\tx\n", encoding="utf-8")
    found = json.loads(run("prompt", "pairs.tsv", "--as", "json").out)["hash"]
    err = run("check", "pairs.tsv", "--against", found).err
    assert err.startswith(f"vocabulary: the same as in {found}\n")


def test_a_file_that_does_not_name_its_languages(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "naked official"\nmsgstr ""\n', encoding="utf-8")
    code, _, err = run("prompt", "a.po", "--to", "zh")
    assert (code, err) == (3, "glossary: a.po: no text in Chinese beside one in English\n")
    hash = json.loads(run("prompt", "naked official", "--to", "zh", "--as", "json").out)["hash"]
    languages = ("--source-language", "en", "--target-language", "zh")
    err = run("check", "a.po", "--against", hash, *languages).err
    assert err.startswith(f"vocabulary: the same as in {hash}\n")
