"""The members of ZIP and tar archives, one after the other, never unpacked to the disk."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from glossary.corpus.files import ARCHIVES, kind_of
from glossary.documents.package import MOST_OF_ALL, check_members, checked_path
from termbase.errors import InputError

_HERE = re.compile(r"\A\.[/\\]")
_IS_UTF8 = 0x800
# The name of a member, and a function that opens it.
_Member = tuple[str, Callable[[], IO[bytes]]]


def members(file: BinaryIO, name: str, kind: str) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the name and the content of each member of an archive that is of a corpus.

    Args:
        file: The archive, unpacked if it was compressed as a whole.
        name: Its name in messages.
        kind: ``zip`` or ``tar``.

    Raises:
        InputError: If a member is encrypted, or its name would leave the folder.
    """
    for member, content in _of_zip(file, name) if kind == "zip" else _of_tar(file, name):
        if kind_of(member) and kind_of(member) not in ARCHIVES and not _is_hidden(member):
            with content() as opened:
                yield member, cast("BinaryIO", opened)


def _of_zip(file: BinaryIO, name: str) -> Iterator[_Member]:
    with ZipFile(file) as archive:
        check_members(archive.infolist(), file.seek(0, 2), name)
        for info in archive.infolist():
            if not info.is_dir():
                yield _path(_decoded_name(info), name), partial(archive.open, info)


def _of_tar(file: BinaryIO, name: str) -> Iterator[_Member]:
    with tarfile.open(fileobj=cast("BinaryIO", _Limited(file, name)), mode="r:") as archive:
        for info in archive:
            # The archive would keep all of them.
            archive.members.clear()  # type: ignore[attr-defined]
            # Links, devices and pipes hold nothing to read.
            if info.isreg() and (content := archive.extractfile(info)):
                yield _path(info.name, name), partial(_same, content)


def _same(content: IO[bytes]) -> IO[bytes]:
    return content


class _Limited:
    """A file that refuses to return very much at once, as a forged header may ask for."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= MOST_OF_ALL:
            raise InputError(f"{self._name}: damaged (a header of {size:,} bytes); not read")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _path(member: str, name: str) -> str:
    return checked_path(_HERE.sub("", member), name)


def _is_hidden(member: str) -> bool:
    # Among them what macOS adds to archives.
    return any(part.startswith((".", "__MACOSX")) for part in member.split("/"))


def _decoded_name(info: ZipInfo) -> str:
    """Return the name of a member; programs in China write it in GB 18030 and do not say so."""
    if info.flag_bits & _IS_UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename
