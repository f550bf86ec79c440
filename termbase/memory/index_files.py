"""The folder with the files of an index."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from termbase.errors import StoreError
from termbase.memory.build import write_index_part
from termbase.memory.index_part import IndexPart

# Unknown files are left alone for this many seconds: another process may be about to add a row.
_YOUNG = 3600
_ERROR = "error.txt"
REGISTRY = "registry"  # how the names of the files of a registry begin


class IndexFiles:
    """The files of the parts of an index.

    Args:
        folder: The folder; created when the first file is written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str, checksum: int) -> IndexPart:
        """Open a part.

        Raises:
            StoreError: If it is missing or damaged.
        """
        return IndexPart(self._folder / name, checksum)

    def write(self, prefix: str, records: Iterable[tuple[int, list[str]]]) -> tuple[str, int]:
        """Write a part; return its name and checksum.

        Raises:
            StoreError: If it cannot be written; nothing is left behind.
        """
        name = f"{prefix}-{uuid4().hex[:8]}"
        draft = self._folder / f"{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                checksum = write_index_part(draft, records)
                draft.rename(self._folder / name)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            from termbase.output import reason

            raise StoreError(f"{self._folder}: cannot be written: {reason(error)}") from None
        return name, checksum

    def remove(self, names: Collection[str]) -> None:
        """Remove files; where one is in use and cannot be removed, the next sweep does it."""
        for name in names:
            with suppress(OSError):
                (self._folder / name).unlink()

    def sweep(self, known: Collection[str]) -> None:
        """Remove files that processes have left which were killed."""
        for path in self._folder.glob("*"):
            with suppress(OSError):
                is_young = path.stat().st_mtime >= time.time() - _YOUNG
                is_known = path.name in (*known, _ERROR) or path.name.startswith(REGISTRY)
                if not is_known and not is_young:
                    path.unlink()

    def size(self, names: Collection[str]) -> int:
        """Return the number of bytes of some files that are there."""
        total = 0
        for name in names:
            with suppress(OSError):
                total += (self._folder / name).stat().st_size
        return total

    def note_error(self, message: str) -> None:
        """Keep a message for other processes, if there is room for it."""
        with suppress(OSError):
            (self._folder / _ERROR).write_text(message, encoding="utf-8")

    def clear_error(self) -> None:
        """Remove the message."""
        with suppress(OSError):
            (self._folder / _ERROR).unlink(missing_ok=True)

    def error(self) -> str:
        """Return the message; empty if there is none."""
        try:
            message = (self._folder / _ERROR).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        # On a full disk there was room for the file, and not for the message.
        return message or "the index of the memory could not be written, searches are slower"
