"""The test server itself: it is for those with a password, and nothing of it remains."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.postgres import Server
from tests.processes import ROOT

psycopg = pytest.importorskip("psycopg")


def test_a_database_of_its_own_is_removed_while_it_is_used(postgres_server: Server) -> None:
    database = postgres_server.create()
    with closing(psycopg.connect(postgres_server.url(database))) as connection:
        postgres_server.drop(database)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_only_those_with_a_password_come_in(postgres_server: Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres_server.url("postgres", password="x"))


RUN = """
import sys, time
from tests.postgres import running_server
with running_server() as server:
    server.kill()
    server.start()
    print(server.folder, server.execute("SELECT 1"), flush=True)
    time.sleep(600)
"""


@pytest.mark.usefixtures("postgres_server")
def test_a_server_ends_with_whoever_started_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", RUN], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        folder, answer = process.stdout.readline().split(maxsplit=1)
        assert answer == "[(1,)]\n"
        assert Path(folder).is_dir()
        server = int((Path(folder) / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(process.pid, signal.SIGKILL)
    while Path(folder).exists() or Path(f"/proc/{server}").exists():
        time.sleep(0.02)
