"""Messages for errors of SQLite: where, what, remedy."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from termbase.errors import Error, InputError, StoreError
from termbase.store.texts import half_character

_PROBE = 1 << 16  # bytes
_SYSTEM = {
    sqlite3.SQLITE_READONLY: "cannot be written",
    sqlite3.SQLITE_CANTOPEN: "unable to open",
    sqlite3.SQLITE_PERM: "unable to open",
    sqlite3.SQLITE_IOERR: "cannot be read or written",
}


def as_error(path: Path, error: Exception) -> Error:
    """Return the exception to raise for one that reading or writing a base has raised.

    Args:
        path: The base.
        error: Of :mod:`sqlite3`, or for a value that SQLite cannot hold.
    """
    if isinstance(error, UnicodeEncodeError):
        return half_character(error)
    if isinstance(error, OverflowError):
        return InputError("a number has more than 64 bits; give a smaller one")
    return StoreError(f"{path}: {_explanation(path, error)}")


def _explanation(path: Path, error: Exception) -> str:
    code = primary_code(error)
    if code == sqlite3.SQLITE_FULL:
        return f"cannot be written: {_reason(OSError(errno.ENOSPC, ''))}"
    if code in _SYSTEM:
        return f"{_SYSTEM[code]}: {unwritable_reason(path)}"
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "in use by another process; try again when that has finished"
    if module := re.fullmatch("no such module: (.+)", str(error)):
        return (
            f"the SQLite library of this Python lacks the module {module[1]}; "
            "use a Python whose sqlite3 has it"
        )
    return f"not a base, or damaged ({error}); restore it from a copy"


def primary_code(error: Exception) -> int:
    """Return the primary result code of SQLite for an exception."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)) & 0xFF


def unwritable_reason(path: Path) -> str:
    """Return why a base cannot be written, and the remedy, as far as the system tells."""
    try:
        _probe(path)
    except OSError as error:
        return _reason(error)
    return "the system refuses it (read-only, or an error of the disk); check the disk"


def _reason(error: OSError) -> str:
    # Only imported for a failure: it takes long.
    from termbase.output import reason

    return reason(error)


def _probe(path: Path) -> None:
    """Try the steps that writing a base needs, without changing it.

    Raises:
        OSError: If a step fails.
    """
    folder = path.parent
    if path.exists():
        os.close(os.open(path, os.O_RDWR))
    elif path.is_symlink():
        path.stat()
    elif not folder.is_dir():
        folder.stat()
        raise NotADirectoryError(errno.ENOTDIR, "")
    # Not `tempfile`: it tries other names for some of the errors that are wanted here.
    draft = folder / f".glossary-{os.urandom(8).hex()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            # As far into a file as the base and its log reach: there may be a limit to the size.
            file.seek(max(map(_size, (path, path.with_name(f"{path.name}-wal")))))
            file.write(bytes(_PROBE))
            file.flush()
            os.fsync(handle)
    finally:
        with suppress(OSError):
            draft.unlink()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
