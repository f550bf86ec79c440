"""The folders in which the results of scans are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from termbase.derived import cache_folder
from termbase.errors import InputError
from termbase.output import reason

# So many results of one corpus are kept, with other terms or options each.
_KEPT = 3


def default_folder(corpus: Path, signature: str) -> Path:
    """Return the folder in the user's cache for a corpus, terms and options.

    Of the folders of the same corpus those that were not used for longest are removed.
    """
    folder = cache_folder() / "corpora"
    stem = _checksum(str(corpus.resolve()))
    chosen = folder / f"{stem}-{_checksum(signature)}"
    siblings = [path for path in folder.glob(f"{stem}-*") if path != chosen]
    siblings.sort(key=_last_use, reverse=True)
    for path in siblings[_KEPT - 1 :]:
        _remove(path)
    return chosen


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes from scanning into a folder.

    The lock is one of SQLite, which every system has, and which ends with the process.

    Raises:
        InputError: If one does already, or the folder cannot be written.
    """
    with usable(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with closing(_lock_file(folder)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise InputError(
                f"{folder}: another process scans into it, or it cannot be written ({error}); "
                "wait, or name another folder (--parts)"
            ) from None
        yield


@contextmanager
def usable(folder: Path) -> Iterator[None]:
    """Report that a folder cannot be read or written.

    Raises:
        InputError: In place of the error of the system or of Arrow.
    """
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        problem = reason(error) if isinstance(error, OSError) else error
        raise InputError(f"{folder}: {problem}; name another folder (--parts)") from None


def _lock_file(folder: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(folder / "lock", timeout=0)
    except sqlite3.Error as error:
        raise InputError(f"{folder}: {error}; name another folder (--parts)") from None


def _remove(folder: Path) -> None:
    from shutil import rmtree

    try:
        with locked(folder):
            for kind in ("texts", "mentions"):
                rmtree(folder / kind, ignore_errors=True)
    except InputError:
        # In use.
        return
    rmtree(folder, ignore_errors=True)


def _last_use(folder: Path) -> float:
    try:
        return (folder / "files.json").stat().st_mtime
    except OSError:
        return 0.0


def _checksum(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=8).hexdigest()
