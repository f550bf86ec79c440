"""Copy a base while others use it: to a file, or into another base."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from termbase.errors import InputError
from termbase.output import open_output, refuse_same_file
from termbase.store.address import Address, files_of
from termbase.store.copying import copy_rows
from termbase.store.opening import open_database

if TYPE_CHECKING:
    from termbase.store.store import Store


def back_up(store: Store, path: Path) -> None:
    """Write a base, as it is at one moment, to a file; others may read and write meanwhile.

    An existing file is replaced once the new one is complete.

    Args:
        store: The base.
        path: The file. It is a base itself, without a log beside it.

    Raises:
        InputError: If the file cannot be written, is the base, or is another base in use.
        StoreError: If the base cannot be read.
    """
    refuse_same_file(path, *files_of(store.address))
    # SQLite would apply a log that was left beside the file to the new content.
    if path.with_name(f"{path.name}-wal").exists():
        raise InputError(f"{path}: a base that is in use, or was not closed; name another file")
    with TemporaryDirectory(prefix="zh-en-glossary-") as folder:
        copy = Path(folder) / "base.db"
        store.database.copy_to(copy)
        with copy.open("rb") as source, open_output(path) as target:
            shutil.copyfileobj(source, target)


def copy_base(source: Address, target: Address) -> dict[str, int]:
    """Copy a whole base, as it is at one moment, into a new one of either kind; all or nothing.

    Args:
        source: The base; others may read and write it meanwhile.
        target: A base that does not exist yet, or is empty.

    Returns:
        The number of rows of each table.

    Raises:
        InputError: If the base does not exist, or has a text that the other cannot hold.
        Conflict: If the other is not empty.
        StoreError: If the one cannot be read, or the other written.
    """
    for file in files_of(source):
        if not file.exists():
            raise InputError(f"{file}: no such base; check the name")
    new = [file for file in files_of(target) if not file.exists()]
    databases = []
    try:
        databases.append(open_database(source))
        databases.append(open_database(target))
        return copy_rows(*databases)
    except BaseException:
        for file in new:
            _remove(file)
        raise
    finally:
        for database in databases:
            database.close()


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(f"{file.name}{suffix}").unlink(missing_ok=True)
