"""One SQLite file, shared by threads: connections, transactions, and messages for its errors.

Each thread has a connection of its own, so it sees what others have committed and nothing of a
transaction that is still open elsewhere. Writers wait for each other, in threads and processes.

"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Hashable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from termbase.errors import StoreError
from termbase.store.database import Queries
from termbase.store.keys import search_tokens
from termbase.store.sqlite import queries
from termbase.store.sqlite.failures import as_error, unwritable_reason
from termbase.store.sqlite.opening import (
    READING_CACHE,
    TIMEOUT,
    WRITING_CACHE,
    Handle,
    check_name,
    copy_of,
    identity,
    open_best,
    open_immutable,
    open_to_write,
    stamp,
)

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


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

    def __init__(
        self,
        path: Path,
        *,
        compiled: bool = False,
    ) -> None:
        self.address = path
        self.queries: Queries = queries
        self._compiled = compiled
        self._local = threading.local()
        self._handles: WeakSet[Handle] = WeakSet()
        self._watch_lock = threading.Lock()
        self._turn = threading.RLock()
        self._is_closed = False
        self._copy: TemporaryDirectory[str] | None = None
        check_name(path)
        # SQLite puts its other files beside the file that a symbolic link leads to.
        self._file = Path(os.path.realpath(path))
        # Only where it is written: a file that is only read may be replaced by a newer one.
        self._identity: Hashable = None
        self._identity = identity(self._file) if self.is_writable else None

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    @property
    def is_writable(self) -> bool:
        """True if the file is open for writing."""
        self._connection()
        return bool(self._local.handle.is_writable)

    @property
    def in_transaction(self) -> bool:
        """True if this thread has a transaction open."""
        return self._connection().in_transaction

    def check(self) -> None:
        """Check that the file is still the one that was opened.

        SQLite would go on writing to a file that was removed, and make a new one for the next
        connection: what is written would be lost.

        Raises:
            StoreError: If it was removed, or another one has taken its place.
        """
        if self._identity and identity(self._file) != self._identity:
            raise StoreError(
                f"{self.address}: was removed or replaced while it was open; put it back, or open "
                "it again"
            )

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
        except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
            raise as_error(self.address, error) from None

    def execute(self, statement: str, values: Iterable[object] = ()) -> int:
        """Run a statement, and return the number of rows changed; raises as :meth:`rows` does."""
        return self._run(statement, values).rowcount

    def insert(self, statement: str, values: Iterable[object]) -> int:
        """Insert a row into a table with the column ``number``, and return its number."""
        return self._run(statement, values).lastrowid or 0

    def _run(self, statement: str, values: Iterable[object]) -> sqlite3.Cursor:
        try:
            return self._connection().execute(statement, tuple(values))
        except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
            raise as_error(self.address, error) from None

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values; raises as :meth:`rows` does."""
        try:
            self._connection().executemany(statement, rows)
        except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
            raise as_error(self.address, error) from None

    def derivation(self) -> AbstractContextManager[None]:
        """Return a transaction in which to store what is derived from the concepts.

        A file that cannot be written is copied first, and the copy is read from then on.

        Raises:
            StoreError: If that is impossible.
        """
        if not self.is_writable:
            self._copy = self._copy or copy_of(self._file)
            self._adopt(self._open())
        return self._transaction(in_copy=True)

    def copy_to(self, path: Path) -> None:
        """Write the base, as it is at this moment, to a new file; others may write meanwhile.

        Raises:
            StoreError: If the base cannot be read, or the file written.
        """
        handle = self._open()
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
        if not (self._local.handle.is_writable or (in_copy and self._copy)):
            why = "opened read-only" if self._compiled else unwritable_reason(self._file)
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
        self._connection()
        handle: Handle = self._local.handle
        if handle.stamp:
            return handle.stamp
        with self._watch_lock:
            try:
                # Only changes of other connections count, so this one never writes.
                row = self._watch.connection.execute("PRAGMA data_version").fetchone()
            except sqlite3.Error as error:
                raise as_error(self.address, error) from None
        return int(row[0])

    def close(self) -> None:
        """Close the connections of all threads."""
        self._is_closed = True
        for handle in list(self._handles):
            handle.close()
        if self._copy:
            self._copy.cleanup()
            self._copy = None

    @cached_property
    def _watch(self) -> Handle:
        handle = self._open()
        self._handles.add(handle)
        return handle

    def _connection(self) -> sqlite3.Connection:
        if self._is_closed:
            raise StoreError(f"{self.address}: is closed; open it again")
        handle: Handle | None = getattr(self._local, "handle", None)
        if handle and (not handle.stamp or self._compiled or handle.stamp == stamp(self._file)):
            return handle.connection
        if handle:
            handle.close()
        return self._adopt(self._open())

    def _adopt(self, handle: Handle) -> sqlite3.Connection:
        handle.connection.create_function("search_tokens", 2, search_tokens, deterministic=True)
        self._local.handle = handle
        self._handles.add(handle)
        return handle.connection

    def _open(self) -> Handle:
        if self._compiled:
            return open_immutable(self._file, self.address)
        self.check()
        if not self._copy:
            handle = open_best(self._file, self.address)
            if handle:
                return handle
            self._copy = copy_of(self._file)
        handle = open_to_write(Path(self._copy.name) / self._file.name, self.address)
        handle.is_writable = False
        return handle


def _run(connection: sqlite3.Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)


def _shrink(connection: sqlite3.Connection) -> None:
    # One that was closed within the transaction has no cache any more.
    with suppress(sqlite3.Error):
        connection.execute(f"PRAGMA cache_size = -{READING_CACHE}")
