"""A base on PostgreSQL as commands name it, and ``glossary base copy``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import glossary
from tests.glossary.conftest import Run


def password_of(url: str) -> str:
    return str(re.findall(r":([^:/@]+)@", url)[0])


def test_commands_work_on_a_server(run: Run, postgres: str, tmp_path: Path) -> None:
    base = ("--base", postgres, "--no-builtin")
    done = [
        run(*base, *command)
        for command in (
            ("add", "裸官", "naked official", "--gloss", "a", "-v"),
            ("edit", "luoguan", "--gloss", "b"),
            ("memory", "add", "一。", "One."),
            ("history", "luoguan"),
            ("stats",),
            ("stats", "--json"),
            ("export", "terms.csv"),
            ("backup", "backup.db"),
        )
    ]
    assert [result.code for result in done] == [0] * len(done)
    assert all(password_of(postgres) not in result.out + result.err for result in done)
    (hit,) = json.loads(run(*base, "lookup", "luoguan", "--json").out)
    assert hit["concept"]["gloss"] == "b"
    (match,) = json.loads(run(*base, "memory", "search", "一。", "--json").out)
    assert match["target"] == "One."
    assert run("--base", "backup.db", "--no-builtin", "lookup", "裸官").code == 0


def test_the_environment_names_a_server(
    run: Run, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GLOSSARY_BASE", postgres)
    assert run("--no-builtin", "add", "裸官", "naked official").code == 0
    with glossary.open(postgres, builtin=False) as opened:
        assert [hit.concept.id for hit in opened.lookup("裸官")] == ["luoguan"]
        assert password_of(postgres) not in repr(opened)


def test_a_base_is_copied(run: Run, postgres: str) -> None:
    assert run("--base", "a.db", "add", "裸官", "naked official").code == 0
    done = run("base", "copy", "a.db", postgres)
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("a.db copied to postgresql://glossary@127.0.0.1:")
    assert "1 concept, 0 units, 1 change, 0 accounts, 0 tokens, 0 proposals" in done.err
    assert password_of(postgres) not in done.err
    assert run("base", "copy", postgres, "new/b.db").code == 0
    assert run("--base", "new/b.db", "--no-builtin", "lookup", "裸官").code == 0
    again = run("base", "copy", "a.db", postgres)
    assert again.code == 3
    assert "is not empty; name a new base" in again.err
    assert run("base", "copy", "none.db", "c.db").code == 3
    assert not Path("c.db").exists()


def test_an_address_where_a_file_is_wanted(run: Run) -> None:
    for command in ("import", "export", "find", "backup"):
        done = run(command, "postgresql://u:secret@h/x")
        assert done.code in (2, 3)
        assert "secret" not in done.out + done.err


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://127.0.0.1:1/x", "127.0.0.1:1/x: no server is running there"),
        ("postgresql://u:secret@host.invalid/x", "u@host.invalid/x: no such host; check the name"),
        ("postgresql://u:secret@@h/x", "not an address of a PostgreSQL database; write it as"),
        ("postgresql://u:secret/@h/x", "not an address of a PostgreSQL database; write it as"),
        ("postgresql://u:%zsecret@h/x", "not an address of a PostgreSQL database; write it as"),
        ("postgresql://u:a?secret=@h/x", "not an address of a PostgreSQL database; write it as"),
        ("postgresql://u:secret@[::1/x", "not an address of a PostgreSQL database; write it as"),
        ("postgresql+psycopg://u:secret@h/x", "not the name of a file, nor the address of a"),
        ("postgresql:/u:secret@h/x", "not the name of a file, nor the address of a database"),
        ("postgresql://u:secret@h/x?schema=$user", "'$user' is not a schema for a base; use"),
        ("postgresql://u:secret@h/x?connect_timeout=y", "that PostgreSQL does not know"),
        ("postgresql://u:secret@h/x?sslmode", "has parameters that cannot be read"),
        ("postgresql://u:secret@127.0.0.1/x?nonsense=1", "that PostgreSQL does not know"),
        ("postgres://u:secret@127.0.0.1:1/x", "postgresql://u@127.0.0.1:1/x: no server"),
    ],
)
def test_an_address_that_leads_nowhere(run: Run, address: str, message: str) -> None:
    pytest.importorskip("psycopg")
    done = run("--base", address, "lookup", "裸官")
    assert done.code == 3
    assert message in done.err
    assert len(done.err.splitlines()) == 1
    assert "secret" not in done.err
