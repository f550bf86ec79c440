"""Derived files: compiled data that can be rebuilt from its inputs.

A derived file is looked for beside this module, where an installed package has those that were
compiled when it was built, then in the user's cache folder; if it is in neither, it is built into
the cache folder, and announced if that takes seconds. Its name contains a checksum of its inputs,
so that one of other inputs is never read. It ends in a trailer with a checksum of its content, and
a file that is damaged is rebuilt. The trailer is at the end because an SQLite file has to begin
with its own header.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from termbase import checksums
from termbase.errors import Error, StoreError

if TYPE_CHECKING:
    from logging import Logger
    from tempfile import TemporaryDirectory

# Files compiled when the package was built. The folder is missing in a checkout of the source.
SHIPPED = Path(__file__).with_name("compiled")

# Length and CRC-32 of the content, then a mark.
_TRAILER = Struct("<QI12s")
_MARK = b"zh-en-gloss1"
# Other versions of a file that stay in the cache, for checkouts that are used by turns.
_KEPT_SIBLINGS = 2
# All derived files of one release take 68 MB.
_ROOM = "100 MB"
# What a derived file is built from: the content of a file, or anything else.
Input = Path | bytes


class Announcement:
    """The way to announce a build that takes seconds: a log, or what the command line sets."""

    show: Callable[[str], object] | None = None


@dataclass(frozen=True)
class DerivedFile:
    """A file that is built from inputs and checked before it is read.

    Attributes:
        name: Its file name, to which a checksum of the inputs is added.
        build: Writes the content to a path.
        inputs: Returns all that the content is built from, among it the modules that build it.
        versions: Returns the versions of the libraries that build it. A file that was compiled with
            the package keeps those that it was compiled with, so that all installations of a
            release have the same data.
        announced: The name by which the build is announced; empty if it takes less than a second.
    """

    name: str
    build: Callable[[Path], None]
    inputs: Callable[[], Iterable[Input]]
    versions: Callable[[], Iterable[str]] = tuple
    announced: str = ""

    def path(self) -> Path:
        """Return the path of the file, built first where that is necessary.

        Where the cache cannot be written, the file is built in a temporary folder that is removed
        when the process ends.

        Raises:
            Error: If it cannot be built anywhere.
        """
        try:
            return self._find()
        finally:
            checksums.save(cache_folder())

    def _find(self) -> Path:
        inputs = fingerprint(self.inputs())
        shipped = SHIPPED / self._name(inputs)
        if _is_whole(shipped):
            return shipped
        name = self._name(inputs, fingerprint(version.encode() for version in self.versions()))
        path = cache_folder() / name
        if _is_whole(path):
            return path
        try:
            return self._build_in(path)
        except (OSError, StoreError) as error:
            # Full, read-only, or the cache of another user.
            _logger().info("%s: cannot be written (%s)", path, error)
        path = Path(_temporary_folder().name) / name
        try:
            return path if _is_whole(path) else self._build_in(path)
        except OSError as error:
            raise Error(
                f"{path}: cannot be written ({error.strerror or error}); set GLOSSARY_CACHE to a "
                f"folder with room for {_ROOM}"
            ) from None

    def content(self) -> memoryview:
        """Return the content of the file, mapped into memory."""
        return memoryview(mapped(self.path()))[: -_TRAILER.size]

    def compile_into(self, folder: Path) -> Path:
        """Build the file into the folder of those that are shipped, and return its path."""
        return self._build_in(folder / self._name(fingerprint(self.inputs())))

    def _name(self, *fingerprints: str) -> str:
        stem, _, suffix = self.name.partition(".")
        return f"{'-'.join((stem, *fingerprints))}.{suffix}"

    def _build_in(self, path: Path) -> Path:
        """Build the file beside its path, and move it there when it is complete."""
        from shutil import rmtree
        from tempfile import mkdtemp

        path.parent.mkdir(parents=True, exist_ok=True)
        self._remove_old(path)
        # A folder, for SQLite makes files of its own beside the one it writes.
        folder = Path(mkdtemp(prefix=f"draft-{os.getpid()}-", dir=path.parent))
        try:
            draft = folder / path.name
            if self.announced:
                show = Announcement.show or _logger().info
                show(f"compiling {self.announced} (once; a few seconds)")
            self.build(draft)
            _finish(draft)
            draft.replace(path)
        finally:
            rmtree(folder, ignore_errors=True)
        _synchronise(path.parent)
        return path

    def _remove_old(self, path: Path) -> None:
        """Remove drafts of processes that were killed, and all but the newest other versions."""
        from shutil import rmtree

        for draft in path.parent.glob("draft-*"):
            if not _is_running(draft.name.split("-")[1]):
                rmtree(draft, ignore_errors=True)
        stem, _, suffix = self.name.partition(".")
        with suppress(OSError):
            versions = [p for p in path.parent.glob(f"{stem}-*.{suffix}") if p != path]
            versions.sort(key=lambda version: version.stat().st_mtime_ns, reverse=True)
            for version in versions[_KEPT_SIBLINGS:]:
                version.unlink(missing_ok=True)


def cache_folder() -> Path:
    """Return the user's cache folder, or the one that ``GLOSSARY_CACHE`` names."""
    if chosen := os.environ.get("GLOSSARY_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("zh-en-glossary", appauthor=False)


def mapped(path: Path) -> mmap.mmap:
    """Return a file that is not empty, mapped into memory."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def source_of(*paths: Path) -> Iterable[Path]:
    """Yield the paths of modules, and of all modules in folders, in a fixed order."""
    for path in paths:
        yield from sorted(path.glob("*.py")) if path.is_dir() else [path]


def checksum_of(path: Path) -> int:
    """Return the CRC-32 of a file, remembered in the cache folder while the file is unchanged."""
    return checksums.checksum(path, cache_folder())[1]


def fingerprint(parts: Iterable[Input]) -> str:
    """Return the size and a checksum of inputs, which also depends on where each of them ends."""
    # hashlib would take longer to import than all of this takes.
    checksum, size = 0, 0
    for part in parts:
        if isinstance(part, Path):
            length, own = checksums.checksum(part, cache_folder())
            content = b"%s %d" % (part.name.encode(), own)
        else:
            length, content = len(part), part
        checksum = crc32(content, crc32(length.to_bytes(8, "little"), checksum))
        size += length
    return f"{size:x}-{checksum:08x}"


def _is_whole(path: Path) -> bool:
    """Return whether a file is there, readable and undamaged; a damaged one is reported."""
    try:
        # Opening a named pipe would wait for ever.
        if path.exists() and not path.is_file():
            raise OSError("not a regular file")
        if path.stat().st_size > _TRAILER.size and _is_undamaged(path):
            return True
    except FileNotFoundError:
        return False
    except OSError as error:
        _logger().info("%s: cannot be read (%s)", path, error)
        return False
    _logger().warning("%s: damaged; rebuilding it", path)
    return False


def _is_undamaged(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-_TRAILER.size, os.SEEK_END)
        length = file.tell()
        trailer = _TRAILER.unpack(file.read())
    _, checksum = checksums.checksum(path, cache_folder(), _of_content)
    return trailer == (length, checksum, _MARK)


def _of_content(path: Path) -> int:
    """Return the checksum of a derived file without its trailer."""
    with mapped(path) as file, memoryview(file) as view, view[: -_TRAILER.size] as content:
        return crc32(content)


def _finish(draft: Path) -> None:
    """Append the trailer, and make sure that all of it is on the disk."""
    with draft.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            trailer = _TRAILER.pack(len(content), crc32(content), _MARK)
        file.seek(0, os.SEEK_END)
        file.write(trailer)
        file.flush()
        os.fsync(file.fileno())


def _synchronise(folder: Path) -> None:
    """Make sure that a renamed file is on the disk, on systems where a folder can be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_running(process: str) -> bool:
    if os.name != "posix":
        # Elsewhere the signal 0 is not a question; a draft that is in use cannot be removed there.
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError, OverflowError):
        return True
    return True


def _logger() -> Logger:
    from logging import getLogger

    return getLogger("glossary")


@cache
def _temporary_folder() -> TemporaryDirectory[str]:
    from tempfile import TemporaryDirectory

    _logger().warning(
        "%s: cannot be written, so what is compiled is lost when this process ends; set "
        "GLOSSARY_CACHE to a folder with room for %s",
        cache_folder(),
        _ROOM,
    )
    return TemporaryDirectory(prefix="zh-en-glossary-", ignore_cleanup_errors=True)
