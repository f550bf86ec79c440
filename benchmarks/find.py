"""Measure the speed of finding as it is called: `Glossary.find`, on one text after another.

Each way runs in a process of its own, one after the other, so that nothing has been met before:

    g.find             all of it: both languages, senses, mentions with their concepts
    boundary stage     `ChineseFinder.find`: fold, scan, decide about word boundaries
    daachorse          a raw scan for the same Chinese forms: places of characters, not of words
    jieba.lcut         the peer that cuts the text into words, and finds no terms

on these texts:

    articles           one call for each; `first` is the first megabyte, `next` the rest, each text
                       met for the first time, `again` the same calls once more, the best of three
    one text           all articles as one string, in one call
    without hits       the sentences in which the raw scan finds nothing, as texts of that size

`start` is the time until a first sentence was searched: imports, terms, automata. Loading numpy
comes later, when enough text was searched, and is part of `first`. Times are processor time of the
thread, for the machine may be in use; sizes are megabytes of UTF-8. Ratios are to the raw scan and
to jieba over the same texts. `benchmarks/find_stages.py` measures scans beside other peers.

    python benchmarks/find.py --texts FOLDER|ARCHIVE|TEXT.gz         the table of speeds
    python benchmarks/find.py --stream TEXT                          one long file, peak memory
"""

from __future__ import annotations

import argparse
import gzip
import re
import resource
import sys
import tarfile
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

Scan = Callable[[str], int]
SENTENCE = "查处裸官的会议。Naked officials were investigated.\n"
# The size of an article where a text is cut into some, in code points.
ARTICLE = 10_000


class Speeds(NamedTuple):
    """Seconds: of the start, the first megabyte, the rest and all once more; and what was found."""

    start: float
    first: float
    rest: float
    again: float
    found: int


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpus = Path("../shared/data/corpus/cctv-2023-07_2024-06.tar.xz")
    parser.add_argument("--texts", type=Path, default=corpus)
    parser.add_argument("--megabytes", type=float, default=5.0, help="how much of them")
    parser.add_argument("--slow", type=float, default=1.0, help="how much of them for jieba")
    parser.add_argument("--stream", type=Path, help="only this file, as the command reads it")
    options = parser.parse_args()
    if options.stream:
        stream(options.stream)
        return
    articles = up_to(options.megabytes, load(options.texts))
    table("articles", articles, options.slow)
    table("one text", ["\n\n".join(articles)], options.slow)
    table("without hits", in_fresh_process(without_hits, articles), options.slow)


def load(path: Path) -> list[str]:
    """The files of a folder or archive, or the pages of one text."""
    if path.is_dir():
        return [one.read_text("utf-8") for one in sorted(path.rglob("*")) if one.is_file()]
    if tarfile.is_tarfile(path):
        with tarfile.open(path) as archive:
            members = sorted(archive, key=lambda member: member.name)
            files = [archive.extractfile(member) for member in members]
            return [file.read().decode() for file in files if file]
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return pages(data.decode().splitlines(keepends=True))


def pages(parts: list[str]) -> list[str]:
    """Parts joined to texts of the size of an article."""
    found, page, length = [], list[str](), 0
    for part in parts:
        page.append(part)
        length += len(part)
        if length >= ARTICLE:
            found.append("".join(page))
            page, length = [], 0
    return [*found, "".join(page)]


def up_to(limit: float, texts: list[str]) -> list[str]:
    """So many of the first texts as have together some megabytes, but one at least."""
    size, chosen = 0.0, []
    for text in texts:
        size += megabytes(text)
        if chosen and size > limit:
            break
        chosen.append(text)
    return chosen


def without_hits(articles: list[str]) -> list[str]:
    sentences = re.findall(r"[^。！？\n]+[。！？\n]+", "".join(articles))
    scan = daachorse()
    return pages([sentence for sentence in sentences if not scan(sentence)])


