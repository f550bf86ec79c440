"""Losses of each format: the built-in terms are written and, if it can be read, read and compared.

python benchmarks/losses.py            # prints the table
python benchmarks/losses.py --write    # puts it into docs/reference/losses.md
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from termbase.builtin import authored_concepts
from termbase.formats import FORMATS, write
from termbase.formats.losses import words_for_loss
from termbase.model.concept import Concept

DOCUMENT = Path(__file__).parents[1] / "docs/reference/losses.md"
BEGIN, END = "<!-- losses -->\n", "<!-- end of losses -->\n"


def lost_in(concepts: Sequence[Concept], name: str) -> str:
    """Return the losses of a format, the most frequent first."""
    _, lost = write(concepts, name)
    counts = sorted(lost.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{words_for_loss(field)} {count:,}" for field, count in counts) or "nothing"


def table() -> str:
    """Return the table: formats with equal losses in one row, in the order of the registry."""
    concepts = authored_concepts()
    rows: dict[str, list[str]] = {}
    for name, format in FORMATS.items():
        if format.writes:
            rows.setdefault(lost_in(concepts, name), []).append(f"`{name}`")
    lines = [f"| {', '.join(names)} | {lost} |" for lost, names in rows.items()]
    return "\n".join(["| written as | lost, in concepts |", "|---|---|", *lines]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help=f"write it into {DOCUMENT.name}")
    if parser.parse_args().write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)
        text = before + BEGIN + table() + END + rest.partition(END)[2]
        DOCUMENT.write_text(text, encoding="utf-8")
    else:
        print(table(), end="")


if __name__ == "__main__":
    main()
