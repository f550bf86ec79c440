"""The command line, as a user calls it."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from glossary.cli.application import cli
from tests.glossary.conftest import Run


def test_lookup(run: Run) -> None:
    code, out, _ = run("lookup", "luoguan")
    assert code == 0
    assert "裸官" in out
    assert "naked official" in out


@pytest.mark.parametrize("command", [("lookup", "naked\udcff"), ("add", "裸体", "naked\udcff")])
def test_arguments_that_are_not_text(run: Run, command: tuple[str, ...]) -> None:
    code, _, err = run(*command)
    assert code == 3
    assert r"naked\udcff" in err


def test_lookup_json_is_the_contract(run: Run) -> None:
    code, out, _ = run("lookup", "naked officials", "--json")
    assert code == 0
    first = json.loads(out)[0]
    assert set(first) == {"score", "matched", "concept"}
    assert first["matched"] == "naked official"
    assert first["concept"]["id"] == "luoguan"
    assert {
        "id",
        "subject",
        "kind",
        "gloss",
        "literal",
        "note",
        "terms",
        "sources",
        "related",
    } <= set(first["concept"])
    zh = first["concept"]["terms"][0]
    assert (zh["language"], zh["simplified"], zh["traditional"], zh["pinyin"]) == (
        "zh",
        "裸官",
        "裸官",
        "luǒguān",
    )


def test_lookup_nothing(run: Run) -> None:
    code, out, err = run("lookup", "qqqqqqqqq")
    assert (code, out) == (1, "")
    assert err == "glossary: nothing found for 'qqqqqqqqq'\n"


def test_options_before_and_after_the_name(run: Run) -> None:
    assert run("--no-builtin", "lookup", "luoguan").code == 1
    assert run("lookup", "luoguan", "--no-builtin").code == 1
    assert run("--base", "x.db", "add", "甲乙", "first").code == 0
    assert run("lookup", "甲乙", "--base", "x.db").code == 0
    assert run("lookup", "甲乙").code == 1


def test_add_edit_remove(run: Run) -> None:
    assert run("add", "測試詞", "test word", "trial term", "--gloss", "A test.").code == 0
    (hit,) = json.loads(run("lookup", "测试词", "--json", "--no-builtin").out)
    assert hit["concept"]["id"] == "ceshici"
    assert hit["concept"]["terms"][0] == {
        "language": "zh", "simplified": "测试词", "traditional": "測試詞", "pinyin": "cèshìcí",
        "status": "preferred", "usage": [], "generated": ["simplified", "pinyin"],
    }  # fmt: skip
    assert [t["status"] for t in hit["concept"]["terms"]] == ["preferred", "preferred", "admitted"]
    again = run("add", "测试词", "other")
    assert again.code == 3
    assert (
        again.err == "glossary: 测试词 is in your base already, as ceshici; edit ceshici instead\n"
    )
    assert (
        run("edit", "测试词", "--english", "trial term", "--literal", "measure-try word").code == 0
    )
    (hit,) = json.loads(run("lookup", "ceshici", "--json", "--no-builtin").out)
    assert hit["concept"]["literal"] == "measure-try word"
    assert hit["concept"]["gloss"] == "A test."
    assert [t["text"] for t in hit["concept"]["terms"][1:]] == ["trial term"]
    assert run("remove", "ceshici", "测试词").err == "ceshici removed\n"
    assert run("remove", "ceshici").code == 3


def test_own_terms_win(run: Run) -> None:
    added = run("add", "裸官", "stark official").err
    assert added.startswith("luoguan added, in place of the built-in one\n裸官 of luoguan: ")
    assert "renderings are now stark official, naked official" in added
    (hit, *_) = json.loads(run("lookup", "裸官", "--json").out)
    english = [t for t in hit["concept"]["terms"] if t["language"] == "en"]
    assert [(t["text"], t["status"]) for t in english[:2]] == [
        ("stark official", "preferred"), ("naked official", "admitted"),
    ]  # fmt: skip
    assert run("remove", "裸官").code == 0
    (hit, *_) = json.loads(run("lookup", "裸官", "--json").out)
    assert "stark official" not in [t.get("text") for t in hit["concept"]["terms"]]
    refused = run("remove", "裸官")
    assert (refused.code, refused.err) == (
        3,
        "glossary: luoguan is built in and cannot be removed; hide it with builtin=False (--no-builtin)\n",
    )


def test_edit_says_what_is_missing(run: Run) -> None:
    assert run("edit", "裸官").code == 2
    assert run("edit", "没有这个", "--gloss", "x").code == 3


def test_find(run: Run) -> None:
    Path("a.txt").write_text("打击裸官", encoding="utf-8")
    code, out, _ = run("find", "a.txt", "--json")
    assert code == 0
    (row,) = json.loads(out)
    assert (row["file"], row["start"], row["end"], row["text"], row["concept"]) == (
        "a.txt",
        2,
        4,
        "裸官",
        "luoguan",
    )
    assert "a.txt:2" in run("find", "a.txt").out
    Path("b.txt").write_text("nothing here", encoding="utf-8")
    assert run("find", "b.txt").code == 1
    assert json.loads(run("find", "b.txt", "--json").out) == []


def test_find_levels_and_explanations(run: Run) -> None:
    Path("a.txt").write_text("全国人大乡干部说，\n发展中国会议", encoding="utf-8")
    texts = {
        level: {row["text"] for row in json.loads(run("find", "a.txt", "--json", *option).out)}
        for level, option in {
            "strict": ("--level", "strict"),
            "balanced": (),
            "loose": ("--level", "loose", "--overlapping"),
        }.items()
    }
    assert texts["strict"] == {"全国人大"}
    assert texts["balanced"] == {"全国人大", "干部"}
    assert texts["balanced"] < texts["loose"]
    code, out, _ = run("find", "a.txt", "--explain")
    assert code == 0
    assert "a.txt:5  全国人大乡〔干部〕说，" in out
    assert re.search(r"a single character is left beside it; score 0\.\d\d, balanced asks", out)
    assert run("find", "a.txt", "--explain", "--json").code == 2
    assert run("find", "a.txt", "--level", "certain").code == 2


def test_find_reads_plain_text_piece_by_piece(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termbase.encoding._CHUNK", 50)
    monkeypatch.setattr("glossary.find.paragraphs._BLOCK", 20)
    Path("a.txt").write_text("中纪委通报。\n\n三名裸官。" * 30, encoding="gb18030")
    code, out, _ = run("find", "a.txt", "--json")
    rows = json.loads(out)
    assert code == 0
    assert [row["start"] for row in rows if row["text"] == "裸官"] == [
        10 + 13 * n for n in range(30)
    ]
    assert {row["text"] for row in rows} == {"中纪委", "通报", "裸官"}
    Path("b.txt").write_bytes("三名裸官。\n".encode() * 30 + b"\xff")
    code, out, err = run("find", "b.txt")
    assert code == 3
    assert "b.txt:31: not valid utf-8" in err


def test_standard_input(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "glossary", "find", "-", "--json"]
    environment = {**os.environ, "GLOSSARY_BASE": str(tmp_path / "own.db")}
    out = subprocess.run(
        command, input="裸官".encode(), capture_output=True, check=True, env=environment
    )
    assert json.loads(out.stdout)[0]["text"] == "裸官"


def test_annotate_formats_from_suffixes(run: Run) -> None:
    Path("a.txt").write_text("裸官\n", encoding="utf-8")
    for name, start in [
        ("a.html", "<!DOCTYPE html>"),
        ("a.md", "裸官[^zg-luoguan]"),
        ("a.json", "["),
    ]:
        code, out, err = run("annotate", "a.txt", "-o", name)
        assert (code, out, err) == (0, "", f"{name}\n")
        assert Path(name).read_text(encoding="utf-8").startswith(start)
    assert run("annotate", "a.txt").out.startswith("裸官[1]\n\n     term")
    assert run("annotate", "a.txt", "--to", "markdown").out.startswith("裸官[^zg-luoguan]\n")
    assert run("annotate", "a.txt", "-o", "a.xyz").code == 2
    assert run("annotate", "a.txt", "-o", "a.html", "--quiet").err == ""


def test_annotate_warns_of_a_page_that_may_block_our_script(run: Run) -> None:
    head = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    Path("own.html").write_text(f"<head>{head}</head><p>裸官</p>", encoding="utf-8")
    Path("text.txt").write_text("裸官\n", encoding="utf-8")
    result = run("annotate", "own.html", "-o", "out.html", "--quiet")
    assert result.code == 0
    assert result.err.startswith("glossary: own.html: its Content-Security-Policy may block")
    assert result.err.count("\n") == 1
    assert head in Path("out.html").read_text(encoding="utf-8")
    assert run("annotate", "text.txt", "-o", "text.html", "--quiet").err == ""


def test_annotate_several_into_a_folder(run: Run) -> None:
    Path("x").mkdir()
    for path in (Path("a.txt"), Path("x/a.txt"), Path("b.md")):
        path.write_text("裸官\n", encoding="utf-8")
    assert run("annotate", "a.txt", "x/a.txt", "b.md", "-o", "out").code == 0
    assert sorted(p.name for p in Path("out").iterdir()) == ["a-2.html", "a.html", "b.html"]
    assert run("annotate", "a.txt", "b.md", "--to", "html").code == 2


def test_annotate_never_overwrites_its_text(run: Run) -> None:
    Path("a.html").write_text("<p>裸官", encoding="utf-8")
    code, _, err = run("annotate", "a.html", "-o", "./a.html")
    assert (code, err) == (
        3,
        "glossary: a.html: would overwrite one of the inputs; name another output\n",
    )
    assert Path("a.html").read_text(encoding="utf-8") == "<p>裸官"


def test_html_keeps_its_encoding(run: Run) -> None:
    Path("a.html").write_bytes('<meta charset="gb2312"><p>打击裸官'.encode("gb2312"))
    assert run("annotate", "a.html", "-o", "b.html").code == 0
    page = Path("b.html").read_bytes()
    assert "裸" in page.decode("gb2312")
    assert "&#" in page.decode("gb2312")  # what GB 2312 lacks is still there


BAD_FILES = [
    ("missing.txt", None, "missing.txt: no such file"),
    ("folder.txt", "folder", "folder.txt: a folder, not a file; name the files in it"),
    (
        "binary.txt",
        bytes(range(256)) * 4,
        "binary.txt: not a text; if it is one, name its encoding (--encoding)",
    ),
    (
        "latin.txt",
        "d\xe9j\xe0 vu, na\xefve caf\xe9".encode("latin-1"),
        "latin.txt: in an encoding that cannot be determined",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
@pytest.mark.parametrize("command", ["find", "annotate"])
def test_bad_files(
    run: Run, command: str, name: str, content: bytes | str | None, message: str
) -> None:
    if content == "folder":
        Path(name).mkdir()
    elif isinstance(content, bytes):
        Path(name).write_bytes(content)
    code, out, err = run(command, name)
    assert (code, out) == (3, "")
    assert err.startswith(f"glossary: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_encodings(run: Run, encoding: str) -> None:
    text = (
        "中央紀委打擊裸官，全國人大開會。"
        if encoding == "big5"
        else "中央纪委打击裸官，全国人大开会。"
    )
    Path("a.txt").write_bytes(text.encode(encoding))
    rows = json.loads(run("find", "a.txt", "--json").out)
    assert "裸官" in [row["text"] for row in rows]
    named = json.loads(run("find", "a.txt", "--json", "--encoding", encoding).out)
    assert named == rows


def test_a_wrong_encoding_is_named(run: Run) -> None:
    Path("a.txt").write_bytes("a\n裸官".encode("gb18030"))
    code, _, err = run("find", "a.txt", "--encoding", "utf-8")
    assert (code, err) == (
        3,
        "glossary: a.txt:2: not valid utf-8 (at byte offset 2); correct it, or name another encoding (--encoding)\n",
    )
    code, _, err = run("find", "a.txt", "--encoding", "klingon")
    assert code == 3
    assert err.startswith("glossary: a.txt: unknown encoding 'klingon'; name its encoding")


BAD_TABLES = [
    ("german\nerste\n", "a.csv:1: no column 'simplified' or 'traditional' among: german; name it"),
    ("english\nfirst\n", "a.csv:1: no column 'simplified' or 'traditional'"),
    ("", "a.csv:1: no header; the first line names the columns: id"),
    ('simplified,english\n甲,"first\n', "a.csv:2: "),
]
# Tables that are read as far as they can be, and the line that says what was not.
DOUBTFUL_TABLES = [
    ("simplified,english\n甲,first\n乙\n", "a.csv: concepts: 2 new; terms: 3 new"),
    ("simplified,english\n,first\n", "a.csv: dropped: 1 × rows without a Chinese term"),
    (
        "simplified,english,status\n甲,first,best\n",
        "warning: a.csv:2: invalid status 'best', read as 'admitted'; expected one of: preferred, admitted, deprecated, superseded",
    ),
]


@pytest.mark.parametrize(("content", "message"), DOUBTFUL_TABLES)
def test_doubtful_tables(run: Run, content: str, message: str) -> None:
    Path("a.csv").write_text(content, encoding="utf-8")
    code, out, err = run("import", "a.csv")
    assert (code, out) == (0, "")
    assert err.splitlines()[0] == message


def test_headings_of_ones_own(run: Run) -> None:
    Path("a.csv").write_text("Wort;Deutsch;Kunde\n裸官;nackt;A\n", encoding="utf-8")
    code, out, err = run("import", "a.csv", "--map", "Wort=simplified", "--map", "Kunde=")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "a.csv: dropped: 1 × column 'Kunde'",
        "a.csv: passed through, for export to the same format only: Deutsch (1)",
        "a.csv: concepts: 0 new, 1 merged; terms: 0 new, 1 unchanged",
    ]
    assert (
        run("export", "-", "--format", "csv", "--no-builtin")
        .out.splitlines()[0]
        .endswith(",Deutsch")
    )
    assert run("convert", "a.csv", "b.json", "--map", "Wort").code == 2
    assert run("convert", "a.csv", "b.json", "--map", "Word=simplified").code == 3
    assert not Path("b.json").exists()
    assert run("convert", "a.csv", "b.json", "--map", "Wort=simplified").code == 0


@pytest.mark.parametrize(("content", "message"), BAD_TABLES)
def test_bad_tables(run: Run, content: str, message: str) -> None:
    Path("a.csv").write_text(content, encoding="utf-8")
    code, out, err = run("import", "a.csv")
    assert (code, out) == (3, "")
    assert err.startswith(f"glossary: {message}")
    assert err.count("\n") == 1
    assert run("lookup", "甲", "--no-builtin").code == 1
    assert run("validate", "a.csv").code == 3


def test_bad_bases(run: Run, tmp_path: Path) -> None:
    (tmp_path / "corrupt.db").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    with sqlite3.connect(tmp_path / "foreign.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    assert run("add", "甲", "first", "--base", "new.db").code == 0
    newer = sqlite3.connect(tmp_path / "new.db")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    (tmp_path / "folder").mkdir()
    for name, message in [
        ("corrupt.db", "not a base, or damaged"),
        ("foreign.db", "an SQLite file of another program, not a base"),
        ("new.db", "written by a later version of zh-en-glossary (schema 99"),
        ("folder", "a folder, not a base; name a file"),
    ]:
        code, out, err = run("lookup", "luoguan", "--base", name)
        assert (code, out) == (3, "")
        assert err.startswith(f"glossary: {name}: {message}")
        assert err.count("\n") == 1


def test_validate_finds(run: Run) -> None:
    Path("a.csv").write_text(
        "simplified,pinyin,english,gloss\n裸官,luóguān,naked official,A thing.\n", encoding="utf-8"
    )
    code, out, err = run("validate", "a.csv")
    assert (code, err) == (1, "1 concept, 1 problem\n")
    assert re.match(
        r"reading: luoguan: 裸官: luó is not a reading of 裸; expected one of: luǒ", out
    )


def test_validate_counts_codes(run: Run) -> None:
    rows = "".join(f"甲{chr(0x4E00 + n)},a {n}\n" for n in range(30))
    Path("a.csv").write_text(f"simplified,english\n{rows}", encoding="utf-8")
    code, out, err = run("validate", "a.csv")
    assert (code, len(out.splitlines())) == (1, 30)
    assert err == "no-gloss 30\n30 concepts, 30 problems\n"
    assert run("validate", "a.csv", "--summary").out == "no-gloss: 30\n"
    Path("a.csv").write_text("simplified,english\n甲乙,a\n", encoding="utf-8")
    assert run("validate", "a.csv").err == "1 concept, 1 problem\n"


def test_validate_lists_what_is_stale(run: Run) -> None:
    for name, as_of in [("old", "2019-05"), ("new", "2999"), ("timeless", "")]:
        Path(f"{name}.json").write_text(
            json.dumps({"concepts": [_dated(name, as_of)]}), encoding="utf-8"
        )
        assert run("--base", "own.db", "import", f"{name}.json").code == 0
    base = ("--base", "own.db", "--no-builtin", "validate", "--stale")
    assert run(*base) == (1, "2019-05\told\tWho holds old.\n", "1 concept\n")
    assert run(*base, "--max-age", "99999") == (0, "", "0 concepts\n")
    code, _, err = run("validate", "--stale", "old.json")
    assert code == 2
    assert "leave the file out" in err


def _dated(name: str, as_of: str) -> dict[str, object]:
    terms = [{"language": "zh", "simplified": "职务"}, {"language": "en", "text": name}]
    dated = {"as_of": as_of} if as_of else {}
    return {"id": name, "subject": "", "gloss": f"Who holds {name}.", "terms": terms, **dated}


def test_validate_refuses(run: Run) -> None:
    text = '<tmx version="1.4"><header/>\n<body>\n<tu/></body></tmx>'
    Path("a.tmx").write_text(text, encoding="utf-8")
    code, out, err = run("validate", "a.tmx")
    assert (code, err) == (3, "8 problems\n")
    lines = out.splitlines()
    assert (
        "missing-attribute: a.tmx:1: missing attribute srclang of <header> (TMX 1.4, <header>)"
        in lines
    )
    assert lines[-1].startswith("missing-element: a.tmx:3: <tu> is incomplete; expected: <note>")
    assert run("validate", "a.tmx", "--quiet").err == ""
    # What breaks the rules may still be read.
    text = text.replace(
        "<tu/>", '<tu><tuv lang="zh"><seg>国</seg></tuv><tuv lang="en"><seg>c</seg></tuv></tu>'
    )
    Path("a.tmx").write_text(text, encoding="utf-8")
    assert run("validate", "a.tmx").code == 3
    assert run("memory", "import", "a.tmx").code == 0
    Path("a.csv").write_text('simplified,english\n甲,"x\n', encoding="utf-8")
    code, out, err = run("validate", "a.csv")
    assert (code, err) == (3, "1 problem\n")
    assert re.match(r"[a-z-]+: a\.csv:2: ", out)


def test_validate_finds_nothing(run: Run) -> None:
    run("memory", "add", "甲乙", "first")
    run("memory", "export", "a.tmx")
    assert run("validate", "a.tmx") == (0, "", "0 problems\n")
    Path("a.srx").write_text("<srx/>", encoding="utf-8")
    code, _, err = run("validate", "a.srx")
    assert code == 3
    assert err.startswith("glossary: a.srx: unknown suffix '.srx'; name the format, one of: ")
    Path("b.xml").write_bytes(Path("a.tmx").read_bytes())
    assert run("validate", "b.xml", "--format", "tmx").code == 0


def test_stats(run: Run) -> None:
    run("add", "甲乙", "first", "--subject", "test")
    code, out, _ = run("stats")
    assert code == 0
    assert re.search(r"^test +1 +1 +1 +1$", out, re.MULTILINE)
    rows = re.findall(r"^(\S+) +([\d,]+) +([\d,]+) +[\d,]+ +[\d,]+$", out, re.MULTILINE)
    all_concepts = {name: int(count.replace(",", "")) for name, count, _ in rows}
    levels = ["(none)", *"12345"]
    assert sum(all_concepts[level] for level in levels) == all_concepts["all"]
    assert [own for name, _, own in rows if name in levels] == ["1", *"00000"]


def test_usage_errors(run: Run) -> None:
    assert run("nonsense").code == 2
    assert run("lookup").code == 2
    assert run("annotate").code == 2
    assert run("lookup", "x", "-n", "0").code == 2


def test_a_reader_that_stops_reading(tmp_path: Path) -> None:
    if not shutil.which("head"):
        pytest.skip("no head on this machine")
    (tmp_path / "a.txt").write_text("裸官 " * 50_000, encoding="utf-8")
    command = f"{sys.executable} -m glossary annotate a.txt | head -c 10"
    out = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=True)
    assert out.stderr == b""


def test_no_colour_in_a_pipe(run: Run) -> None:
    Path("a.txt").write_text("裸官", encoding="utf-8")
    assert "\x1b" not in run("annotate", "a.txt").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base", "x.db", "memory", "search", "甲乙到了。"),
        ("memory", "--base", "x.db", "search", "甲乙到了。"),
        ("memory", "search", "--base", "x.db", "甲乙到了。"),
        ("memory", "search", "甲乙到了。", "--base", "x.db"),
    ],
)
def test_shared_options_at_every_level(run: Run, arguments: tuple[str, ...]) -> None:
    run("memory", "add", "甲乙到了。", "The first came.", "--base", "x.db")
    code, out, _ = run(*arguments)
    assert code == 0
    assert "The first came." in out
    assert run("memory", "--quiet", "add", "a", "b").err == ""
    assert run("memory", "--no-builtin", "concordance", "裸官").out == ""


@pytest.mark.parametrize("option", ["-o", "--output", "--out"])
def test_output_has_one_spelling(run: Run, option: str) -> None:
    Path("a.txt").write_text("裸官。\n", encoding="utf-8")
    Path("b.txt").write_text("Naked officials.\n", encoding="utf-8")
    assert run("annotate", "a.txt", option, "a.html").code == 0
    assert run("memory", "align", "a.txt", "b.txt", option, "a.tmx").code == 0
    assert run("memory", "pretranslate", "a.txt", option, "a.tsv").code in (0, 1)
    for name in ("a.html", "a.tmx", "a.tsv"):
        assert Path(name).stat().st_size
    for command in (["annotate"], ["memory", "align"], ["memory", "pretranslate"]):
        assert "-o, --output PATH" in run(*command, "--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "a.xyz"),
        ("convert", "a.csv", "a.xyz"),
        ("annotate", "a.txt", "-o", "a.xyz"),
        ("memory", "export", "a.xyz"),
        ("memory", "align", "a.txt", "a.txt", "-o", "a.xyz"),
    ],
)
def test_an_unknown_suffix_of_an_output_is_wrong_usage(
    run: Run, arguments: tuple[str, ...]
) -> None:
    Path("a.txt").write_text("裸官。\n", encoding="utf-8")
    Path("a.csv").write_text("simplified,english\n甲,first\n", encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "a.xyz" in err
    assert not Path("a.xyz").exists()
    assert not Path("own.db").exists()


def test_verbose_shows_the_log(run: Run) -> None:
    Path("a.csv").write_text("simplified,english\n甲,first\n", encoding="utf-8")
    assert "glossary.exchange: a.csv: 1 concepts, 0 problems\n" in run("import", "a.csv", "-v").err
    assert "glossary.exchange" not in run("import", "a.csv").err


def test_stats_as_json(run: Run) -> None:
    run("add", "甲乙", "first", "--subject", "x")
    stats = json.loads(run("stats", "--json", "--no-builtin").out)
    counts = {"concepts": 1, "own": 1, "chinese": 1, "english": 1}
    assert (stats["total"], stats["subjects"]) == (counts, {"x": counts})
    assert stats["levels"] == {"0": counts}
    assert re.fullmatch(r"[0-9a-f]{8}", stats["signature"]["data"])
    shown = run("stats", "--no-builtin").out
    assert f"data {stats['signature']['data']}" in shown


def _commands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)


def test_every_option_has_a_help_text_that_is_no_fragment() -> None:
    """One has to know the command to read "How many." or "Anything else."."""
    for command in _commands(cli):
        for option in command.params:
            if isinstance(option, click.Option):
                text = option.help or ""
                assert len(text.split()) > 1, (command.name, option.name)
                assert not re.match(r"Its |It |What |Who |Which |How |Anything ", text), text
                assert "not to be" not in text


def test_positions_have_a_heading(run: Run, tmp_path: Path) -> None:
    Path("a.txt").write_text("裸官", encoding="utf-8")
    assert run("find", "a.txt").out.startswith("position ")


def test_add_refuses_and_warns(run: Run) -> None:
    refused = run("add", "foo", "bar")
    assert refused.code == 3
    assert refused.err == (
        "glossary: 'foo' has no Chinese characters; the Chinese term comes first\n"
    )
    refused = run("add", "草坪班子", "amateur troupe", "--pinyin", "zzz9")
    assert refused.code == 3
    assert "'zzz9' is not the pinyin of 草坪班子; expected as in 'cǎopíng bānzi'" in refused.err
    doubtful = run("add", "草坪班子", "amateur troupe", "--pinyin", "caoping banzi")
    assert doubtful.code == 0
    assert "warning: caopingbanzi: 草坪班子: caoping banzi: cao has no tone mark" in doubtful.err
    assert run("add", "裸体官", "bare official").err == "luotiguan added\n"
