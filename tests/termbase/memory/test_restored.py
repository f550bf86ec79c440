"""Bases on PostgreSQL that were restored or copied: what was indexed of another state is not used."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from termbase.memory import Memory
from termbase.memory.unit_digests import are_among, digest_of, digests_of
from termbase.model.unit import TranslationUnit
from termbase.store.address import read_address
from tests.postgres import Server, schema_of


def units(count: int, word: str, origin: str = "") -> list[TranslationUnit]:
    return [
        TranslationUnit(f"第{n}名{word}", f"{word} no. {n}", origin=origin) for n in range(count)
    ]


def missed(memory: Memory, count: int, word: str) -> list[str]:
    """Return the texts of some units that a search does not find."""
    texts = [text for n in range(count) for text in (f"第{n}名{word}", f"{word} no. {n}")]
    return [text for text in texts if [m.score for m in memory.search(text, 100)] != [100]]


@pytest.fixture
def database(postgres_server: Server) -> Iterator[str]:
    name = postgres_server.create()
    yield name
    postgres_server.drop(name)


def test_a_copy_of_a_database_has_an_index_of_its_own(
    postgres_server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two databases with one identity, at addresses that show no difference."""
    url = postgres_server.url("").rstrip("/")
    copied = f"{database}_copy"
    try:
        with Memory(read_address(f"{url}/?dbname={database}")) as memory:
            memory.add_many(units(3, "老虎"))
        postgres_server.execute(f"CREATE DATABASE {copied} TEMPLATE {database}")
        places = set()
        for name, word in ((database, "裸官"), (copied, "苍蝇")):
            monkeypatch.setenv("PGDATABASE", name)
            with Memory(read_address(f"{url}/")) as memory:
                memory.add_many([*units(9, word), *units(5, "反腐")])
                memory.index()
            with Memory(read_address(f"{url}/")) as memory:
                assert missed(memory, 9, word) == []
                places.add(memory._index._files._folder)
        assert len(places) == 2
    finally:
        postgres_server.drop(copied)


@pytest.mark.parametrize("is_open", [False, True])
def test_units_that_were_deleted_come_back(
    postgres_server: Server, postgres: str, *, is_open: bool
) -> None:
    with Memory(read_address(postgres)) as memory:
        memory.add_many(units(5, "裸官") + units(9, "老虎", "lost") + units(5, "反腐"))
        copy = dump(postgres_server, postgres)
        memory.delete_origin("lost")
        memory.index()
        assert memory.search("第1名老虎", 100) == []
        if not is_open:
            memory.close()
        restore(postgres_server, postgres, copy)
        with Memory(read_address(postgres)) as opened:
            searched = memory if is_open else opened
            eventually(lambda: missed(searched, 9, "老虎") == [])
            assert missed(searched, 5, "裸官") == []


@pytest.mark.parametrize("is_open", [False, True])
@pytest.mark.parametrize("is_seen", [False, True])
def test_a_number_is_given_again_before_units_that_are_as_they_were(
    postgres_server: Server, postgres: str, *, is_open: bool, is_seen: bool
) -> None:
    """The last units are what they were; the restored base is seen before they are added or not."""
    with Memory(read_address(postgres)) as memory:
        memory.add_many(units(5, "裸官"))
        copy = dump(postgres_server, postgres)
        memory.add_many([*units(1, "老虎"), *units(9, "反腐")])
        memory.index()
        if not is_open:
            memory.close()
        restore(postgres_server, postgres, copy)
        with Memory(read_address(postgres)) as other:
            searched = memory if is_open else other
            if is_seen:
                assert missed(searched, 5, "裸官") == []
            other.add_many([*units(1, "苍蝇"), *units(9, "反腐")])
            for _ in range(2):
                eventually(lambda: missed(searched, 1, "苍蝇") == [])
                assert missed(searched, 9, "反腐") == []
                assert searched.search("第0名老虎", 100) == []
                searched.index()


def test_a_table_that_was_emptied(postgres_server: Server, postgres: str) -> None:
    schema = schema_of(postgres)
    with Memory(read_address(postgres)) as memory:
        memory.add_many([*units(3, "老虎"), *units(9, "反腐")])
        memory.index()
        postgres_server.execute(f"TRUNCATE {schema}.unit RESTART IDENTITY")
        memory.add_many([*units(3, "苍蝇"), *units(9, "反腐")])
        assert missed(memory, 3, "苍蝇") == missed(memory, 9, "反腐") == []


def test_units_that_are_deleted_leave_the_index_as_it_is(postgres: str) -> None:
    with Memory(read_address(postgres)) as memory:
        memory.add_many(units(9, "反腐"))
        memory.index()
        memory.delete([2, 3, 9])
    with Memory(read_address(postgres)) as memory:
        assert missed(memory, 1, "反腐") == []
        assert {(row.first, row.last) for row in memory._index._writer.rows()} == {(1, 9)}


def test_digests_are_those_of_the_server(postgres: str) -> None:
    with Memory(read_address(postgres)) as memory:
        memory.add("黨 \U00020000\t%s ?", "café 🐯\n", "zh-Hant", "en-GB")
        memory.add("a b", "c")
        memory.add("a", "b c")
        of_server = memory._units.digests(1, 9)
        assert of_server == digests_of(memory._units.texts(1, 9))
        assert (len(of_server), memory._units.digests(5, 9)) == (48, b"")


def test_digests_are_among_others() -> None:
    one, two, other = (digest_of((n, s, "", "zh", "en")) for n, s in ((1, "a"), (2, "b"), (2, "c")))
    for units, others in ((b"", b""), (one, one), (b"", one), (one, one + two), (two, one + two)):
        assert are_among(units, others)
    for units, others in ((one, b""), (one + two, one), (two, one), (one, two), (other, one + two)):
        assert not are_among(units, others)


def eventually(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def dump(server: Server, address: str) -> Path:
    """Write a copy of a base; it is restored in place of the base."""
    url, _, schema = address.partition("?schema=")
    copy = server.folder / f"{schema}.sql"
    options = (f"--schema={schema}", f"--dbname={url}", f"--file={copy}")
    server.run("pg_dump", "--clean", "--if-exists", *options)
    return copy


def restore(server: Server, address: str, copy: Path) -> None:
    server.run("psql", "--quiet", f"--dbname={address.partition('?')[0]}", f"--file={copy}")
