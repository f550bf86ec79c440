"""How fast a translation memory answers, and whether it loses nothing, beside other ways.

Segments and queries are tables with tabs, Chinese in the first column and English in the second.
Beyond the segments given, more are made by joining halves of two of them. Each way answers one
query at a time on one core; `found` is the share of all matches that it finds, by comparison of
every segment with a sample of the queries.

    python benchmarks/memory.py --pairs PAIRS.tsv.gz --queries QUERIES.tsv [--sizes 10000 1000000]
    python benchmarks/memory.py --sizes 1000000 --alone    # beside rapidfuzz only
    python benchmarks/memory.py --tmx 500      # import a TMX of so many megabytes, peak memory
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from statistics import median

from rapidfuzz.distance import Levenshtein

from termbase.formats.tmx.writer import write_units
from termbase.memory import Memory
from termbase.memory.files import import_file
from termbase.memory.index_part import Query
from termbase.memory.similarity import allowed
from termbase.memory.tokens import tokenize
from termbase.model.unit import TranslationUnit

Search = Callable[[str, int], set[int]]
SIDES = ("zh", "en")
SAMPLE = 40
SLOW_QUERIES = 20
CANDIDATES = 200
SEED = 3
# What XML cannot hold.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    shared = Path("../shared/data/parallel")
    parser.add_argument("--pairs", type=Path, default=shared / "pairs-200k.tsv.gz")
    parser.add_argument("--queries", type=Path, default=shared / "queries.tsv")
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 200_000])
    parser.add_argument("--at-least", type=int, nargs="*", default=[85, 70, 50])
    parser.add_argument("--alone", action="store_true", help="no peers: some take an hour")
    parser.add_argument("--tmx", type=int, help="only import a TMX of so many megabytes")
    options = parser.parse_args()
    pairs = rows(options.pairs)
    with tempfile.TemporaryDirectory() as folder:
        if options.tmx:
            import_tmx(Path(folder), pairs, options.tmx)
            return
        queries = rows(options.queries)
        for size in options.sizes:
            path = Path(folder) / f"{size}.db"
            measure(path, pairs, queries, size, options.at_least, alone=options.alone)


def rows(path: Path) -> list[list[str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = (CONTROL.sub("", line) for line in data.decode().split("\n"))
    return [line.split("\t")[:2] for line in lines if "\t" in line]


def grown(pairs: list[list[str]], size: int) -> Iterator[TranslationUnit]:
    """So many units: those given, then halves of two joined."""
    choose = random.Random(SEED).choice
    for number in range(size):
        if number < len(pairs):
            source, target = pairs[number]
        else:
            one, other = choose(pairs), choose(pairs)
            source, target = (
                a[: len(a) // 2] + b[len(b) // 2 :] for a, b in zip(one, other, strict=True)
            )
        if source.strip() and target.strip():
            yield TranslationUnit(source, target)


def measure(
    path: Path,
    pairs: list[list[str]],
    queries: list[list[str]],
    size: int,
    scores: list[int],
    *,
    alone: bool,
) -> None:
    begin = time.perf_counter()
    with Memory(path) as memory:
        memory.add_many(grown(pairs, size), "all")
        stored = time.perf_counter() - begin
        memory.index()
        indexed = time.perf_counter() - begin - stored
        units = len(memory)
        bytes_a_record = memory.stats()["index_bytes"] / units / 2
    begin = time.perf_counter()
    memory = Memory(path)
    opened = time.perf_counter() - begin
    memory.search(queries[0][0])
    first = time.perf_counter() - begin
    print(
        f"\n{units:,} units: stored in {stored:.1f} s, indexed in {indexed:.1f} s, "
        f"{bytes_a_record:.0f} bytes a segment, opened in {opened * 1000:.1f} ms, "
        f"first answer after {first * 1000:.0f} ms, peak memory {peak():,.0f} MB"
    )
    head = f"{'':4}{'least':>6} {'way':<26}{'q/s':>9}{'ratio':>8}"
    print(f"{head}{'p50 ms':>9}{'p95 ms':>9}{'found':>8}")
    for side, language in enumerate(SIDES):
        texts = [query[side] for query in queries]
        segments = {unit.id or 0: tokenize((unit.source, unit.target)[side]) for unit in memory}
        encoded = Encoded(segments)
        others = {"rapidfuzz, every segment": encoded.search}
        if not alone:
            others |= trigrams(memory, segments, side)
            others |= tantivy(segments, {u.id or 0: (u.source, u.target)[side] for u in memory})
        for score in scores:
            expected = [encoded.search(text, score) for text in texts[:SAMPLE]]
            ours = timed(lambda t, s, n=language: index(memory, t, s, n), texts, score)
            show(language, score, "ours, index", ours, ours, expected)
            public = timed(lambda t, s, n=language: whole(memory, t, s, n), texts, score)
            show(language, score, "ours, memory.search", public, ours, expected)
            for name, search in others.items():
                show(
                    language,
                    score,
                    name,
                    timed(search, texts[:SLOW_QUERIES], score),
                    ours,
                    expected,
                )
    memory.close()


def index(memory: Memory, text: str, score: int, language: str) -> set[int]:
    found, _ = memory._index.find(Query.of(tokenize(text), score), {language})
    return {number for number, _, _ in found}


def whole(memory: Memory, text: str, score: int, language: str) -> set[int]:
    """The five best, as a user gets them; not to be asked how many of all it finds."""
    memory.search(text, score, language=language)
    return set()


class Encoded:
    """Every segment as a string of one character a token, compared one by one."""

    def __init__(self, segments: dict[int, list[str]]) -> None:
        self._codes: dict[str, str] = {}
        self._segments = {number: self._encode(tokens) for number, tokens in segments.items()}

    def _encode(self, tokens: list[str]) -> str:
        codes = self._codes
        # One code point each, from the supplementary planes.
        return "".join(codes.setdefault(t, chr(0x10000 + len(codes))) for t in tokens)

    def search(self, text: str, score: int) -> set[int]:
        """Every segment that reaches the score."""
        query = self._encode(tokenize(text))
        found = set()
        for number, other in self._segments.items():
            length = max(len(query), len(other))
            edits = allowed(length, score)
            if (
                abs(len(query) - len(other)) <= edits
                and Levenshtein.distance(query, other, score_cutoff=edits) <= edits
            ):
                found.add(number)
        return found


def near(
    query: list[str], segments: dict[int, list[str]], numbers: list[int], score: int
) -> set[int]:
    found = set()
    for number in numbers:
        length = max(len(query), len(segments[number]))
        if Levenshtein.distance(query, segments[number]) <= allowed(length, score):
            found.add(number)
    return found


def trigrams(memory: Memory, segments: dict[int, list[str]], side: int) -> dict[str, Search]:
    """SQLite's trigram index, the best ranked candidates compared."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
    except sqlite3.Error:
        return {}
    texts = ((unit.id, (unit.source, unit.target)[side]) for unit in memory)
    connection.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", texts)

    def search(text: str, score: int) -> set[int]:
        grams = {text[place : place + 3].replace('"', '""') for place in range(len(text) - 2)}
        query = " OR ".join(f'"{gram}"' for gram in grams if "\0" not in gram)
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT ?"
        numbers = [row[0] for row in connection.execute(sql, (query, CANDIDATES))] if query else []
        return near(tokenize(text), segments, numbers, score)

    return {"FTS5 trigrams, best 200": search}


