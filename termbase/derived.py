"""Files that are made once from something else and kept in the user's cache folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


def cached(name: str, build: Callable[[Path], None]) -> Path:
    """The file of that name in the cache folder, built first if it is not there.

    It is built under another name and moved into place, so that another process sees all of it
    or nothing. Where the cache cannot be written, it is built in a temporary folder that lasts
    as long as the process.

    Args:
        name: A file name that changes whenever the content would.
        build: Writes the content to the path it is given.
    """
    path = _folder() / name
    if path.exists():
        return path
    # Only needed the first time.
    import tempfile

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=f"{name}.", dir=path.parent)
        os.close(handle)
        try:
            build(Path(draft))
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
        return path
    path = Path(_temporary().name) / name
    if not path.exists():
        build(path)
    return path


def _folder() -> Path:
    if chosen := os.environ.get("GLOSSARY_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("zh-en-glossary", appauthor=False)


@cache
def _temporary() -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory

    return TemporaryDirectory(prefix="zh-en-glossary-", ignore_cleanup_errors=True)
