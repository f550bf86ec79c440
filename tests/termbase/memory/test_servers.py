"""Several servers with one memory on PostgreSQL: all find what one adds, whatever fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from termbase.errors import StoreError
from termbase.memory import Memory, registry
from termbase.model.unit import TranslationUnit
from termbase.store.address import Address, read_address
from tests.postgres import USER, Server, running_server
from tests.processes import ROOT, written
from tests.slow import SLOW

pytestmark = SLOW


@pytest.fixture
def address(postgres: str) -> Address:
    return read_address(postgres)


def eventually(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def units(count: int, word: str = "裸官") -> list[TranslationUnit]:
    return [TranslationUnit(f"第{n}名{word}", f"{word} no. {n}") for n in range(count)]


def finds(memory: Memory, text: str) -> bool:
    return [match.score for match in memory.search(text, 100)] == [100]


# --- several processes ---------------------------------------------------------------------------

# A server: it is asked for segments, and answers with the number of exact matches.
SERVER = """
import sys
from pathlib import Path
from termbase.memory import Memory, registry
from termbase.store.address import read_address
folder = Path(sys.argv[2])
registry.cache_folder = lambda: folder
memory = Memory(read_address(sys.argv[1]))
memory.search("x")
print("ready", flush=True)
for line in sys.stdin:
    print(len(memory.search(line.strip(), 100)), flush=True)
