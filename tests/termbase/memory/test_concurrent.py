"""Several threads and processes with one memory: nothing is lost, doubled or seen too early."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from termbase.memory import Memory
from termbase.memory.maintenance import deduplicate
from termbase.model.unit import TranslationUnit
from termbase.store.address import Address
from tests.processes import ROOT, in_threads, index_folder, together, written


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Memory]:
    """A memory whose index belongs to the base, so that processes do not take turns."""
    with Memory(tmp_path / "memory.db") as opened:
        yield opened


def units(count: int, word: str = "裸官") -> list[TranslationUnit]:
    return [TranslationUnit(f"第{n}名{word}出逃", f"{word} no. {n} fled") for n in range(count)]


# --- threads ----------------------------------------------------------------------------------


@pytest.mark.parametrize("indexed", [False, True])
def test_the_first_search_from_several_threads(address: Address, *, indexed: bool) -> None:
    with Memory(address) as memory:
        memory.add_many(units(600))
        if indexed:
            memory.index()
    with Memory(address) as memory:
        found = in_threads(
            lambda n: [memory.search(f"第{n + 1}{m}名裸官出逃", 100) for m in range(5)]
        )
        numbers = [[[match.unit.source for match in matches] for matches in row] for row in found]
        assert numbers == [[[f"第{n + 1}{m}名裸官出逃"] for m in range(5)] for n in range(8)]
        assert len(memory.search("第5名裸官出逃", 50, None)) == 600


def test_threads_that_add_search_and_fail(memory: Memory) -> None:
    def work(number: int) -> None:
        for m in range(5):
            if number % 2:
                with pytest.raises(RuntimeError):
                    memory.add_many(failing(number))
            else:
                memory.add(f"{number}号第{m}条", "x")
            assert memory.search("0号第0条", 50) is not None

    def failing(number: int) -> Iterator[TranslationUnit]:
        yield TranslationUnit(f"{number}号从来没有", "x")
        raise RuntimeError

    in_threads(work)
    assert sorted(unit.source for unit in memory) == sorted(
        f"{number}号第{m}条" for number in (0, 2, 4, 6) for m in range(5)
    )
    assert memory.search("1号从来没有", 60) == []
    assert all(memory.search(unit.source, 100) for unit in memory)


def test_a_trial_leaves_nothing_in_the_index(memory: Memory) -> None:
    with memory.trial():
        memory.add("试验甲乙丙丁戊", "x")
        assert memory.search("试验甲乙丙丁戊")[0].score == 100
    assert memory.search("试验甲乙丙丁戊") == []
    memory.add("另外一句完全不同的话语", "y")
    assert [m.score for m in memory.search("另外一句完全不同的话语")] == [100]
    assert memory.search("试验甲乙丙丁戊") == []
    with memory.trial():
        memory.add_many(units(20))
        memory.index()
        assert len(memory.search("第1名裸官出逃", 50, None)) == 20
    assert memory.stats()["index_bytes"] == 0


def test_a_trial_is_not_seen_by_other_threads(memory: Memory) -> None:
    memory.add("裸官", "naked official")
    with ThreadPoolExecutor(1) as pool, memory.trial():
        memory.add("老虎苍蝇一起打", "x")
        assert memory.search("老虎苍蝇一起打")
        assert pool.submit(memory.search, "老虎苍蝇一起打").result() == []
        assert pool.submit(memory.search, "裸官").result()


# --- processes --------------------------------------------------------------------------------

OPEN = """
from termbase.memory import Memory, maintenance
from termbase.memory.index_files import IndexFiles
from termbase.store.address import read_address
memory = Memory(read_address(sys.argv[1]))
memory.search("x")
"""
REPLACE = f"{OPEN}go()\nmaintenance.replace_in_targets(memory, OLD, NEW)\n"
DELETE = f"{OPEN}go()\nmaintenance.delete(memory, containing='party')\n"


def test_replacements_at_once_are_both_made(memory: Memory) -> None:
    memory.add_many(TranslationUnit(f"{n}", f"party line {n}") for n in range(1000))
    codes = [
        REPLACE.replace("OLD", repr(old)).replace("NEW", repr(new))
        for old, new in (("party", "Party"), ("line", "LINE"))
    ]
    assert together(codes, written(memory.address)) == ["", ""]
    assert sorted(unit.target for unit in memory) == sorted(f"Party LINE {n}" for n in range(1000))


def test_what_is_deleted_while_it_is_replaced_does_not_come_back(memory: Memory) -> None:
    memory.add_many(TranslationUnit(f"{n}", f"party line {n}") for n in range(1000))
    replace = REPLACE.replace("OLD", "'line'").replace("NEW", "'LINE'")
    assert together([replace, DELETE], written(memory.address)) == ["", ""]
    assert len(memory) == 0


def test_deduplicating_at_once_keeps_one(memory: Memory) -> None:
    memory.add_many([TranslationUnit("裸官", "x", changed=f"{n:03}") for n in range(500)], "all")
    assert together(
        [f"{OPEN}go()\nmaintenance.deduplicate(memory)\n"] * 2, written(memory.address)
    ) == [
        "",
        "",
    ]
    assert [unit.changed for unit in memory] == ["499"]
    assert deduplicate(memory) == 0


INDEX = f"""{OPEN}
write = IndexFiles.write
def wait(*arguments):
    result = write(*arguments)
    if "zh" in arguments[1]:
        go()
    return result
IndexFiles.write = wait
memory.index()
"""


def files(memory: Memory) -> set[str]:
    return {path.name for path in index_folder(memory).glob("*")}


def rows(memory: Memory) -> list[str]:
    return [name for (name,) in memory._units.rows("SELECT name FROM segment")]


def test_two_processes_that_index_the_same_units(in_file: Memory) -> None:
    """Both have written their files before either writes its rows."""
    memory = in_file
    memory.add_many(units(50))
    assert together([INDEX, INDEX], str(memory.address)) == ["", ""]
    assert len(rows(memory)) == 2
    assert files(memory) == set(rows(memory))
    assert len(memory.search("第7名裸官出逃", 50, None)) == 50
    assert len(memory.search("裸官 no. 7 fled", 50, None)) == 50


def test_the_files_of_another_process_are_not_swept(in_file: Memory) -> None:
    """A file that is written before its row stays; one that a killed process left goes."""
    memory = in_file
    memory.add_many(units(50))
    start = "import sys\ndef go():\n    print('ready', flush=True)\n    sys.stdin.readline()\n"
    with subprocess.Popen(
        [sys.executable, "-c", start + INDEX, str(memory.address)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == "ready\n"
        written = files(memory)
        assert len(written) == 2
        left = index_folder(memory) / "1-2-zh-left"
        left.touch()
        os.utime(left, (0, 0))
        memory._index._files.sweep(())
        assert files(memory) == written
        process.stdin.write("\n")
        process.stdin.flush()
    assert set(rows(memory)) == written
    assert files(memory) == written
    assert len(memory.search("第7名裸官出逃", 50, None)) == 50
    assert set(rows(memory)) == written
