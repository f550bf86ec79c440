"""ZIP packages such as DOCX and EPUB: read within bounds, written with all else byte for byte.

Members that are not changed are copied with their headers and compressed data, in their places, so
that nothing is unpacked but what is read. Layout: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from itertools import pairwise
from zipfile import BadZipFile, ZipFile, ZipInfo

from glossary.documents.package_members import (
    HAS_DESCRIPTOR,
    IS_UTF8,
    LOCAL,
    decoded_name,
    directory_entry,
    inflated,
    new_member,
    packed,
    raw_name,
)
from termbase.errors import InputError

# Bytes that one member, and all that are read, may unpack to.
MOST_OF_MEMBER = 100_000_000
MOST_OF_ALL = 400_000_000
_MOST_MEMBERS = 65_535
_IS_ENCRYPTED = 0x1
# With how well it is packed.
_USUAL_FLAGS = HAS_DESCRIPTOR | IS_UTF8 | 0x6
_END = struct.Struct("<4s4H2LH")
# With its signature, a checksum and two sizes of ZIP64; there are shorter ones.
_LONGEST_DESCRIPTOR = 24


class Package:
    """A ZIP package.

    Args:
        data: The bytes of the file.
        name: Its name in messages.

    Attributes:
        data: The bytes of the file.
        name: Its name in messages.

    Raises:
        InputError: If it is damaged, encrypted, or has members with the same name or names that
            leave the folder.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.name = name
        self._unpacked = 0
        self._sizes: dict[str, int] = {}
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise self._damaged(error) from None
        check_members(self._zip.infolist(), len(data), name)
        self._members: dict[str, ZipInfo] = {}
        for info in self._zip.infolist():
            self._check(info)
            self._members[decoded_name(info)] = info
        if len(self._members) > _MOST_MEMBERS:
            raise InputError(f"{name}: more than {_MOST_MEMBERS:,} members; not read")
        # The end of the space for each member, by the offset of its header.
        starts = sorted(info.header_offset for info in self._members.values())
        self._ends = dict(pairwise([*starts, self._zip.start_dir]))

    def _check(self, info: ZipInfo) -> None:
        shown = decoded_name(info)
        checked_path(shown, self.name)
        if shown in self._members:
            raise InputError(f"{self.name}: two members are named {shown!r}; save it again")

    def __contains__(self, member: object) -> bool:
        return member in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the directory."""
        return tuple(self._members)

    def read(self, member: str) -> bytes:
        """Return the content of a member.

        Raises:
            InputError: If it is missing or damaged, or unpacks to too much.
        """
        if member not in self._members:
            raise InputError(f"{self.name}: has no member {member!r}; save it again")
        info = self._members[member]
        content = self._unpacked_as_usual(info)
        if content is None:
            try:
                with self._zip.open(info) as file:
                    content = file.read(MOST_OF_MEMBER + 1)
            except (
                BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError,
                zlib.error,
            ) as error:  # fmt: skip
                raise self._damaged(error) from None
        # A member may be read again, as for writing.
        self._unpacked += len(content) - self._sizes.get(member, 0)
        self._sizes[member] = len(content)
        if len(content) > MOST_OF_MEMBER or self._unpacked > MOST_OF_ALL:
            raise InputError(
                f"{self.name}: {member} unpacks to more than "
                f"{min(MOST_OF_MEMBER, MOST_OF_ALL) / 1e6:,.0f} MB; not read"
            )
        return content

    def _unpacked_as_usual(self, info: ZipInfo) -> bytes | None:
        """Return the content of a member in a quarter of the time, if nothing about it is unusual.

        It is None where a flag, its name, its size or its checksum is not as it should be.
        """
        start, name = info.header_offset, raw_name(info)
        first = start + LOCAL.size
        is_usual = info.flag_bits & ~_USUAL_FLAGS == 0 and info.file_size <= MOST_OF_MEMBER
        if not (is_usual and self.data.startswith(b"PK\3\4", start)):
            return None
        if not self.data.startswith(name, first):
            return None
        *_, name_size, extra_size = LOCAL.unpack_from(self.data, start)
        first += name_size + extra_size
        last = first + info.compress_size
        if name_size != len(name) or last > self._ends[start]:
            return None
        content = inflated(memoryview(self.data)[first:last], info)
        is_sound = len(content) == info.file_size and zlib.crc32(content) == info.CRC
        return content if is_sound else None

    def changed(self, parts: Mapping[str, bytes], removed: frozenset[str] = frozenset()) -> bytes:
        """Return the package with some members changed, added or removed.

        Args:
            parts: The content of members. A new one comes last, in the order given.
            removed: The names of members to leave out.
        """
        if not parts and not removed:
            return self.data
        out = io.BytesIO()
        entries: dict[str, bytes] = {}
        ordered = sorted(self._members.items(), key=lambda item: item[1].header_offset)
        for name, info in ordered:
            if name in removed:
                continue
            offset = out.tell()
            entry, content = packed(info, parts[name]) if name in parts else (info, self._raw(info))
            out.write(content)
            entries[name] = directory_entry(entry, offset)
        directory = [entries[name] for name in self._members if name in entries]
        for name, content in parts.items():
            if name not in self._members:
                entry, member = packed(new_member(name), content)
                directory.append(directory_entry(entry, out.tell()))
                out.write(member)
        start = out.tell()
        out.write(b"".join(directory))
        comment = self._zip.comment
        count, size = len(directory), out.tell() - start
        out.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(comment)) + comment)
        # What a program has put after the package is not ours to take away.
        out.write(self.data[self.data.rfind(b"PK\5\6") + _END.size + len(comment) :])
        return out.getvalue()

    def _raw(self, info: ZipInfo) -> bytes:
        """Return the header of a member with its compressed data, as they are in the file."""
        start = info.header_offset
        if not self.data.startswith(b"PK\3\4", start) or start + LOCAL.size > len(self.data):
            raise self._damaged(f"{info.filename} is not where the directory says")
        *_, name_size, extra_size = LOCAL.unpack_from(self.data, start)
        end = start + LOCAL.size + name_size + extra_size + info.compress_size
        if info.flag_bits & HAS_DESCRIPTOR:
            end += _LONGEST_DESCRIPTOR
        return self.data[start : min(end, self._ends[start])]

    def _damaged(self, error: object) -> InputError:
        return InputError(f"{self.name}: damaged ({error}); copy or save it again")


def check_members(infos: Iterable[ZipInfo], size: int, name: str) -> None:
    """Refuse a ZIP file with members that cannot be read, or would be many times.

    Args:
        infos: Its members.
        size: Its size in bytes.
        name: Its name in messages.

    Raises:
        InputError: If members overlap or are encrypted.
    """
    infos = list(infos)
    if sum(info.compress_size for info in infos) > size:
        raise InputError(f"{name}: damaged (members overlap); copy or save it again")
    if any(info.flag_bits & _IS_ENCRYPTED for info in infos):
        raise InputError(f"{name}: encrypted; save it without a password")


def checked_path(member: str, name: str) -> str:
    """Return the path of a member, with ``/`` between folders.

    Args:
        member: Its name in the archive.
        name: The name of the archive in messages.

    Raises:
        InputError: If the path would leave the folder.
    """
    path = member.replace("\\", "/")
    if path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        raise InputError(f"{name}: member {member!r} would leave the folder; not read")
    return path
