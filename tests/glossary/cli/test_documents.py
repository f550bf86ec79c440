"""Commands with documents that are not texts."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from glossary.documents import parse
from glossary.views.docx.making import new_document
from tests.glossary.conftest import Run

ZH = "# 报告\n\n三名裸官被处分。\n\n双方同意在一带一路框架内加强合作。\n"
EN = (
    "# Report\n\nThree naked officials were punished.\n\n"
    "The two sides agreed to cooperate under the Belt and Road Initiative.\n"
)
TABLE = "| 中文 | English |\n|---|---|\n| 裸官 | naked official |\n| 会议召开。 | The meeting was held. |\n| 空 | |\n"


def write(name: str, text: str) -> None:
    Path(name).write_bytes(new_document(parse(text, "markdown", name)))


def pipe(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = Path(name).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_offsets_are_those_of_the_text(run: Run) -> None:
    write("zh.docx", ZH)
    code, out, err = run("find", "zh.docx", "--json")
    text = "报告\n\n三名裸官被处分。\n\n双方同意在一带一路框架内加强合作。"
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert [one["text"] for one in found] == ["裸官", "一带一路"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)


def test_standard_input_may_be_a_file_that_is_not_a_text(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("zh.docx", ZH)
    for command in (("find", "-"), ("annotate", "-"), ("annotate", "-", "-o", "a.md")):
        pipe("zh.docx", monkeypatch)
        code, out, err = run(*command)
        assert code == 0
        assert "裸官" in (out or Path("a.md").read_text(encoding="utf-8"))
        assert "glossary:" not in err


def test_a_wrong_suffix_is_told_once_by_every_command(run: Run) -> None:
    write("zh.txt", ZH)
    write("en.docx", EN)
    commands = (
        ("find", "zh.txt"),
        ("annotate", "zh.txt"),
        ("annotate", "zh.txt", "--translation", "en.docx", "-o", "both.html"),
        ("check", "zh.txt", "en.docx"),
        ("export", "terms.csv", "--of", "zh.txt"),
        ("memory", "align", "zh.txt", "en.docx"),
        ("memory", "pretranslate", "zh.txt", "-o", "filled.tsv"),
    )
    for command in commands:
        code, _, err = run(*command)
        # The memory is empty.
        assert code == int("pretranslate" in command), command
        message = "glossary: zh.txt: is a .docx file by its content, and read as such\n"
        assert err.count(message) == err.count("by its content") == 1, command


def test_a_table_of_a_word_document_is_imported(run: Run) -> None:
    write("table.docx", TABLE)
    code, out, err = run("memory", "import", "table.docx")
    assert (code, out) == (0, "")
    assert err.splitlines()[-1] == "table.docx: memory: 2 new, 1 skipped"
    assert run("memory", "search", "会议召开。")[1].count("The meeting was held.") == 1
    write("zh.docx", ZH)
    code, _, err = run("memory", "import", "zh.docx")
    assert code == 3
    assert err.startswith("glossary: zh.docx: has no table or cues in Chinese and English; ")


def test_mdx_is_markdown(run: Run) -> None:
    Path("a.mdx").write_text("import X from './裸官'\n\n裸官 <X name='裸官' />\n", encoding="utf-8")
    assert run("annotate", "a.mdx", "-o", "b.mdx")[0] == 0
    result = Path("b.mdx").read_text(encoding="utf-8")
    assert result.startswith("import X from './裸官'\n\n裸官[^zg-luoguan] <X name='裸官' />\n")


def test_several_documents_into_a_folder(run: Run) -> None:
    write("zh.docx", ZH)
    Path("en.md").write_text(EN, encoding="utf-8")
    assert run("annotate", "zh.docx", "en.md", "-o", "out", "--to", "docx")[0] == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["en.docx", "zh.docx"]
    assert run("find", "out/en.docx")[0] == 0


def test_only_a_presentation_becomes_one(run: Run) -> None:
    write("zh.docx", ZH)
    code, out, err = run("annotate", "zh.docx", "-o", "a.pptx")
    assert (code, out) == (3, "")
    assert err == (
        "glossary: zh.docx: not a pptx file; its result can be one of: html, markdown, json, "
        "text, docx, epub\n"
    )
    assert not Path("a.pptx").exists()
