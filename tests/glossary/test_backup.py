"""A backup is the base at one moment, taken while others write."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import glossary
from glossary import Glossary, InputError, NotFound
from termbase.store import accounts, sessions
from tests.contracts import SIMPLE
from tests.glossary.conftest import Run
from tests.processes import ROOT


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Glossary]:
    with glossary.open(tmp_path / "team.db", builtin=False) as opened:
        opened.put(SIMPLE)
        yield opened


def test_a_backup_has_all(team: Glossary, tmp_path: Path) -> None:
    store = team.termbase.required_own()
    accounts.create_account(store, "wang", accounts.Role.ADMIN)
    secret = sessions.open_session(store, "wang", timedelta(days=1))
    team.memory.add("一。", "One.")
    team.propose("luoguan", None)
    team.backup(tmp_path / "backup.db")
    assert {path.name for path in tmp_path.glob("backup.db*")} == {"backup.db"}
    team.remove("luoguan")
    # Restoring is copying.
    restored = tmp_path / "restored" / "team.db"
    restored.parent.mkdir()
    shutil.copyfile(tmp_path / "backup.db", restored)
    with glossary.open(restored, builtin=False) as again:
        assert list(again.termbase) == [SIMPLE]
        assert len(again.termbase.history("luoguan")) == 1
        assert [match.score for match in again.memory.search("一。")] == [100]
        assert sessions.session_of(again.termbase.required_own(), secret)
        again.decide(1, "accept")


def test_a_backup_replaces_an_older_one(team: Glossary, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    for gloss in ("first", "second"):
        team.edit("luoguan", gloss=gloss)
        team.backup(str(path))
    with glossary.open(path, builtin=False) as copy:
        assert copy.termbase["luoguan"].gloss == "second"
        with pytest.raises(InputError, match=r"backup\.db: a base that is in use, or was not"):
            team.backup(path)


def test_where_it_cannot_be_written(team: Glossary, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="would overwrite one of the inputs"):
        team.backup(tmp_path / "team.db")
    with pytest.raises(InputError, match="none"):
        team.backup(tmp_path / "none" / "backup.db")
    with glossary.open(builtin=False) as nothing, pytest.raises(NotFound, match="no base"):
        nothing.backup(tmp_path / "backup.db")
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"team.db"}
    team.put(SIMPLE)


def test_what_is_not_committed_is_not_in_it(team: Glossary, tmp_path: Path) -> None:
    with team.termbase.trial():
        team.edit("luoguan", gloss="tried")
        team.backup(tmp_path / "backup.db")
    with glossary.open(tmp_path / "backup.db", builtin=False) as copy:
        assert copy.termbase["luoguan"] == SIMPLE


# Each transaction writes the same number into all concepts, until the reader has gone.
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from termbase.store import Store
from tests.contracts import SIMPLE
store = Store(Path(sys.argv[1]))
for number in range(100_000):
    store.put([replace(SIMPLE, id=f"c{place}", gloss=str(number)) for place in range(20)])
    print(number, flush=True)
"""


def test_a_backup_while_another_process_writes(team: Glossary, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "team.db")],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdout
    try:
        for number in range(5):
            acknowledged = int(writer.stdout.readline())
            path = tmp_path / f"backup{number}.db"
            team.backup(path)
            with glossary.open(path, builtin=False) as copy:
                glosses = {it.gloss for it in copy.termbase if it.id != "luoguan"}
            assert len(glosses) == 1
            assert int(glosses.pop()) >= acknowledged
    finally:
        writer.kill()
        writer.communicate()


def test_on_the_command_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "backup.db"
    code, out, err = run("backup", str(path))
    assert (code, out) == (3, "")
    assert "no base of your own is open" in err
    assert not path.exists()
    run("--no-builtin", "add", "内卷", "involution")
    code, out, err = run("backup", str(path))
    assert (code, out) == (0, "")
    assert "backed up to" in err
    assert run("--base", str(path), "--no-builtin", "lookup", "内卷")[0] == 0
