"""A base in a PostgreSQL database: connections, transactions, and messages for errors.

Writers take turns by one advisory lock, which each takes at the beginning of its transaction. So
numbers are in the order of commits, and what a transaction reads stays as it is until it ends.
Readers never wait. Every transaction that changes something raises the number of the version in
the table ``meta``, and notifies others of it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, Cursor

from termbase.errors import StoreError
from termbase.store.address import PostgresAddress
from termbase.store.database import Queries
from termbase.store.postgres import queries
from termbase.store.postgres.connections import Connections, Turn, connect
from termbase.store.postgres.dialect import as_sought, as_statement
from termbase.store.postgres.failures import READ_ONLY, UNSURE, as_error, is_lost
from termbase.store.postgres.follower import follow
from termbase.store.postgres.schema import channel_of, lock_of, prepare

TIMEOUT = 30.0  # seconds to wait for another writer
_AT_ONCE = 2_000  # rows that are fetched together from a stream
_RAISE = """
    WITH raised AS (UPDATE meta SET version = version + 1 RETURNING version)
    SELECT version, pg_notify(%s, version::text) FROM raised
"""
_RIGHTS = """
    SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',
    has_table_privilege('concept', 'INSERT') AND has_table_privilege('meta', 'UPDATE')
"""


class PostgresDatabase:
    """A schema of a PostgreSQL database with the tables of a base.

    Args:
        address: The base; its tables are created if they are missing.

    Attributes:
        address: The address as it was given.
        queries: The SQL of PostgreSQL.
        identity: The random name of this base, which a copy of it gets anew.

    Raises:
        StoreError: If it cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, address: PostgresAddress) -> None:
        self.address = address
        self.queries: Queries = queries
        self._connections = Connections(address)
        self._local = threading.local()
        self._turn = Turn(address)
        self._why_not: str | None = None
        with self._errors(), self._connections.lend() as connection:
            self.identity = prepare(connection, address)
        self._follower = follow(address, partial(connect, address), channel_of(address))

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    @property
    def is_writable(self) -> bool:
        """True if the server and the privileges of the user let this process write."""
        if self._why_not is None:
            self._why_not = self._unwritable_reason()
        return not self._why_not

    @property
    def in_transaction(self) -> bool:
        """True if this thread has a transaction open."""
        return self._own() is not None

    def check(self) -> None:
        """Do nothing: where the base is gone, every statement fails."""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer to a query.

        Args:
            query: SQL.
            values: Those of its parameters; or one mapping, for parameters with names.

        Raises:
            StoreError: If the base cannot be read.
            InputError: If a value is not valid Unicode text, or a number of more than 64 bits.
        """
        given = as_sought(values[0] if values and isinstance(values[0], dict) else values)
        statement = as_statement(query)
        with self._errors():
            if connection := self._own():
                return connection.execute(statement, given).fetchall()
            try:
                with self._connections.lend() as connection:
                    return connection.execute(statement, given).fetchall()
            except psycopg.Error as error:
                if not is_lost(error):
                    raise
            # The server was started again, or a connection was idle for too long.
            with self._connections.lend() as connection:
                return connection.execute(statement, given).fetchall()

    def execute(self, statement: str, values: Iterable[object] = ()) -> int:
        """Run a statement, and return the number of rows changed; raises as :meth:`rows` does."""
        return self._run(statement, values).rowcount

    def insert(self, statement: str, values: Iterable[object]) -> int:
        """Insert a row into a table with the column ``number``, and return its number."""
        row = self._run(f"{statement} RETURNING number", values).fetchone()
        return int(row[0]) if row else 0

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values; raises as :meth:`rows` does."""
        with self.transaction(), self._errors():
            cursor = self._required().cursor()
            cursor.executemany(as_statement(statement), rows)
            self._note_change(cursor)

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """Commit all changes made within, or none; other writers wait.

        What is read within cannot change before it ends. One within another is a part of it.

        Args:
            keep: False to undo everything at the end.

        Raises:
            StoreError: If the base cannot be written, or the connection is lost: then nothing of
                the transaction is kept.
        """
        if connection := self._own():
            with self._errors(), connection.transaction(force_rollback=not keep):
                yield
            return
        self._require_writable()
        with (
            self._turn.taken(TIMEOUT),
            self._errors(),
            self._connections.lend(to_transact=True) as connection,
        ):
            number, is_complete = None, False
            try:
                with connection.transaction(force_rollback=not keep):
                    self._wait_for_turn(connection)
                    with self._as_own(connection):
                        yield
                        if keep and self._local.has_changed:
                            number = self._raise_version(connection)
                    is_complete = keep
            except psycopg.Error as error:
                if is_complete and is_lost(error):
                    raise StoreError(f"{self.address}: {UNSURE}") from None
                raise
            if number is not None:
                self._follower.committed(number)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read one state within, whatever others commit."""
        if self.in_transaction:
            yield
            return
        lent = self._connections.lend(to_transact=True)
        with self._errors(), lent as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            with self._as_own(connection):
                yield

    def stream(self, query: str) -> Generator[tuple[Any, ...]]:
        """Yield the rows that a query finds, within :meth:`snapshot`; not all are in memory."""
        with self._errors(), self._required().cursor(name="stream") as cursor:
            cursor.itersize = _AT_ONCE
            yield from cursor.execute(as_statement(query))

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows into a table, and return their number; raises as :meth:`rows` does."""
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.transaction(), self._errors(), self._required().cursor() as cursor:
            with cursor.copy(statement.encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            self._note_change(cursor)
            return cursor.rowcount

    def derivation(self) -> AbstractContextManager[None]:
        """Return a transaction in which to store what is derived from the concepts."""
        return self.transaction()

    def version(self) -> Hashable:
        """Return a value that changes with every committed change.

        Threads get the same value; that of a change by this process at once, of one by another
        process as :mod:`termbase.store.postgres.follower` describes, within a second.
        """
        return self.identity, self._follower.version(self._present_version)

    def copy_to(self, path: Path) -> None:
        """Write the base, as it is at this moment, to a new SQLite file; others may write.

        Raises:
            StoreError: If the base cannot be read, or the file written.
        """
        from termbase.store.copying import copy_rows
        from termbase.store.sqlite.database import SqliteDatabase

        target = SqliteDatabase(path)
        try:
            copy_rows(self, target)
        finally:
            target.close()

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()
        if follower := self.__dict__.pop("_follower", None):
            follower.close()

    @contextmanager
    def _as_own(self, connection: Connection[Any]) -> Iterator[None]:
        """Let this thread use a connection for all it does within."""
        self._local.connection, self._local.has_changed = connection, False
        try:
            yield
        finally:
            self._local.connection = None

    def _own(self) -> Connection[Any] | None:
        """Return the connection of the transaction that this thread has open."""
        connection: Connection[Any] | None = getattr(self._local, "connection", None)
        return connection

    def _required(self) -> Connection[Any]:
        connection = self._own()
        assert connection is not None  # noqa: S101 - called within a transaction
        return connection

    def _run(self, statement: str, values: Iterable[object]) -> Cursor[Any]:
        with self.transaction(), self._errors():
            cursor = self._required().execute(as_statement(statement), list(values))
            self._note_change(cursor)
            return cursor

    def _note_change(self, cursor: Cursor[Any]) -> None:
        self._local.has_changed = self._local.has_changed or cursor.rowcount > 0

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise errors of PostgreSQL as ours."""
        try:
            yield
        except (psycopg.Error, UnicodeEncodeError) as error:
            raise as_error(self.address, error) from None

    def _wait_for_turn(self, connection: Connection[Any]) -> None:
        # One message to the server; it takes several statements only without parameters.
        connection.execute(
            f"SET LOCAL lock_timeout = '{TIMEOUT}s'; "
            f"SELECT pg_advisory_xact_lock({lock_of(self.address)})".encode()
        )

    def _raise_version(self, connection: Connection[Any]) -> int:
        row = connection.execute(_RAISE, [channel_of(self.address)]).fetchone()
        return int(row[0]) if row else 0

    def _present_version(self) -> int:
        return int(self.rows("SELECT version FROM meta")[0][0])

    def _require_writable(self) -> None:
        # A replica may have become the server that is written to.
        if not self.is_writable and (why := self._unwritable_reason()):
            raise StoreError(f"{self.address}: {why}")
        self._why_not = ""

    def _unwritable_reason(self) -> str:
        is_read_only, has_privileges = self.rows(_RIGHTS)[0]
        if is_read_only:
            return READ_ONLY
        if not has_privileges:
            return "cannot be written: the user may only read; GRANT more, or name another user"
        return ""
