"""Open files and decode their bytes; an encoding that is in doubt is an error, not a guess."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from termbase.charsets import codecs_of, declared_label, is_of_files, narrower_codecs
from termbase.detection import decoded, guess, is_text, seven_bit_label, try_decode
from termbase.errors import InputError
from termbase.output import reason

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The number of bytes of a large file that are read at once.
_CHUNK = 1 << 20
# The largest size in bytes that a compressed file may unpack to.
_MAX_UNPACKED = 1_000_000_000
_URL = re.compile(r"^((?:https?|ftp|s3|gs):)[/\\]+")
# How gzip and ZIP files begin; workbooks and documents of Office are ZIP files.
_PACKED = b"\x1f\x8b", b"PK\x03\x04"
_REMEDY = "name its encoding (--encoding), such as gb18030, big5 or cp1252"


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading bytes.

    Raises:
        InputError: If it does not exist, is a folder, or cannot be opened.
    """
    try:
        return path.open("rb")
    except FileNotFoundError:
        shown, is_url = _URL.subn(r"\1//", str(path))
        problem = "a URL, not a file; download it first" if is_url else "no such file"
        raise InputError(f"{shown}: {problem}") from None
    except IsADirectoryError:
        raise InputError(f"{path}: a folder, not a file; name the files in it") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except ValueError:
        # A NUL, or half of a surrogate pair.
        raise InputError(f"{str(path)!r} is not a file name") from None


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: If it does not exist, is a folder, or cannot be read.
    """
    with open_file(path) as file:
        return read_bytes(file, str(path))


def read_bytes(file: BinaryIO, name: str, size: int = -1) -> bytes:
    """Return bytes of an open file.

    Args:
        file: Open for reading.
        name: Its name in a message.
        size: The number of bytes; less at the end of the file. -1 for all.

    Raises:
        InputError: If they cannot be read.
    """
    try:
        return file.read(size)
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {reason(error)}") from None


def unpacked(file: BinaryIO, path: Path) -> bytes:
    """Return the content of a file compressed with gzip.

    Raises:
        InputError: If it is damaged, or unpacks to too much.
    """
    # Imported where it is used, like the packages of documents: most files are plain text.
    import gzip

    try:
        data = gzip.GzipFile(fileobj=file).read(_MAX_UNPACKED + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(f"{path}: not a readable gzip file ({error})") from None
    if len(data) > _MAX_UNPACKED:
        raise InputError(f"{path}: unpacks to more than {_MAX_UNPACKED:,} bytes; not read")
    return data


def packed(data: bytes, path: Path) -> bytes:
    """Return the content of a file to be written, compressed with gzip if its suffix says so."""
    if path.suffix.lower() != ".gz":
        return data
    import gzip

    return gzip.compress(data, mtime=0)


def decode(
    data: bytes, name: str, encoding: str | None = None, *, whole: bool = True
) -> tuple[str, str]:
    """Decode bytes, and name the encoding they are in.

    A byte order mark decides, then the escapes of HZ in ASCII, then valid UTF-8, then a declaration
    in an HTML page, in XML or in a line such as ``# -*- coding: gbk -*-``, then which of EUC-KR,
    GB18030, Big5 and UTF-16 gives text that makes sense. A label names what it does on the web:
    ``gb2312`` is GB18030.

    Args:
        data: A file.
        name: The name of the file in messages.
        encoding: A label of the encoding, where the user names it; nothing is guessed then.
        whole: False for the beginning of a file, whose last character may be cut in two.

    Returns:
        The text, and the codec to write it with: the smallest that gives the same bytes.

    Raises:
        InputError: If it is not a text, or in an encoding that cannot be determined.
    """
    text, codec, label = _decode(data, name, encoding, whole)
    # A page that is labelled gb2312 is not to get characters that only GB18030 has.
    for narrower in (label, *narrower_codecs(codec)):
        if narrower == codec or (whole and _encodes(text, narrower, data)):
            return text, narrower
    return text, codec


def _decode(data: bytes, name: str, encoding: str | None, whole: bool) -> tuple[str, str, str]:
    """Return the text of a file, the codec that it is read with, and the label of that."""
    if encoding is not None:
        return _named(data, name, encoding, whole)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _named(data, name, marked, whole)
    text = try_decode(data, "utf-8", whole)
    seven_bit = seven_bit_label(data, whole)
    if text is not None and is_text(text) and not seven_bit:
        return text, "utf-8", "utf-8"
    if declared := seven_bit or declared_label(data):
        return _named(data, name, declared, whole)
    if text is None and _is_damaged_utf8(data):
        # Raises, with the line and the byte.
        return _named(data, name, "utf-8", whole)
    guessed = guess(data, whole)
    if guessed is None:
        if data.startswith(_PACKED):
            remedy = "give it the suffix of its format, or unpack it first"
            raise InputError(f"{name}: not a text, but a compressed file; {remedy}")
        problem = "in an encoding that cannot be determined;"
        if b"\0" in data[:4096]:
            problem = "not a text; if it is one,"
        raise InputError(f"{name}: {problem} {_REMEDY}")
    text, codec = guessed
    return text, codec, codec


def encoding_for(data: bytes, name: str, encoding: str | None) -> str | None:
    """Return the encoding to decode one of several files with, which may differ in it.

    Args:
        data: The file.
        name: Its name in messages.
        encoding: The encoding that the user names for those that do not tell theirs.

    Returns:
        None if a byte order mark or valid UTF-8 tells it.
    """
    if encoding is None:
        return None
    try:
        found = decode(data, name)[1]
    except InputError:
        return encoding
    return None if found.startswith("utf-") else encoding


def _is_damaged_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 with few invalid ones among many valid characters."""
    sample = data[:_CHUNK].decode("utf-8", errors="replace")
    damaged = sample.count("\ufffd")
    valid = sum(char > "\x7f" for char in sample) - damaged
    return valid > damaged


