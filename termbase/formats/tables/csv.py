"""Delimited text: a header, then one concept a row; see :mod:`termbase.formats.tables.row`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from termbase.errors import Problem
from termbase.formats.parsed import ParsedFile
from termbase.formats.tables.columns import COLUMNS, OPTIONAL, column_of
from termbase.formats.tables.layout import Row
from termbase.formats.tables.row import cells_of, guarded
from termbase.formats.tables.rows import TABLE, read_rows
from termbase.model.concept import Concept, PassThrough

_LONGEST_CELL = 1_000_000
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
# A cell between tabs that begins with a quotation but is not quoted: "too big to fail" problem.
_BEGINS_QUOTED = re.compile(
    r'(?:(?<=\t)|(?<=\n)|\A)"(?!")((?:[^"\t\r\n]|"")*"[^"\t\r\n][^\t\r\n]*)'
)


def read(
    text: str,
    file: str,
    delimiter: str = "",
    column_map: Mapping[str, str] | None = None,
    *,
    split: bool = False,
) -> ParsedFile:
    """Read delimited text.

    Args:
        text: The file; see :mod:`termbase.formats.tables.layout` for its columns. Other columns
            become pass-through fields.
        file: Its name in problems.
        delimiter: The separator of cells; by default the one that Excel's line ``sep=`` names,
            else the most frequent of comma, semicolon, tab and bar in the first line.
        column_map: Fields that the user assigns to headings.
        split: Split cells such as ``a; b`` into several terms.

    Returns:
        The valid rows, and a problem with its line for each other one.

    Raises:
        InputError: If the user names a heading or field that does not exist.
    """
    rows = DelimitedRows(text, delimiter)
    valid: list[Row] = []
    problems = []
    while True:
        try:
            valid.append(next(rows))
        except StopIteration:
            break
        except csv.Error as error:
            message = f"{error}; is every quotation mark closed?"
            problems.append(Problem("csv", message, file, rows.line))
    if problems and not valid:
        return ParsedFile((), tuple(problems))
    parsed = read_rows(valid, file, column_map or {}, split=split)
    return replace(parsed, problems=(*parsed.problems, *problems))


def write(concepts: Sequence[Concept], delimiter: str = ",") -> str:
    """Format concepts as delimited text with a header, without generated forms.

    Pass-through columns of other tables come after ours. CSV begins with a byte order mark,
    without which Excel reads it in the code page of the machine.
    """
    out = io.StringIO()
    plain, quoted = (
        csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting)
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    for row in rows_of(concepts):
        # Before Python 3.13 a carriage return alone is not quoted, and could not be read back.
        (quoted if any("\r" in cell for cell in row) else plain).writerow(row)
    return ("\ufeff" if delimiter == "," else "") + out.getvalue()


def rows_of(concepts: Sequence[Concept]) -> Iterator[Sequence[str]]:
    """Yield the rows of a table of concepts, the header first."""
    headings = _other_headings(concepts)
    rows = [(concept, list(cells_of(concept))) for concept in concepts]
    needed = {name for _, some in rows for cells in some for name in OPTIONAL if cells[name]}
    columns = (*COLUMNS, *(name for name in OPTIONAL if name in needed))
    yield (*columns, *map(guarded, headings))
    for concept, of_concept in rows:
        # The cells of pass-through columns are used up by the first row.
        values = _other_values(concept)
        for cells in of_concept:
            own = (cells.get(column, "") for column in columns)
            others = (next(values[name], "") if name in values else "" for name in headings)
            yield [guarded(cell) for cell in (*own, *others)]


def _other_headings(concepts: Sequence[Concept]) -> list[str]:
    """Return the headings of pass-through columns in order, repeated as often as needed."""
    most: Counter[str] = Counter()
    for concept in concepts:
        most |= Counter(item.name for item in concept.pass_through if _is_column(item))
    return list(most.elements())


def _other_values(concept: Concept) -> dict[str, Iterator[str]]:
    values: dict[str, list[str]] = {}
    for item in concept.pass_through:
        if _is_column(item):
            values.setdefault(item.name, []).append(item.value)
    return {heading: iter(cells) for heading, cells in values.items()}


def _is_column(item: PassThrough) -> bool:
    return item.format == TABLE and column_of(item.name).field not in (
        *COLUMNS,
        *OPTIONAL,
    )


def delimiter_of(text: str) -> str:
    """Return the separator of cells in the first line; the comma, if there is none."""
    header = _QUOTED.sub("", text.lstrip("\r\n").partition("\n")[0])
    best = max(",;\t", key=header.count)
    return best if best in header or "|" not in header else "|"


def _as_quoted(cell: re.Match[str]) -> str:
    return '"' + cell[0].replace('"', '""') + '"'


class DelimitedRows:
    """The rows of delimited text, each with the line that it begins on.

    Iterating raises :class:`csv.Error` where quotation marks are not those of a table.

    Args:
        text: The text, with or without a byte order mark.
        delimiter: As for :func:`read`.

    Attributes:
        line: The line of the row that was read last, from 1.
    """

    def __init__(self, text: str, delimiter: str = "") -> None:
        csv.field_size_limit(_LONGEST_CELL)
        text, self._first = text.removeprefix("\ufeff"), 1
        if match := _SEPARATOR.match(text):
            delimiter, text, self._first = match[1], text[match.end() :], 2
        delimiter = delimiter or delimiter_of(text)
        if delimiter == "\t" and '"' in text:
            text = _BEGINS_QUOTED.sub(_as_quoted, text)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self.line = 0

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        self.line = self._reader.line_num + self._first
        return self.line, next(self._reader)
