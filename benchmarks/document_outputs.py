"""Every document of a folder in every output: made, refused and why, and text that got lost.

Each file is read in a process of its own with bounded memory and time, for some are hostile. Lost
are the characters that are not found again when the result is read. A made EPUB is valid if
``epubcheck.jar`` (``--epubcheck FILE``) finds no errors.

    python benchmarks/document_outputs.py [--documents ../shared/data/documents]
        [--epubcheck FILE] [--seconds 90]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import glossary
from glossary.documents import Document, read
from glossary.views.registry import VIEWS, Output, render
from termbase.errors import Error

OUTPUTS: list[Output] = [name for name, view in VIEWS.items() if not view.is_own_only]
READ_AGAIN = ("html", "markdown", "docx", "epub")
MEMORY = 4_000_000_000


def characters(document: Document) -> Counter[str]:
    text = "".join(block.text for block in document.blocks).replace("\ufffc", "")
    return Counter("".join(text.split()))


def made(document: Document, to: Output, opened: glossary.Glossary, jar: str) -> str:
    """Return the seconds that an output took, and what is wrong with it."""
    start = time.process_time()
    try:
        result = render(document, opened.finder, to)
    except Error as error:
        return f"refused: {error}"
    words = f"{time.process_time() - start:.1f}"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{VIEWS[to].suffixes[0]}"
        path.write_bytes(result if isinstance(result, bytes) else result.encode(errors="replace"))
        if to in READ_AGAIN:
            lost = characters(document) - characters(read(path, format=to))
            words += f" lost {lost.total()}" if lost else ""
        if to == "epub" and jar:
            checked = subprocess.run(
                ["java", "-Xmx512m", "-jar", jar, "-q", path], check=False, capture_output=True
            )
            words += " not valid" if checked.returncode else ""
    return words


def row(path: Path, jar: str) -> list[str]:
    """Return what became of one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        document = read(path)
    except Error as error:
        return [f"refused: {error}"]
    opened = glossary.open()
    return [str(len(document.blocks)), *(made(document, to, opened, jar) for to in OUTPUTS)]


def row_apart(path: Path, jar: str, seconds: float) -> list[str]:
    """Return what became of one file in a process of its own."""
    command = [sys.executable, __file__, "--one", str(path), "--epubcheck", jar]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return [f"more than {seconds:.0f} s"]
    if done.returncode:
        return [f"FAILED: {done.stderr.strip().splitlines()[-1:]}"]
    cells: list[str] = json.loads(done.stdout)
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=Path, default=Path("../shared/data/documents"))
    parser.add_argument("--epubcheck", default="")
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(row(options.one, options.epubcheck)))
        return
    print("\t".join(["file", "blocks", *OUTPUTS]))
    for path in sorted(path for path in options.documents.rglob("*") if path.is_file()):
        cells = row_apart(path, options.epubcheck, options.seconds)
        print("\t".join([str(path.relative_to(options.documents)), *cells]), flush=True)


if __name__ == "__main__":
    main()
