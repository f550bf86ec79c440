"""Tables in Markdown (GitHub's), the form of most glossaries of Chinese open-source teams.

Every table of the file that has a column of Chinese terms is read; other text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from termbase.errors import Problem
from termbase.formats.characters import lines
from termbase.formats.parsed import ParsedFile
from termbase.formats.tables.layout import Layout, Row, layout_of
from termbase.formats.tables.row import SEVERAL_PARTS
from termbase.formats.tables.rows import read_rows

_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(.+?)(?<=\S)\1")


def read(
    text: str, file: str, column_map: Mapping[str, str] | None = None, *, split: bool = False
) -> ParsedFile:
    """Read the tables of a Markdown file.

    Args:
        text: The file.
        file: Its name in problems.
        column_map: Fields that the user assigns to headings.
        split: Split cells such as ``a; b`` into several terms.

    Raises:
        InputError: If the user names a heading or field that does not exist.
    """
    with_terms: list[ParsedFile] = []
    others = 0
    for rows in _tables(text):
        if layout_of(rows, {}, file) or column_map:
            layout = layout_of(rows, column_map or {}, file)
            plain = _without_escapes(rows, layout)
            with_terms.append(read_rows(plain, file, column_map or {}, split=split))
        else:
            others += 1
    if not with_terms:
        message = "no table with a column of Chinese terms"
        return ParsedFile((), (Problem("no-term-column", message, file, 1),))
    dropped: dict[str, int] = {"tables without Chinese terms": others} if others else {}
    for part in with_terms:
        for kind, count in part.dropped.items():
            dropped[kind] = dropped.get(kind, 0) + count
    return ParsedFile(
        tuple(entry for part in with_terms for entry in part.entries),
        tuple(problem for part in with_terms for problem in part.problems),
        dropped,
        tuple(problem for part in with_terms for problem in part.warnings),
    )


def _tables(text: str) -> Iterator[list[Row]]:
    """Yield the tables of a text, each with its header first."""
    before: tuple[int, str] = 0, ""
    table: list[Row] = []
    for number, line in lines(text):
        if table:
            if "|" in line:
                table.append((number, _cells(line)))
                continue
            yield table
            table = []
        elif "|" in before[1] and "-" in line and _RULE.fullmatch(line):
            table = [(before[0], _cells(before[1]))]
        before = number, line
    if table:
        yield table


def _cells(line: str) -> list[str]:
    cells = _BAR.split(line.strip().removeprefix("|").removesuffix("|"))
    return [_plain(cell.strip()) for cell in cells]


def _without_escapes(rows: Sequence[Row], layout: Layout | None) -> list[Row]:
    r"""Return rows in which ``\|`` is a bar, but for cells of several terms, which keep it."""
    columns = layout.columns if layout else []
    several = {n for n, column in enumerate(columns) if column.field in SEVERAL_PARTS}
    start = layout.start if layout else 0
    return [
        (line, [_unescaped(cell) if n not in several else cell for n, cell in enumerate(row)])
        if number >= start
        else (line, row)
        for number, (line, row) in enumerate(rows)
    ]


def _unescaped(cell: str) -> str:
    return cell.replace("\\|", "|")


def _plain(cell: str) -> str:
    """Return a cell without links and emphasis; line breaks become line feeds."""
    cell = _BREAK.sub("\n", _LINK.sub(r"\1", cell))
    while (plain := _EMPHASIS.sub(r"\2", cell)) != cell:
        cell = plain
    return cell.strip()