def decode_pieces(
    file: BinaryIO, name: str, encoding: str | None = None, start: bytes = b""
) -> Iterator[str]:
    """Yield the text of a file that is too large to be held whole, chunk by chunk.

    Its encoding is determined from the first megabyte as :func:`decode` does it.

    Args:
        file: Open for reading.
        name: The name of the file in messages.
        encoding: The encoding, where the user names it.
        start: What was read of it already.

    Raises:
        InputError: If it is not a text, or in an encoding that cannot be determined.
    """
    data = start + read_bytes(file, name, max(_CHUNK - len(start), 0))
    if len(data) < _CHUNK:
        yield decode(data, name, encoding)[0]
        return
    _, codec, label = _decode(data, name, encoding, whole=False)
    decoder = codecs.getincrementaldecoder(codec)()
    lines, offset = 0, 0
    while True:
        try:
            yield decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            # The decoder may have kept some bytes of the chunk before.
            line = lines + data.count(b"\n", 0, error.start) + 1
            raise _invalid(name, line, label, offset + error.start) from None
        if not data:
            return
        lines, offset = lines + data.count(b"\n"), offset + len(data)
        data = read_bytes(file, name, _CHUNK)


def _named(data: bytes, name: str, label: str, whole: bool) -> tuple[str, str, str]:
    """Return the text of a file in the encoding that a label names, the codec and the label."""
    errors = []
    for codec in codecs_of(label):
        try:
            if not is_of_files(codec):
                raise LookupError(codec)
            return decoded(data, codec, whole), codec, label
        except UnicodeDecodeError as error:
            errors.append(error)
        except (LookupError, ValueError):
            raise InputError(f"{name}: unknown encoding {label!r}; {_REMEDY}") from None
    offset = errors[0].start
    raise _invalid(name, data.count(b"\n", 0, offset) + 1, label, offset)


def _invalid(name: str, line: int, encoding: str, offset: int) -> InputError:
    return InputError(
        f"{name}:{line}: not valid {encoding} (at byte offset {offset}); correct it, or name "
        "another encoding (--encoding)"
    )


def _encodes(text: str, codec: str, data: bytes) -> bool:
    """Return True if a codec writes a text as the same bytes."""
    try:
        return text.encode(codec) == data
    except (LookupError, UnicodeEncodeError):
        return False
