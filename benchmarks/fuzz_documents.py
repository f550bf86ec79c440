"""Fuzz the readers of documents and the annotated documents that come of them.

    python benchmarks/fuzz_documents.py [--seed N] [--minutes M] [html|markdown|text]

Random documents of nasty pieces are annotated in every format. Only ``termbase.Error`` may come
out; taking the annotations out gives the document back, and annotating again changes nothing.
Failures are printed with the seed that repeats them; exit code 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import glossary
import termbase
from glossary.documents import parse
from tests.markup import assert_reversible, random_source

_MOST_SHOWN = 5


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("format", nargs="?", choices=["html", "markdown", "text"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1)
    options = parser.parse_args()
    formats = [options.format] if options.format else ["html", "markdown", "text"]
    failures = 0
    with glossary.open() as opened:
        for name in formats:
            failures += fuzz(opened, name, options.seed, options.minutes)
    return 1 if failures else 0


def fuzz(opened: glossary.Glossary, name: str, seed: int, minutes: float) -> int:
    end = time.monotonic() + 60 * minutes
    count = refused = failures = 0
    while time.monotonic() < end:
        source = random_source(random.Random(seed + count), name)
        try:
            assert_reversible(opened, source, name, everything=count % 2 == 0)
            for to in ("json", "text", "html", "markdown"):
                opened.annotate(parse(source, name), to)  # type: ignore[arg-type]
        except termbase.Error:
            refused += 1
        except Exception:  # noqa: BLE001
            failures += 1
            if failures <= _MOST_SHOWN:
                print(f"--seed {seed + count}: {source!r}")
                traceback.print_exc(limit=-4)
        count += 1
    print(f"{name}: {count} documents, {refused} refused, {failures} failures")
    return failures


if __name__ == "__main__":
    sys.exit(main())
