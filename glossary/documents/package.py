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
from copy import copy
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from termbase.errors import InputError

# Bytes that one member, and all that are read, may unpack to.
MOST_OF_MEMBER = 100_000_000
MOST_OF_ALL = 400_000_000
_MOST_MEMBERS = 65_535
_IS_ENCRYPTED = 0x1
_HAS_DESCRIPTOR = 0x8
_IS_UTF8 = 0x800
# With how well it is packed.
_USUAL_FLAGS = _HAS_DESCRIPTOR | _IS_UTF8 | 0x6
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
# With its signature, a checksum and two sizes of ZIP64; there are shorter ones.
_LONGEST_DESCRIPTOR = 24
_ZIP64 = 1
# The version that is needed to extract a deflated member, times ten.
_VERSION = 20
# The first time that ZIP can express.
_EPOCH = (1980, 1, 1, 0, 0, 0)


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
            self._members[_decoded_name(info)] = info
        if len(self._members) > _MOST_MEMBERS:
            raise InputError(f"{name}: more than {_MOST_MEMBERS:,} members; not read")
        # The end of the space for each member, by the offset of its header.
        starts = sorted(info.header_offset for info in self._members.values())
        self._ends = dict(pairwise([*starts, self._zip.start_dir]))

    def _check(self, info: ZipInfo) -> None:
        shown = _decoded_name(info)
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
        start, name = info.header_offset, _raw_name(info)
        first = start + _LOCAL.size
        is_usual = info.flag_bits & ~_USUAL_FLAGS == 0 and info.file_size <= MOST_OF_MEMBER
        if not (is_usual and self.data.startswith(b"PK\3\4", start)):
            return None
        if not self.data.startswith(name, first):
            return None
        *_, name_size, extra_size = _LOCAL.unpack_from(self.data, start)
        first += name_size + extra_size
        last = first + info.compress_size
        if name_size != len(name) or last > self._ends[start]:
            return None
        content = _inflated(memoryview(self.data)[first:last], info)
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
            entry, written = (
                _written(info, parts[name]) if name in parts else (info, self._raw(info))
            )
            out.write(written)
            entries[name] = _central(entry, offset)
        directory = [entries[name] for name in self._members if name in entries]
        for name, content in parts.items():
            if name not in self._members:
                entry, written = _written(_new_member(name), content)
                directory.append(_central(entry, out.tell()))
                out.write(written)
        start = out.tell()
        out.write(b"".join(directory))
        comment = self._zip.comment
        count, size = len(directory), out.tell() - start
        out.write(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(comment)) + comment)
        return out.getvalue()

    def _raw(self, info: ZipInfo) -> bytes:
        """Return the header of a member with its compressed data, as they are in the file."""
        start = info.header_offset
        if not self.data.startswith(b"PK\3\4", start) or start + _LOCAL.size > len(self.data):
            raise self._damaged(f"{info.filename} is not where the directory says")
        *_, name_size, extra_size = _LOCAL.unpack_from(self.data, start)
        end = start + _LOCAL.size + name_size + extra_size + info.compress_size
        if info.flag_bits & _HAS_DESCRIPTOR:
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


def _inflated(packed: memoryview, info: ZipInfo) -> bytes:
    """Return as much of the content of a member as it should have; nothing if it is damaged."""
    if info.compress_type == ZIP_STORED:
        return bytes(packed)
    if info.compress_type != ZIP_DEFLATED:
        return b""
    try:
        # A size of 0 would be no bound.
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size or 1)
    except zlib.error:
        return b""


def _decoded_name(info: ZipInfo) -> str:
    """Return the name of a member; programs that write UTF-8 do not all say so."""
    raw = _raw_name(info)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return info.filename


def _raw_name(info: ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _IS_UTF8 else "cp437")


def _new_member(name: str) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    if not name.isascii():
        info.flag_bits |= _IS_UTF8
    return info


def _written(info: ZipInfo, content: bytes) -> tuple[ZipInfo, bytes]:
    """Return the entry of a member with another content, and the member as it is written."""
    entry, packed = copy(info), content
    if info.compress_type != ZIP_STORED:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
        # Compressions that are rare become the usual one.
        entry.compress_type = ZIP_DEFLATED
    # Its sizes are in its header.
    entry.flag_bits &= ~_HAS_DESCRIPTOR
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(content), len(content), len(packed)
    name = _raw_name(info)
    header = _LOCAL.pack(
        b"PK\3\4", _VERSION, entry.flag_bits, entry.compress_type, *_dos_time(info), entry.CRC,
        entry.compress_size, entry.file_size, len(name), 0,
    )  # fmt: skip
    return entry, header + name + packed


def _central(info: ZipInfo, offset: int) -> bytes:
    """Return the entry of a member in the directory."""
    name, extra = _raw_name(info), _without_zip64(info.extra)
    header = _CENTRAL.pack(
        b"PK\1\2", info.create_version | info.create_system << 8, info.extract_version,
        info.flag_bits, info.compress_type, *_dos_time(info), info.CRC, info.compress_size,
        info.file_size, len(name), len(extra), len(info.comment), 0, info.internal_attr,
        info.external_attr, offset,
    )  # fmt: skip
    return header + name + extra + info.comment


def _dos_time(info: ZipInfo) -> tuple[int, int]:
    """Return the time and the date of a member."""
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """Return extra fields without those of ZIP64: no size here needs them."""
    kept, offset = [], 0
    while offset + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, offset)
        end = offset + 4 + size
        if kind != _ZIP64:
            kept.append(extra[offset:end])
        offset = end
    return b"".join(kept)
