"""Derived files: checked before they are read, rebuilt when damaged, and built wherever possible."""

from __future__ import annotations

import functools
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from termbase import checksums, derived
from termbase.derived import Announcement, DerivedFile
from termbase.errors import Error, StoreError
from termbase.versions import version_of

CONTENT = "裸官".encode() * 1000


class Built:
    """A derived file that counts how often it is built."""

    def __init__(self) -> None:
        self.count = 0
        self.input = b"input"
        self.version = "1"
        self.file = DerivedFile(
            "table.bin", self._build, lambda: [self.input], lambda: [self.version]
        )

    def _build(self, path: Path) -> None:
        self.count += 1
        path.write_bytes(CONTENT)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(derived, "SHIPPED", tmp_path / "shipped")
    return tmp_path / "cache"


def forget() -> None:
    """Do as a new process, which has checked nothing yet."""
    checksums._known.cache_clear()


def test_built_once(cache: Path) -> None:
    built = Built()
    assert bytes(built.file.content()) == CONTENT
    forget()
    assert bytes(built.file.content()) == CONTENT
    assert built.count == 1
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize("what", ["input", "version"])
def test_another_input_or_version_is_another_file(cache: Path, what: str) -> None:
    built = Built()
    first = built.file.path()
    # A change that keeps the length.
    setattr(built, what, {"input": b"inpux", "version": "2"}[what])
    assert built.file.path() != first
    assert built.count == 2


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "one byte": lambda content: content[:1],
    "half": lambda content: content[: len(content) // 2],
    "without the last byte": lambda content: content[:-1],
    "without the trailer": lambda content: content[: -derived._TRAILER.size],
    "only the trailer": lambda content: content[-derived._TRAILER.size :],
    "first bit": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "a bit within": lambda content: content[:999] + bytes([content[999] ^ 4]) + content[1000:],
    "a bit of the trailer": lambda content: content[:-1] + bytes([content[-1] ^ 4]),
    "zeros": lambda content: bytes(len(content)),
    "longer": lambda content: content + b"\n",
    "nonsense": lambda content: b"nonsense" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_rebuilt_and_reported(
    cache: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    built = Built()
    path = built.file.path()
    path.write_bytes(damage(path.read_bytes()))
    forget()
    with caplog.at_level(logging.WARNING):
        assert bytes(built.file.content()) == CONTENT
    assert caplog.messages == [f"{path}: damaged; rebuilding it"]
    assert built.count == 2
    forget()
    built.file.path()
    assert built.count == 2


def test_damage_is_noticed_in_the_process_that_has_checked_the_file(cache: Path) -> None:
    built = Built()
    path = built.file.path()
    path.write_bytes(path.read_bytes()[:100])
    assert bytes(built.file.content()) == CONTENT


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_mode_is_that_of_the_umask(cache: Path) -> None:
    umask = os.umask(0o022)
    try:
        path = Built().file.path()
    finally:
        os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_file_that_is_shipped_is_used(cache: Path, tmp_path: Path) -> None:
    built = Built()
    shipped = built.file.compile_into(tmp_path / "shipped")
    # Whatever libraries are installed, the data of a release are those it was built with.
    built.version = "2"
    assert built.file.path() == shipped
    assert built.count == 1
    assert not cache.exists()


def test_a_file_that_is_shipped_with_other_inputs_is_not_used(cache: Path, tmp_path: Path) -> None:
    built = Built()
    shipped = built.file.compile_into(tmp_path / "shipped")
    built.input = b"inpux"
    assert built.file.path() != shipped
    assert built.count == 2


def test_a_shipped_file_that_is_damaged_is_not_used(cache: Path, tmp_path: Path) -> None:
    built = Built()
    shipped = built.file.compile_into(tmp_path / "shipped")
    shipped.write_bytes(shipped.read_bytes()[:-30])
    assert built.file.path().parent == cache
    assert bytes(built.file.content()) == CONTENT


def test_a_cache_that_is_a_file(cache: Path) -> None:
    cache.write_text("in the way", encoding="utf-8")
    built = Built()
    assert bytes(built.file.content()) == CONTENT
    assert cache.read_text(encoding="utf-8") == "in the way"
    # Nor is it built twice by one process.
    built.file.path()
    assert built.count == 1


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), StoreError("full")])
def test_a_cache_on_a_full_disk(cache: Path, error: Exception) -> None:
    def build(path: Path) -> None:
        if path.is_relative_to(cache):
            path.with_name(f"{path.name}-wal").write_bytes(b"half")
            raise error
        path.write_bytes(CONTENT)

    file = DerivedFile("full.bin", build, lambda: [str(error).encode()])
    assert bytes(file.content()) == CONTENT
    assert list(cache.iterdir()) == []


