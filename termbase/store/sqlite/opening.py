"""Opening the SQLite file of a base: for writing, or for reading what cannot be written.

SQLite cannot read a file in WAL mode where it cannot create the files beside it, unless the file
is declared immutable; so it is, where no log with unfinished changes is beside it. Otherwise, and
where an older schema has to be migrated first, a temporary copy has to be read.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import finalize

from termbase.errors import StoreError
from termbase.store.sqlite import schema
from termbase.store.sqlite.failures import as_error, primary_code

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

# KiB of pages that a connection keeps. Each thread of a server has some, so they are small; while
# it writes one is large, or SQLite would write the pages of a large import many times.
READING_CACHE = 2_000
WRITING_CACHE = 65_536
TIMEOUT = 30.0  # seconds to wait for another writer
# Where one of these hinders opening a file for writing, it may still be read.
_READABLE = {
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
}  # fmt: skip


class Handle:
    """A connection that is closed when nobody refers to it any more.

    Attributes:
        connection: The connection.
        is_writable: True if the file may be written through it.
        stamp: The state of the file, if it was declared immutable.
    """

    def __init__(
        self, connection: sqlite3.Connection, *, is_writable: bool, stamp: Hashable = None
    ) -> None:
        self.connection = connection
        self.is_writable = is_writable
        self.stamp = stamp
        # Not `__del__`: in a cycle the connection itself might be finalized first, and warns then.
        finalize(self, _close, connection).atexit = False

    def close(self) -> None:
        """Close the connection."""
        _close(self.connection)


def _close(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):
        connection.close()


def check_name(path: Path) -> None:
    """Refuse what SQLite takes for something else than a file, and folders."""
    if str(path) == ":memory:" or str(path).startswith("file:"):
        raise StoreError(f"{str(path)!r} is not a file name; name a file, such as team.db")
    try:
        if b"\0" in os.fsencode(path):
            raise ValueError("NUL")
    except ValueError:
        raise StoreError(
            f"{str(path)!r} is not a file name; name a file, such as team.db"
        ) from None
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a base; name a file")


def open_best(file: Path, path: Path) -> Handle | None:
    """Open a base for writing or, if that is impossible, for reading; None if only a copy will do.

    Args:
        file: What to open.
        path: Its name in messages.
    """
    can_write = os.access(file.parent, os.W_OK) and (os.access(file, os.W_OK) or not file.exists())
    if can_write or not file.is_file():
        try:
            return open_to_write(file, path)
        except _OpeningError as error:
            if error.code not in _READABLE or not file.is_file():
                raise
    log = file.with_name(f"{file.name}-wal")
    try:
        if not log.exists() or not log.stat().st_size:
            return open_immutable(file, path)
        return _opened(_connect(file, path, "mode=ro"), path)
    except (_OpeningError, _OlderSchemaError):
        if not os.access(file, os.R_OK):
            raise
    return None


def open_to_write(file: Path, path: Path) -> Handle:
    """Open a base for writing, created if missing, migrated if older."""
    connection = _connect(file, path)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{READING_CACHE}")
        schema.migrate(connection)
    except sqlite3.Error as error:
        connection.close()
        raise _OpeningError(path, error) from None
    return Handle(connection, is_writable=True)


def open_immutable(file: Path, path: Path) -> Handle:
    """Open a base for reading that nobody writes to."""
    state = stamp(file)
    return _opened(_connect(file, path, "mode=ro&immutable=1"), path, state)


def _opened(connection: sqlite3.Connection, path: Path, state: Hashable = None) -> Handle:
    if not schema.is_current(connection):
        connection.close()
        raise _OlderSchemaError(f"{path}: written by an earlier version of zh-en-glossary")
    return Handle(connection, is_writable=False, stamp=state)


def _connect(file: Path, path: Path, parameters: str = "") -> sqlite3.Connection:
    connection = None
    try:
        connection = sqlite3.connect(
            f"file:{_in_uri(file)}?{parameters}",
            uri=True, isolation_level=None, timeout=TIMEOUT, check_same_thread=False,
        )  # fmt: skip
        schema.check(connection, path)
    except (sqlite3.Error, StoreError) as error:
        if connection:
            connection.close()
        if isinstance(error, StoreError):
            raise
        raise _OpeningError(path, error) from None
    return connection


def copy_of(path: Path) -> TemporaryDirectory[str]:
    """Copy a base and its log into a temporary folder."""
    # Needed only here, and slow to import.
    import shutil
    from tempfile import TemporaryDirectory

    folder = TemporaryDirectory(prefix="zh-en-glossary-", ignore_cleanup_errors=True)
    try:
        for source in (path, path.with_name(f"{path.name}-wal")):
            if source.exists():
                target = Path(folder.name) / source.name
                shutil.copyfile(source, target)
    except OSError as error:
        folder.cleanup()
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from None
    return folder


def stamp(path: Path) -> Hashable:
    """Return the state of a file, to tell whether it has changed."""
    try:
        status = path.stat()
    except OSError:
        return ("missing",)
    return status.st_mtime_ns, status.st_size, status.st_ino


def identity(path: Path) -> Hashable:
    """Return what tells a file from another one that has taken its place; None if it is missing."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _in_uri(path: Path) -> str:
    """Return a path as SQLite reads it in a URI: https://www.sqlite.org/uri.html, section 3.1."""
    written = path.absolute().as_posix()
    for char in "%?#":
        written = written.replace(char, f"%{ord(char):02x}")
    return written if written.startswith("/") else f"/{written}"


class _OlderSchemaError(StoreError):
    """A file that has to be migrated before it can be read."""


class _OpeningError(StoreError):
    """A file that SQLite cannot open.

    Attributes:
        code: The primary result code of SQLite.
    """

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        super().__init__(str(as_error(path, error)))
        self.code = primary_code(error)
