"""Tables for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from rich.cells import cell_len

from glossary.views.words import safe_line

_NUMBER = re.compile(r"[\d,]+")
# Column widths are taken from this many rows, so that long tables are printed as they come.
_SAMPLE_ROWS = 500


def format_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table with columns aligned by display width; numbers are aligned right."""
    return "".join(table_lines(header, rows))


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table; its first rows decide the widths of its columns."""
    lines = (tuple(map(safe_line, row)) for row in rows)
    first = [tuple(header), *islice(lines, _SAMPLE_ROWS)]
    columns = list(zip(*first, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    numeric = [all(_NUMBER.fullmatch(cell) for cell in column[1:]) for column in columns]
    rule = tuple("─" * width for width in widths)
    for line in chain(first[:1], [rule], first[1:], lines):
        cells = []
        for cell, width, right in zip(line, widths, numeric, strict=True):
            space = " " * (width - cell_len(cell))
            cells.append(space + cell if right else cell + space)
        yield "  ".join(cells).rstrip() + "\n"
