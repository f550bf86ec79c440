"""Bilingual tables in documents, and bilingual subtitles."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from glossary.check.bilingual_tables import read_segments
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


def odt(rows: str) -> bytes:
    """Return a flat OpenDocument text with a table."""
    prefix = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{name}="{prefix}{name}:1.0"' for name in ("office", "text", "table"))
    return (
        f'<office:document {names} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:body><office:text><table:table>{rows}</table:table></office:text></office:body>"
        "</office:document>"
    ).encode()


def odt_row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def test_rows_of_an_opendocument_text(tmp_path: Path) -> None:
    path = tmp_path / "a.fodt"
    nested = f"<table:table>{odt_row('<text:p>甲</text:p>', '<text:p>x</text:p>')}</table:table>"
    note = "<office:annotation><text:p>x</text:p></office:annotation>"
    path.write_bytes(
        odt(
            "<table:table-header-rows>"
            + odt_row("<text:p>English</text:p>", "<text:p>Chinese</text:p>")
            + "</table:table-header-rows><table:table-rows>"
            + odt_row("<text:p>A <text:span>rule</text:span>.</text:p>", "<text:p>规则。</text:p>")
            + odt_row("<text:p>b<text:s/><text:s/>c</text:p><text:p>d</text:p>", nested)
            + odt_row(f"<text:p>e{note}</text:p>")
            + "</table:table-rows>"
        )
    )
    first, second, third = read_segments(path)
    assert (first.source, first.target, first.is_into_chinese) == ("A rule.", "规则。", True)
    assert (second.source, second.target) == ("b  c\nd", "甲\nx")
    # The table in the cell.
    assert (third.source, third.target) == ("甲", "x")


CUES = {
    "a.srt": "1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n",
    "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n\n00:03.000 --> 00:04.000\n{}\n",
}


@pytest.mark.parametrize("name", CUES)
def test_cues_with_both_languages_are_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    cues = "<i>改革</i>\n开放\nReform and\nopening up", "♪\n你好 WTO\n- Hello, WTO"
    path.write_text(CUES[name].format(*cues), encoding="utf-8")
    first, second = read_segments(path)
    assert (first.source, first.target) == ("改革开放", "Reform and opening up")
    assert (second.source, second.target) == ("你好 WTO", "- Hello, WTO")
    path.write_text(CUES[name].format("Hello\n你好", "Bye\n再见"), encoding="gb18030")
    first, second = read_segments(path, "gb18030")
    assert (first.source, second.target, first.is_into_chinese) == ("Hello", "再见", True)


@pytest.mark.parametrize("other", ["你好", "Hello", "♪"])
def test_cues_in_one_language_are_none(tmp_path: Path, other: str) -> None:
    path = tmp_path / "a.srt"
    path.write_text(CUES["a.srt"].format(other, other), encoding="utf-8")
    assert list(read_segments(path)) == []
    # What is written in the picture.
    more = CUES["a.srt"].format(other, "出口\nEXIT")
    path.write_text(CUES["a.srt"].format(other, other) + "\n" + more, encoding="utf-8")
    assert list(read_segments(path)) == []


def test_the_commands_on_subtitles(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text(
        CUES["a.srt"].format("这是规则。\nThis is the the rule.", "好\nGood"), encoding="utf-8"
    )
    code, out, err = run("check", str(path))
    assert (code, "[doubled-word]" in out) == (1, True)
    assert err.endswith("in 2 segments\n")
    assert run("memory", "import", str(path))[2].endswith("memory: 2 new\n")


def test_the_command(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write(path, [["The rule is new.", "这是这是新规则。"]])
    code, out, _ = run("check", str(path))
    assert (code, "[doubled-word]" in out) == (1, True)
    write(path, [["a", "b"]])
    assert run("check", str(path))[0] == 3
    path.write_bytes(b"PK")
    assert run("check", str(path))[0] == 3
