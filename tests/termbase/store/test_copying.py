"""Copying whole bases, from either kind into either kind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from termbase import Concept, Language, Term, written_by
from termbase.errors import Conflict, Error, InputError
from termbase.memory import Memory
from termbase.store import Store, accounts, proposals, sessions, tokens
from termbase.store.accounts import Role
from termbase.store.address import Address, read_address
from termbase.store.backup import back_up, copy_base
from termbase.store.copying import TABLES
from termbase.store.keys import KeyKind
from termbase.store.opening import open_database
from tests.contracts import SIMPLE
from tests.postgres import Server
from tests.strategies import bases

DAY = timedelta(days=1)
ODD = Term(Language.CHINESE, "𠮷国", pinyin="jí guó"), Term(Language.ENGLISH, "Z%s :name? 'a'")


def fill(address: Address) -> None:
    """Write to every table, and delete the last row of those whose numbers are not given again."""
    with Store(address) as store, written_by("wang", "50% ?"):
        store.put([SIMPLE, Concept("za", ODD), Concept("z-b", ODD), Concept("z", ODD)])
        store.put([replace(SIMPLE, gloss="Another."), Concept("gone", ODD)])
        store.remove(["gone"])
        accounts.create_account(store, "wang", Role.ADMIN)
        accounts.create_account(store, "li", Role.READER)
        accounts.change_account(store, "li", disabled=True)
        token, _ = tokens.issue_token(store, "wang", "x", Role.READER, DAY)
        sessions.open_session(store, "wang", token=token)
        tokens.revoke_token(store, tokens.issue_token(store, "wang", "y", Role.READER)[0].number)
        sessions.issue_link(store, "wang", DAY)
        proposals.add_concept_proposal(store, "z", Concept("z", ODD), 1, "because", "b")
        added = proposals.add_import_proposal(store, "a.csv", b"\0\xff", {"n": 1}, "", "")
        proposals.add_remark(store, added.number, "No.")
        with store.transaction():
            store.database.execute("DELETE FROM remark")
    with Memory(address) as memory:
        memory.add("一。", "One.", origin="\t\\N")
        memory.add("二。", "Two.")
        memory.delete([2])


def rows_of(address: Address) -> dict[str, list[tuple[Any, ...]]]:
    database = open_database(address)
    try:
        return {
            table: sorted(database.rows(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
            for table, columns in TABLES.items()
        }
    finally:
        database.close()


def test_there_and_back(address: Address, tmp_path: Path) -> None:
    first, last = tmp_path / "first.db", tmp_path / "last.db"
    fill(first)
    before = rows_of(first)
    assert {table for table, rows in before.items() if not rows} == {"remark"}
    counts = copy_base(first, address)
    assert counts == {table: len(rows) for table, rows in before.items()}
    assert copy_base(address, last) == counts
    assert rows_of(last) == before == rows_of(address)
    for base in (first, address, last):
        with Store(base) as store, Memory(base) as memory:
            assert [key.concept for key in store.keys_containing("国", KeyKind.HAN)] == [
                "za",
                "z-b",
                "z",
            ]
            assert memory.search("一。")[0].unit.id == 1
            memory.add("三。", "Three.")
            assert memory.newest() == 3, "the number of a deleted unit is not given again"
            assert proposals.add_remark(store, 1, "Yes.").number == 2
            token, _ = tokens.issue_token(store, "wang", "z", Role.READER)
            assert token.number == 3


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts=bases)
def test_any_concepts_are_copied(address: Address, tmp_path: Path, concepts: list[Concept]) -> None:
    copy = tmp_path / "copy.db"
    copy.unlink(missing_ok=True)
    with Store(address) as store:
        store.remove(store.ids())
        store.put(concepts)
    copy_base(address, copy)
    assert rows_of(copy) == rows_of(address)


def test_a_base_that_is_not_empty_is_left_alone(address: Address, tmp_path: Path) -> None:
    fill(address)
    with Store(tmp_path / "source.db") as store:
        store.put([Concept("other", ODD)])
    before = rows_of(address)
    with pytest.raises(Conflict, match="is not empty; name a new base"):
        copy_base(tmp_path / "source.db", address)
    with pytest.raises(Conflict, match="is not empty"):
        copy_base(address, address)
    assert rows_of(address) == before


def test_a_base_that_is_missing_is_not_made(address: Address, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.db: no such base"):
        copy_base(tmp_path / "none.db", address)
    assert not (tmp_path / "none.db").exists()


def test_nothing_is_left_of_a_copy_that_fails(
    postgres_server: Server, tmp_path: Path, used_schema: str
) -> None:
    with Store(tmp_path / "a.db") as store, store.transaction():
        store.put([SIMPLE])
        store.database.execute("INSERT INTO lemma VALUES (?, 'a')", ["a\0b"])
    address = read_address(used_schema)
    with pytest.raises(InputError, match=r"a\.db: table lemma: .*U\+0000; remove it"):
        copy_base(tmp_path / "a.db", address)
    assert not any(rows_of(address).values())
    with pytest.raises(Error, match="no server is running there"):
        copy_base(read_address("postgresql://127.0.0.1:1/x"), tmp_path / "b.db")
    with suppress(Error):
        copy_base(tmp_path / "a.db", tmp_path / "none" / "b.db")
    assert {path.name for path in tmp_path.iterdir()} <= {"a.db", "a.db-memory"}


def test_a_backup_is_a_file_that_is_a_base(address: Address, tmp_path: Path) -> None:
    fill(address)
    backup = tmp_path / "backup.db"
    with Store(address) as store:
        back_up(store, backup)
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.db"]
    assert rows_of(backup) == rows_of(address)
