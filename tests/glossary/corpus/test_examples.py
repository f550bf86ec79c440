"""The examples that read the parts of a scan with other programs."""

from __future__ import annotations

import json
import runpy
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossary import Glossary
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import open_corpus

EXAMPLES = Path(__file__).parents[3] / "examples"
TEXTS = ["裸官外逃，裸官。", "国企改革。", "裸官"]


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, small: Glossary) -> tuple[Path, Scan]:
    folder, parts = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("parts")
    with (folder / "a.jsonl").open("w", encoding="utf-8") as file:
        for number in range(30):
            row = {
                "date": f"2024-0{number % 4 + 1}-01",
                "outlet": "ab"[number % 2],
                "text": TEXTS[number % 3],
            }
            file.write(json.dumps(row) + "\n")
    # Two scans leave two parts, each with dictionaries of its own.
    scan(open_corpus(folder), small.finder, folder=parts)
    (folder / "b.txt").write_text("裸官改革")
    result = scan(open_corpus(folder), small.finder, folder=parts)
    return parts, result


@pytest.mark.parametrize("library", ["duckdb", "polars"])
def test_other_programs_count_the_same(library: str, parts: tuple[Path, Scan]) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed")
    folder, result = parts
    example: dict[str, Callable[..., Any]] = runpy.run_path(str(EXAMPLES / f"parts_{library}.py"))
    counts = example["counts"](str(folder), "luoguan")
    rows = [tuple(row) for row in (counts if library == "duckdb" else counts.rows())]
    texts = Counter((row["date"][:7], row["outlet"]) for row in result.texts.to_pylist())
    found = [row for row in result.mentions.to_pylist() if row["concept"] == "luoguan"]
    occurrences = Counter((row["date"][:7], row["outlet"]) for row in found)
    ids = {(row["date"][:7], row["outlet"], row["id"]) for row in found}
    articles = Counter((period, outlet) for period, outlet, _ in ids)
    assert rows == [
        (*key, articles[key], count, occurrences[key])
        for key, count in sorted(texts.items(), key=lambda item: item[0][::-1])
    ]
    assert sum(row[2] for row in rows) == 21
