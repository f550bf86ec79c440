"""The files of a corpus: what they are by their suffixes, and how they are opened.

Folders and archives may come from anybody, so symbolic links are not followed, and nothing is
unpacked to the disk.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile

from glossary.documents.registry import FORMATS
from termbase.encoding import open_file
from termbase.errors import InputError
from termbase.output import reason

_KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".db": "sqlite",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
    ".txz": "tar",
    **{suffix: "document" for format in FORMATS.values() for suffix in format.suffixes},
}
ARCHIVES = frozenset({"zip", "tar"})
_COMPRESSIONS: dict[str, Callable[[BinaryIO], object]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file),
    ".tgz": lambda file: gzip.GzipFile(fileobj=file),
    ".xz": lzma.LZMAFile,
    ".txz": lzma.LZMAFile,
    ".bz2": bz2.BZ2File,
}
# Suffixes that say both what is compressed and how.
_BOTH = (".tgz", ".txz")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of a corpus on the disk.

    Attributes:
        name: Its path relative to the corpus, with ``/`` between folders.
        location: Its path on the disk.
    """

    name: str
    location: str

    @property
    def path(self) -> Path:
        """The location as a path: to make one of each file takes longer than to list them."""
        return Path(self.location)

    @property
    def stamp(self) -> str:
        """A value that changes when the file is changed: sizes and times."""
        stamps = [_stamp(self.location)]
        if kind_of(self.name) == "sqlite":
            # What was committed last is in the log beside the file.
            stamps.append(_stamp(f"{self.location}-wal"))
        return " ".join(stamps).strip()

    @property
    def size(self) -> int:
        """Its size in bytes; 0 if it is gone."""
        try:
            return os.stat(self.location).st_size  # noqa: PTH116 -- see path
        except OSError:
            return 0


def kind_of(name: str) -> str:
    """Return the kind of a file by its suffixes; empty if it is not one of a corpus."""
    suffix = _suffix(name)
    if suffix in _COMPRESSIONS and suffix not in _BOTH:
        suffix = _suffix(name[: -len(suffix)])
        # A compressed package in which each member is compressed already is nobody's format.
        return "" if suffix in (*_COMPRESSIONS, ".zip") else _KINDS.get(suffix, "")
    return _KINDS.get(suffix, "")


def _suffix(name: str) -> str:
    """Return what :attr:`Path.suffix` is, in lower case; a path takes long to make."""
    last = name.rpartition("/")[2]
    dot = last.rfind(".")
    return last[dot:].lower() if 0 < dot < len(last) - 1 else ""


def is_compressed(name: str) -> bool:
    """Return True if the content of a file is compressed as a whole."""
    return Path(name).suffix.lower() in _COMPRESSIONS


def uncompressed_name(name: str) -> str:
    """Return the name of a file without the suffix of its compression."""
    suffix = Path(name).suffix
    return name[: -len(suffix)] if is_compressed(name) else name


def find_files(path: Path) -> list[CorpusFile]:
    """Return the files of a corpus, sorted by name.

    Args:
        path: A folder, or one file.

    Raises:
        InputError: If there is none.
    """
    if not path.is_dir():
        if not kind_of(path.name) and path.exists():
            raise InputError(
                f"{path}: not a corpus; expected a folder, .jsonl, .csv, .tsv, .parquet, .db, "
                ".zip, .tar, or one of them with .gz or .xz"
            )
        open_file(path).close()
        return [CorpusFile(name_as_text(path.name), str(path))]
    found = list(_files_in(str(path), ""))
    if not found:
        raise InputError(f"{path}: has no documents, tables or archives; name another folder")
    return sorted(found, key=lambda file: file.name)


def _files_in(folder: str, prefix: str) -> Iterator[CorpusFile]:
    """Yield the files of a corpus in a folder and those in it.

    Args:
        folder: Its path.
        prefix: What the names of its files begin with: its path relative to the corpus, and ``/``.
    """
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _files_in(entry.path, f"{prefix}{entry.name}/")
                elif kind_of(entry.name) and not entry.is_symlink():
                    yield CorpusFile(name_as_text(prefix + entry.name), entry.path)
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read: {reason(error)}") from None


def name_as_text(name: str) -> str:
    """Return a file name as text; the system may not have it in its encoding."""
    return os.fsencode(name).decode(errors="replace")


def uncompressed(file: BinaryIO, name: str) -> BinaryIO:
    """Return a file of the content of another one, which may be compressed by its suffix."""
    opened = _COMPRESSIONS.get(Path(name).suffix.lower())
    return cast("BinaryIO", opened(file)) if opened else file


def read_whole(file: BinaryIO, name: str, limit: int) -> bytes:
    """Return the content of a file.

    Raises:
        InputError: If it is larger than the limit, in bytes.
    """
    data = file.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"{name}: unpacks to more than {limit / 1e6:,.0f} MB; not read")
    return data


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Report what a file raises that is damaged or cut off.

    Raises:
        InputError: In place of it.
    """
    try:
        yield
    except (
        BadZipFile, EOFError, NotImplementedError, gzip.BadGzipFile, lzma.LZMAError,
        tarfile.TarError, zlib.error,
    ) as error:  # fmt: skip
        raise InputError(
            f"{name}: damaged or cut off ({error}); copy or download it again"
        ) from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {reason(error)}") from None


def _stamp(location: str) -> str:
    try:
        status = os.stat(location)  # noqa: PTH116 -- see CorpusFile.path
    except OSError:
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"
