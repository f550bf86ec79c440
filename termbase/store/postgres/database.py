"""A base in a PostgreSQL database: connections, transactions, and messages for errors.

Writers take turns by one advisory lock, which each takes at the beginning of its transaction. So
numbers are in the order of commits, and what a transaction reads stays as it is until it ends.
Readers never wait. Every transaction that changes something raises the number of the version in
the table ``meta``, and notifies others of it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from termbase.errors import StoreError
from termbase.store.address import PostgresAddress
from termbase.store.database import Queries
from termbase.store.postgres import queries
from termbase.store.postgres.connections import BaseConnection, Connections, Turn, connect
from termbase.store.postgres.dialect import as_joined, as_sought, as_statement, as_stored
from termbase.store.postgres.failures import UNSURE, as_error, is_lost
from termbase.store.postgres.follower import follow
from termbase.store.postgres.migration import prepare
from termbase.store.postgres.rights import unwritable_reason
from termbase.store.postgres.schema import channel_of, lock_of
from termbase.store.postgres.transaction import Transaction

TIMEOUT = 30.0  # seconds to wait for another writer
_AT_ONCE = 500  # rows that are sent or fetched together
# By a random step: a base that is restored from a copy must not come to a number that others know.
_RAISE = """
    WITH raised AS (
        UPDATE meta SET version = version + 1 + floor(random() * 1000000)::bigint RETURNING version
    )
    SELECT version, pg_notify(%s, version::text) FROM raised
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
        with self._errors(), self._connections.lend() as connection, connection.settled():
            self.identity = prepare(connection, address)
        self._follower = follow(address, partial(connect, address), channel_of(address))

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    @property
    def is_writable(self) -> bool:
        """True if the server and the privileges of the user let this process write."""
        if self._why_not is None:
            self._why_not = unwritable_reason(self.rows)
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
            if transaction := self._own():
                return transaction.ask(statement, given).fetchall()
            try:
                with self._connections.lend() as connection, connection.settled():
                    return connection.execute(statement, given).fetchall()
            except psycopg.Error as error:
                if not is_lost(error):
                    raise
            # The server was started again, or a connection was idle for too long.
            with self._connections.lend() as connection, connection.settled():
                return connection.execute(statement, given).fetchall()

    def execute(self, statement: str, values: Iterable[object] = ()) -> None:
        """Run a statement; raises as :meth:`rows` does, or later in the transaction."""
        with self._writing() as transaction:
            transaction.write(as_statement(statement), as_stored(values))

    def change(self, statement: str, values: Iterable[object]) -> int:
        """Run a statement, and return the number of rows changed; raises as :meth:`rows` does."""
        with self._writing() as transaction:
            return transaction.ask(as_statement(statement), as_stored(values)).rowcount

    def insert(self, statement: str, values: Iterable[object]) -> int:
        """Insert a row into a table with the column ``number``, and return its number."""
        with self._writing() as transaction:
            returning = as_statement(f"{statement} RETURNING number")
            row = transaction.ask(returning, as_stored(values)).fetchone()
            return int(row[0]) if row else 0

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values; raises as :meth:`execute` does."""
        with self._writing() as transaction:
            waiting = iter(rows)
            while batch := list(islice(waiting, _AT_ONCE)):
                if joined := as_joined(statement, len(batch)):
                    transaction.write(joined, as_stored(chain.from_iterable(batch)))
                else:
                    for row in batch:
                        transaction.write(as_statement(statement), as_stored(row))

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
        if outer := self._own():
            with self._errors():
                outer.send()
                with outer.connection.transaction(force_rollback=not keep), outer.part():
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
                    with self._as_own(connection) as transaction:
                        with transaction.part():
                            yield
                        if keep and transaction.has_changed:
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
            isolation = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            connection.execute(f"{connection.settings}{isolation}".encode())
            with self._as_own(connection):
                yield

    def stream(self, query: str) -> Generator[tuple[Any, ...]]:
        """Yield the rows that a query finds, within :meth:`snapshot`; not all are in memory."""
        with self._errors(), self._required().connection.cursor(name="stream") as cursor:
            cursor.itersize = _AT_ONCE
            yield from cursor.execute(as_statement(query))

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows into a table, and return their number; raises as :meth:`rows` does."""
        with self._writing() as transaction:
            return transaction.load(table, columns, rows)

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
    def _as_own(self, connection: Connection[Any]) -> Iterator[Transaction]:
        """Let this thread use a connection for all it does within."""
        self._local.transaction = transaction = Transaction(connection)
        try:
            yield transaction
        finally:
            self._local.transaction = None

    def _own(self) -> Transaction | None:
        """Return the transaction that this thread has open."""
        transaction: Transaction | None = getattr(self._local, "transaction", None)
        return transaction

    def _required(self) -> Transaction:
        transaction = self._own()
        assert transaction is not None  # noqa: S101 - called within a transaction
        return transaction

    @contextmanager
    def _writing(self) -> Iterator[Transaction]:
        """Give the transaction that is open, or a new one."""
        with nullcontext() if self.in_transaction else self.transaction(), self._errors():
            yield self._required()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise errors of PostgreSQL as ours."""
        try:
            yield
        except (psycopg.Error, UnicodeEncodeError) as error:
            raise as_error(self.address, error) from None

    def _wait_for_turn(self, connection: BaseConnection) -> None:
        # One message to the server; it takes several statements only without parameters.
        connection.execute(
            f"{connection.settings}SET LOCAL lock_timeout = '{TIMEOUT}s'; "
            f"SELECT pg_advisory_xact_lock({lock_of(self.address)})".encode()
        )

    def _raise_version(self, connection: Connection[Any]) -> int:
        row = connection.execute(_RAISE, [channel_of(self.address)]).fetchone()
        return int(row[0]) if row else 0

    def _present_version(self) -> int:
        return int(self.rows("SELECT version FROM meta")[0][0])

    def _require_writable(self) -> None:
        # A replica may have become the server that is written to.
        if not self.is_writable and (why := unwritable_reason(self.rows)):
            raise StoreError(f"{self.address}: {why}")
        self._why_not = ""