def tantivy(segments: dict[int, list[str]], texts: dict[int, str]) -> dict[str, Search]:
    """Tantivy's n-gram index, the best ranked candidates compared."""
    if not find_spec("tantivy"):
        return {}
    import tantivy as library

    schema = library.SchemaBuilder()
    schema.add_integer_field("number", stored=True)
    schema.add_text_field("text", tokenizer_name="grams")
    found = library.Index(schema.build())
    grams = library.TextAnalyzerBuilder(library.Tokenizer.ngram(2, 3)).build()
    found.register_tokenizer("grams", grams)
    writer = found.writer(200_000_000)
    for number, text in texts.items():
        writer.add_document(library.Document(number=number, text=text))
    writer.commit()
    found.reload()
    searcher = found.searcher()

    def search(text: str, score: int) -> set[int]:
        pieces = {text[p : p + n] for n in (2, 3) for p in range(len(text) - n + 1)}
        terms = [
            (library.Occur.Should, library.Query.term_query(found.schema, "text", piece))
            for piece in pieces
        ]
        hits = searcher.search(library.Query.boolean_query(terms), CANDIDATES).hits if terms else []
        numbers = [searcher.doc(place)["number"][0] for _, place in hits]
        return near(tokenize(text), segments, numbers, score)

    return {"tantivy 2-3-grams, best 200": search}


def timed(search: Search, texts: list[str], score: int) -> tuple[list[float], list[set[int]]]:
    seconds, found = [], []
    for text in texts:
        begin = time.perf_counter()
        found.append(search(text, score))
        seconds.append(time.perf_counter() - begin)
    return seconds, found


def show(
    language: str,
    score: int,
    name: str,
    measured: tuple[list[float], list[set[int]]],
    ours: tuple[list[float], list[set[int]]],
    expected: list[set[int]],
) -> None:
    seconds, found = measured
    speed, own = (len(s) / sum(s) for s in (seconds, ours[0]))
    hits = sum(len(a & b) for a, b in zip(found, expected, strict=False))
    every = sum(len(b) for _, b in zip(found, expected, strict=False))
    share = f"{hits / every:.1%}" if every and any(found) else ""
    p95 = sorted(seconds)[int(0.95 * len(seconds))] * 1000
    print(
        f"{language:4}{score:>6} {name:<26}{speed:>9,.0f}{speed / own:>8.3f}"
        f"{median(seconds) * 1000:>9.2f}{p95:>9.2f}{share:>8}"
    )


def import_tmx(folder: Path, pairs: list[list[str]], megabytes: int) -> None:
    path = folder / "large.tmx"
    units = grown(pairs, 1 << 60)
    with path.open("wb") as file:
        write_units(file, takewhile(lambda _: file.tell() < megabytes * 1e6, units))
    size = path.stat().st_size / 1e6
    begin = time.perf_counter()
    before = peak()
    with Memory(folder / "large.db") as memory:
        done = import_file(memory, path)
    seconds = time.perf_counter() - begin
    print(
        f"{size:,.0f} MB of TMX: {done.added:,} units added, {done.unchanged:,} there already, "
        f"{seconds:.0f} s, peak memory {peak():,.0f} MB (before: {before:,.0f} MB)"
    )


def peak() -> float:
    """Megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
