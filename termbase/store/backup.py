"""Copy a base while others use it."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from termbase.errors import InputError
from termbase.output import open_output, refuse_same_file
from termbase.store.address import files_of

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
