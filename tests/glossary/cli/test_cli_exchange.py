"""``glossary import``, ``export`` and ``convert``, as a user calls them."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import glossary
from glossary import Glossary
from termbase.errors import InvalidConcept
from termbase.formats import parse
from tests.glossary.conftest import Run

TMX = """<tmx version="1.4"><header srclang="zh" adminlang="en" segtype="sentence" datatype="plaintext"
 creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="zh"><seg>会议召开。</seg></tuv><tuv xml:lang="en"><seg>The meeting was held.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>会议结束。</seg></tuv><tuv xml:lang="en"><seg>The meeting ended.</seg></tuv></tu>
</body></tmx>"""
DRY = "--dry-run: nothing was written\n"


def write(name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")


def test_import_tells_what_it_did(run: Run) -> None:
    write("a.csv", "simplified,english\n甲乙,first | number one\n丙丁,third\n")
    assert run("import", "a.csv") == (0, "", "a.csv: concepts: 2 new; terms: 5 new\n")
    report = "a.csv: concepts: 0 new, 2 unchanged; terms: 0 new, 5 unchanged\n"
    assert run("import", "a.csv") == (0, "", report)
    write("a.csv", "simplified,english,gloss\n甲乙,the first,A gloss.\n戊,,,x\n")
    skipped = "skipped: a.csv:3: 4 cells, but the header has 3\n"
    code, _, err = run("import", "a.csv", "--skip-bad")
    assert (code, err) == (
        0,
        f"{skipped}a.csv: concepts: 0 new, 1 merged, 1 skipped; terms: 1 new, 1 unchanged\n",
    )
    assert run("import", "a.csv", "--quiet", "--skip-bad") == (0, "", skipped)
    for name in ("out.json", "out.tsv", "out.csv"):
        assert run("export", name, "--no-builtin")[2].startswith("2 concepts written\n")
        expected = f"{name}: concepts: 2 new; terms: 6 new\n"
        assert run("import", name, "--base", f"{name}.db")[2] == expected
    concepts = json.loads(Path("out.json").read_text(encoding="utf-8"))["concepts"]
    assert [concept["id"] for concept in concepts] == ["bingding", "jiayi"]


def test_an_export_counts_what_is_written(run: Run) -> None:
    write("a.csv", "simplified,english\n甲乙,first\n无译,\n")
    run("import", "a.csv")
    for name in ("cedict", "weblate"):
        lost = f"not in {name}: whole concepts (1 concept)\n"
        expected = (0, "", f"1 concept written\n{lost}")
        assert run("export", "out.txt", "--format", name, "--no-builtin") == expected
    assert run("convert", "a.csv", "out.txt", "--to", "weblate") == expected
    write("a.csv", "simplified,english\n无译,\n")
    expected = (0, "", f"0 concepts written\n{lost}")
    assert run("convert", "a.csv", "out.txt", "--to", "weblate") == expected


def test_conflicts(run: Run) -> None:
    write("a.csv", "id,simplified,gloss\njia,甲,One.\n")
    write("b.csv", "id,simplified,gloss\njia,甲,Two.\nyi,乙,\n")
    run("import", "a.csv")
    code, out, err = run("import", "b.csv")
    message = (
        "glossary: b.csv:2: jia: gloss is “One.” in your base and “Two.” here; "
        "set on_conflict (--on-conflict) to ours, theirs or both\n"
    )
    assert (code, out, err) == (3, "", message)
    assert run("lookup", "乙", "--no-builtin")[0] == 1
    assert run("import", "--dry-run", "b.csv") == (3, "", message)
    report = "b.csv: concepts: 1 new, 1 {}; terms: 1 new, 1 unchanged; 1 conflict ({})\n"
    for policy, outcome, settled, words in [
        ("ours", "unchanged", "ours kept", "gloss kept"),
        ("theirs", "merged", "theirs taken", "gloss replaced"),
        (
            "both",
            "merged",
            "ours kept, theirs added to the notes",
            "gloss kept, value of the file added to the note",
        ),
    ]:
        assert run("import", "b.csv", "--dry-run", "--on-conflict", policy) == (
            0, f"{outcome} jia 甲: {words}\nnew yi 乙\n", report.format(outcome, settled) + DRY,
        )  # fmt: skip
    run("import", "b.csv", "--on-conflict", "both")
    (hit,) = json.loads(run("lookup", "甲", "--json", "--no-builtin")[1])
    assert hit["concept"]["gloss"] == "One."
    assert hit["concept"]["note"] == "[b.csv: gloss: Two.]"


def test_a_dry_run_tells_of_built_in_terms(run: Run) -> None:
    write("a.csv", "id,simplified,english\nluoguan,裸官,nude official\n")
    code, out, err = run("import", "--dry-run", "a.csv")
    changes = "+ term “nude official”, “naked official” no longer preferred"
    renderings = "裸官: renderings are now nude official, naked official"
    assert code == 0
    assert out.startswith(f"merged luoguan 裸官: {changes}, {renderings}")
    assert out.endswith("; the other 2 forms keep theirs\n")
    real = run("import", "a.csv")
    assert real[::2] == (0, err.removesuffix(DRY))
    (hit,) = json.loads(run("lookup", "luoguan", "--json", "-n", "1")[1])
    english = [term["text"] for term in hit["concept"]["terms"] if term["language"] == "en"]
    assert english[0] == "naked official"
    assert english[-1] == "nude official"
    assert run("import", "--dry-run", "a.csv", "--no-builtin")[1] == "unchanged luoguan 裸官\n"


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    write("a.csv", "simplified,english\n甲乙,first\n")
    write("b.csv", "simplified,english\n甲乙,second\n")
    write("m.tmx", TMX)
    write("n.tmx", TMX)
    files = sorted(tmp_path.iterdir())
    names = ("m.tmx", "a.csv", "n.tmx", "b.csv")
    report = (
        "a.csv: concepts: 1 new; terms: 2 new\n"
        "b.csv: concepts: 0 new, 1 merged; terms: 1 new, 1 unchanged\n"
    )
    code, out, err = run("import", "--dry-run", *names)
    assert (code, out) == (0, "new jiayi 甲乙\nmerged jiayi 甲乙: + term “second”\n")
    assert err.startswith(report)
    assert sorted(tmp_path.iterdir()) == files
    # Not in a base that is there, either.
    run("add", "丙", "third")
    run("memory", "add", "会议召开。", "The meeting was held.")
    before = Path("own.db").read_bytes()
    files = sorted(tmp_path.iterdir())
    trial = run("import", "--dry-run", *names)
    assert Path("own.db").read_bytes() == before
    assert sorted(tmp_path.iterdir()) == files
    code, out, err = run("import", *names)
    assert (code, out, err + DRY) == (0, "", trial[2])
    assert [line.partition("memory: ")[2] for line in err.splitlines()[2:]] == [
        "1 new, 1 already present", "0 new, 2 already present",
    ]  # fmt: skip
    assert Path("own.db").read_bytes() != before


def test_each_file_is_taken_over_whole_or_not_at_all(run: Run) -> None:
    write("a.csv", "simplified,english\n甲乙,first\n")
    write("b.csv", "simplified,english\n丙,second\n丁,,x\n")
    for arguments in (["a.csv", "b.csv", "c.csv"], ["--dry-run", "a.csv", "b.csv", "c.csv"]):
        code, _, err = run("import", *arguments, "--base", f"{len(arguments)}.db")
        assert code == 3
        assert err == (
            "a.csv: concepts: 1 new; terms: 2 new\n"
            "not imported either: c.csv\n"
            "glossary: b.csv:3: 3 cells, but the header has 2\n"
        )
    assert run("lookup", "甲乙", "--no-builtin", "--base", "3.db")[0] == 0
    assert run("lookup", "丙", "--no-builtin", "--base", "3.db")[0] == 1
    assert not Path("4.db").exists()


BAD = [
    ("missing.csv", None, "no such file"),
    ("folder.tbx", "folder", "a folder, not a file; name the files in it"),
    ("empty.csv", b"", "1: no header"),
    ("empty.tbx", b"", "1: not well-formed XML"),
    ("empty.json", b"", "1: not valid JSON"),
    ("empty.xlsx", b"", "not a workbook"),
    ("empty.tmx", b"", "1: not well-formed XML"),
    ("binary.csv", bytes(range(256)), "not a text"),
    ("binary.tbx", bytes(range(256)), "1: not well-formed XML"),
    ("binary.json", bytes(range(256)), "not a text"),
    ("binary.xlsx", bytes(range(256)), "not a workbook"),
    ("latin.csv", "simplified,english\n党委,déjà".encode("cp1252", "replace"), "in an encoding"),
    ("cut.tbx", b"<tbx>\n<text>", "2: not well-formed XML"),
    ("cut.tmx", TMX[:250].encode(), "3: not well-formed XML"),
    ("shape.json", b'{"terms": []}', "1: no terms; expected an object whose 'concepts' is a list"),
    ("shape2.json", b'[{"id": "a",\n"terms": {}}]', "1: concept 1: a: 'terms' is a list"),
    ("nameless.json", b'[{"zh": "x"}]', "concept 1: a concept without id: unknown field 'zh'"),
    ("other.docx", b"PK", "unknown suffix '.docx'"),
    ("old.xls", b"", ".xls is not read; save it as .xlsx or .csv"),
    ("packed.csv", gzip.compress("中文,English\n".encode(), mtime=0), "but a compressed file; give it the suffix"),
    ("book.csv", b"PK\x03\x04" + bytes(99), "but a compressed file; give it the suffix"),
]  # fmt: skip


@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
@pytest.mark.parametrize(("name", "content", "message"), BAD)
def test_bad_files(
    run: Run, name: str, content: bytes | str | None, message: str, dry_run: list[str]
) -> None:
    if content == "folder":
        Path(name).mkdir()
    elif isinstance(content, bytes):
        Path(name).write_bytes(content)
    code, out, err = run("import", *dry_run, name)
    assert (code, out) == (3, "")
    assert err.startswith(f"glossary: {name}:")
    assert message in err
    assert err.count("\n") == 1


def test_too_new_a_base(run: Run) -> None:
    import sqlite3

    run("add", "甲", "first")
    connection = sqlite3.connect("own.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    write("a.csv", "simplified,english\n甲,first\n")
    for options in ([], ["--dry-run"]):
        code, _, err = run("import", "a.csv", *options)
        assert code == 3
        assert "written by a later version" in err


def test_export_of_a_part(run: Run) -> None:
    write("a.csv", "simplified,english,subject,status,usage\n"
          "甲,first | prime,x,preferred | deprecated,official | media\n乙,second,y,,\n")  # fmt: skip
    run("import", "a.csv", "--no-builtin")

    def exported(*filters: str) -> list[list[str]]:
        assert run("export", "out.json", "--no-builtin", "--quiet", *filters) == (0, "", "")
        found = json.loads(Path("out.json").read_text(encoding="utf-8"))["concepts"]
        return [[term.get("text") or term["simplified"] for term in one["terms"]] for one in found]

    assert exported("--subject", "x") == [["甲", "first", "prime"]]
    assert exported("--subject", "x", "--subject", "y", "--usage", "official") == [["甲", "first"]]
    assert exported("--status", "preferred") == [["甲", "first"], ["乙", "second"]]
    # An empty export is reported, and leaves an existing file as it is.
    before = Path("out.json").read_bytes()
    code, out, err = run("export", "out.json", "--no-builtin", "--subject", "z")
    assert (code, out) == (1, "")
    assert err == (
        "glossary: no concept has the subject 'z'; subjects: x, y\n"
        "glossary: nothing to export; out.json is not written\n"
    )
    assert Path("out.json").read_bytes() == before
    code, _, err = run("export", "out.csv", "--no-builtin", "--subject", "z", "--subject", "x")
    assert code == 0
    assert err.startswith("glossary: no concept has the subject 'z'; subjects: x, y\n1 concept")
    assert run("export", "out.csv", "--no-builtin", "--usage", "academic")[0] == 1
    # All of a base without terms is a file without terms.
    assert run("export", "none.csv", "--no-builtin", "--base", "none.db")[0] == 0


def test_export_with_a_direction(run: Run) -> None:
    run("add", "甲乙", "first")
    assert run("export", "-", "--format", "omegat", "--no-builtin", "--direction", "en-zh")[1] == (
        "first\t甲乙\n"
    )
    code, _, err = run("export", "a.csv", "--direction", "en-zh")
    assert code == 2
    assert "csv has no direction; --direction is for omegat, deepl, google, azure, weblate" in err
    assert not Path("a.csv").exists()


def test_export_tells_what_is_lost(run: Run) -> None:
    run("add", "甲乙", "first", "--gloss", "G.", "--no-builtin")
    err = run("export", "a.u8", "--no-builtin")[2]
    assert err.startswith("1 concept written\nnot in cedict: glosses (1 concept)\n")
    assert run("export", "a.u8", "--no-builtin", "--quiet") == (0, "", "")
    assert run("export", "none/a.csv")[::2] == (
        3, "glossary: none/a.csv: cannot be written: its folder does not exist; create it first\n",
    )  # fmt: skip


def test_a_workbook_on_standard_output(tmp_path: Path) -> None:
    environment = {**os.environ, "GLOSSARY_BASE": str(tmp_path / "own.db")}
    command = [sys.executable, "-m", "glossary"]
    subprocess.run([*command, "add", "甲乙", "first"], check=True, env=environment)
    export = [*command, "export", "-", "--format", "xlsx", "--no-builtin"]
    data = subprocess.run(export, capture_output=True, check=True, env=environment).stdout
    (concept,) = parse(data, "xlsx", "x").concepts
    assert [term.text for term in concept.terms] == ["甲乙", "first"]
    # Nothing follows the end of a ZIP file.
    assert data[-22:].startswith(b"PK\5\6")


def test_convert(run: Run) -> None:
    write("a.csv", "simplified,english\n甲乙,first\n甲乙,second\n")
    assert run("convert", "a.csv", "a.json") == (0, "", "1 concept written\n")
    (concept,) = json.loads(Path("a.json").read_text(encoding="utf-8"))["concepts"]
    assert [term.get("text") for term in concept["terms"]] == [None, "first", "second"]
    write("a.csv", "simplified,gloss\n甲乙,A.\n甲乙,B.\n")
    assert run("convert", "a.csv", "a.json") == (0, "", "2 concepts written\n")
    assert not Path("own.db").exists()


_PO = 'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n\nmsgid "go\x0bod"\nmsgstr "好"\n'
_XLIFF = """<xliff version="1.2"><file original="a"{languages} datatype="plaintext"><body>
<trans-unit id="1"><source>会&#x1F;议</source><target>meeting</target></trans-unit>
</body></file></xliff>"""
_LANGUAGES = ' source-language="zh" target-language="en"'
_GLOSSARY = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh"
 trgLang="en"><file id="f"><unit id="u"><gls:glossary
 xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"><gls:glossEntry><gls:term>会&#x1F;议</gls:term>
<gls:translation>meeting</gls:translation></gls:glossEntry></gls:glossary>
<segment><source>x</source></segment></unit></file></xliff>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.po", _PO),
        ("c.tmx", TMX.replace("会议召开", "会&#x1F;议召开")),
        ("c.xlf", _XLIFF.format(languages=_LANGUAGES)),
        ("c.xlf", _GLOSSARY),
    ],
)
def test_files_of_units_can_be_cleaned_or_skipped(run: Run, name: str, text: str) -> None:
    write(name, text)
    code, _, err = run("import", name)
    assert (code, f"{name}:" in err, "--clean" in err) == (3, True, True)
    assert run("import", name, "--skip-bad")[0] == 0
    code, _, err = run("import", name, "--clean")
    assert (code, "1 new" in err or "1 already" in err or "2 new" in err) == (0, True)


def test_languages_of_a_file_that_names_none(run: Run) -> None:
    write("a.xlf", _XLIFF.format(languages="").replace("&#x1F;", ""))
    code, _, err = run("import", "a.xlf")
    assert (code, "--source-language" in err) == (3, True)
    options = ("--source-language", "zh", "--target-language", "en")
    assert "memory: 1 new" in run("import", "a.xlf", *options)[2]


@pytest.mark.parametrize("option", [["--split"], ["--map", "a=note"], ["--sheet", "x"]])
def test_options_of_tables_are_refused_for_units(run: Run, option: list[str]) -> None:
    write("a.tmx", TMX)
    code, _, err = run("import", "a.tmx", *option)
    assert (code, f"{option[0]} does not apply" in err) == (3, True)


@pytest.mark.parametrize("char", ["\0", "\ufffe", "\x01"])
@pytest.mark.parametrize(("suffix", "tab"), [("csv", ","), ("tsv", "\t")])
def test_a_control_character_in_a_cell(run: Run, char: str, suffix: str, tab: str) -> None:
    """A NUL made the file "not a text", whatever the options."""
    for command, head in (("import", "simplified"), ("memory import", "zh")):
        name = f"c.{suffix}"
        rows = [(head, "english", "note"), ("好", "good", f"a{char}b"), ("坏", "bad", "")]
        write(name, "".join(f"{tab.join(row)}\n" for row in rows))
        call = command.split()
        code, _, err = run(*call, name)
        assert (code, f"{name}:2: " in err, f"U+{ord(char):04X}" in err) == (3, True, True)
        assert "1 new" in run(*call, name, "--skip-bad")[2]
        code, _, err = run(*call, name, "--clean")
        assert (code, "1 new, 1" in err) == (0, True)


@pytest.mark.parametrize("char", ["\0", "\x01", "\x0b", "\ufffe", "\ud800"])
def test_control_characters_are_not_stored(run: Run, team: Glossary, char: str) -> None:
    message = rf"U\+{ord(char):04X}.*remove it"
    for chinese, english in ((f"甲{char}", "y"), ("甲", f"y{char}")):
        with pytest.raises(InvalidConcept, match=message):
            team.add(chinese, english)
    added = team.add("甲", "first")
    with pytest.raises(InvalidConcept, match=message):
        team.edit("甲", english=f"y{char}")
    with pytest.raises(InvalidConcept, match=message):
        team.edit("甲", note=f"y{char}")
    with pytest.raises(InvalidConcept, match=message):
        team.put(replace(added, note=f"y{char}"))
    if char != "\0":
        assert run("add", f"甲{char}", "y")[0] == 3
    assert list(team.termbase) == [added]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        yield opened
