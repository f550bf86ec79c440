"""Connections to a PostgreSQL server: opening them, and lending them to threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.adapt import Buffer, Dumper
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import Int8Dumper
from psycopg.types.string import StrDumper

from termbase.errors import StoreError
from termbase.store.address import PostgresAddress
from termbase.store.postgres.failures import is_lost, refusal

_OLDEST = 14
_IDLE = 8  # connections that are kept open for the next thread
# A server that has vanished is noticed within a minute or so, not after two hours.
_DEFAULTS = {
    "fallback_application_name": "zh-en-glossary",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}


class _TruthDumper(Dumper):
    """Truth values as numbers, as SQLite stores them."""

    oid = Int8Dumper.oid

    def dump(self, obj: bool) -> Buffer | None:
        return b"1" if obj else b"0"


class BaseConnection(Connection[Any]):
    """A connection to a base.

    Attributes:
        settings: Statements that each transaction has to begin with: the search path, where a
            pooler may give each one another session of the server. Else the session keeps them.
    """

    settings = ""

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Run what is executed within on the tables of the base, if need be as a transaction."""
        if not self.settings:
            yield
            return
        with self.transaction():
            self.execute(self.settings.encode())
            yield


def connect(address: PostgresAddress) -> BaseConnection:
    """Open a connection that commits every statement by itself.

    Raises:
        StoreError: If that is impossible, or the server or the database is not usable.
    """
    try:
        settings: dict[str, Any] = _DEFAULTS | conninfo_to_dict(address.url)
        settings["client_encoding"] = "utf8"
        connection = BaseConnection.connect(make_conninfo(**settings), autocommit=True)
    except psycopg.Error as error:
        raise refusal(address, error) from None
    try:
        _check(connection, address)
        # A writer sees what was committed before its turn, whatever is usual in this database.
        # Just-in-time compilation takes longer than these queries.
        path = sql.SQL("search_path TO {}").format(sql.Identifier(address.schema))
        statement = sql.SQL(
            "SELECT pg_backend_pid(); SET {}; SET jit TO off; "
            "SET default_transaction_isolation TO 'read committed'"
        )
        answer = connection.execute(statement.format(path)).fetchone()
        if answer and answer[0] != connection.info.backend_pid:
            # A pooler: its sessions may be those of others between two transactions.
            connection.settings = f"SET LOCAL {path.as_string(connection)}; "
            connection.prepare_threshold = None
    except BaseException as error:
        connection.close()
        if isinstance(error, psycopg.Error):
            raise refusal(address, error) from None
        raise
    connection.adapters.register_dumper(str, StrDumper)
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.adapters.register_dumper(bool, _TruthDumper)
    return connection


def _check(connection: Connection[Any], address: PostgresAddress) -> None:
    version = connection.info.server_version // 10_000
    if version < _OLDEST:
        raise StoreError(
            f"{address}: PostgreSQL {version} is too old; upgrade the server to {_OLDEST} or later"
        )
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreError(
            f"{address}: the database has the encoding {encoding}, which lacks characters; create "
            "one with createdb --encoding=UTF8 --template=template0"
        )


class Connections:
    """The connections of a process to one base; each is lent to one thread at a time.

    Args:
        address: The base.
    """

    def __init__(self, address: PostgresAddress) -> None:
        self._address = address
        self._idle: list[BaseConnection] = []
        self._process = os.getpid()
        # Those of the process that this one was forked from, which closing would end for it too.
        self._inherited: list[BaseConnection] = []
        self._is_closed = False

    @contextmanager
    def lend(self, *, to_transact: bool = False) -> Iterator[BaseConnection]:
        """Lend a connection; nobody gets one again that has failed.

        Args:
            to_transact: Lend only one that the server has not ended meanwhile: a query can be asked
                again, a transaction cannot.

        Raises:
            StoreError: If none can be opened.
        """
        connection = self._taken()
        while to_transact and not _is_alive(connection):
            connection.close()
            connection = self._taken()
        try:
            yield connection
        except psycopg.Error as error:
            if is_lost(error):
                # A server that was stopped has ended the others too.
                self._close_idle()
                connection.close()
            raise
        finally:
            self._give_back(connection)

    def close(self) -> None:
        """Close all connections: those that are lent, when they come back."""
        self._is_closed = True
        self._close_idle()

    def _taken(self) -> BaseConnection:
        if self._is_closed:
            raise StoreError(f"{self._address}: is closed; open it again")
        if self._process != os.getpid():
            self._inherited, self._idle = self._inherited + self._idle, []
            self._process = os.getpid()
        # `pop` and `append` are atomic: no lock is needed, which a fork might copy locked.
        with suppress(IndexError):
            return self._idle.pop()
        return connect(self._address)

    def _give_back(self, connection: BaseConnection) -> None:
        if self._process != os.getpid():
            self._inherited.append(connection)
        elif connection.closed or self._is_closed or len(self._idle) >= _IDLE:
            connection.close()
        else:
            self._idle.append(connection)

    def _close_idle(self) -> None:
        if self._process != os.getpid():
            return
        with suppress(IndexError):
            while True:
                self._idle.pop().close()


def _is_alive(connection: Connection[Any]) -> bool:
    try:
        connection.execute("")
    except psycopg.Error:
        return False
    return True


class Turn:
    """The turn of the threads of a process, of which only one waits for other processes.

    Args:
        address: The base.
    """

    def __init__(self, address: PostgresAddress) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._process = os.getpid()

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """Take the turn for as long as the context lasts.

        Args:
            seconds: The longest time to wait for it.

        Raises:
            StoreError: If another thread has it all that time.
        """
        if self._process != os.getpid():
            # Another thread may have had it when this process was forked.
            self._lock, self._process = threading.Lock(), os.getpid()
        lock = self._lock
        if not lock.acquire(timeout=seconds):
            raise StoreError(f"{self._address}: in use by another thread; try again later")
        try:
            yield
        finally:
            lock.release()