def table(title: str, texts: list[str], slow: float) -> None:
    print(f"\n{title}: {len(texts)}, {sum(map(megabytes, texts)):.2f} MB, speeds in MB/s")
    print(
        f"  {'':<16}{'found':>9}{'start, s':>9}{'first':>8}{'next':>8}{'again':>8}"
        f"{'as shares of the raw scan':>27}{'times jieba':>13}"
    )
    rows = {}
    for name, ready in WAYS.items():
        part = texts
        if name == "jieba.lcut":
            most = int(len(texts[0]) * slow / megabytes(texts[0]))
            part = [text[:most] for text in up_to(slow, texts)]
        rows[name] = part, in_fresh_process(measure, ready, part)
    raw, jieba = (speeds(*rows[name]) for name in ("daachorse", "jieba.lcut"))
    for name, (part, seconds) in rows.items():
        each = speeds(part, seconds)
        shares = [
            one / limit if one and limit else None for one, limit in zip(each, raw, strict=True)
        ]
        print(
            f"  {name:<16}{seconds.found:>9,}{seconds.start:>9.2f}"
            + "".join(f"{one:>8.1f}" if one else f"{'':>8}" for one in each)
            + "".join(f"{one:>9.3f}" if one else f"{'':>9}" for one in shares)
            + f"{(each[0] or 0) / (jieba[0] or 1):>13.1f}",
            flush=True,
        )


def speeds(texts: list[str], seconds: Speeds) -> tuple[float | None, float | None, float | None]:
    """Megabytes a second: the first megabyte, the rest if there is one, and all once more."""
    count = len(up_to(1.0, texts))
    first, rest = (sum(map(megabytes, part)) for part in (texts[:count], texts[count:]))
    return (
        first / seconds.first,
        rest / seconds.rest if rest else None,
        (first + rest) / seconds.again,
    )


def measure(ready: Callable[[], Scan], texts: list[str]) -> Speeds:
    begin = time.thread_time()
    scan = ready()
    scan(SENTENCE)
    start = time.thread_time() - begin
    count = len(up_to(1.0, texts))
    first, found = timed(scan, texts[:count])
    rest, more = timed(scan, texts[count:])
    again = min(timed(scan, texts)[0] for _ in range(3))
    return Speeds(start, first, rest, again, found + more)


def timed(scan: Scan, texts: list[str]) -> tuple[float, int]:
    begin = time.thread_time()
    found = sum(map(scan, texts))
    return time.thread_time() - begin, found


def in_fresh_process(function: Callable[..., Any], *arguments: object) -> Any:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def public() -> Scan:
    import glossary

    find = glossary.open().find
    return lambda text: len(find(text))


def boundary_stage() -> Scan:
    from glossary.find.chinese import ChineseFinder

    finder = ChineseFinder(forms())
    return lambda text: sum(1 for _ in finder.find(text))


def daachorse() -> Scan:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    automaton = CharwiseDoubleArrayAhoCorasick(forms())
    return lambda text: len(automaton.find_overlapping(text))


def jieba() -> Scan:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba as library
    library.setLogLevel("ERROR")
    return lambda text: len(library.lcut(text))


WAYS = {
    "g.find": public,
    "boundary stage": boundary_stage,
    "daachorse": daachorse,
    "jieba.lcut": jieba,
}


def forms() -> list[str]:
    """The Chinese forms of the built-in terms."""
    import glossary
    from termbase.model.concept import Language

    found = glossary.open().termbase.forms(Language.CHINESE)
    return list(dict.fromkeys(form.text for form in found))


def megabytes(text: str) -> float:
    return len(text.encode()) / 1e6


def stream(path: Path) -> None:
    import glossary
    from glossary.documents import read_chunks
    from glossary.find import Finder

    finder = Finder(glossary.open().termbase)
    begin = time.perf_counter()
    found = sum(1 for _ in finder.find_in(read_chunks(path)))
    seconds = time.perf_counter() - begin
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    size = path.stat().st_size / 1e6
    speed = f"{size / seconds:.1f} MB/s"
    print(f"{size:,.0f} MB, {found:,} mentions, {speed}, peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()
