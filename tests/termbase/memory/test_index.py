"""The files of the index: damaged, not writable, behind a link, changed while they are open."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from termbase.memory import Memory, index_files
from termbase.model.unit import TranslationUnit
from tests.processes import file_of, index_folder, unprivileged

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of files as on POSIX systems")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.db") as opened:
        opened.add_many(TranslationUnit(f"第{n}名裸官", f"official no. {n}") for n in range(30))
        yield opened


def parts(memory: Memory) -> list[Path]:
    return sorted(index_folder(memory).glob("*-*"))


def finds_all(memory: Memory) -> bool:
    return len(memory.search("第5名裸官", 50, None)) == 30 and all(
        [match.score for match in memory.search(f"official no. {n}", 100)] == [100]
        for n in range(30)
    )


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, records: Iterable[object]) -> int:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(index_files, "write_index_part", fail)


@pytest.mark.usefixtures("full_disk")
def test_an_index_that_cannot_be_written_is_logged_and_shown(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        memory.index()
    message = "cannot be written, searches are slower: "
    assert message in caplog.text
    assert "the disk is full; free some space" in caplog.text
    assert finds_all(memory)
    assert parts(memory) == []
    with Memory(memory.address) as other:
        stats = other.stats()
    assert stats["unindexed"] == 30
    assert "the disk is full" in stats["index_error"]


def test_the_error_is_forgotten_once_the_index_is_written(
    memory: Memory, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with monkeypatch.context():
        request.getfixturevalue("full_disk")
        memory.index()
    monkeypatch.undo()
    memory.index()
    stats = memory.stats()
    assert (stats["unindexed"], stats["index_error"]) == (0, "")


def test_a_damaged_part_that_cannot_be_rebuilt_is_searched_all_the_same(
    memory: Memory, request: pytest.FixtureRequest
) -> None:
    memory.index()
    for path in parts(memory):
        path.write_bytes(b"")
    request.getfixturevalue("full_disk")
    with Memory(memory.address) as other:
        assert finds_all(other)
        other.add("老虎", "tiger")
        assert other.search("老虎")[0].score == 100
        assert finds_all(other)


@pytest.mark.parametrize("change", ["cut", "overwritten", "removed"])
def test_files_that_change_while_they_are_open(memory: Memory, change: str) -> None:
    memory.index()
    assert finds_all(memory)
    for path in parts(memory):
        size = path.stat().st_size
        if change == "cut":
            os.truncate(path, 10)
        elif change == "overwritten":
            path.write_bytes(bytes(size))
            os.utime(path, ns=(1, 1))
        else:
            path.unlink()
    assert finds_all(memory)
    with Memory(memory.address) as other:
        assert finds_all(other)
    assert len(parts(memory)) == 2


@POSIX
def test_a_base_behind_a_link_has_one_index(memory: Memory, tmp_path: Path) -> None:
    memory.index()
    before = parts(memory)
    folder = tmp_path / "other"
    folder.mkdir()
    link = folder / "link.db"
    link.symlink_to(file_of(memory.address))
    for _ in range(2):
        for path in (link, memory.address):
            with Memory(path) as other:
                assert finds_all(other)
    assert parts(memory) == before
    assert [path.name for path in folder.iterdir()] == ["link.db"]


READ = """
import shutil, tempfile, numpy, rapidfuzz.distance
from pathlib import Path
import termbase.output, termbase.store.sqlite.database
from termbase.errors import StoreError
from termbase.memory import Memory
from termbase.memory.concordance import concordance
from termbase.memory.fragments import fragments
from termbase.memory import ranking
bytes(2).decode("utf-16-le")
drop()
with Memory(Path(sys.argv[1])) as memory:
    print(len(memory.search("第5名裸官", 50, None)), len(concordance(memory, "裸官", None)))
    print(memory.stats()["unindexed"])
    try:
        memory.add("x", "y")
    except StoreError as error:
        print(error)
"""


@POSIX
@pytest.mark.parametrize("damage", ["none", "missing", "damaged"])
def test_a_memory_that_cannot_be_written_is_read(public_path: Path, damage: str) -> None:
    with Memory(public_path / "memory.db") as memory:
        memory.add_many(TranslationUnit(f"第{n}名裸官", f"official no. {n}") for n in range(30))
        memory.index()
        for path in parts(memory):
            if damage == "missing":
                path.unlink()
                if not parts(memory):
                    path.parent.rmdir()
            elif damage == "damaged":
                path.write_bytes(b"x")
    before = sorted(path.name for path in public_path.rglob("*"))
    for path in (*public_path.rglob("*"), public_path):
        path.chmod(0o555)
    output = unprivileged(READ, public_path / "memory.db")
    assert output.startswith("30 30\n0\n")
    assert "memory.db: cannot be written: permission denied" in output
    assert sorted(path.name for path in public_path.rglob("*")) == before
