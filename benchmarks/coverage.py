"""Count what the built-in terms cover: a table of subjects by fields, and one of closed sets.

python benchmarks/coverage.py            # prints it
python benchmarks/coverage.py --write    # puts it into the documentation of the data
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from termbase.builtin import FOLDER, authored_concepts
from termbase.model.concept import Concept

# Each document with the number of columns it shows.
PAGE = Path(__file__).parents[1] / "docs/reference/coverage.md"
DOCUMENTS = {FOLDER / "README.md": None, PAGE: 3}
BEGIN, END = "<!-- coverage -->\n", "<!-- end of coverage -->\n"
SETS_BEGIN, SETS_END = "<!-- closed sets -->\n", "<!-- end of closed sets -->\n"
CLOSED_SETS = Path(__file__).with_name("closed_sets.toml")

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


def missing_members() -> dict[str, tuple[int, list[str]]]:
    """Return for each closed set, by its title, its size and the members without a concept."""
    forms = {term.simplified for concept in authored_concepts() for term in concept.chinese}
    found = {}
    for table in tomllib.loads(CLOSED_SETS.read_text(encoding="utf-8")).values():
        as_of = f" ({table['as_of']})" if "as_of" in table else ""
        missing = [member for member in table["members"] if member not in forms]
        found[table["title"] + as_of] = len(table["members"]), missing
    return found


def closed_sets() -> str:
    lines = ["| set | members | there |", "|---|--:|--:|"]
    for title, (size, missing) in missing_members().items():
        lines.append(f"| {title} | {size} | {size - len(missing)} |")
    return "\n".join(lines) + "\n"


def replaced(text: str, begin: str, end: str, new: str) -> str:
    """Return a text with what is between two marks replaced."""
    before, _, rest = text.partition(begin)
    return before + begin + new + end + rest.partition(end)[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write it into the documents")
    if parser.parse_args().write:
        for document, width in DOCUMENTS.items():
            text = replaced(document.read_text(encoding="utf-8"), BEGIN, END, table(width))
            if document == PAGE:
                text = replaced(text, SETS_BEGIN, SETS_END, closed_sets())
            document.write_text(text, encoding="utf-8")
    else:
        print(table(), closed_sets(), sep="\n", end="")


if __name__ == "__main__":
    main()
