"""What each format loses of the built-in terms: they are written, read again, and compared.

python benchmarks/losses.py            # prints the table
python benchmarks/losses.py --write    # puts it into the README
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from termbase.builtin import authored_concepts
from termbase.formats import FORMATS, write
from termbase.model.concept import Concept

DOCUMENT = Path(__file__).parents[1] / "docs/reference/losses.md"
BEGIN, END = "<!-- losses -->\n", "<!-- end of losses -->\n"

# What fields are called in the table.
WORDS = {
    "concept": "whole concepts",
    "id": "ids",
    "terms": "some of the terms",
    "gloss": "glosses",
    "literal": "literal translations",
    "subject": "subjects",
    "kind": "kinds",
    "note": "notes",
    "first_use": "dates",
    "related": "relations",
    "sources": "sources",
    "examples": "examples",
    "term text": "spellings",
    "term traditional": "traditional forms",
    "term taiwan": "forms of Taiwan",
    "term hong_kong": "forms of Hong Kong",
    "term pinyin": "pinyin",
    "term status": "statuses of terms",
    "term usage": "users of terms",
    "term part_of_speech": "parts of speech",
    "term inflects": "no inflection",
    "term case_sensitive": "exact case",
    "term cues": "cues",
    "term checked": "what is checked",
    "term sources": "sources of terms",
}


def lost_in(concepts: Sequence[Concept], name: str) -> str:
    """What a format loses, most often lost first."""
    _, lost = write(concepts, name)
    counts = sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{WORDS.get(field, field)} {count:,}" for field, count in counts) or "nothing"


def table() -> str:
    """Formats that lose the same stand in one row, as they stand in the registry."""
    concepts = authored_concepts()
    rows: dict[str, list[str]] = {}
    for name, format in FORMATS.items():
        if format.reads and format.writes:
            rows.setdefault(lost_in(concepts, name), []).append(f"`{name}`")
    lines = [f"| {', '.join(names)} | {said} |" for said, names in rows.items()]
    return (
        "\n".join(["| written and read again as | lost, in concepts |", "|---|---|", *lines]) + "\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write it into the README")
    if parser.parse_args().write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        text = before + BEGIN + table() + END + rest.partition(END)[2]
        DOCUMENT.write_text(text, encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
