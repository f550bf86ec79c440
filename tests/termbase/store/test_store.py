"""The store: all or nothing, whatever happens; and files that are not bases."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from termbase.errors import NotFound, StoreError, TooNew
from termbase.model.concept import Concept, Language, Term
from termbase.model.record import to_record
from termbase.store import Store
from termbase.store.address import Address
from termbase.store.keys import KeyKind
from termbase.store.sqlite.schema import APPLICATION_ID, MIGRATIONS
from tests.contracts import SIMPLE
from tests.strategies import bases


def write_older(path: Path, version: int, concept: Concept) -> None:
    """Write a base as an earlier version of the library has left it."""
    connection = sqlite3.connect(path)
    for script in MIGRATIONS[:version]:
        connection.executescript(script)
    record = json.dumps(to_record(concept), ensure_ascii=False)
    connection.execute("INSERT INTO concept VALUES (?, ?, ?)", (concept.id, "", record))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


def many(number: int) -> list[Concept]:
    return [replace(SIMPLE, id=f"c{place}") for place in range(number)]


def test_a_base_without_concepts_is_a_base(store: Store) -> None:
    assert store
    assert not len(store)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(concepts=bases)
def test_what_was_put_is_there(store: Store, concepts: list[Concept]) -> None:
    store.remove(store.ids())
    store.put(concepts)
    assert list(store) == sorted(concepts, key=lambda concept: concept.id)
    assert len(store) == len(concepts)
    assert all(store.get(concept.id) == concept for concept in concepts)


def test_putting_again_replaces(store: Store) -> None:
    store.put([SIMPLE])
    store.put([replace(SIMPLE, terms=SIMPLE.chinese, gloss="Another.")])
    assert store.get("luoguan") == replace(SIMPLE, terms=SIMPLE.chinese, gloss="Another.")
    assert store.forms(Language.ENGLISH) == []
    assert store.key_texts(KeyKind.HAN) == ["裸官"]


def test_removing_removes_all_that_was_derived(store: Store) -> None:
    store.put([SIMPLE])
    store.remove(["luoguan"])
    assert store.forms(Language.CHINESE) == []
    assert not any(map(store.key_texts, KeyKind))
    assert "luoguan" not in store


def test_an_exception_undoes_the_whole(store: Store) -> None:
    def broken() -> Iterator[Concept]:
        yield from many(10)
        raise RuntimeError

    store.put([SIMPLE])
    with pytest.raises(RuntimeError):
        store.put(broken())
    assert store.ids() == ["luoguan"]
    with pytest.raises(NotFound):
        store.remove(["luoguan", "not-there"])
    assert store.ids() == ["luoguan"]


def test_two_connections(address: Address) -> None:
    with Store(address) as one, Store(address) as two:
        one.put([SIMPLE])
        assert two.ids() == ["luoguan"]
        two.remove(["luoguan"])
        assert one.ids() == []


# It imports nothing of the tests: pytest and Hypothesis would be most of its work.
KILLED = """
import sys
from termbase.model.concept import Concept, Language, Term
from termbase.store import Store
from termbase.store.address import read_address
terms = Term(Language.CHINESE, "裸官", pinyin="luǒguān"), Term(Language.ENGLISH, "naked official")
with Store(read_address(sys.argv[1])) as store:
    print("ready", flush=True)
    store.put([Concept(f"c{place}", terms) for place in range(1500)])
    print("done", flush=True)
"""


def test_killed_while_importing(tmp_path: Path) -> None:
    """It opens, and holds all or nothing of the import, at whatever moment it was killed."""
    path = tmp_path / "a.db"
    root = Path(__file__).parents[3]
    with Store(path) as store:
        store.put([SIMPLE])
    kept = set()
    for wait in (0.0, 0.01, 0.05, 0.2, 0.6, 1.2, random.Random(1).uniform(0, 1.5), None):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], cwd=root, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with Store(path) as store:
            assert store.get("luoguan") == SIMPLE
            kept.add(len(store))
            assert len(store.forms(Language.CHINESE)) == len(store)
            # Each concept has one change more that created than that removed it.
            query = "SELECT total(CASE action WHEN 'create' THEN 1 ELSE -1 END) FROM change"
            assert store.database.rows(query) == [(len(store),)]
            store.remove(name for name in store.ids() if name != "luoguan")
    # The last one was left to finish; at least one was killed before.
    assert kept == {1, 1501}


def test_a_newer_base_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(TooNew, match=r"a\.db: written by a later version .*schema 99.*upgrade"):
        Store(path)


def test_an_older_base_is_brought_up(tmp_path: Path) -> None:
    """An empty file is version 0."""
    path = tmp_path / "a.db"
    path.touch()
    with Store(path) as store:
        store.put([SIMPLE])
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_base_of_each_earlier_version_is_brought_up(version: int, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    write_older(path, version, SIMPLE)
    for _ in range(2):
        with Store(path) as store:
            assert list(store) == [SIMPLE]
            assert [key.concept for key in store.keys_containing("官", KeyKind.HAN)] == ["luoguan"]
            assert store.forms(Language.CHINESE)
            # To derive keys anew is not a change of anybody.
            assert store.versions("luoguan") == []
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()


def test_other_files_are_refused_and_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("This is not a base. " * 100, encoding="utf-8")
    for path in (foreign, text):
        before = path.read_bytes()
        with pytest.raises(StoreError, match=rf"{path.name}: "):
            Store(path)
        assert path.read_bytes() == before
    with pytest.raises(StoreError, match="a folder, not a base"):
        Store(tmp_path)
    with pytest.raises(StoreError, match="unable to open"):
        Store(tmp_path / "none" / "a.db")


def test_a_damaged_base_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Store(path) as store:
        store.put(many(300))
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(random.Random(2).randbytes(len(data) - 4096))
    path.write_bytes(data)
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    with pytest.raises(StoreError, match=r"a\.db: not a base, or damaged"), Store(path) as store:
        list(store)


def test_read_only(tmp_path: Path) -> None:
    path = tmp_path / "a %?#.db"
    with Store(path) as store:
        store.put([SIMPLE])
    with Store(path, read_only=True) as store:
        assert store.ids() == ["luoguan"]
        with pytest.raises(StoreError, match="read-only"):
            store.remove(["luoguan"])


def test_the_last_of_several_concepts_with_one_id_holds(store: Store) -> None:
    first, second, third = many(3)
    store.put([first, second])
    tiger = replace(second, terms=(Term(Language.CHINESE, "大老虎", pinyin="dà lǎohǔ"),))
    store.put([replace(second, terms=SIMPLE.chinese), tiger, third])
    assert {key.concept for key in store.keys_containing("官", KeyKind.HAN)} == {"c0", "c2"}
    assert [key.concept for key in store.keys_containing("虎", KeyKind.HAN)] == ["c1"]
    store.remove(["c0", "c1", "c2"])
    for part in "官虎":
        assert not list(store.keys_containing(part, KeyKind.HAN))


def test_concepts_are_stored_one_by_one(store: Store) -> None:
    """A long iterator takes no memory, and can read what it has yielded."""

    def lazily() -> Iterator[Concept]:
        for concept in [*many(3), *many(3)]:
            yield concept
            assert concept.id in store
            assert store.keys_equal("裸官", KeyKind.HAN)[-1].concept == concept.id

    for _ in range(2):
        store.put(lazily())
        found = [key.concept for key in store.keys_containing("官", KeyKind.HAN)]
        assert sorted(found) == ["c0", "c1", "c2"]
    store.remove(store.ids())
    assert not list(store.keys_containing("官", KeyKind.HAN))
