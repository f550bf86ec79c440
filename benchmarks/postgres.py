"""How fast a base on PostgreSQL is beside one in a file, in the same run.

The server is started for it, on loopback, and keeps what it has committed through a crash. Units
are made of pairs of segments as in `benchmarks/memory.py`.

    python benchmarks/postgres.py [--units 1000000] [--pairs PAIRS.tsv.gz] [--queries QUERIES.tsv]
        [--concepts 100000] [--base BASE.db]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.lookup import QUERIES, generated
from benchmarks.memory import grown, rows
from termbase import Store, Termbase
from termbase.memory import Memory
from termbase.store.address import Address, read_address
from termbase.store.backup import copy_base
from tests.postgres import running_server

BASES = ("a file", "PostgreSQL")
STORED = 1_000  # concepts that are stored anew
ROUNDS = 10  # of look-ups
NEW_UNITS = 20  # whose way to another process is timed
# Another process, which reports each unit as soon as it finds it.
FINDER = """
import sys, time
from termbase.memory import Memory
from termbase.store.address import read_address
memory = Memory(read_address(sys.argv[1]))
memory.search("x")
print(flush=True)
for line in sys.stdin:
    while not memory.search(line.strip(), 100):
        time.sleep(0.002)
    print(flush=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    shared = Path("../shared/data/parallel")
    parser.add_argument("--pairs", type=Path, default=shared / "pairs-200k.tsv.gz")
    parser.add_argument("--queries", type=Path, default=shared / "queries.tsv")
    parser.add_argument("--units", type=int, default=1_000_000, help="0: terms alone")
    parser.add_argument("--concepts", type=int, default=100_000, help="0: memory alone")
    parser.add_argument("--base", type=Path, help="a base of that many, by benchmarks/lookup.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_server(is_durable=True) as server:
        os.environ["GLOSSARY_CACHE"] = folder
        print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores", flush=True)
        if size := options.concepts:
            file = options.base or Path(folder) / "terms.db"
            terms = read_address(f"{server.url('postgres')}?schema=terms")
            report(f"{size:,} concepts", measure_terms(file, terms, size))
        if size := options.units:
            pairs, queries = rows(options.pairs), rows(options.queries)
            addresses = [Path(folder) / "base.db", read_address(server.url("postgres"))]
            urls = [str(addresses[0]), server.url("postgres")]
            columns = []
            for address, url in zip(addresses, urls, strict=True):
                columns.append(measure_memory(address, url, pairs, queries, size))
                print(f"{address}: {columns[-1]}", flush=True)
            report(f"{size:,} units", columns)


def report(title: str, columns: Sequence[dict[str, float]]) -> None:
    """Print the figures of each kind of base, and how many times those of the second are."""
    print(f"\n{title:<44}{BASES[0]:>12}{BASES[1]:>12}{'ratio':>8}")
    for name, first in columns[0].items():
        second = columns[1][name]
        print(f"{name:<44}{first:>12.2f}{second:>12.2f}{second / first:>8.2f}")


def measure_memory(
    address: Address, url: str, pairs: list[list[str]], queries: list[list[str]], size: int
) -> dict[str, float]:
    figures: dict[str, float] = {}
    with Memory(address) as memory:
        begin = time.perf_counter()
        memory.add_many(grown(pairs, size), index=False)
        figures["import, s"] = time.perf_counter() - begin
        begin = time.perf_counter()
        memory.index()
        figures["index, s"] = time.perf_counter() - begin
    begin = time.perf_counter()
    memory = Memory(address)
    memory.search(queries[0][0])
    figures["first answer, ms"] = 1000 * (time.perf_counter() - begin)
    for side, language in enumerate(("zh", "en")):
        texts = [query[side] for query in queries]
        figures |= spread(f"search {language}", timed(memory.search, texts))
    memory.stats()
    figures |= spread("concordance", timed(lambda text: memory.containing([text], 20), ["党", "a"]))
    figures |= spread("a new unit is added", timed(lambda text: memory.add(text, text), new(size)))
    figures |= spread("another process finds it", shown(memory, url))
    memory.close()
    return figures


def measure_terms(file: Path, server: Address, size: int) -> list[dict[str, float]]:
    """Return the figures of a base in a file, and of its copy on a server.

    Queries of all kinds, as in `benchmarks/lookup.py`, are asked of both in turn, so that both
    have the same load; the first round, which fills caches, does not count.
    """
    if not file.exists():
        with Store(file) as store:
            store.put(generated(size))
    begin = time.perf_counter()
    copy_base(file, server)
    print(f"{size:,} concepts copied in {time.perf_counter() - begin:.0f} s")
    few = list(islice(generated(STORED), STORED))
    queries = [query for kind in QUERIES.values() for query in kind]
    figures: list[dict[str, float]] = []
    bases = [Termbase.open(address) for address in (file, server)]
    times: list[list[float]] = [[], []]
    for number in range(1 + ROUNDS):
        for query in queries:
            for base, found in zip(bases, times, strict=True):
                seconds = timed(base.lookup, [query])
                found.extend(seconds if number else [])
    for base, found in zip(bases, times, strict=True):
        begin = time.perf_counter()
        base.put(few)
        stored = (time.perf_counter() - begin) / STORED
        figures.append({**spread("look-up", found), "a concept stored, ms": 1000 * stored})
        base.close()
    return figures


def new(start: int) -> list[str]:
    return [f"第{number}条从未见过的句子" for number in range(start, start + NEW_UNITS)]


def shown(memory: Memory, url: str) -> list[float]:
    """Return the times until another process finds what this one has added."""
    found = []
    with subprocess.Popen(
        [sys.executable, "-c", FINDER, url], cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        for number in range(NEW_UNITS):
            # Not always just after the last one: a process that asks at times would look fast.
            time.sleep(0.05 + 0.13 * (number % 7))
            text = f"另一个进程应该找到的第{number}句话"
            process.stdin.write(f"{text}\n")
            process.stdin.flush()
            memory.add(text, text)
            begin = time.perf_counter()
            process.stdout.readline()
            found.append(time.perf_counter() - begin)
        process.stdin.close()
    return found


def timed(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    found = []
    for text in texts:
        begin = time.perf_counter()
        work(text)
        found.append(time.perf_counter() - begin)
    return found


def spread(name: str, seconds: Sequence[float]) -> dict[str, float]:
    return {
        f"{name}, p50 ms": 1000 * median(seconds),
        f"{name}, p95 ms": 1000 * quantiles(seconds, n=20)[-1],
    }


if __name__ == "__main__":
    main()
