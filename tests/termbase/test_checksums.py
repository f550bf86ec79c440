"""Remembered checksums: computed once, and again after whatever changes a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest

from termbase import checksums


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was written long ago."""
    path = tmp_path / "terms.toml"
    path.write_bytes(b"naked official")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to remember checksums in, where files count as old at once."""
    monkeypatch.setattr(checksums, "_JUST_WRITTEN", -(10**12))
    yield tmp_path / "cache"
    checksums._known.cache_clear()


def computed(file: Path, folder: Path) -> list[bytes]:
    """Return what a new process reads to tell the checksum of a file."""
    checksums._known.cache_clear()
    read = []

    def compute(path: Path) -> int:
        read.append(path.read_bytes())
        return crc32(read[-1])

    content = file.read_bytes()
    assert checksums.checksum(file, folder, compute) == (len(content), crc32(content))
    assert checksums.checksum(file, folder, compute) == (len(content), crc32(content))
    checksums.save(folder)
    return read


def test_computed_once(file: Path, folder: Path) -> None:
    assert computed(file, folder) == [b"naked official"]
    assert computed(file, folder) == []


def _same_length(file: Path) -> None:
    times = file.stat()
    file.write_bytes(b"nuked official")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def _replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(b"nuked official")
    other.replace(file)


CHANGES: dict[str, Callable[[Path], object]] = {
    "longer": lambda file: file.write_bytes(b"naked officials"),
    "empty": lambda file: file.write_bytes(b""),
    "replaced": _replaced,
    "same length, old time": _same_length,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_computed_again_after_a_change(
    file: Path, folder: Path, change: Callable[[Path], object]
) -> None:
    if change is _same_length and os.name != "posix":
        pytest.skip("only POSIX has the time of the last change of the status")
    computed(file, folder)
    # A step of the clock of the file system.
    while (now := file.with_name("now")).write_bytes(b"") == 0:
        if now.stat().st_ctime_ns > file.stat().st_ctime_ns:
            break
    change(file)
    assert computed(file, folder) == [file.read_bytes()]
    assert computed(file, folder) == []


def test_a_file_just_written_is_not_trusted(tmp_path: Path, file: Path) -> None:
    assert computed(file, tmp_path / "cache") == [b"naked official"]
    assert computed(file, tmp_path / "cache") == [b"naked official"]
    assert not (tmp_path / "cache").exists()


DAMAGED = [
    "",
    "{",
    "[]",
    "null",
    '{"a": 1}',
    '{"a": ["x"]}',
    '{"a": [1, 2]}',
    '{"a": null}',
    "\ud800",
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_list_is_written_anew(file: Path, folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "checksums.json").write_bytes(text.encode(errors="surrogatepass"))
    assert computed(file, folder) == [b"naked official"]
    assert computed(file, folder) == []


def test_a_folder_that_cannot_be_made(file: Path, folder: Path) -> None:
    folder.write_text("in the way", encoding="utf-8")
    assert computed(file, folder) == [b"naked official"]
    assert folder.read_text(encoding="utf-8") == "in the way"


def test_files_that_are_gone_are_forgotten(file: Path, folder: Path) -> None:
    other = file.with_name("other.toml")
    other.write_bytes(b"x")
    computed(other, folder)
    other.unlink()
    computed(file, folder)
    assert "other" not in (folder / "checksums.json").read_text(encoding="utf-8")


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        checksums.checksum(tmp_path / "none", tmp_path)
