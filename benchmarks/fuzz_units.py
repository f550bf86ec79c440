"""Fuzz the readers of translation units, and the filling of bilingual files.

    python benchmarks/fuzz_units.py [--seed N] [--minutes M] [--data FOLDER] [SUFFIX ...]

Files of every format, and those of a folder, are mutated. Only ``termbase.Error`` may come out; the
units that were read come back from an export as TMX and as TSV; a file in which nothing is filled
in is unchanged, and one that is filled in can be read. Failures are printed with the seed that
repeats them; exit code 1.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.mutations import mutated
from termbase.errors import Error
from termbase.formats.bilingual import SUFFIXES, SegmentTranslation
from termbase.formats.jobs import open_job
from termbase.memory import Memory
from termbase.memory.files import export, import_file
from tests.termbase.formats.test_po import PO
from tests.termbase.formats.test_xliff import CASES
from tests.termbase.memory.test_exchange import tmx
from tests.termbase.memory.test_import_files import (
    TABLES,
    WORDFAST,
    sdltm,
    segment,
    tag,
    text_element,
    tu,
)

_MOST_SHOWN = 5
_LARGEST = 60_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("suffixes", nargs="*", help="such as .tmx; all by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1, help="for each suffix")
    parser.add_argument("--data", type=Path, help="a folder of real files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds = files(Path(folder), options.data)
        chosen = options.suffixes or sorted(seeds)
        failures = [
            fuzz(Path(folder), suffix, seeds[suffix], options.seed, options.minutes)
            for suffix in chosen
        ]
    return 1 if any(failures) else 0


def files(folder: Path, data: Path | None) -> dict[str, list[bytes]]:
    """Return files to be mutated, by suffix."""
    path = folder / "seed.sdltm"
    content = tag("Start", 1, 5) + text_element("打") + tag("End", 1)
    sdltm(path, [(segment(content), segment(text_element("x")))])
    memory = tmx(tu('好<bpt i="1">b</bpt>的<ept i="1">e</ept>') + tu("&#xD83D;&#xDE00;")).encode()
    found = {
        ".tmx": [memory, memory.decode().encode("utf-16")],
        ".tmx.gz": [gzip.compress(memory)],
        ".sdltm": [path.read_bytes()],
        ".xlf": [text.encode() for text, *_ in CASES],
        ".po": [PO.encode()],
        ".txt": [WORDFAST.encode(encoding) for encoding in ("utf-8", "utf-16")],
        ".tsv": [text.encode() for name, text in TABLES if name.endswith(".tsv")],
        ".csv": [text.encode() for name, text in TABLES if name.endswith(".csv")],
    }
    for file in sorted(data.rglob("*")) if data else ():
        if file.suffix in found and file.stat().st_size < _LARGEST:
            found[file.suffix].append(file.read_bytes())
    return found


def fuzz(folder: Path, suffix: str, seeds: list[bytes], seed: int, minutes: float) -> int:
    """Mutate files of one suffix; return the number of failures."""
    end = time.monotonic() + 60 * minutes
    count = refused = failures = 0
    path = folder / f"a{suffix}"
    with Memory(folder / "first.db") as first, Memory(folder / "second.db") as second:
        while time.monotonic() < end:
            chance = random.Random(seed + count)
            path.write_bytes(mutated(chance, seeds))
            try:
                check(path, chance, first, second)
            except Error:
                refused += 1
            except Exception:  # noqa: BLE001
                failures += 1
                if failures <= _MOST_SHOWN:
                    print(f"{suffix} --seed {seed + count}: {path.read_bytes()[:300]!r}")
                    traceback.print_exc(limit=-4)
            count += 1
    print(f"{suffix}: {count} files, {refused} refused, {failures} failures")
    return failures


def check(path: Path, chance: random.Random, first: Memory, second: Memory) -> None:
    """Read and fill in a file; raise what must not happen."""
    if path.suffix in SUFFIXES:
        data = path.read_bytes()
        job = open_job(path, target_language="en")
        if path.suffix != ".po":
            assert job.fill({})[0] == data
        translation = SegmentTranslation("T", ("T",), 100)
        open_ones = [number for number, one in enumerate(job.segments) if one.is_open]
        filled, _ = job.fill(dict.fromkeys(open_ones, translation))
        again = path.with_name(f"filled{path.suffix}")
        again.write_bytes(filled)
        open_job(again)
    with first.trial():
        import_file(
            first, path, skip_bad=chance.random() < 0.7, clean=chance.random() < 0.5,
            languages=("zh", "en"),
        )  # fmt: skip
        units = list(first)
        for format in ("tmx", "tsv"):
            out = path.with_name(f"out.{format}")
            with out.open("wb") as file:
                assert export(units, file, format) == len(units)
            with second.trial():
                import_file(second, out, "all", encoding="utf-8" if format == "tsv" else None)
                pairs = [[(unit.source, unit.target) for unit in side] for side in (units, second)]
                assert pairs[0] == pairs[1], format


if __name__ == "__main__":
    sys.exit(main())
