"""What other programs make of our files; skipped where they are not installed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from termbase.formats import write
from termbase.formats.tmx_writer import write_units
from termbase.unit import TranslationUnit
from tests.contracts import SIMPLE


def pairs(path: Path) -> list[tuple[str, str]]:
    factory = pytest.importorskip("translate.storage.factory", reason="no translate-toolkit")
    return [(str(unit.source), str(unit.target)) for unit in factory.getobject(str(path)).units]


def test_translate_toolkit_reads_tbx_2(tmp_path: Path) -> None:
    terms = [replace(SIMPLE.terms[0], text="党委", traditional="黨委"), *SIMPLE.terms[1:]]
    path = tmp_path / "a.tbx"
    path.write_bytes(write([SIMPLE, replace(SIMPLE, id="x", terms=tuple(terms))], "tbx2")[0])
    assert pairs(path) == [("裸官", "naked official"), ("党委", "naked official")]


def test_translate_toolkit_reads_tmx(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    units = [
        TranslationUnit("裸官", "naked official", "zh-CN", "en"),
        TranslationUnit("<老虎>", "tigers & flies", "zh-CN", "en"),
    ]
    with path.open("wb") as file:
        write_units(file, units)
    assert pairs(path) == [(unit.source, unit.target) for unit in units]
