"""An index in the cache folder of a machine: it follows what others do to the base.

The base is a file here, so that the tests are quick; on a server it is the same.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.memory import Memory, index
from termbase.memory.registry import LocalRegistry, Registry
from termbase.memory.units import Units
from termbase.model.unit import TranslationUnit
from termbase.store.sqlite import queries
from tests.processes import together
from tests.termbase.memory.test_ranking import brute_force

Open = Callable[[str], Memory]
Rows = list[tuple[object, ...]]


_lineages = count()


@pytest.fixture(autouse=True)
def lineage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "LINEAGE", queries.LINEAGE)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return a function that opens the same base on a machine with some name."""
    opened: list[Memory] = []

    def open_on(name: str) -> Memory:
        folder = tmp_path / name / "memory"

        def place_of(units: Units) -> tuple[Path, Registry]:
            return folder, LocalRegistry(folder)

        with monkeypatch.context() as patched:
            patched.setattr(index, "place_of", place_of)
            opened.append(Memory(tmp_path / "memory.db"))
        # What the thread that indexes uses.
        monkeypatch.setattr(index, "place_of", place_of)
        return opened[-1]

    yield open_on
    for memory in opened:
        memory.close()


def units(count: int, word: str = "裸官") -> list[TranslationUnit]:
    return [TranslationUnit(f"第{n}名{word}", f"{word} no. {n}") for n in range(count)]


def finds_all(memory: Memory, count: int, word: str = "裸官") -> bool:
    return all(
        [match.score for match in memory.search(text, 100)] == [100]
        for n in range(count)
        for text in (f"第{n}名{word}", f"{word} no. {n}")
    )


def ranges(memory: Memory) -> list[tuple[int, int]]:
    return sorted({(row.first, row.last) for row in memory._index._writer.rows()})


def state(memory: Memory) -> tuple[Rows, Rows]:
    """Return what a copy of the base would have."""
    return (
        memory._units.rows("SELECT * FROM unit"),
        memory._units.rows("SELECT seq FROM sqlite_sequence WHERE name = 'unit'"),
    )


def restore(memory: Memory, copy: tuple[Rows, Rows]) -> None:
    """Have the base as it was when it was copied, in tables that are others than before."""
    rows, (sequence,) = copy
    queries.LINEAGE = f"SELECT {next(_lineages)}"
    with memory._units.transaction():
        database = memory._units.database
        database.execute("DELETE FROM unit")
        database.execute_many("INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?)", iter(rows))
        database.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'unit'", sequence)


def test_each_machine_indexes_for_itself(machine: Open, tmp_path: Path) -> None:
    first, second = machine("first"), machine("second")
    first.add_many(units(30))
    first.index()
    assert second.stats()["unindexed"] == 30
    assert finds_all(second, 30)
    second.index()
    assert ranges(first) == ranges(second) == [(1, 30)]
    assert first.stats()["index_bytes"] > 1000
    assert not (tmp_path / "memory.db-memory").exists()
    assert first._units.rows("SELECT * FROM segment") == []
    assert finds_all(machine("second"), 30)


def test_a_machine_that_was_away_indexes_what_is_new(
    machine: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "TAIL", 10)
    first = machine("first")
    first.add_many(units(30), index=False)
    first.index()
    second = machine("second")
    second.index()
    with second.transaction():
        second.add_many(units(9, "老虎"))
    assert finds_all(first, 9, "老虎")
    first._index.wait()
    assert ranges(first) == [(1, 30)]
    second.add_many(units(9, "苍蝇"), index=False)
    monkeypatch.setattr(
        index, "place_of", lambda _: (first._index._files._folder, first._index._registry)
    )
    assert finds_all(first, 9, "苍蝇")
    first._index.wait()
    assert ranges(first) == [(1, 30), (31, 48)]
    assert finds_all(first, 9, "苍蝇")
    assert first._index._view.tails == {}
    assert finds_all(first, 30)


