"""Measure the speed of scanning a corpus on each engine, in one run, on the same articles.

    serial     this process alone
    local 2    two worker processes
    ray        `ray.data` on a cluster of this machine, started before the clock
    spark      `mapInArrow` in a local session of two threads, started before the clock

All of them find the built-in terms, and their tables are compared. Times are from the files to the
sorted table; processor time is that of all processes, for the machine may be in use. `again` is a
second scan after one more day, as a command of its own.

    python benchmarks/corpus.py ARTICLES.jsonl[.xz] --megabytes 40 --engines serial local ray spark

The articles are repeated with other dates until there are enough of them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pyarrow as pa

import glossary
from glossary.corpus.mentions import MENTIONS
from glossary.corpus.scan import Scan, scan
from glossary.corpus.texts import open_corpus

AGAIN = """
import sys, glossary
from pathlib import Path
from glossary.corpus.scan import scan
from glossary.corpus.texts import open_corpus
with glossary.open() as opened:
    found = scan(open_corpus(sys.argv[1]), opened.finder, folder=Path(sys.argv[2]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--megabytes", type=float, default=40)
    parser.add_argument("--engines", nargs="*", default=["serial", "local", "ray", "spark"])
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        size = write_days(arguments.articles, folder / "corpus", arguments.megabytes)
        print(f"{size / 1e6:.1f} MB in {len(list((folder / 'corpus').iterdir()))} files")
        print("| engine | seconds | MB/s | processor seconds | MB/s of a core | mentions |")
        print("|---|--:|--:|--:|--:|--:|")
        first: pa.Table | None = None
        for engine in arguments.engines:
            table, seconds, busy = run(engine, folder)
            speeds = f"{size / seconds / 1e6:.2f} | {busy:.1f} | {size / busy / 1e6:.2f}"
            print(f"| {engine} | {seconds:.1f} | {speeds} | {len(table):,} |", flush=True)
            first = table if first is None else first
            if not table.equals(first):
                sys.exit(f"{engine}: another table")
        if "local" in arguments.engines:
            print(f"again, with one more day: {again(folder):.2f} s")


def write_days(articles: Path, corpus: Path, megabytes: float) -> int:
    """Write articles as one file a day; return their size in bytes."""
    corpus.mkdir()
    rows = [row for batch in open_corpus(articles).batches() for row in batch.to_pylist()]
    size = 0
    for number, row in enumerate(cycle(rows)):
        if size >= megabytes * 1e6:
            return size
        day = number // 120
        date = f"{2024 + day // 336}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
        with (corpus / f"{date}.jsonl").open("a", encoding="utf-8") as file:
            kept = {"date": date, "outlet": row["outlet"], "text": row["text"]}
            file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        size += len(row["text"].encode())
    return size


def processor_seconds() -> float:
    """Return the processor time of this process and of all that it has started."""
    me = psutil.Process()
    return sum(sum(process.cpu_times()[:4]) for process in (me, *me.children(recursive=True)))


def run(engine: str, folder: Path) -> tuple[pa.Table, float, float]:
    """Return the mentions that an engine finds, its seconds and processor seconds."""
    if engine == "spark":
        return on_spark(folder)
    corpus = open_corpus(folder / "corpus")
    with glossary.open() as opened:
        if engine == "ray":
            import ray

            ray.init(num_cpus=2, log_to_driver=False, include_dashboard=False)
        start, busy = time.perf_counter(), processor_seconds()
        found: Scan = scan(
            corpus,
            opened.finder,
            engine="ray" if engine == "ray" else "local",
            processes=1 if engine == "serial" else 2,
            folder=folder / engine,
        )
        seconds, busy = time.perf_counter() - start, processor_seconds() - busy
        if engine == "ray":
            ray.shutdown()
        return found.mentions, seconds, busy


def on_spark(folder: Path) -> tuple[pa.Table, float, float]:
    """Read the articles as a table, as Spark has no documents, and sort what it finds."""
    from pyarrow import parquet
    from pyspark.sql import SparkSession

    from glossary.corpus.spark import SCHEMA, mentions_in_arrow

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
    builder = builder.config("spark.pyspark.python", sys.executable)
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "200").getOrCreate()
    start, busy = time.perf_counter(), processor_seconds()
    (folder / "articles").mkdir()
    batches = open_corpus(folder / "corpus").batches()
    for number, batch in enumerate(batches):
        table = pa.Table.from_batches([batch])
        parquet.write_table(table, folder / "articles" / f"{number}.parquet")
    frame = spark.read.parquet(str(folder / "articles")).repartition(16)
    found = frame.mapInArrow(mentions_in_arrow(), SCHEMA).toArrow()
    keys = ("date", "outlet", "id", "start")
    found = found.sort_by([(key, "ascending") for key in keys])
    seconds, busy = time.perf_counter() - start, processor_seconds() - busy
    spark.stop()
    columns = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for column, field in zip(found.columns, MENTIONS, strict=True)
    ]
    return pa.table(columns, MENTIONS), seconds, busy


def again(folder: Path) -> float:
    """Return the seconds of a second scan, as a command, after one more day."""
    day = max((folder / "corpus").iterdir())
    (day.parent / "2031-01-01.jsonl").write_bytes(b"".join(day.open("rb").readlines()[:120]))
    command = [sys.executable, "-c", AGAIN, str(folder / "corpus"), str(folder / "local")]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
