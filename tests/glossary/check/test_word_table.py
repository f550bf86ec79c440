"""Bilingual tables in Word documents."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from glossary.check.word_table import read_segments
from tests.glossary.conftest import Run

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in rows
    )
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{cells}</w:tbl></w:body></w:document>'
    namespace = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{namespace}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{namespace}/relationships">'
            f'<Relationship Id="r" Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", body)


def test_rows_are_segments(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write(
        path,
        [
            ["No", "Source", "Target", "Comment"],
            ["1", "这是规则。", "This is the</w:t></w:r><w:r><w:t> the rule.", ""],
            [
                "2",
                "那是规则。",
                "That <w:br/>is a rule.".replace("<w:br/>", ""),
                "glossary-ok: url",
            ],
            ["3", "", "", ""],
        ],
    )
    first, second = read_segments(path)
    assert (first.number, first.source, first.target) == (1, "这是规则。", "This is the the rule.")
    assert second.accepted == {"url"}
    assert not first.is_into_chinese


@pytest.mark.parametrize("rows", [[], [["a", "b"]], [["中文", "汉字"]], [["中文 and English"]]])
def test_a_table_in_one_language_is_none(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.docx"
    write(path, rows)
    assert list(read_segments(path)) == []


def test_the_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write(path, [["The rule is new.", "这是这是新规则。"]])
    code, out, _ = run("check", str(path))
    assert (code, "[doubled-word]" in out) == (1, True)
    write(path, [["a", "b"]])
    assert run("check", str(path))[0] == 3
    path.write_bytes(b"PK")
    assert run("check", str(path))[0] == 3
