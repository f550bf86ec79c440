"""The registry of the parts of an index: which there are, and which units they cover.

For a base in a file it is a table of the base. For one on a server it is a file beside the parts,
in the user's cache folder: every machine has parts of its own.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Collection, Hashable, Iterable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Protocol

from termbase.derived import cache_folder
from termbase.errors import StoreError
from termbase.memory.index_files import REGISTRY
from termbase.memory.units import Units
from termbase.store.address import PostgresAddress
from termbase.store.database import Database
from termbase.store.sqlite.opening import stamp

_ROWS = "SELECT name, family, first, last, checksum FROM segment ORDER BY first, family"
_DELETE = "DELETE FROM segment WHERE name = ?"
_INSERT = "INSERT INTO segment (name, family, first, last, checksum) VALUES (?, ?, ?, ?, ?)"
_INSERT_LOCAL = "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?)"
_DIGESTS = "SELECT digests FROM segment WHERE name = ?"
_CREATE = """
    CREATE TABLE IF NOT EXISTS segment (
        name TEXT PRIMARY KEY, family TEXT NOT NULL, first INTEGER NOT NULL,
        last INTEGER NOT NULL, checksum INTEGER NOT NULL, digests BLOB NOT NULL
    )
"""
_DATABASE = """
    SELECT identity, CAST(oid AS text) FROM meta, pg_database WHERE datname = current_database()
