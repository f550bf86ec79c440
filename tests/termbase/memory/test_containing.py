"""Units that contain a string: the index finds what reading all of them finds."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from termbase.memory import Memory, containing
from termbase.memory.tokens import fold_segment, tokenize
from termbase.model.unit import TranslationUnit

# A rare character is a token of two code units where there are many tokens.
SIGNS = ["中", "國", "a", "1", ",", " ", "𠮷"]


def texts() -> list[str]:
    return ["中" + "".join(rest) for rest in product(SIGNS, repeat=3)]


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Memory:
    """A memory of which a part is indexed, a part is not, and some units are deleted."""
    opened = Memory(tmp_path_factory.mktemp("containing") / "memory.db")
    units = [TranslationUnit(text, f"x{text[::-1]}") for text in texts()]
    opened.add_many(units[:200])
    opened.index()
    opened.add_many(units[200:])
    opened.delete([3, 300])
    return opened


@pytest.mark.parametrize("size", [1, 2, 3])
def test_the_index_finds_what_is_there(
    memory: Memory, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for signs in product(SIGNS, repeat=size):
        wanted = fold_segment("".join(signs))
        read = memory.containing([wanted])
        with monkeypatch.context() as patch:
            patch.setattr(containing, "TAIL", 0)
            found = memory.containing([wanted])
        assert sorted(unit.id or 0 for unit in found) == sorted(unit.id or 0 for unit in read)


def test_the_shortest_and_newest_are_first(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containing, "TAIL", 0)
    monkeypatch.setattr(containing, "_BATCH", 7)
    found = memory.containing(["国中", "𠮷国"])
    assert len({unit.id for unit in found}) == len(found) > 50
    # With spaces, tokens may follow one another that are not the string.
    keys = [
        min((len(tokenize(text)), -(unit.id or 0)) for text in (unit.source, unit.target)
            if any(one in fold_segment(text) for one in ("国中", "𠮷国")))
        for unit in found if " " not in unit.source
    ]  # fmt: skip
    assert keys == sorted(keys)
    assert memory.containing(["国中", "𠮷国"], 20) == found[:20]


def test_a_string_that_is_nowhere(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containing, "TAIL", 0)
    assert memory.containing(["党"]) == []


def test_tokens_of_two_code_units(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containing, "TAIL", 0)
    monkeypatch.setattr("termbase.memory.sequences.SURROGATES", 3)
    monkeypatch.setattr("termbase.memory.sequences.SURROGATES_COUNT", 0xFFFF)
    monkeypatch.setattr("termbase.memory.build.SURROGATES", 3)
    monkeypatch.setattr("termbase.memory.build.SURROGATES_COUNT", 0xFFFF)
    with Memory(tmp_path / "memory.db") as memory:
        memory.add_many(
            TranslationUnit(f"裸官甲乙丙丁{'戊己庚'[n % 3]}", f"n {n}") for n in range(9)
        )
        memory.index()
        assert len(memory.containing(["丁己"])) == 3
        assert len(memory.containing(["官甲乙丙"])) == 9
        assert memory.containing(["己丁"]) == []
