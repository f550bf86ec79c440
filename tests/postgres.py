"""A PostgreSQL server of the tests' own, on loopback, with its files in a temporary folder.

It is started when the first test asks for it, and stopped whatever ends the tests: a keeper
process waits for the end of a pipe, which comes even when this process is killed.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import psycopg

USER = "glossary"  # a superuser of the server
_PATIENCE = 60.0  # seconds for a server to start
# Durability is of use only to the tests that kill the server.
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# What it reads before the end of the pipe says that the folder is needed again.
_KEEPER = """
import shutil, signal, subprocess, sys
folder, log, user, *command = sys.argv[1:]
rights = {"user": user, "group": user, "extra_groups": []} if user else {}
with open(log, "ab") as output:
    server = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, **rights)
is_kept = sys.stdin.buffer.read()
server.send_signal(signal.SIGQUIT)
server.wait()
if not is_kept:
    shutil.rmtree(folder, ignore_errors=True)
"""


def programs() -> Path | None:
    """Return the newest folder that has the programs of a server; None if there is none."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(versions, key=lambda path: -int(f"0{path.parent.name}".split(".")[0]))
    usable = (path for path in folders if (path / "postgres").exists())
    return next((path for path in usable if (path / "initdb").exists()), None)


class Server:
    """A running server.

    Args:
        programs: The folder with its programs.
        is_durable: Have what is committed survive a crash; slower.

    Attributes:
        folder: Its folder.
        port: The port of 127.0.0.1 on which it listens.
        password: The password of :data:`USER`.
    """

    def __init__(self, programs: Path, *, is_durable: bool = False) -> None:
        self._programs = programs
        self._settings = () if is_durable else _HASTY
        self._user = _ordinary_user() if os.geteuid() == 0 else ""
        self._keeper: subprocess.Popen[bytes] | None = None
        self._control: psycopg.Connection[Any] | None = None
        self.password = secrets.token_hex(8)
        self.folder = Path(tempfile.mkdtemp(prefix="glossary-postgresql-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @property
    def data(self) -> Path:
        """The folder of its data."""
        return self.folder / "data"

    def create_cluster(self) -> None:
        """Create the files of the server."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self._user:
            self._give_away(self.folder, secret)
        self.run(
            "initdb", "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=scram-sha-256",
            f"--username={USER}", f"--pwfile={secret}", f"--pgdata={self.data}",
        )  # fmt: skip

    def run(self, program: str, *arguments: str) -> None:
        """Run another program of PostgreSQL, as the user of the server."""
        rights = {"user": self._user, "group": self._user} if self._user else {}
        done = subprocess.run(
            [self._programs / program, *arguments], cwd=self.folder, capture_output=True,
            text=True, check=False, env={**os.environ, "PGPASSWORD": self.password}, **rights,
        )  # type: ignore[call-overload]  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start it, or start it again after :meth:`kill`."""
        self._stop_keeper(keep=True)
        settings = (
            f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories=",
            "max_connections=60", "shared_buffers=64MB", *self._settings,
        )  # fmt: skip
        options = [part for setting in settings for part in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", str(self.data), *options]
        log = str(self.folder / "log")
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _KEEPER, self.folder, log, self._user, *command],
            stdin=subprocess.PIPE,
            start_new_session=True,  # the terminal's Ctrl-C is for pytest
        )
        self._control = self._connected()

    def url(self, database: str, user: str = USER, password: str = "") -> str:
        """Return the address of a database."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement on the connection that looks after the server."""
        assert self._control
        cursor = self._control.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []

    def create(self) -> str:
        """Create a database, for tests for which a schema is not enough; return its name."""
        name = f"test_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name}")
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def kill(self) -> None:
        """Kill the server and all of its processes (SIGKILL)."""
        others = [row[0] for row in self.execute("SELECT pid FROM pg_stat_activity")]
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        for process in (first, *others):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        for process in (first, *others):
            while Path(f"/proc/{process}/exe").exists():
                time.sleep(0.01)
        self._forget_control()

    @contextmanager
    def replica(self) -> Iterator[Server]:
        """Run a server that can only be read, and has what this one has."""
        copy = Server(self._programs)
        copy.password = self.password
        try:
            if self._user:
                copy._give_away(copy.folder)
            url = self.url("postgres")
            copy.run(
                "pg_basebackup", f"--dbname={url}", f"--pgdata={copy.data}", "--checkpoint=fast",
                "--write-recovery-conf", "--wal-method=stream", "--no-sync",
            )  # fmt: skip
            copy.start()
            yield copy
        finally:
            copy.stop()

    def stop(self) -> None:
        """Stop it, and remove its folder."""
        self._forget_control()
        self._stop_keeper(keep=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _give_away(self, *paths: Path) -> None:
        # A folder of the system, such as /tmp, is open to all; one of a user may not be.
        if not all(parent.stat().st_mode & 0o001 for parent in self.folder.parents):
            pytest.skip(f"{self.folder.parent} is in a folder that other users cannot enter")
        for path in paths:
            shutil.chown(path, self._user, self._user)

    def _stop_keeper(self, *, keep: bool) -> None:
        if self._keeper:
            with suppress(BrokenPipeError):
                self._keeper.communicate(b"keep" if keep else b"")
            self._keeper = None

    def _connected(self) -> psycopg.Connection[Any]:
        import psycopg

        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return psycopg.connect(self.url("postgres"), autocommit=True)
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    self._stop_keeper(keep=True)
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.02)

    def _forget_control(self) -> None:
        if self._control:
            self._control.close()
            self._control = None


def schema_of(url: str) -> str:
    """Return the schema that the URL of a base names."""
    return url.partition("schema=")[2]


@contextmanager
def running_server(*, is_durable: bool = False) -> Iterator[Server]:
    """Run a server; skip the test with a reason where PostgreSQL or psycopg is missing."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'psycopg[binary]'")
    folder = programs()
    if os.name != "posix" or not folder:
        pytest.skip("no PostgreSQL server (initdb) on this machine: apt-get install postgresql")
    server = Server(folder, is_durable=is_durable)
    try:
        server.create_cluster()
        server.start()
        yield server
    finally:
        server.stop()


def _ordinary_user() -> str:
    """Return a user to run the server as: PostgreSQL refuses to run as root."""
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            pwd.getpwnam(name)
            return name
    pytest.skip("PostgreSQL does not run as root, and there is no user 'nobody'")
