"""The connections of the threads of a process to one SQLite file."""

from __future__ import annotations

import os
import threading
from collections.abc import Hashable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from termbase.errors import StoreError
from termbase.store.keys import search_tokens
from termbase.store.sqlite.opening import (
    Handle,
    check_name,
    copy_of,
    identity,
    open_best,
    open_immutable,
    open_to_write,
    stamp,
)

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


class Connections:
    """Connections to a file, one a thread.

    Args:
        path: The file as it was given.
        compiled: It is finished, and nobody writes to it any more.

    Attributes:
        file: The file itself, whatever links lead to it.
        is_copy: True if a temporary copy is read in its place.

    Raises:
        StoreError: If the file cannot be opened or is not a base; TooNew if it is too new.
    """

    def __init__(self, path: Path, *, compiled: bool) -> None:
        self._path = path
        self._compiled = compiled
        self._local = threading.local()
        self._handles: WeakSet[Handle] = WeakSet()
        self._is_closed = False
        self._copy: TemporaryDirectory[str] | None = None
        check_name(path)
        # SQLite puts its other files beside the file that a symbolic link leads to.
        self.file = Path(os.path.realpath(path))
        # Only where it is written: a file that is only read may be replaced by a newer one.
        self._identity: Hashable = None
        self._identity = identity(self.file) if self.handle().is_writable else None

    @property
    def is_copy(self) -> bool:
        """True if a temporary copy is read in place of the file."""
        return self._copy is not None

    @cached_property
    def watch(self) -> Handle:
        """A connection that never writes, to notice what the others do."""
        return self._known(self.open())

    def handle(self) -> Handle:
        """Return the connection of this thread.

        Raises:
            StoreError: If the file is closed, or cannot be opened.
        """
        if self._is_closed:
            raise StoreError(f"{self._path}: is closed; open it again")
        handle: Handle | None = getattr(self._local, "handle", None)
        if handle and (not handle.stamp or self._compiled or handle.stamp == stamp(self.file)):
            return handle
        if handle:
            handle.close()
        return self._adopted(self.open())

    def check(self) -> None:
        """Check that the file is still the one that was opened.

        SQLite would go on writing to a file that was removed, and make a new one for the next
        connection: what is written would be lost.

        Raises:
            StoreError: If it was removed, or another one has taken its place.
        """
        if self._identity and identity(self.file) != self._identity:
            raise StoreError(
                f"{self._path}: was removed or replaced while it was open; put it back, or open "
                "it again"
            )

    def open(self) -> Handle:
        """Open another connection, which the caller closes."""
        if self._compiled:
            return open_immutable(self.file, self._path)
        self.check()
        if not self._copy:
            handle = open_best(self.file, self._path)
            if handle:
                return handle
            self._copy = copy_of(self.file)
        handle = open_to_write(Path(self._copy.name) / self.file.name, self._path)
        handle.is_writable = False
        return handle

    def read_copy(self) -> None:
        """Read a temporary copy from now on."""
        self._copy = self._copy or copy_of(self.file)
        self._adopted(self.open())

    def close(self) -> None:
        """Close the connections of all threads."""
        self._is_closed = True
        for handle in list(self._handles):
            handle.close()
        if self._copy:
            self._copy.cleanup()
            self._copy = None

    def _adopted(self, handle: Handle) -> Handle:
        handle.connection.create_function("search_tokens", 2, search_tokens, deterministic=True)
        self._local.handle = handle
        return self._known(handle)

    def _known(self, handle: Handle) -> Handle:
        self._handles.add(handle)
        return handle
