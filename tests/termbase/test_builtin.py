"""The built-in terms: compiled once, and again when their inputs change."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from glossary.cli.application import run
from termbase import builtin
from termbase.builtin import open_builtin, rows
from termbase.derived import Announcement
from termbase.errors import Conflict, ContentError, Error, NotFound
from termbase.model.concept import Cues
from termbase.store.keys import KeyKind
from termbase.termbase import Termbase

TERMS = '[luoguan]\nzh = [{ simplified = "裸官", traditional = "裸官", pinyin = "luǒguān" }]\nen = [{ text = "naked official" }]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of terms, and an empty cache."""
    terms = tmp_path / "terms"
    terms.mkdir()
    (terms / "corruption.toml").write_text(TERMS, encoding="utf-8")
    monkeypatch.setattr(builtin, "FOLDER", terms)
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "cache"))
    return terms


def compiled(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache").glob("builtin-*"))


def test_compiled_once(folder: Path) -> None:
    with open_builtin() as store:
        (concept,) = store
        assert concept.subject == "corruption"
        assert [term.status for term in concept.terms] == ["preferred", "preferred"]
    (path,) = compiled(folder)
    before = path.stat()
    open_builtin().close()
    assert path.stat() == before
    assert [p.suffix for p in compiled(folder)] == [".db"]


def test_compiled_anew_when_the_content_changes(folder: Path) -> None:
    open_builtin().close()
    (folder / "corruption.toml").write_text(TERMS.replace("naked", "bare"), encoding="utf-8")
    with open_builtin() as store:
        assert next(iter(store)).english[0].text == "bare official"


def test_compiled_anew_when_a_change_keeps_the_length(folder: Path) -> None:
    open_builtin().close()
    path = folder / "corruption.toml"
    times = path.stat()
    path.write_text(TERMS.replace("naked", "nuked"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with open_builtin() as store:
        assert next(iter(store)).english[0].text == "nuked official"


def test_compiled_anew_when_the_compiler_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_builtin().close()
    monkeypatch.setattr(builtin, "source_of", lambda *_: [b"another schema"])
    open_builtin().close()
    monkeypatch.setattr(builtin, "version_of", lambda package: f"{package} 99")
    open_builtin().close()
    assert len(compiled(folder)) == 3


def test_an_installed_package_has_the_rows_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They make the same base, whatever library would derive others."""
    (folder / "corruption.toml").write_text(
        TERMS.replace('official" }', 'officials", cues = { support = ["@china"] } }'),
        encoding="utf-8",
    )
    (folder / "cues.toml").write_text('china = ["China", "Mao"]\n', encoding="utf-8")
    installed = tmp_path / "installed"
    installed.mkdir()
    rows.write(builtin.authored_rows(), installed / builtin.ROWS)
    assert rows.read(installed / builtin.ROWS) == builtin.authored_rows()
    with open_builtin() as store:
        monkeypatch.setattr(builtin, "FOLDER", installed)
        monkeypatch.setattr(builtin, "version_of", lambda package: f"{package} 99")
        with open_builtin() as other:
            assert other.database.address != store.database.address
            assert list(other) == list(store)
            for table in ("form", "key", "lemma", "cue_group"):
                query = f"SELECT * FROM {table}"
                assert other.database.rows(query) == store.database.rows(query)
            (hit,) = other.keys_containing("official", KeyKind.ENGLISH)
            assert hit.text == "naked official"
    monkeypatch.setattr(builtin, "version_of", lambda package: f"{package} 100")
    open_builtin().close()
    assert len(compiled(folder)) == 2


def test_rows_that_are_damaged(folder: Path) -> None:
    path = folder / builtin.ROWS
    path.write_bytes(b"\xfd7zXZ\0 damaged")
    with pytest.raises(Error, match=r"rows\.xz: damaged; install it again"):
        open_builtin()
    assert compiled(folder) == []


def test_the_command_announces_that_it_compiles(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The command changes it.
    monkeypatch.setattr(Announcement, "show", None)

    def announced(*options: str) -> str:
        monkeypatch.setattr(sys, "argv", ["glossary", "lookup", "luoguan", "--json", *options])
        assert run() == 0
        out, err = capsys.readouterr()
        assert json.loads(out)
        return err

    assert announced() == "glossary: compiling the built-in terms (once; a few seconds)\n"
    assert announced() == ""
    compiled(folder)[0].unlink()
    assert announced("--quiet") == ""


def test_an_installation_that_cannot_be_written(tmp_path: Path) -> None:
    """A look-up works for a user who may write nowhere but the temporary folder."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(stat.S_IRUSR | stat.S_IXUSR)
    environment = {**os.environ, "GLOSSARY_CACHE": str(locked / "cache"), "HOME": str(locked)}
    run = [sys.executable, "-m", "glossary", "lookup", "luoguan"]
    assert (
        "裸官"
        in subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout
    )


def test_a_broken_file_of_terms_is_reported(folder: Path) -> None:
    from termbase.builtin.authored import read

    path = folder / "x.toml"
    path.write_text(
        '[a]\nzh = [{ simplified = "" }]\n\n[b]\ncolour = "red"\n\n["C D"]\n', encoding="utf-8"
    )
    with pytest.raises(ContentError) as raised:
        read(path, {})
    assert [(p.line, p.message.split(";")[0]) for p in raised.value.problems] == [
        (1, "term without text"), (4, "b: unknown field 'colour'"), (7, "'C D' is not an id: use lower-case letters, digits and single hyphens"),
    ]  # fmt: skip
    path.write_text("[a\n", encoding="utf-8")
    with pytest.raises(ContentError, match="line 1"):
        read(path, {})


def test_groups_of_cues(folder: Path) -> None:
    """A term names a group; the file of groups is none of terms, and the cache depends on it."""
    (folder / "corruption.toml").write_text(
        TERMS.replace('official" }', 'official", cues = { support = ["@china", "Mao"] } }'),
        encoding="utf-8",
    )
    (folder / "cues.toml").write_text('china = ["China", "Mao"]\n', encoding="utf-8")
    with open_builtin() as store:
        (concept,) = store
    assert concept.english[0].cues == Cues(("China", "Mao"))
    (folder / "cues.toml").write_text('china = ["PRC"]\n', encoding="utf-8")
    with open_builtin() as store:
        assert next(iter(store)).english[0].cues == Cues(("PRC", "Mao"))
    (folder / "cues.toml").unlink()
    with pytest.raises(
        ContentError, match=r"corruption\.toml:1: luoguan: no group of cues '@china'"
    ):
        open_builtin()


def test_the_word_for_names_that_every_polity_has_stays(folder: Path) -> None:
    (folder / "corruption.toml").write_text(
        TERMS.replace('official" }', 'official", cues = { against = ["@polity", "Mao"] } }'),
        encoding="utf-8",
    )
    with open_builtin() as store:
        (concept,) = store
    assert concept.english[0].cues == Cues((), ("@polity", "Mao"))


def test_built_in_terms_stay(folder: Path, tmp_path: Path) -> None:
    termbase = Termbase.open(tmp_path / "own.db")
    with pytest.raises(Conflict, match="built in"):
        termbase.remove(["luoguan"])
    with pytest.raises(NotFound):
        termbase.remove(["nothing"])
    termbase.close()
    alone = Termbase.open()
    with pytest.raises(NotFound, match="no base of your own is open"):
        alone.put([])
    alone.close()
    assert folder.exists()


def test_an_id_in_two_files_is_refused_with_both_places(folder: Path) -> None:
    (folder / "economy.toml").write_text("# Economy\n\n" + TERMS, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        open_builtin()
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("duplicate-id", 3)
    assert "economy.toml" in str(problem)
    assert "also in corruption.toml" in str(problem)
    assert compiled(folder) == []


@pytest.mark.parametrize(
    ("simplified", "traditional", "given", "expected"),
    [
        ("保卫群众", "保衛群眾", "", "保衞羣眾"),
        ("摸着石头过河", "摸著石頭過河", "", "摸着石頭過河"),
        ("名著", "名著", "", ""),
        ("香港电台", "香港電台", "", ""),
        ("主席台", "主席臺", "", "主席台"),
        ("内卷", "內捲", "內卷", "內卷"),
        ("户口", "戶口", "戶口", "戶口"),
    ],
)
def test_forms_of_hong_kong_by_rule(
    folder: Path, simplified: str, traditional: str, given: str, expected: str
) -> None:
    exception = f', hong_kong = "{given}"' if given else ""
    (folder / "corruption.toml").write_text(
        f'[a]\nzh = [{{ simplified = "{simplified}", traditional = "{traditional}"{exception} }}]\n',
        encoding="utf-8",
    )
    with open_builtin() as store:
        (concept,) = store
    assert concept.chinese[0].hong_kong == expected
