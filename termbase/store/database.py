"""The database of a base, whatever it is: an SQLite file, or a schema of a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from termbase.store.address import Address


class Queries(Protocol):
    """The SQL that SQLite and PostgreSQL write differently; one module each has it.

    The tables, columns and parameters are the same.
    """

    # Empty where the database keeps that index by itself.
    INDEX_KEYS: str
    UNINDEX_KEYS: str
    ALL_TEXTS: str
    EQUAL: str
    STARTING: str
    CONTAINING: str
    PROMINENCE: str
    EXISTING: str
    RECORDS: str
    LEMMAS: str
    POLITIES: str
    REFERENCES: str
    MATCHING: str
    AMONG: str
    CHANGED: str
    ORIGIN: str
    FOLDED_CONTAINS: str
    # A value that changes where the table of units is another one than before.
    LINEAGE: str
    # See `termbase.memory.unit_digests`; empty where the database cannot make them.
    UNIT_DIGESTS: str
    # The last number that a table has given, NULL if the user may not know it; the statements that
    # let it go on after another one.
    LAST_GIVEN: str
    GIVE_AFTER: tuple[str, ...]


class Database(Protocol):
    """A database with the tables of a base, shared by threads.

    Each thread sees what others have committed, and nothing of a transaction that is still open
    elsewhere. Writers wait for each other, in threads, processes and machines. SQL is written with
    the parameters ``?`` or ``:name``.
    """

    @property
    def address(self) -> Address:
        """The address as it was given."""

    @property
    def queries(self) -> Queries:
        """The SQL of this kind of database."""

    @property
    def is_writable(self) -> bool:
        """True if this process may write to it."""

    @property
    def in_transaction(self) -> bool:
        """True if this thread has a transaction open."""

    def check(self) -> None:
        """Check that the database is still the one that was opened.

        Raises:
            StoreError: If it was removed, or another one has taken its place.
        """

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the answer to a query.

        Args:
            query: SQL.
            values: Those of its parameters; or one mapping, for parameters with names.

        Raises:
            StoreError: If the database cannot be read.
            InputError: If a value is not valid Unicode text, or a number of more than 64 bits.
        """

    def execute(self, statement: str, values: Iterable[object] = ()) -> None:
        """Run a statement, at the latest before the next that has an answer.

        Raises as :meth:`rows` does; what only the server can refuse, later in the transaction.
        """

    def change(self, statement: str, values: Iterable[object]) -> int:
        """Run a statement, and return the number of rows changed; raises as :meth:`rows` does."""

    def insert(self, statement: str, values: Iterable[object]) -> int:
        """Insert a row into a table with the column ``number``, and return its number."""

    def execute_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row of values; raises as :meth:`execute` does."""

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Commit all changes made within, or none; other writers wait.

        What is read within cannot change before it ends. One within another is a part of it.

        Args:
            keep: False to undo everything at the end.

        Raises:
            StoreError: If the database cannot be written.
        """

    def snapshot(self) -> AbstractContextManager[None]:
        """Return a context in which this thread reads one state, whatever others commit."""

    def stream(self, query: str) -> Generator[tuple[Any, ...]]:
        """Yield the rows that a query finds, within :meth:`snapshot`; not all are in memory."""

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows into a table, and return their number; raises as :meth:`rows` does."""

    def derivation(self) -> AbstractContextManager[None]:
        """Return a transaction in which to store what is derived from the concepts.

        An SQLite file that cannot be written is copied first, and the copy is read from then on.

        Raises:
            StoreError: If that is impossible.
        """

    def version(self) -> Hashable:
        """Return a value that changes with every committed change.

        Threads get the same value. Changes of a transaction that is still open do not count; a
        thread in one must not keep for others what it reads.
        """

    def copy_to(self, path: Path) -> None:
        """Write the base, as it is at this moment, to a new SQLite file; others may write.

        Raises:
            StoreError: If the base cannot be read, or the file written.
        """

    def close(self) -> None:
        """Close the connections of all threads."""
