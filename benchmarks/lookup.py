"""Look-up time with a large base of one's own in front of the built-in one.

The base holds concepts made of pairs of built-in terms, so that their characters, syllables and
words are as frequent as in real ones. Every query is timed on its own; the first of each kind of
query, which may fill caches, is reported apart.

    python benchmarks/lookup.py [--concepts 50000] [--base kept.db]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from termbase import Concept, Language, Status, Store, Term, Termbase
from termbase.builtin import authored_concepts

QUERIES = {
    "汉字, a whole term": ["裸官", "中国共产党", "内卷", "國務院", "改革开放"],
    "汉字, one character": ["中", "人", "国", "党", "裸"],
    "汉字, two characters": ["中国", "改革", "主义", "裸官员"[:2], "人民"],
    "汉字, three and more": ["共产党", "社会主义", "关进制度", "一国两制度"],
    "pinyin, a whole term": ["luoguan", "luǒguān", "luo3guan1", "zhongguo gongchandang"],
    "pinyin, a part": ["zhong", "guan", "shehuizhuyi", "x", "zhōng"],
    "initials": ["lg", "zggcd", "xjp"],
    "English, a whole term": ["naked official", "naked officials", "the Party", "rule of law"],
    "English, a part": ["party", "the", "com", "social", "p"],
    "a slip": ["naked oficial", "nacked officials", "luoguang", "comunist partty", "改革开方放"],
    "nothing": ["qqqqqq", "zzz zzz", "鬱", "completely different words"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--concepts", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--base", type=Path, help="keep the base here, or use the one there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.base or Path(folder) / "own.db"
        if not path.exists():
            with Store(path) as store:
                start = time.perf_counter()
                store.put(generated(arguments.concepts))
                print(f"{len(store):,} concepts stored in {time.perf_counter() - start:.0f} s")
            print(f"{path.stat().st_size / 1e6:.1f} MB")
        termbase = Termbase.open(path)
        print(f"{'milliseconds':24} {'first':>8} {'median':>8} {'worst':>8}")
        for kind, queries in QUERIES.items():
            first = timed(termbase, queries[0])
            times = [timed(termbase, query) for query in queries * arguments.rounds]
            print(f"{kind:24} {first:8.1f} {statistics.median(times):8.1f} {max(times):8.1f}")
        termbase.close()


def timed(termbase: Termbase, query: str) -> float:
    start = time.perf_counter()
    termbase.lookup(query)
    return (time.perf_counter() - start) * 1000


def generated(count: int) -> Iterator[Concept]:
    """Yield concepts whose terms are pairs of built-in ones, the same at every run."""
    choose = random.Random(1)
    pairs = [
        (concept.chinese[0], concept.english[0].text)
        for concept in authored_concepts()
        if concept.chinese and concept.english and len(concept.chinese[0].text) <= 6
    ]
    for number in range(count):
        (left, left_english), (right, right_english) = choose.sample(pairs, 2)
        chinese = Term(
            Language.CHINESE,
            left.text + right.text,
            traditional=left.traditional + right.traditional,
            pinyin=f"{left.pinyin} {right.pinyin}",
            status=Status.PREFERRED,
        )
        english = Term(Language.ENGLISH, f"{left_english} {right_english}", status=Status.PREFERRED)
        yield Concept(f"own-{number}", (chinese, english))


if __name__ == "__main__":
    main()
