"""The bytes of the members of ZIP packages: headers, content, entries of the directory.

Layout: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.12.
"""

from __future__ import annotations

import struct
import zlib
from copy import copy
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

HAS_DESCRIPTOR = 0x8
IS_UTF8 = 0x800
# The header before the name of a member.
LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_ZIP64 = 1
# The version that is needed to extract a deflated member, times ten.
_VERSION = 20
# The first time that ZIP can express.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def inflated(packed: memoryview, info: ZipInfo) -> bytes:
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


def decoded_name(info: ZipInfo) -> str:
    """Return the name of a member; programs that write UTF-8 do not all say so."""
    raw = raw_name(info)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return info.filename


def raw_name(info: ZipInfo) -> bytes:
    """Return the name of a member as it is in the file."""
    return info.orig_filename.encode("utf-8" if info.flag_bits & IS_UTF8 else "cp437")


def new_member(name: str) -> ZipInfo:
    """Return the entry of a member that is to be added."""
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    if not name.isascii():
        info.flag_bits |= IS_UTF8
    return info


def packed(info: ZipInfo, content: bytes) -> tuple[ZipInfo, bytes]:
    """Return the entry of a member with another content, and the member as it is written."""
    entry, data = copy(info), content
    if info.compress_type != ZIP_STORED:
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        data = packer.compress(content) + packer.flush()
        # Compressions that are rare become the usual one.
        entry.compress_type = ZIP_DEFLATED
    # Its sizes are in its header.
    entry.flag_bits &= ~HAS_DESCRIPTOR
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(content), len(content), len(data)
    name = raw_name(info)
    header = LOCAL.pack(
        b"PK\3\4", _VERSION, entry.flag_bits, entry.compress_type, *_dos_time(info), entry.CRC,
        entry.compress_size, entry.file_size, len(name), 0,
    )  # fmt: skip
    return entry, header + name + data


def directory_entry(info: ZipInfo, offset: int) -> bytes:
    """Return the entry of a member in the directory."""
    name, extra = raw_name(info), _without_zip64(info.extra)
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
