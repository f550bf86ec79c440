"""Files → bytes → text, without ever guessing wrong in silence."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

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
_DECLARED = re.compile(rb"(?:<meta[^>]{0,200}charset=[\"']?|-\*- coding: ?)([\w-]+)", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Text in the right encoding consists nearly all of the characters that its standard puts first.
_COMMON = 0.85
# So many bytes of a large file are read at once.
_PIECE = 1 << 20


def open_file(path: Path) -> BinaryIO:
    """A file, open for reading.

    Raises:
        InputError: If it is not there, a folder, or cannot be opened.
    """
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: a folder, not a file; name the files in it") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: If it is not there, a folder, or cannot be read.
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


def decode(
    data: bytes, name: str, encoding: str | None = None, *, whole: bool = True
) -> tuple[str, str]:
    """The text that bytes hold, and the encoding they are in.

    A byte order mark decides, then valid UTF-8, then what an HTML page or a line such as
    ``# -*- coding: gbk -*-`` says, then whether the text makes sense in GB18030, Big5 or UTF-16.

    Args:
        data: A file.
        name: What to call it in a message.
        encoding: The encoding, where the user names it; nothing is guessed then.
        whole: False for the beginning of a file, whose last character may be cut in two.

    Raises:
        InputError: If it is no text, or in an encoding that cannot be told.
    """
    if encoding is not None:
        return _named(data, name, encoding, whole), encoding
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _named(data, name, marked, whole), marked
    text = _try(data, "utf-8", whole)
    if text is not None and _is_utf_8(text):
        return text, "utf-8"
    if declared := _DECLARED.search(data[:2048]):
        said = declared[1].decode("ascii")
        return _named(data, name, said, whole), said
    guesses = [
        (share, guess, text)
        for guess in ("gb18030", "cp950", "utf-16-le", "utf-16-be")
        if (text := _try(data, guess, whole)) is not None
        and (share := _sense(text, guess)) > _COMMON
    ]
    if not guesses:
        kind = "is not a text" if b"\0" in data[:4096] else "is in an encoding that cannot be told"
        raise InputError(f"{name}: {kind}; if it is one, name it, as in --encoding gb18030")
    _, guess, text = max(guesses)
    return text, guess


def decode_pieces(file: BinaryIO, name: str, encoding: str | None = None) -> Iterator[str]:
    """The text of a file too large to be held whole, piece by piece.

    Its encoding is told from the first megabytes as :func:`decode` tells it.

    Args:
        file: Open for reading, at its beginning.
        name: What to call it in a message.
        encoding: The encoding, where the user names it.

    Raises:
        InputError: If it is no text, or in an encoding that cannot be told.
    """
    data = read_bytes(file, name, _PIECE)
    if len(data) < _PIECE:
        yield decode(data, name, encoding)[0]
        return
    _, encoding = decode(data, name, encoding, whole=False)
    decoder = codecs.getincrementaldecoder(encoding)()
    lines, place = 0, 0
    while True:
        try:
            yield decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            # The decoder may have kept some bytes of the piece before.
            line = lines + data.count(b"\n", 0, error.start) + 1
            raise _invalid(name, line, encoding, place + error.start) from None
        if not data:
            return
        lines, place = lines + data.count(b"\n"), place + len(data)
        data = read_bytes(file, name, _PIECE)


def _named(data: bytes, name: str, encoding: str, whole: bool) -> str:
    try:
        return _decoded(data, encoding, whole)
    except LookupError:
        raise InputError(f"{name}: there is no encoding {encoding!r}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _invalid(name, line, encoding, error.start) from None


def _invalid(name: str, line: int, encoding: str, place: int) -> InputError:
    return InputError(
        f"{name}:{line}: not valid {encoding} (byte {place}); name another --encoding"
    )


def _decoded(data: bytes, encoding: str, whole: bool) -> str:
    return codecs.getincrementaldecoder(encoding)().decode(data, final=whole)


def _try(data: bytes, encoding: str, whole: bool) -> str | None:
    try:
        return _decoded(data, encoding, whole)
    except UnicodeDecodeError:
        return None


def _is_utf_8(text: str) -> bool:
    """Return True if bytes that are valid UTF-8 are meant as that.

    Beyond ASCII they are never valid by chance, so that control characters do not speak against it.
    """
    start = text[:100_000]
    return not _CONTROL.search(start) or not ("\0" in start or text.isascii())


def _sense(text: str, encoding: str) -> float:
    """The share of Chinese characters that are common in the script the encoding is for."""
    found = _HAN.findall(text[:100_000])
    if not found or _CONTROL.search(text[:100_000]):
        return 0.0
    standards = {"gb18030": ("gb2312",), "cp950": ("big5",)}.get(encoding, ("gb2312", "big5"))
    return max(sum(_first_level(char, name) for char in found) for name in standards) / len(found)


def _first_level(char: str, standard: str) -> bool:
    """Whether a character stands in the first, common part of GB 2312 or Big5."""
    code = char.encode(standard, errors="ignore")
    last = 0xD7 if standard == "gb2312" else 0xC6
    return len(code) == 2 and code[0] <= last
