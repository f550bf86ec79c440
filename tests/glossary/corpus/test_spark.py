"""Finding terms on Spark: the same rows as without it."""

from __future__ import annotations

import runpy
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

import glossary
from glossary import Glossary
from glossary.corpus.mentions import mentions
from glossary.corpus.spark import SCHEMA, mentions_in_arrow
from glossary.corpus.texts import open_corpus

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
if shutil.which("java") is None:
    pytest.skip("Java, which Spark needs, is not installed", allow_module_level=True)

# Spark leaves sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.pyspark.python": sys.executable,
        "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
        "spark.sql.shuffle.partitions": "2",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def articles(data: Path, count: int) -> pa.Table:
    corpus = open_corpus(data / "corpus" / "outlets-2025-11-01_10.jsonl.xz")
    return pa.Table.from_batches(corpus.batches()).slice(0, count)


def rows(frame: Any) -> list[dict[str, Any]]:
    found = [row.asDict() for row in frame.collect()]
    return sorted(found, key=lambda row: (row["id"], row["start"]))


def test_the_rows_are_those_of_mentions(spark: Any, data: Path, tmp_path: Path) -> None:
    texts = articles(data, 40)
    parquet.write_table(texts, tmp_path / "articles.parquet")
    frame = spark.read.parquet(str(tmp_path / "articles.parquet")).repartition(4)
    with glossary.open() as builtin:
        expected = mentions(texts, builtin.finder).to_pylist()
    assert rows(frame.mapInArrow(mentions_in_arrow(), SCHEMA)) == sorted(
        expected, key=lambda row: (row["id"], row["start"])
    )


def test_an_own_base_and_no_metadata(spark: Any, small: Glossary) -> None:
    frame = spark.createDataFrame([("1", "裸官外逃"), ("2", None)], "id string, text string")
    own = small.termbase.required_own().address
    find = mentions_in_arrow(str(own), builtin=False)
    found = rows(frame.mapInArrow(find, SCHEMA))
    assert [(row["id"], row["concept"], row["date"], row["outlet"]) for row in found] == [
        ("1", "luoguan", "", "")
    ]


def test_the_example(spark: Any, data: Path, tmp_path: Path) -> None:
    example = runpy.run_path(str(ROOT / "examples" / "spark_mentions.py"))
    texts = articles(data, 40)
    parquet.write_table(texts, tmp_path / "articles.parquet")
    example["main"](str(tmp_path / "articles.parquet"), str(tmp_path / "out"))
    with glossary.open() as builtin:
        found = mentions(texts, builtin.finder)
    counts = [
        row.asDict() for row in spark.read.parquet(str(tmp_path / "out" / "counts")).collect()
    ]
    assert sum(row["occurrences"] for row in counts) == len(found)
    assert {row["period"] for row in counts} == {"2025-11"}
    assert counts == sorted(counts, key=lambda row: (row["concept"], row["outlet"], row["period"]))
