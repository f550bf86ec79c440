"""Tables for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from rich.cells import cell_len, chop_cells

from glossary.views.words import safe_line

_NUMBER = re.compile(r"[\d,]+")
# Column widths are taken from this many rows, so that long tables are printed as they come.
_SAMPLE_ROWS = 500


# A column is never narrower, unless its content is.
_NARROWEST = 6
_GAP = 2


def format_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None
) -> str:
    """Return a table with columns aligned by display width; see :func:`table_lines`."""
    return "".join(table_lines(header, rows, width))


def table_lines(
    header: Sequence[str], rows: Iterable[Sequence[str]], width: int | None = None
) -> Iterator[str]:
    """Yield the lines of a table; its first rows decide the widths of its columns.

    Args:
        header: The headings.
        rows: As many cells each. Columns of numbers are aligned right.
        width: The width of the terminal, in columns; wide cells are wrapped to fit. None to put
            each row on one line.
    """
    lines = (tuple(map(safe_line, row)) for row in rows)
    first = [tuple(header), *islice(lines, _SAMPLE_ROWS)]
    columns = list(zip(*first, strict=True))
    numeric = [all(_NUMBER.fullmatch(cell) for cell in column[1:]) for column in columns]
    widths = [max(map(cell_len, column)) for column in columns]
    if width is not None:
        widths = _fitted(widths, list(map(_narrowest, columns, numeric)), width)
    rule = tuple("─" * column for column in widths)
    for line in chain(first[:1], [rule], first[1:], lines):
        for cells in [line] if width is None else _wrapped_row(line, widths):
            yield _aligned(cells, widths, numeric)


def _aligned(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    aligned = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        space = " " * (width - cell_len(cell))
        aligned.append(space + cell if right else cell + space)
    return (" " * _GAP).join(aligned).rstrip() + "\n"


def _narrowest(column: Sequence[str], numeric: bool) -> int:
    """Return the least width of a column: numbers are not broken."""
    longest = max(map(cell_len, column[1:]), default=0)
    return longest if numeric else min(longest, _NARROWEST)


def _fitted(widths: Sequence[int], narrowest: Sequence[int], width: int) -> list[int]:
    """Return widths of columns that fit a terminal, if they can: the widest ones give way."""
    fitted = list(widths)
    while sum(fitted) + _GAP * (len(fitted) - 1) > width:
        room = [(column, -n) for n, column in enumerate(fitted) if column > narrowest[n]]
        if not room:
            break
        fitted[-max(room)[1]] -= 1
    return fitted


def _wrapped_row(row: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, ...]]:
    columns = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    return zip_longest(*columns, fillvalue="")


def _wrapped(cell: str, width: int) -> list[str]:
    """Return the lines of a cell: broken at spaces where they are, else between characters."""
    lines = [""]
    for word in cell.split(" "):
        if lines[-1] and cell_len(lines[-1]) + 1 + cell_len(word) <= width:
            lines[-1] += f" {word}"
            continue
        parts = chop_cells(word, width) if cell_len(word) > width else [word]
        lines = [*lines, *parts] if lines[-1] else [*lines[:-1], *parts]
    return lines
