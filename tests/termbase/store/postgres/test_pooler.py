"""A base behind PgBouncer, which may give each transaction another session of the server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest

from termbase.store import Store
from termbase.store.address import read_address
from tests.contracts import SIMPLE
from tests.postgres import USER, Server

pytest.importorskip("psycopg")

SETTINGS = """
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
{user}
"""


@pytest.fixture
def pooled(postgres_server: Server) -> Iterator[tuple[str, str]]:
    """The addresses of two bases that share the two sessions of a pooler."""
    if not (program := shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")):
        pytest.skip("PgBouncer is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = postgres_server.folder
    (folder / "users").write_text(f'"{USER}" "{postgres_server.password}"')
    user = "user = postgres" if os.geteuid() == 0 else ""
    settings = SETTINGS.format(server=postgres_server.port, port=port, folder=folder, user=user)
    (folder / "pooler.ini").write_text(settings)
    schemas = [f"test_{token_hex(6)}" for _ in range(2)]
    url = postgres_server.url("postgres").replace(f":{postgres_server.port}/", f":{port}/")
    with subprocess.Popen([program, "-q", folder / "pooler.ini"]) as pooler:
        wait_for(port)
        yield f"{url}?schema={schemas[0]}", f"{url}?schema={schemas[1]}"
        pooler.terminate()
    for schema in schemas:
        postgres_server.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def wait_for(port: int) -> None:
    for _ in range(200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)


def test_each_base_keeps_its_own_rows(pooled: tuple[str, str], tmp_path: Path) -> None:
    with Store(read_address(pooled[0])) as one, Store(read_address(pooled[1])) as other:
        stores = {"one": one, "other": other}

        def work(name: str, thread: int) -> None:
            store = stores[name]
            # Often enough that queries would be prepared.
            for number in range(8):
                id = f"{name}-{thread}-{number}"
                store.put([replace(SIMPLE, id=id)])
                assert id in store.ids()
                assert store.version()

        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(work, name, thread) for name in stores for thread in range(2)]
            for job in jobs:
                job.result()
        for name, store in stores.items():
            expected = {f"{name}-{thread}-{number}" for thread in range(2) for number in range(8)}
            assert set(store.ids()) == expected
        other.database.copy_to(tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as copied:
        assert len(copied.ids()) == 16
