"""No command destroys what it reads; none that only reads creates anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from tests.glossary.conftest import Run
from tests.slow import SLOW


def write(**texts: str) -> None:
    for name, text in texts.items():
        Path(name.replace("_", ".")).write_text(text, encoding="utf-8")


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.md", "a.html", "-o", "."),
        ("a.html", "a.md", "-o", "."),
        ("a.md", "a.html", "b.txt", "-o", "."),
        ("b.txt", "b.md", "--to", "markdown", "-o", "."),
        ("x/c.txt", "c.html", "-o", "."),
        ("a.html", "-o", "./a.html"),
        ("a.html", "-o", "link.html"),
        ("a.html", "-o", "hard.html"),
        ("b.txt", "link.md", "-o", "x", "--to", "html"),
        ("a.md", "-o", "own.db", "--to", "html"),
    ],
)
def test_annotate_never_overwrites_an_input(run: Run, arguments: tuple[str, ...]) -> None:
    write(a_md="裸官\n", a_html="<p>裸官", b_txt="裸官\n", b_md="裸官\n", c_html="<p>裸官")
    Path("x").mkdir()
    Path("x/c.txt").write_text("裸官\n", encoding="utf-8")
    Path("link.html").symlink_to("a.html")
    Path("hard.html").hardlink_to("a.html")
    # Two outputs in the folder are one file.
    Path("link.md").symlink_to("a.md")
    Path("x/b.html").write_text("old", encoding="utf-8")
    Path("x/link.html").symlink_to("b.html")
    run("add", "甲乙", "first")
    before = contents()
    code, out, err = run("annotate", *arguments)
    assert (code, out) == (3, "")
    assert err.endswith("; name another output\n")
    assert err.count("\n") == 1
    assert contents() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "own.db", "--format", "csv"),
        ("export", "link.csv"),
        ("memory", "export", "link.tmx"),
        ("memory", "align", "a.txt", "a.txt", "-o", "link.tmx"),
        ("memory", "align", "a.tsv", "b.tsv", "-o", "b.tsv"),
        ("memory", "pretranslate", "a.txt", "-o", "a.txt"),
        ("memory", "pretranslate", "a.txt", "-o", "own.db"),
        ("convert", "a.csv", "a.csv"),
        ("convert", "a.csv", "copy.csv", "--to", "tsv"),
    ],
)
def test_no_command_overwrites_its_base_or_input(run: Run, arguments: tuple[str, ...]) -> None:
    write(a_txt="裸官。\n", a_tsv="裸官。\n", b_tsv="裸官。\n", a_csv="simplified,english\n甲,b\n")
    run("add", "甲乙", "first")
    for name, target in {"link.csv": "own.db", "link.tmx": "own.db", "copy.csv": "a.csv"}.items():
        Path(name).symlink_to(target)
    before = contents()
    code, out, err = run(*arguments)
    assert (code, out) == (3, "")
    assert err.endswith("; name another output\n")
    assert contents() == before
    assert run("lookup", "甲乙", "--no-builtin").code == 0


def test_the_library_refuses_the_same(tmp_path: Path) -> None:
    with glossary.open(tmp_path / "team.csv", builtin=False) as g:
        g.add("甲乙", "first")
        with pytest.raises(glossary.InputError, match="would overwrite one of the inputs"):
            g.export(tmp_path / "team.csv")
        table = tmp_path / "a.csv"
        table.write_text("simplified,english\n甲,b\n", encoding="utf-8")
        with pytest.raises(glossary.InputError, match="would overwrite one of the inputs"):
            g.convert(table, tmp_path / "x" / ".." / "a.csv" if os.name == "nt" else table)
        assert g.lookup("甲乙")


READING = [
    "lookup 裸官", "find a.txt", "annotate a.txt", "stats --no-builtin",
    "validate --no-builtin", "validate a.csv",
    "export - --format csv --no-builtin", "convert a.csv - --to tsv", "memory search 裸官", "memory stats",
    "memory concordance 裸官", "memory export -", "memory pretranslate a.txt",
    "memory align a.txt en.txt", "import --dry-run a.csv", "remove 没有", "lookup 裸官 --json",
]  # fmt: skip


@pytest.mark.parametrize("base", ["", "--base typo.db"])
@pytest.mark.parametrize("command", READING)
def test_reading_creates_nothing(run: Run, command: str, base: str) -> None:
    write(a_txt="裸官。\n", en_txt="Naked officials.\n", a_csv="simplified,english\n甲,b\n")
    before = sorted(Path().rglob("*"))
    code, _, err = run(*command.split(), *base.split())
    assert code in ((3,) if command.startswith("remove") else (0, 1))
    assert sorted(Path().rglob("*")) == before
    if base and not command.startswith(("convert", "validate a.csv", "import")):
        assert f"{base.split()[1]}: no base here yet\n" in err
        assert "no base" not in run(*command.split(), *base.split(), "--quiet").err.replace(
            "no base of", ""
        )


@pytest.mark.parametrize("name", ["a.tmx", "a.tbx", "a.csv", "a.json", "a.xlsx"])
def test_pretranslate_takes_texts_and_bilingual_files(run: Run, name: str) -> None:
    Path(name).write_text("<tmx", encoding="utf-8")
    code, out, err = run("memory", "pretranslate", name)
    assert (code, out) == (3, "")
    assert err.startswith(f"glossary: {name}: a file of terms or units, not a text to translate;")


@pytest.mark.parametrize("option", [("--containing", ""), ("--origin", "")])
def test_an_empty_selection_deletes_nothing(run: Run, option: tuple[str, str]) -> None:
    run("memory", "add", "甲乙到了。", "The first came.")
    assert run("memory", "delete", *option).code == 2
    assert run("memory", "search", "甲乙到了。").code == 0


@pytest.mark.parametrize("base", [":memory:", "file:x?mode=memory"])
def test_a_base_in_memory_is_refused(run: Run, base: str) -> None:
    code, _, err = run("add", "甲乙", "first", "--base", base)
    assert code == 3
    assert err.startswith(f"glossary: '{base}' is not a file name;")


def processes(*commands: list[str]) -> list[tuple[int, str]]:
    """Run commands at the same time."""
    started = [
        subprocess.Popen([sys.executable, "-m", "glossary", *command], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, text=True)
        for command in commands
    ]  # fmt: skip
    return [(process.wait(), process.communicate()[1]) for process in started]


@SLOW
def test_concurrent_changes_are_all_kept(run: Run, tmp_path: Path) -> None:
    options = ["--no-builtin", "--base", "own.db"]
    homophones = ["是事", "实施", "试试", "实时"]
    done = processes(*([*options, "add", text, "x"] for text in homophones))
    assert [code for code, _ in done] == [0, 0, 0, 0]
    with glossary.open("own.db", builtin=False) as g:
        assert {c.chinese[0].text for c in g.termbase} == set(homophones)
        first = g.lookup("实施")[0].concept.id
    done = processes(
        *([*options, "edit", first, f"--{name}", name] for name in ("gloss", "note", "literal"))
    )
    assert [code for code, _ in done] == [0, 0, 0]
    with glossary.open("own.db", builtin=False) as g:
        concept = g.termbase[first]
        assert (concept.gloss, concept.note, concept.literal) == ("gloss", "note", "literal")
    # The same term twice: one is added, the other refused.
    done = processes([*options, "add", "新词", "one"], [*options, "add", "新词", "two"])
    assert sorted(code for code, _ in done) == [0, 3]
    assert any("is in your base already" in err for _, err in done)


def test_names_with_markup_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets in a name are not markup of the progress bar."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    Path("[").mkdir()
    rows = "".join(f"甲{n},first {n}\n" for n in range(300))
    Path("[/x].csv").write_text(f"simplified,english\n{rows}", encoding="utf-8")
    assert run("import", "[/x].csv").code == 0


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_files_of_sqlite_beside_the_base_are_no_outputs(run: Run, suffix: str) -> None:
    assert run("add", "甲乙", "first").code == 0
    result = run("export", "--format", "csv", f"own.db{suffix}")
    assert result.code == 3
    assert "is your base; name another output" in result.err
