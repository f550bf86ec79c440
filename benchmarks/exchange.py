"""How fast concepts are written and read in each format, beside a peer where there is one.

python benchmarks/exchange.py                     # 100,000 concepts in every format
python benchmarks/exchange.py --count 10000 tbx2  # fewer, and some formats only

Each runs in a process of its own, so that its peak memory is its own. Writing includes the report
of what is lost, for which all is read again. Peers: translate-toolkit for TBX 2 and TMX, and the
module csv, which knows nothing of terms, as the floor.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from termbase.formats import FORMATS, parse, write
from termbase.formats.tmx.reader import read_units
from termbase.formats.tmx.writer import write_units
from termbase.model.concept import Concept, Language, Source, Status, Term, Usage
from termbase.model.unit import TranslationUnit

HAN = "裸官党委国会改革开放中一不表台峰为说着主席团结工农兵学商𠮷"
# How to write everything, and how to read it and count it.
Way = tuple[Callable[[], bytes], Callable[[bytes], int]]


def text_of(number: int) -> str:
    chars = []
    for _ in range(6):
        number, place = divmod(number, len(HAN))
        chars.append(HAN[place])
    return "".join(chars)


def concept(number: int) -> Concept:
    zh, en, text = Language.CHINESE, Language.ENGLISH, text_of(number)
    return Concept(
        f"c{number}",
        (
            Term(zh, text, traditional=text, pinyin="luǒguān dǎngwěi", status=Status.PREFERRED),
            Term(en, f"naked official {number}", status=Status.PREFERRED, usage=(Usage.OFFICIAL,)),
            Term(en, f"bare bureaucrat {number}"),
        ),
        subject="corruption",
        gloss="An official who stays in post while spouse, children and money are abroad.",
        sources=(Source("A title", "A publisher", "2016"),),
    )


def of_format(name: str, count: int) -> Way:
    concepts = list(map(concept, range(count)))
    if not FORMATS[name].reads:
        return (lambda: write(concepts, name)[0]), (lambda _: 0)
    return (lambda: write(concepts, name)[0]), (lambda data: len(parse(data, name, "x").concepts))


def of_tmx(count: int) -> Way:
    units = [
        TranslationUnit(f"{text_of(n)}是裸官。", f"The official {n} is naked.", "zh-CN", "en")
        for n in range(count)
    ]

    def to_bytes() -> bytes:
        out = io.BytesIO()
        write_units(out, units)
        return out.getvalue()

    return to_bytes, lambda data: sum(1 for _ in read_units(_kept(data, ".tmx")))


def of_csv_module(count: int) -> Way:
    rows = list(csv.reader(io.StringIO(of_format("csv", count)[0]().decode(), newline="")))

    def to_bytes() -> bytes:
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()

    return to_bytes, lambda data: sum(1 for _ in csv.reader(io.StringIO(data.decode()))) - 1


def of_toolkit(kind: str, count: int) -> Way:
    from translate.storage import tbx, tmx

    def to_bytes() -> bytes:
        store = tbx.tbxfile() if kind == "tbx" else tmx.tmxfile()
        for n in range(count):
            if kind == "tbx":
                unit = store.addsourceunit(text_of(n))
                unit.target = f"naked official {n}"
            else:
                store.addtranslation(f"{text_of(n)}是裸官。", "zh-CN", f"The official {n}.", "en")
        return bytes(store)

    files = {"tbx": tbx.tbxfile, "tmx": tmx.tmxfile}
    return to_bytes, lambda data: len(files[kind].parsestring(data).units)


OTHERS: dict[str, Callable[[int], Way]] = {
    "csv module": of_csv_module,
    "tmx": of_tmx,
    "translate-toolkit, tbx": lambda count: of_toolkit("tbx", count),
    "translate-toolkit, tmx": lambda count: of_toolkit("tmx", count),
}


def _kept(data: bytes, suffix: str) -> Path:
    with tempfile.NamedTemporaryFile(suffix=suffix, delete=False) as file:
        file.write(data)
    return Path(file.name)


def measure(name: str, count: int) -> dict[str, float]:
    writing, reading = OTHERS[name](count) if name in OTHERS else of_format(name, count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    data = writing()
    written = time.perf_counter()
    read = reading(data)
    end = time.perf_counter()
    return {
        "write": written - begin,
        "read": end - written,
        "bytes": len(data),
        "units": read,
        "held": before / 1024,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("names", nargs="*", help="formats and peers; else all")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.count)))
        return
    print(f"| {options.count:,} concepts | MB | written, s | read, s | MB/s read | peak, MB |")
    print("|---|--:|--:|--:|--:|--:|")
    for name in options.names or [*(n for n, f in FORMATS.items() if f.writes), *OTHERS]:
        command = [sys.executable, __file__, "--one", name, "--count", str(options.count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"| {name} | {done.stderr.strip().splitlines()[-1]} |")
            continue
        found = json.loads(done.stdout)
        size = found["bytes"] / 1e6
        read = f"{found['read']:.1f} | {size / found['read']:.1f}" if found["units"] else "|"
        print(
            f"| {name} | {size:.1f} | {found['write']:.1f} | {read} | {found['peak']:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