"""


class Process:
    """Another server."""

    def __init__(self, address: Address, cache: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER, written(address), cache], cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._answer() == "ready"

    def finds(self, text: str) -> bool:
        assert self._process.stdin
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()
        return self._answer() == "1"

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def servers(address: Address, folder: Path) -> Iterator[list[Process]]:
    """Run two servers as if on two machines."""
    running = [Process(address, folder / name) for name in ("first", "second")]
    try:
        yield running
    finally:
        for process in running:
            process.close()


def listeners(server: Server) -> list[int]:
    """Return the processes of PostgreSQL that serve followers."""
    rows = server.execute(
        "SELECT pid FROM pg_stat_activity WHERE application_name = 'zh-en-glossary follower'"
    )
    return [pid for (pid,) in rows]


def test_all_find_what_one_adds(memory: Memory, address: Address, tmp_path: Path) -> None:
    with servers(address, tmp_path) as others:
        for number in range(5):
            memory.add(f"第{number}名裸官", "x")
            for other in others:
                eventually(lambda: other.finds(f"第{number}名裸官"))  # noqa: B023
        memory.delete([1])
        for other in others:
            eventually(lambda: not other.finds("第0名裸官"))  # noqa: B023


@pytest.mark.parametrize("failure", ["ended", "stopped"])
def test_all_find_what_one_adds_without_their_listeners(
    memory: Memory, address: Address, tmp_path: Path, postgres_server: Server, failure: str
) -> None:
    stopped = []
    with servers(address, tmp_path) as others:
        # They listen once they are asked again and again.
        eventually(
            lambda: [other.finds("x") for other in others] and len(listeners(postgres_server)) >= 2
        )
        for process in listeners(postgres_server):
            if failure == "ended":
                postgres_server.execute(f"SELECT pg_terminate_backend({process})")
            else:
                os.kill(process, signal.SIGSTOP)
                stopped.append(process)
        try:
            memory.add("老虎", "tiger")
            for other in others:
                eventually(lambda: other.finds("老虎"))  # noqa: B023
        finally:
            for process in stopped:
                os.kill(process, signal.SIGCONT)


def test_a_server_that_was_away_reads_only_what_is_new(
    memory: Memory, address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.add_many(units(9_000), index=False)
    memory.index()
    with Memory(address) as other, pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setattr(registry, "cache_folder", lambda: tmp_path / "elsewhere")
        other.add_many(units(10_000, "老虎"), index=False)
    with Memory(address) as back:
        read: list[int] = []
        texts = back._units.texts

        def reading(first: int, last: int) -> Iterator[tuple[int, str, str, str, str]]:
            read.append(first)
            return texts(first, last)

        monkeypatch.setattr(back._units, "texts", reading)
        assert finds(back, "第9999名老虎")
        assert finds(back, "第8999名裸官")
        assert read == [9_001]
        back._index.wait()
        assert finds(back, "第9999名老虎")
        assert [row.first for row in back._index._writer.rows()] == [1, 1, 9_001, 9_001]


# --- a base that cannot be written, a server that is killed --------------------------------------


def test_a_memory_that_may_only_be_read(
    memory: Memory, address: Any, postgres: str, postgres_server: Server
) -> None:
    memory.add_many(units(30), index=False)
    base, _, schema = postgres.partition("?schema=")
    role = f"reader_{schema}"
    postgres_server.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
    postgres_server.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
    postgres_server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    reading = base.replace(f"{USER}:{postgres_server.password}", f"{role}:x")
    option = "options=-c%20default_transaction_read_only%3Don"
    for url in (f"{reading}?schema={schema}", f"{base}?schema={schema}&{option}"):
        with Memory(read_address(url)) as reader:
            assert finds(reader, "第5名裸官")
            reader.index()
            assert reader.stats()["unindexed"] == 0
            assert finds(reader, "第5名裸官")
            with pytest.raises(StoreError, match="cannot be written"):
                reader.add("老虎", "tiger")
            memory.add("老虎", url)
            eventually(lambda: finds(reader, "老虎") or len(reader.search("老虎")) > 1)
    postgres_server.execute(f"DROP OWNED BY {role}")
    postgres_server.execute(f"DROP ROLE {role}")


def test_a_base_is_restored_while_servers_use_it(
    memory: Memory, address: Address, postgres: str, postgres_server: Server, tmp_path: Path
) -> None:
    url, _, schema = postgres.partition("?schema=")
    copy = postgres_server.folder / f"{schema}.sql"
    memory.add_many(units(30))
    memory.index()
    options = (f"--schema={schema}", f"--dbname={url}", f"--file={copy}")
    postgres_server.run("pg_dump", "--clean", "--if-exists", *options)
    memory.add_many(units(5, "老虎"))
    memory.index()
    assert finds(memory, "第4名老虎")
    with servers(address, tmp_path) as others:
        assert all(other.finds("第4名老虎") for other in others)
        postgres_server.run("psql", "--quiet", f"--dbname={url}", f"--file={copy}")
        # As many changes as were lost, and numbers of units that were given before.
        with Memory(address) as restored:
            restored.add_many(units(5, "苍蝇"))
        for other in others:
            eventually(lambda: other.finds("第4名苍蝇"))  # noqa: B023
            assert not other.finds("第4名老虎")
            assert other.finds("第29名裸官")
    eventually(lambda: finds(memory, "第4名苍蝇"))
    assert memory.search("第4名老虎", 100) == []


def test_postgresql_is_killed_while_servers_use_it(tmp_path: Path) -> None:
    with running_server(is_durable=True) as server:
        address = read_address(server.url("postgres"))
        with Memory(address) as memory, servers(address, tmp_path) as others:
            memory.add_many(units(100))
            memory.index()
            server.kill()
            with pytest.raises(StoreError):
                memory.add("从来没有", "x")
            server.start()
            memory.add("老虎", "tiger")
            assert finds(memory, "老虎")
            assert all(finds(memory, f"第{n}名裸官") for n in range(100))
            assert memory.search("从来没有", 100) == []
            for other in others:
                eventually(lambda: other.finds("老虎"))  # noqa: B023


def test_a_replica_is_searched_and_follows(tmp_path: Path) -> None:
    with (
        running_server(is_durable=True) as server,
        Memory(read_address(server.url("postgres"))) as memory,
    ):
        memory.add_many(units(100))
        with server.replica() as replica, Memory(read_address(replica.url("postgres"))) as copy:
            assert all(finds(copy, f"第{n}名裸官") for n in range(100))
            copy.index()
            memory.add("老虎", "tiger")
            eventually(lambda: finds(copy, "老虎"))
            with pytest.raises(StoreError, match="cannot be written"):
                copy.add("苍蝇", "fly")
