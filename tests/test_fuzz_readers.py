"""Every reader, on a few mutated files; `benchmarks/fuzz_readers.py` does the same for longer."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import termbase
from benchmarks.fuzz_readers import Reader, readers
from benchmarks.mutations import mutated

_FILES = 15
NAMES = list(readers(Path("unused")))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reader]:
    return readers(tmp_path_factory.mktemp("readers"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_only_our_errors_come_out(found: dict[str, Reader], name: str, tmp_path: Path) -> None:
    reader = found[name]
    path = tmp_path / f"a{reader.suffix}"
    read = 0
    for seed in range(_FILES):
        path.write_bytes(mutated(random.Random(seed), list(reader.examples)))
        try:
            reader.read(path)
            read += 1
        except termbase.Error:
            pass
    assert read > 0
