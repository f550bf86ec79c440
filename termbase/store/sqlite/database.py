"""One SQLite file, shared by threads: connections, transactions, and messages for its errors.

Each thread has a connection of its own, so it sees what others have committed and nothing of a
transaction that is still open elsewhere. Writers wait for each other, in threads and processes.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from termbase.errors import StoreError
from termbase.store.database import Queries
from termbase.store.sqlite import queries
from termbase.store.sqlite.connections import Connections
from termbase.store.sqlite.failures import as_error, unwritable_reason
from termbase.store.sqlite.opening import READING_CACHE, TIMEOUT, WRITING_CACHE

# Of SQLite, and for values that it cannot hold.
_ERRORS = (sqlite3.Error, UnicodeEncodeError, OverflowError)


class SqliteDatabase:
    """An SQLite file with the schema of a base.

    Args:
        path: The file; created if it is missing.
        compiled: Open a finished file that nobody writes to any more.

    Attributes:
        address: The file as it was given.
        queries: The SQL of SQLite.

    Raises:
        StoreError: If the file cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, path: Path, *, compiled: bool = False) -> None:
        self.address = path
        self.queries: Queries = queries
        self._compiled = compiled
        self._watch_lock = threading.Lock()
        self._turn = threading.RLock()
        self._connections = Connections(path, compiled=compiled)

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    @property
    def is_writable(self) -> bool:
        """True if the file is open for writing."""
        return self._connections.handle().is_writable

    @property
    def in_transaction(self) -> bool:
        """True if this thread has a transaction open."""
        return self._connection().in_transaction

    def check(self) -> None:
        """Check that the file is still the one that was opened; see :class:`Connections`.

        Raises:
            StoreError: If it was removed, or another one has taken its place.
        """
        self._connections.check()

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer to a query.

        Args:
            query: SQL.
            values: Those of its parameters; or one mapping, for parameters with names.

        Raises:
            StoreError: If the file cannot be read.
            InputError: If a value is not valid Unicode text, or a number of more than 64 bits.
        """
        given = values[0] if values and isinstance(values[0], dict) else values
        try:
            return self._connection().execute(query, given).fetchall()
        except _ERRORS as error:
            raise as_error(self.address, error) from None

    def execute(self, statement: str, values: Iterable[object] = ()) -> None:
        """Run a statement; raises as :meth:`rows` does."""
        self._run(statement, values)

    def change(self, statement: str, values: Iterable[object]) -> int:
        """Run a statement, and return the number of rows changed; raises as :meth:`rows` does."""
        return self._run(statement, values).rowcount

    def insert(self, statement: str, values: Iterable[object]) -> int:
        """Insert a row into a table with the column ``number``, and return its number."""
        return self._run(statement, values).lastrowid or 0

    def _run(self, statement: str, values: Iterable[object]) -> sqlite3.Cursor:
        try:
            return self._connection().execute(statement, tuple(values))
        except _ERRORS as error:
            raise as_error(self.address, error) from None

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values; raises as :meth:`rows` does."""
        self._run_many(statement, rows)

    def _run_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        try:
            return self._connection().executemany(statement, rows)
        except _ERRORS as error:
            raise as_error(self.address, error) from None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read one state within, whatever others commit."""
        connection = self._connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")

    def stream(self, query: str) -> Generator[tuple[Any, ...]]:
        """Yield the rows that a query finds, within :meth:`snapshot`; not all are in memory."""
        try:
            yield from self._connection().execute(query)
        except sqlite3.Error as error:
            raise as_error(self.address, error) from None

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows into a table, and return their number; raises as :meth:`rows` does."""
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        return self._run_many(statement, rows).rowcount

    def derivation(self) -> AbstractContextManager[None]:
        """Return a transaction in which to store what is derived from the concepts.

        A file that cannot be written is copied first, and the copy is read from then on.

        Raises:
            StoreError: If that is impossible.
        """
        if not self.is_writable:
            self._connections.read_copy()
        return self._transaction(in_copy=True)

    def copy_to(self, path: Path) -> None:
        """Write the base, as it is at this moment, to a new file; others may write meanwhile.

        Raises:
            StoreError: If the base cannot be read, or the file written.
        """
        handle = self._connections.open()
        try:
            with closing(sqlite3.connect(path)) as target:
                handle.connection.backup(target)
                # One plain file, without a log beside it.
                target.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error as error:
            raise as_error(self.address, error) from None
        finally:
            handle.close()

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Commit all changes made within, or none; other writers wait.

        What is read within cannot change before it ends. One within another is a part of it.

        Args:
            keep: False to undo everything at the end.

        Raises:
            StoreError: If the file cannot be written.
        """
        return self._transaction(keep=keep)

    @contextmanager
    def _transaction(self, *, keep: bool = True, in_copy: bool = False) -> Iterator[None]:
        connection = self._connection()
        self.check()
        if not (self.is_writable or (in_copy and self._connections.is_copy)):
            why = (
                "opened read-only" if self._compiled else unwritable_reason(self._connections.file)
            )
            raise StoreError(f"{self.address}: cannot be written: {why}")
        is_part = connection.in_transaction
        begin, undo, end = "BEGIN IMMEDIATE", ["ROLLBACK"], ["COMMIT"]
        if is_part:
            begin, undo, end = (
                "SAVEPOINT part",
                ["ROLLBACK TO part", "RELEASE part"],
                ["RELEASE part"],
            )
        # Threads take turns. SQLite lets those that wait look again at times, and some starve.
        if not self._turn.acquire(timeout=TIMEOUT):
            raise StoreError(f"{self.address}: in use by another thread; try again later")
        try:
            if not is_part:
                connection.execute(f"PRAGMA cache_size = -{WRITING_CACHE}")
            connection.execute(begin)
            try:
                yield
                _run(connection, end if keep else undo)
            except BaseException:
                # SQLite itself undoes a transaction when the disk is full.
                if connection.in_transaction:
                    _run(connection, undo)
                raise
        except sqlite3.Error as error:
            raise as_error(self.address, error) from None
        finally:
            if not is_part:
                _shrink(connection)
            self._turn.release()

    def version(self) -> Hashable:
        """Return a value that changes with every committed change to the file.

        Threads get the same value. Changes of a transaction that is still open do not count; a
        thread in one must not keep for others what it reads.
        """
        handle = self._connections.handle()
        if handle.stamp:
            return handle.stamp
        with self._watch_lock:
            try:
                # Only changes of other connections count, so this one never writes.
                row = self._connections.watch.connection.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error as error:
                raise as_error(self.address, error) from None
        return int(row[0])

    def close(self) -> None:
        """Close the connections of all threads."""
        self._connections.close()

    def _connection(self) -> sqlite3.Connection:
        return self._connections.handle().connection


def _run(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _shrink(connection: sqlite3.Connection) -> None:
    # One that was closed within the transaction has no cache any more.
    with suppress(sqlite3.Error):
        connection.execute(f"PRAGMA cache_size = -{READING_CACHE}")
