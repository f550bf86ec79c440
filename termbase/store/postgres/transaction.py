"""A transaction of one thread: statements whose answer nobody needs are sent together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, Cursor

_MOST = 500  # statements that wait; a large one holds as many rows


class Transaction:
    """The statements of a transaction on one connection.

    Each message to a server and back takes time, and storing a concept takes several statements.
    So those that only write wait for the next one that asks something, or for the end.

    Args:
        connection: The connection, in a transaction.

    Attributes:
        connection: The connection.
        has_changed: True if a statement has changed something.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        self.connection = connection
        self.has_changed = False
        self._waiting: list[tuple[bytes, Sequence[object]]] = []

    def write(self, statement: bytes, values: Sequence[object]) -> None:
        """Run a statement before the next one that is asked, or at the end."""
        self._waiting.append((statement, values))
        if len(self._waiting) >= _MOST:
            self.send()

    def ask(self, statement: bytes, values: Any) -> Cursor[Any]:
        """Run a statement now, and return its answer."""
        if not self._waiting:
            return self._noted(self.connection.execute(statement, values))
        with self.connection.pipeline():
            self._send()
            cursor = self.connection.execute(statement, values)
        return self._noted(cursor)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert many rows into a table, and return their number."""
        self.send()
        with self.connection.cursor() as cursor:
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
            loaded = cursor.rowcount
            # Else queries are planned as for an empty table until the server has looked itself.
            cursor.execute(f"ANALYZE {table}".encode())
        self.has_changed = True
        return loaded

    def send(self) -> None:
        """Run all statements that wait."""
        if self._waiting:
            with self.connection.pipeline():
                self._send()

    @contextmanager
    def part(self) -> Iterator[None]:
        """Run all that is written within at the end, or no more of it where it is undone."""
        try:
            yield
            self.send()
        finally:
            self._waiting.clear()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        for statement, values in waiting:
            self.connection.execute(statement, values)
        # How much each has changed, only a wait for its answer would tell.
        self.has_changed = True

    def _noted(self, cursor: Cursor[Any]) -> Cursor[Any]:
        is_query = cursor.statusmessage is not None and cursor.statusmessage.startswith("SELECT")
        self.has_changed = self.has_changed or (not is_query and cursor.rowcount > 0)
        return cursor
