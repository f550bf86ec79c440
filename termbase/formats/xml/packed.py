"""Open files that may be compressed with gzip."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from termbase.encoding import open_file
from termbase.errors import InputError

_MAGIC = b"\x1f\x8b"


@contextmanager
def open_unpacked(path: Path, advance: Callable[[int], object]) -> Iterator[BinaryIO]:
    """Yield a file that is open for reading, unpacked if it is compressed with gzip.

    Args:
        path: The file.
        advance: Called with the number of bytes of the file itself that were read since the last
            call.

    Raises:
        InputError: If it cannot be opened, or its compression is damaged.
    """
    with open_file(path) as file:
        counted = io.BufferedReader(_Counted(file, advance))
        try:
            if counted.peek(len(_MAGIC)).startswith(_MAGIC):
                with gzip.GzipFile(fileobj=counted) as unpacked:
                    yield cast("BinaryIO", unpacked)
            else:
                yield counted
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise InputError(f"{path}: damaged gzip file ({error}); copy it again") from None


class _Counted(io.RawIOBase):
    """A file that reports how much of it is read."""

    def __init__(self, file: BinaryIO, advance: Callable[[int], object]) -> None:
        self._file = file
        self._advance = advance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        count = int(self._file.readinto(buffer))  # type: ignore[attr-defined]
        self._advance(count)
        return count
