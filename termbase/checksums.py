"""Checksums of files, remembered in the user's cache folder as long as the files do not change.

Each start of the command has to know that the compiled data belong to their inputs and are whole;
to read 45 MB for that would take a fifth of a look-up. As version control systems do, this trusts
the size and the times of a file, but not those of one that has just been written: another change
could leave them as they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from termbase.errors import Error

_NAME = "checksums.json"
# Some file systems keep times in steps of two seconds.
_JUST_WRITTEN = 2 * 10**9


class _Known(NamedTuple):
    """A checksum with the size and times (in nanoseconds) of the file that it was taken of."""

    size: int
    modified: int
    changed: int
    checksum: int


def checksum(
    path: Path, folder: Path, compute: Callable[[Path], int] = lambda path: crc32(path.read_bytes())
) -> tuple[int, int]:
    """Return the size and CRC-32 of a file, computed only if it has changed since the last time.

    Args:
        path: The file.
        folder: The folder where checksums are remembered; see :func:`save`.
        compute: Computes the checksum; always the same for one path.

    Raises:
        OSError: If the file cannot be read.
    """
    known = _known(folder)
    status = path.stat()
    identity = status.st_size, status.st_mtime_ns, status.st_ctime_ns
    found = known.get(str(path))
    if found is None or found[:3] != identity:
        found = known[str(path)] = _Known(*identity, compute(path))
        _unsaved.add(folder)
    return found.size, found.checksum


def save(folder: Path) -> None:
    """Write new checksums into a folder; without any, or where it cannot be written, do nothing."""
    if folder not in _unsaved:
        return
    _unsaved.discard(folder)
    before = time.time_ns() - _JUST_WRITTEN
    kept = {
        path: known
        for path, known in _known(folder).items()
        if max(known.modified, known.changed) < before and Path(path).exists()
    }
    if not kept:
        return
    import json

    from termbase.output import write_file

    with suppress(OSError, Error):
        folder.mkdir(parents=True, exist_ok=True)
        write_file(folder / _NAME, json.dumps(kept, ensure_ascii=False).encode())


_unsaved: set[Path] = set()


@cache
def _known(folder: Path) -> dict[str, _Known]:
    import json

    try:
        saved = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        return {path: _Known(*map(int, numbers)) for path, numbers in saved.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        # Missing, damaged, or of another version: they are computed again.
        return {}
