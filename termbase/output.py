"""Write files completely or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from termbase.errors import InputError
from termbase.patterns import compiled

_REASONS = {
    errno.EACCES: "permission denied; change its permissions or choose another place",
    errno.EBADF: "it is closed",
    errno.EDQUOT: "disk quota exceeded; free some space",
    errno.EFBIG: "it would exceed the largest file size allowed here (see 'ulimit -f')",
    errno.EISDIR: "a folder, not a file; name a file in it",
    errno.ELOOP: "a loop of symbolic links; name the file itself",
    errno.ENAMETOOLONG: "the file name is too long; choose a shorter one",
    errno.ENOENT: "its folder does not exist; create it first",
    errno.ENOSPC: "the disk is full; free some space",
    errno.ENOTDIR: "its folder is a file; choose another place",
    errno.EPERM: "permission denied; change its permissions or choose another place",
    errno.EROFS: "read-only file system; choose another place",
}
_OPEN_FILE = r"/(?:dev|dev/fd|proc/self/fd)/(\d+|stdin|stdout|stderr)"
_STANDARD = {"stdin": 0, "stdout": 1, "stderr": 2}
_MOST_LINKS = 40
_BINARY = getattr(os, "O_BINARY", 0)


def reason(error: OSError) -> str:
    """Return why a file cannot be read or written, and the remedy, for a message."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def is_same_file(one: Path, other: Path) -> bool:
    """Return True if two paths lead to the same regular file."""
    try:
        return one.is_file() and one.samefile(other)
    except OSError:
        return False


def refuse_same_file(output: Path, *inputs: Path) -> None:
    """Refuse an output that is one of the inputs.

    Raises:
        InputError: If it is.
    """
    if any(is_same_file(output, path) for path in inputs):
        raise InputError(f"{output}: would overwrite one of the inputs; name another output")


def write_file(path: Path, data: bytes) -> None:
    """Write a file; see :func:`open_output`.

    Raises:
        InputError: If it cannot be written.
    """
    with open_output(path) as file:
        file.write(data)


@contextmanager
def open_output(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file whose content replaces that of ``path`` once all is written.

    The content goes to a draft beside the file, is synchronised to the disk and renamed, so a
    reader sees the old file or the whole new one. Symbolic links are followed; the mode and owner
    of an existing file are kept. A device or pipe is written directly. A file with several hard
    links, or in a folder where no draft can be made, is overwritten in place once all is written.

    Raises:
        InputError: If it cannot be written; a file that is marked read-only cannot.
    """
    try:
        name = os.fsencode(path)
    except ValueError:
        name = b"\0"
    if b"\0" in name:
        raise InputError(f"{str(path)!r} is not a file name")
    try:
        if (handle := _special(path)) is not None:
            with os.fdopen(handle, "wb") as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        if target.is_symlink():
            raise OSError(errno.ELOOP, "loop")
        old = target.stat() if target.exists() else None
        if old and (not old.st_mode & 0o222 or not os.access(target, os.W_OK)):
            raise PermissionError(errno.EACCES, "read-only")
        if stat.S_ISDIR(old.st_mode if old else 0):
            raise IsADirectoryError(errno.EISDIR, "folder")
        writing = _in_place if old and not _replaceable(target, old) else _replacing
        with writing(target, old) as file:
            yield file
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {reason(error)}") from None


@contextmanager
def _replacing(target: Path, old: os.stat_result | None) -> Iterator[BinaryIO]:
    # A fixed short name: the target's own may be as long as the file system allows.
    draft = target.parent / f".glossary-{os.urandom(8).hex()}"
    # Nobody else may read the draft of a private file; a new file has the mode of the umask.
    mode = 0o600 if old else 0o666
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            if old and os.name == "posix":
                if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                    os.fchown(handle, old.st_uid, old.st_gid)
                os.fchmod(handle, stat.S_IMODE(old.st_mode))
            yield file
            file.flush()
            os.fsync(handle)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _in_place(target: Path, _: os.stat_result | None) -> Iterator[BinaryIO]:
    # Rarely needed: start-up time is a feature.
    import shutil
    import tempfile

    with tempfile.TemporaryFile() as draft:
        yield draft
        draft.seek(0)
        with target.open("r+b") as file:
            shutil.copyfileobj(draft, file)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())


def _replaceable(target: Path, old: os.stat_result) -> bool:
    """Return True if a renamed draft would be the same file to everybody."""
    if old.st_nlink > 1 or not os.access(target.parent, os.W_OK | os.X_OK) or target.is_mount():
        return False
    if os.name != "posix" or os.geteuid() == 0:
        return True
    return old.st_uid == os.geteuid() and old.st_gid in (os.getegid(), *os.getgroups())


def _special(path: Path) -> int | None:
    """Return a new descriptor of a device, a pipe or an open file (/dev/stdout), or None."""
    link = path
    for _ in range(_MOST_LINKS):
        if match := compiled(_OPEN_FILE).fullmatch(str(link.absolute())):
            # A copy shares its offset with the shell's; opened anew it would begin at 0.
            number = _STANDARD.get(match[1])
            return os.dup(int(match[1]) if number is None else number)
        if not link.is_symlink():
            break
        link = link.parent / link.readlink()
    if not path.exists():
        return None
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)
