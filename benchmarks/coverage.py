"""Count what the built-in terms cover: a table of subjects by fields.

python benchmarks/coverage.py            # prints it
python benchmarks/coverage.py --write    # puts it into the documentation of the data
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from termbase.builtin import FOLDER, authored_concepts
from termbase.model.concept import Concept

# Each document with the number of columns it shows.
PAGE = Path(__file__).parents[1] / "docs/reference/coverage.md"
DOCUMENTS = {FOLDER / "README.md": None, PAGE: 3}
BEGIN, END = "<!-- coverage -->\n", "<!-- end of coverage -->\n"

COLUMNS: dict[str, Callable[[Concept], int]] = {
    "concepts": lambda concept: 1,
    "Chinese terms": lambda concept: len(concept.chinese),
    "English terms": lambda concept: len(concept.english),
    "with sources": lambda concept: any(holder.sources for holder in (concept, *concept.terms)),
    "dated": lambda concept: concept.first_use is not None,
    "related": lambda concept: bool(concept.related),
    "literal": lambda concept: bool(concept.literal),
    "examples": lambda concept: bool(concept.examples),
    "cues": lambda concept: any(term.cues for term in concept.terms),
}


def table(width: int | None = None) -> str:
    columns = dict(islice(COLUMNS.items(), width))
    concepts = authored_concepts()
    subjects = sorted({concept.subject for concept in concepts})
    lines = [f"| subject | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"]
    for subject in [*subjects, ""]:
        chosen = [concept for concept in concepts if not subject or concept.subject == subject]
        counts = [f"{sum(map(count, chosen)):,}" for count in columns.values()]
        lines.append(f"| {subject or '**all**'} | {' | '.join(counts)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write it into the documents")
    if parser.parse_args().write:
        for document, width in DOCUMENTS.items():
            before, _, rest = document.read_text(encoding="utf-8").partition(BEGIN)
            text = before + BEGIN + table(width) + END + rest.partition(END)[2]
            document.write_text(text, encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
