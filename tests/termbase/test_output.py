"""Files are written completely or not at all, and stay the files that they were."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from termbase.errors import InputError
from termbase.output import open_output, write_file

posix = pytest.mark.skipif(os.name != "posix", reason="modes, links and pipes of POSIX")


def drafts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(".glossary-")]


def fail_half_way(path: Path) -> None:
    def write() -> None:
        with open_output(path) as file:
            file.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()


def test_a_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077, 0o002])
def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        write_file(tmp_path / "a.txt", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(mode)
    with open_output(path) as file:
        file.write(b"new")
        # The draft of a private file is as private.
        (draft,) = drafts(tmp_path)
        assert stat.S_IMODE(draft.stat().st_mode) == mode
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
@pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0, reason="only root can give files away"
)
def test_an_existing_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    os.chown(path, 12345, 54321)
    path.chmod(0o640)
    write_file(path, b"new")
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 54321, 0o640)


@posix
def test_the_draft_of_an_existing_file_is_private_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    change = os.fchmod

    def note_and_change(handle: int, mode: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(handle).st_mode))
        change(handle, mode)

    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fchmod", note_and_change)
    write_file(path, b"new")
    assert modes == [0o600]


@posix
def test_a_read_only_file_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(InputError, match=r"a\.txt: cannot be written: permission denied; change"):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"


@posix
@pytest.mark.parametrize("relative", [True, False])
def test_links_are_followed(tmp_path: Path, relative: bool) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real/a.txt"
    target.write_bytes(b"old")
    link, chain = tmp_path / "link.txt", tmp_path / "chain.txt"
    link.symlink_to("real/a.txt" if relative else target)
    chain.symlink_to("link.txt")
    write_file(chain, b"new")
    assert target.read_bytes() == b"new"
    assert link.is_symlink()
    assert chain.is_symlink()
    # One that points to nothing yet makes the file that it points to.
    target.unlink()
    write_file(link, b"again")
    assert target.read_bytes() == b"again"


@posix
def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(InputError, match="a: cannot be written: a loop of symbolic links"):
        write_file(tmp_path / "a", b"new")
    assert (tmp_path / "a").is_symlink()


@posix
def test_hard_links_stay_one_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"old and longer")
    other.hardlink_to(one)
    write_file(one, b"new")
    assert other.read_bytes() == b"new"
    fail_half_way(one)
    assert other.read_bytes() == b"new"


@posix
def test_a_pipe_is_written_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"through")
    reader.join()
    assert received == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_a_device_is_written_directly(tmp_path: Path) -> None:
    link = tmp_path / "null"
    link.symlink_to("/dev/null")
    write_file(link, b"nothing")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(InputError, match="/dev/full: cannot be written: the disk is full"):
        write_file(Path("/dev/full"), b"nothing")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / f"{'n' * 244}.txt"
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    with pytest.raises(InputError, match="the file name is too long; choose a shorter one"):
        write_file(tmp_path / f"{'n' * 300}.txt", b"new")


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    fail_half_way(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_draft_is_on_the_disk_before_it_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle: int) -> None:
        calls.append("fsync")
        real_sync(handle)

    def replace(draft: Path, target: Path) -> Path:
        calls.append(f"replace {len(draft.read_bytes())}")
        return real_replace(draft, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_file(tmp_path / "a.txt", b"four")
    assert calls == ["fsync", "replace 4"]


MESSAGES = {
    errno.ENOSPC: "the disk is full; free some space",
    errno.EDQUOT: "disk quota exceeded; free some space",
    errno.EACCES: "permission denied; change its permissions or choose another place",
    errno.EROFS: "read-only file system; choose another place",
    errno.EFBIG: "it would exceed the largest file size allowed here (see 'ulimit -f')",
    errno.EIO: os.strerror(errno.EIO),
}


@pytest.mark.parametrize(("number", "message"), MESSAGES.items())
def test_each_failure_has_its_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError) as failure:
        write_file(tmp_path / "a.txt", b"new")
    assert str(failure.value) == f"{tmp_path / 'a.txt'}: cannot be written: {message}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "a folder, not a file"), ("none/a.txt", "its folder does not exist; create it first")],
)
def test_places_that_are_none(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        write_file(tmp_path / name, b"new")
