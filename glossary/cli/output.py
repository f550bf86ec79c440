"""Writing files so that they are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from termbase.errors import InputError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under another name and move it into place.

    Raises:
        InputError: If it cannot be written.
    """
    with writing_whole(path) as file:
        file.write(data)


@contextmanager
def writing_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that takes its place when all is written, and only then.

    Raises:
        InputError: If it cannot be written.
    """
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            # A temporary file is for its owner alone; this one is as any other.
            Path(draft).chmod(0o666 & ~_umask())
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