def test_many_units_are_indexed_before_they_are_searched(
    machine: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(index, "LONG_TAIL", 20)
    machine("first").add_many(units(30))
    second = machine("second")
    assert finds_all(second, 30)
    assert ranges(second) == [(1, 30)]
    assert "indexing the memory for this machine" in caplog.text


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize("number", [1, 4, 5, 6, 20])
@pytest.mark.parametrize("is_open", [False, True])
def test_a_base_that_was_restored(
    machine: Open, number: int, *, indexed: bool, is_open: bool
) -> None:
    """Fewer, as many, and more other units than were lost have their numbers."""
    memory = machine("first")
    memory.add_many(units(20))
    memory.index()
    copy = state(memory)
    memory.add_many(units(5, "老虎"))
    if indexed:
        memory.index()
    assert finds_all(memory, 5, "老虎")
    other = machine("second")
    restore(other, copy)
    other.add_many(units(number, "苍蝇"))
    if not is_open:
        memory = machine("first")
    assert finds_all(memory, number, "苍蝇")
    assert finds_all(memory, 20)
    assert memory.search("第1名老虎", 100) == []
    memory.index()
    assert finds_all(memory, number, "苍蝇")
    assert finds_all(memory, 20)


def test_a_base_that_was_emptied(machine: Open) -> None:
    memory = machine("first")
    memory.add_many(units(20))
    memory.index()
    restore(memory, ([], [(0,)]))
    assert memory.search("第1名裸官", 50) == []
    memory.add("老虎", "tiger")
    assert memory.search("老虎")[0].score == 100
    assert memory.search("tiger")[0].score == 100


@pytest.mark.parametrize("deleted", [range(1, 4), range(15, 21), range(1, 21)])
def test_units_that_are_deleted_leave_the_index_as_it_is(machine: Open, deleted: range) -> None:
    memory = machine("first")
    memory.add_many(units(20))
    memory.index()
    memory.delete(deleted)
    memory.add("老虎", "tiger")
    assert memory.search("老虎")[0].score == 100
    assert ranges(memory) == [(1, 20)]


@pytest.mark.parametrize("damage", ["lost", "registry", "overwritten", "parts", "not a folder"])
@pytest.mark.parametrize("is_open", [False, True])
def test_a_cache_that_is_damaged(
    machine: Open, tmp_path: Path, damage: str, *, is_open: bool
) -> None:
    memory = machine("first")
    memory.add_many(units(20))
    memory.index()
    folder = tmp_path / "first" / "memory"
    for path in [*folder.iterdir()]:
        is_registry = path.name.startswith("registry")
        if damage in ("lost", "not a folder") or is_registry == (damage == "registry"):
            path.unlink()
        if damage == "overwritten" and is_registry:
            path.write_bytes(b"x" * 5000)
    if damage == "not a folder":
        shutil.rmtree(folder)
        folder.touch()
    if not is_open:
        memory = machine("first")
    assert finds_all(memory, 20)
    memory.add("老虎", "tiger")
    memory.index()
    assert memory.search("老虎")[0].score == 100
    assert finds_all(memory, 20)
    assert (memory.stats()["unindexed"] == 0) == (damage != "not a folder")


def test_indexes_of_bases_that_nobody_opens_are_removed(machine: Open, tmp_path: Path) -> None:
    shared = tmp_path / "first"
    for name in ("used", "unused"):
        (shared / name).mkdir(parents=True)
        (shared / name / "1-2-zh-x").touch()
    os.utime(shared / "unused", (0, 0))
    memory = machine("first")
    memory.add_many(units(20))
    memory.index()
    assert sorted(path.name for path in shared.iterdir()) == ["memory", "used"]


INDEX = """
from pathlib import Path
from termbase.memory import Memory, index
from termbase.memory.registry import LocalRegistry
folder = Path(sys.argv[2])
index.place_of = lambda _: (folder, LocalRegistry(folder))
memory = Memory(Path(sys.argv[1]))
memory.search("x")
go()
memory.index()
print(sorted(path.name for path in folder.glob("[0-9]*")))
"""


def test_processes_take_turns(machine: Open, tmp_path: Path) -> None:
    machine("first").add_many(units(2000))
    outputs = together([INDEX] * 2, tmp_path / "memory.db", tmp_path / "first" / "memory")
    assert outputs[0] == outputs[1]
    assert outputs[0].count("1-2000-") == 2


_words = st.sampled_from("a B 12 党 黨 月".split())
_texts = st.lists(_words, min_size=1, max_size=3).map(" ".join)
_steps = st.one_of(
    st.tuples(st.just("add"), st.lists(st.tuples(_texts, _texts), min_size=1, max_size=4)),
    st.tuples(st.just("delete"), st.slices(8)),
    st.sampled_from([("index",), ("copy",), ("restore",), ("search",), ("reopen",)]),
)


@given(steps=st.lists(_steps, max_size=14), query=_texts)
def test_search_equals_brute_force_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]], query: str
) -> None:
    path = tmp_path_factory.mktemp("law")
    registry = LocalRegistry(path / "memory")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "place_of", lambda _: (path / "memory", registry))
        memory = Memory(path / "memory.db")
        copy: tuple[Rows, Rows] = ([], [(0,)])
        # No two units are equal, or one that was lost could not be distinguished from its successor.
        serial = count()
        memory.add("a", "党")
        for name, *values in [*steps, ("search",)]:
            if name == "add":
                (pairs,) = values
                for source, target in pairs:  # type: ignore[attr-defined]
                    memory.add(f"{source} x{next(serial)}", f"{target} x{next(serial)}")
            elif name == "delete":
                numbers = [unit.id for unit in memory if unit.id]
                memory.delete(numbers[values[0]])  # type: ignore[call-overload]
            elif name == "index":
                memory.index()
            elif name == "copy":
                copy = state(memory)
            elif name == "restore":
                restore(memory, copy)
            elif name == "reopen":
                memory.close()
                memory = Memory(path / "memory.db")
            else:
                found = memory.search(query, 50, None)
                assert [(m.score, m.unit.id, m.in_source) for m in found] == brute_force(
                    memory, query, 50
                )
        memory.close()