def test_what_takes_seconds_is_announced(
    cache: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a library by its log; not when the file is there."""
    # Other tests have called the command.
    monkeypatch.setattr(Announcement, "show", None)
    built = Built()
    for announced in ("", "the words"):
        with caplog.at_level(logging.INFO):
            replace(built.file, name=f"a{announced}.bin", announced=announced).path()
            replace(built.file, name=f"a{announced}.bin", announced=announced).path()
    assert caplog.messages == ["compiling the words (once; a few seconds)"]
    assert capfd.readouterr() == ("", "")


def test_a_cache_that_cannot_be_written_is_reported_once(
    cache: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.write_text("in the way", encoding="utf-8")
    as_in_a_new_process = functools.cache(derived._temporary_folder.__wrapped__)
    monkeypatch.setattr(derived, "_temporary_folder", as_in_a_new_process)
    built = Built()
    built.file.path()
    replace(built.file, name="another.bin").path()
    as_in_a_new_process().cleanup()
    (message,) = caplog.messages
    assert message == (
        f"{cache}: cannot be written, so what is compiled is lost when this process ends; set "
        "GLOSSARY_CACHE to a folder with room for 100 MB"
    )


def test_no_room_anywhere(cache: Path) -> None:
    def build(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(Error, match=r"No space left on device.*set GLOSSARY_CACHE"):
        DerivedFile("nowhere.bin", build, list).path()


def test_a_build_that_fails_leaves_nothing(cache: Path) -> None:
    def build(path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        DerivedFile("broken.txt", build, list).path()
    assert list(cache.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no process can be asked for")
def test_drafts_of_killed_processes_and_old_versions_are_removed(cache: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    killed, running = cache / f"draft-{ended.pid}-x", cache / f"draft-{os.getpid()}-x"
    for draft in (killed, running):
        draft.mkdir(parents=True)
        (draft / "table.bin").write_bytes(b"half")
    for number in range(6):
        old = cache / f"table-{number}.bin"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    other = cache / "tables-1.bin"
    other.write_bytes(b"another name")
    path = Built().file.path()
    assert sorted(cache.iterdir()) == sorted(
        [path, cache / "table-4.bin", cache / "table-5.bin", running, other]
    )


def test_a_cache_of_another_user(cache: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read and write everywhere")
    built = Built()
    path = built.file.path()
    path.chmod(0)
    cache.chmod(0o500)
    forget()
    try:
        assert bytes(built.file.content()) == CONTENT
    finally:
        cache.chmod(0o700)


def test_two_processes_build_the_same_file(cache: Path) -> None:
    """Each moves a whole file into place."""
    built, other = Built(), Built()

    def build(path: Path) -> None:
        other.file.path()
        path.write_bytes(CONTENT)

    file = DerivedFile("table.bin", build, lambda: [built.input], lambda: [built.version])
    assert bytes(file.content()) == CONTENT
    assert len(list(cache.iterdir())) == 1


def test_versions() -> None:
    assert version_of("jieba").startswith("jieba 0.")
    assert version_of("no_such_package") == ""
    # A checkout that is installed in place has its metadata in another folder.
    assert version_of("glossary", "zh-en-glossary").startswith("zh-en-glossary 0.")


def test_a_pipe_in_its_place_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(path: Path) -> None:
        path.write_bytes(b"content")

    monkeypatch.setenv("GLOSSARY_CACHE", str(tmp_path))
    file = DerivedFile("pipe.bin", build, lambda: [b"x"])
    path = file.path()
    path.unlink()
    os.mkfifo(path)
    assert bytes(file.content()) == b"content"
