"""Bases on PostgreSQL that were restored or copied: what was indexed of another state is not used."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from termbase.memory import Memory
from termbase.model.unit import TranslationUnit
from termbase.store.address import read_address
from tests.postgres import Server


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
