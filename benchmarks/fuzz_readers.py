"""Fuzz every reader of files: mutated files may only be read or refused with ``termbase.Error``.

    python benchmarks/fuzz_readers.py [--seconds N] [--reader NAME …] [--seed N] [--data FOLDER]

The files are examples of our own, and those under ``--data`` if it is given (or named by the
environment variable ``GLOSSARY_TEST_DATA``). What a reader of terms has read is written again in
several formats and read once more. A job of which nothing is filled in must give back its bytes.

Each failure is printed with the seed that repeats it, and its input is saved under ``--save``.
``--list`` lists the readers. The exit code is 1 if there was a failure.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import termbase
from benchmarks.mutations import mutated
from glossary.documents import parse as parse_document
from glossary.documents import read as read_document
from termbase.formats import FORMATS, parse, write
from termbase.formats.jobs import open_job
from termbase.formats.rules import CHECKS, Check
from termbase.memory.files import import_file
from termbase.memory.memory import Memory
from tests.contracts import SIMPLE, many

_SLOW = 10.0
# Bytes; larger files are mutated too slowly.
_MAX_SIZE = 60_000
_MAX_SHOWN = 5
_EXAMPLES = Path(__file__).parent / "fuzz_examples"


@dataclass(frozen=True)
class Reader:
    """A reader of files.

    Attributes:
        suffix: The suffix that its files have here.
        read: Reads a file.
        examples: Our own examples.
        folders: Folders of real files.
    """

    suffix: str
    read: Callable[[Path], object]
    examples: tuple[bytes, ...]
    folders: tuple[str, ...] = ()


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the readers of files.")
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--reader", action="append", help="a name of --list; default: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="stop a reader after so many files")
    parser.add_argument("--data", type=Path, default=os.environ.get("GLOSSARY_TEST_DATA"))
    parser.add_argument("--save", type=Path, help="a folder for the inputs of failures")
    parser.add_argument("--list", action="store_true", help="list the readers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GLOSSARY_BASE"] = str(Path(folder, "own.db"))
        found = readers(Path(folder))
        if options.list:
            print("\n".join(found))
            return 0
        names = options.reader or list(found)
        if unknown := set(names) - set(found):
            parser.error(f"unknown reader {', '.join(sorted(unknown))}; see --list")
        failures = 0
        for name in names:
            reader = found[name]
            seeds = [*reader.examples, *_real_files(reader, options.data)]
            failures += _fuzz(name, reader, seeds, Path(folder), options)
    return 1 if failures else 0


def _fuzz(
    name: str, reader: Reader, seeds: list[bytes], folder: Path, options: argparse.Namespace
) -> int:
    end = time.monotonic() + options.seconds
    path = folder / f"fuzz{reader.suffix}"
    count = refused = failures = 0
    slowest = 0.0
    while time.monotonic() < end and count != options.count:
        seed = options.seed + count
        data = mutated(random.Random(seed), seeds)
        path.write_bytes(data)
        began = time.monotonic()
        try:
            reader.read(path)
        except termbase.Error:
            refused += 1
        except Exception:  # noqa: BLE001
            failures += 1
            _show(name, seed, data, options.save, failures)
        seconds = time.monotonic() - began
        slowest = max(slowest, seconds)
        if seconds > _SLOW:
            print(f"{name} --seed {seed}: {seconds:.1f} s", flush=True)
        count += 1
    print(
        f"{name}: {count} files of {len(seeds)} seeds, {refused} refused, {failures} failures, "
        f"slowest {slowest:.1f} s",
        flush=True,
    )
    return failures


def _show(name: str, seed: int, data: bytes, save: Path | None, failures: int) -> None:
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        (save / f"{name}-{seed}").write_bytes(data)
    if failures <= _MAX_SHOWN:
        print(f"--reader {name} --seed {seed} --count 1: {data[:400]!r}", flush=True)
        traceback.print_exc(limit=-4)


# --- readers --------------------------------------------------------------------------------------


def readers(folder: Path) -> dict[str, Reader]:
    """Return every reader by its name.

    Args:
        folder: A folder for a memory.
    """

    @cache
    def memory() -> Memory:
        return Memory(folder / "memory.db")

    def into_memory(path: Path) -> None:
        with memory().trial():
            import_file(memory(), path, skip_bad=True)

    found: dict[str, Reader] = {}
    for name, format in FORMATS.items():
        if format.reads:
            found[name] = Reader(
                format.suffixes[0] if format.suffixes else ".x",
                partial(_read_terms, name),
                tuple(_term_examples(name)),
                _FOLDERS.get(name, ()),
            )
    for suffix in (".tmx", ".xlf", ".xliff", ".po", ".tsv", ".txt"):
        found[f"memory{suffix}"] = Reader(
            suffix, into_memory, (_example(suffix),), _FOLDERS.get(suffix, ())
        )
    found["memory.sdltm"] = Reader(".sdltm", into_memory, (_example(".sdltm"),))
    found["memory.xlsx"] = Reader(".xlsx", into_memory, tuple(_term_examples("xlsx")))
    for suffix in (".xlf", ".xliff", ".po"):
        found[f"job{suffix}"] = Reader(
            suffix, _fill_nothing, (_example(suffix),), _FOLDERS.get(suffix, ())
        )
    for name, check in CHECKS.items():
        suffix = check.suffixes[0]
        examples = tuple(
            path.read_bytes()
            for path in sorted(_EXAMPLES.iterdir())
            if path.suffix in check.suffixes
        )
        if name == "tbx":
            examples = tuple(_term_examples("tbx"))
        found[f"validate-{name}"] = Reader(
            suffix, partial(_check, check), examples, _FOLDERS.get(suffix, ())
        )
    for name, suffix in (("html", ".html"), ("markdown", ".md"), ("text", ".txt")):
        example = _example(".md" if name == "text" else suffix)
        found[f"document-{name}"] = Reader(suffix, partial(_read_document, name), (example,))
    return found


_FOLDERS = {
    "tbx": ("tbx3",),
    "tbx2": ("tbx2",),
    "cedict": ("cedict",),
    "omegat": ("omegat-glossary",),
    "utx": ("utx",),
    "deepl": ("deepl",),
    "multiterm": ("multiterm",),
    "json": ("webanno",),
    "xliff": ("xliff12",),
    ".tbx": ("tbx3", "tbx2"),
    ".tmx": ("tmx", "weblate"),
    ".xlf": ("xliff12",),
    ".xliff": ("xliff21", "xliff22"),
}


def _read_terms(name: str, path: Path) -> None:
    data = path.read_bytes()
    reading = parse(data, name, path.name)
    parse(data, name, path.name, clean=True, split=FORMATS[name].table)
    for target in ("tbx2", "tbx", "json", "csv"):
        written, _ = write(reading.concepts, target)
        parse(written, target, target, "utf-8")


def _check(check: Check, path: Path) -> None:
    for _ in check.run(path):
        pass


def _fill_nothing(path: Path) -> None:
    job = open_job(path, source_language="en", target_language="zh-CN")
    filled, _ = job.fill({})
    if filled != path.read_bytes():
        raise AssertionError("a file that was not filled in has changed")


def _read_document(name: str, path: Path) -> None:
    document = read_document(path, format=name)
    parse_document(document.source, name)


def _term_examples(name: str) -> Iterable[bytes]:
    if FORMATS[name].writes:
        for concepts in ([SIMPLE], many(5)):
            directions = ("zh-en", "en-zh") if FORMATS[name].directed else ("zh-en",)
            yield from (write(concepts, name, direction)[0] for direction in directions)
    else:
        yield _example(".xml")


def _example(suffix: str) -> bytes:
    return (_EXAMPLES / f"example{suffix}").read_bytes()


def _real_files(reader: Reader, data: Path | None) -> list[bytes]:
    if data is None:
        return []
    paths = (
        path
        for folder in reader.folders
        for path in sorted(Path(data, "formats", folder, "dev").rglob("*"))
    )
    return [
        path.read_bytes() for path in paths if path.is_file() and path.stat().st_size < _MAX_SIZE
    ]


if __name__ == "__main__":
    sys.exit(main())