"""
_SERVER = "SELECT CAST(system_identifier AS text) FROM pg_control_system()"
_PATIENCE = 30.0  # seconds to wait for another process that writes the file
_LONG = 3600.0  # seconds to wait for another process that indexes
_UNUSED = 90 * 24 * 3600.0  # seconds after which an index is removed that nobody has opened


class PartRow(NamedTuple):
    """The row of an index part: the name of its file, its family, its units, its checksum."""

    name: str
    family: str
    first: int
    last: int
    checksum: int


class Registry(Protocol):
    """The rows of all parts of an index.

    Attributes:
        is_local: True if it belongs to this machine, and not to the base.
    """

    is_local: bool

    def rows(self) -> list[PartRow]:
        """Return the rows of all parts, by the units they cover."""

    def replace(
        self, old: Collection[str], new: Sequence[PartRow], digests: Collection[bytes] = ()
    ) -> bool:
        """Replace parts by others.

        Args:
            old: The names of some parts; none to add parts for units that no part covers.
            new: The other parts.
            digests: For each of them, of its units; kept only where :attr:`is_local`.

        Returns:
            False if another process has replaced or added them already; then nothing has changed.

        Raises:
            StoreError: If the registry cannot be written.
        """

    def digests(self, name: str) -> bytes:
        """Return the digests of the units that were read for a part; empty if unknown."""

    def stamp(self) -> Hashable:
        """Return a value that changes with the rows, where the version of the base does not."""

    def turn(self) -> AbstractContextManager[object]:
        """Wait for other processes of this machine that index the same units."""


class BaseRegistry:
    """A registry in the base: a part belongs to a state of the base, and goes with it.

    Args:
        database: The base.
    """

    is_local = False

    def __init__(self, database: Database) -> None:
        self._database = database

    def rows(self) -> list[PartRow]:
        """Return the rows of all parts, by the units they cover."""
        return list(map(PartRow._make, self._database.rows(_ROWS)))

    def replace(
        self, old: Collection[str], new: Sequence[PartRow], digests: Collection[bytes] = ()
    ) -> bool:
        """Replace parts by others; see :meth:`Registry.replace`."""
        del digests  # a part is replaced together with the units
        with self._database.transaction():
            if _is_late(self.rows(), old, new):
                return False
            self._database.execute_many(_DELETE, ((name,) for name in old))
            self._database.execute_many(_INSERT, new)
        return True

    def digests(self, name: str) -> bytes:
        """Return nothing; see :meth:`replace`."""
        del name
        return b""

    def stamp(self) -> Hashable:
        """Return None: the version of the base changes with the rows."""
        return None

    def turn(self) -> AbstractContextManager[object]:
        """Do not wait: who comes first writes the rows, and it happens seldom."""
        return nullcontext()


class LocalRegistry:
    """A registry in a file beside the parts. It may be lost; then they are built again.

    Args:
        folder: The folder of the index; created when the first row is written.
    """

    is_local = True

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{REGISTRY}.db"
        self._turn = folder / f"{REGISTRY}-turn.db"

    def rows(self) -> list[PartRow]:
        """Return the rows of all parts, by the units they cover."""
        if not self._file.exists():
            return []
        try:
            with closing(_opened(self._file, _PATIENCE)) as connection:
                return list(map(PartRow._make, connection.execute(_ROWS)))
        except sqlite3.Error:
            return []

    def replace(
        self, old: Collection[str], new: Sequence[PartRow], digests: Collection[bytes] = ()
    ) -> bool:
        """Replace parts by others; see :meth:`Registry.replace`."""
        try:
            try:
                return self._replace(old, new, digests)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                # Damaged.
                self._file.unlink()
                return self._replace(old, new, digests)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self._file}: cannot be written: {error}") from None

    def digests(self, name: str) -> bytes:
        """Return the digests of the units that were read for a part; empty if unknown."""
        try:
            with closing(_opened(self._file, _PATIENCE)) as connection:
                row = connection.execute(_DIGESTS, (name,)).fetchone()
        except sqlite3.Error:
            row = None
        return bytes(row[0]) if row else b""

    def _replace(
        self, old: Collection[str], new: Sequence[PartRow], digests: Collection[bytes]
    ) -> bool:
        folder = self._file.parent
        if not self._file.exists():
            _remove_unused(folder.parent)
        folder.mkdir(parents=True, exist_ok=True)
        with closing(_opened(self._file, _PATIENCE)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_CREATE)
            if _is_late(list(map(PartRow._make, connection.execute(_ROWS))), old, new):
                return False
            connection.executemany(_DELETE, ((name,) for name in old))
            rows = zip(new, digests, strict=True) if new else ()
            connection.executemany(_INSERT_LOCAL, ((*row, units) for row, units in rows))
            connection.execute("COMMIT")
        return True

    def stamp(self) -> Hashable:
        """Return the state of the file."""
        return stamp(self._file)

    def turn(self) -> AbstractContextManager[object]:
        """Wait for other processes of this machine that index the same units."""
        try:
            self._turn.parent.mkdir(parents=True, exist_ok=True)
            connection = _opened(self._turn, _LONG)
        except (OSError, sqlite3.Error):
            # Nothing can be indexed here.
            return nullcontext()
        # A lock on a file without content. It ends with the process, however that ends.
        with suppress(sqlite3.Error):
            connection.execute("BEGIN EXCLUSIVE")
        return closing(connection)


def place_of(units: Units) -> tuple[Path, Registry]:
    """Return the folder and the registry of the index of a memory."""
    if isinstance(units.address, PostgresAddress):
        # A copy of a database has its identity too, and addresses do not show all differences.
        ((identity, database),) = units.rows(_DATABASE)
        which = f"{identity} {database} {_server(units)} {units.address}"
        name = blake2b(which.encode(), digest_size=16).hexdigest()
        folder = cache_folder() / "memory" / name
        with suppress(OSError):
            os.utime(folder)  # it is used
        return folder, LocalRegistry(folder)
    # Beside the file itself, whatever links lead to it.
    path = Path(os.path.realpath(units.address))
    return path.with_name(f"{path.name}-memory"), BaseRegistry(units.database)


def last_covered(rows: Iterable[PartRow]) -> int:
    """Return the number of the last unit that a part covers; 0 if there is none."""
    return max((row.last for row in rows), default=0)


def _server(units: Units) -> str:
    """Return the number of a PostgreSQL server; empty if the user may not read it."""
    try:
        ((number,),) = units.rows(_SERVER)
    except StoreError:
        return ""
    return str(number)


def _remove_unused(folder: Path) -> None:
    """Remove the indexes of bases that were not opened for long, or are not there any more."""
    from shutil import rmtree

    for index in folder.glob("*"):
        with suppress(OSError):
            if index.stat().st_mtime < time.time() - _UNUSED:
                rmtree(index)


def _opened(file: Path, patience: float) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, timeout=patience)


def _is_late(rows: Sequence[PartRow], old: Collection[str], new: Sequence[PartRow]) -> bool:
    names = {row.name for row in rows}
    if old:
        return not names.issuperset(old)
    return last_covered(rows) >= min(row.first for row in new)
