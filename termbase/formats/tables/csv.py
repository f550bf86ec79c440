"""CSV: a header, then one concept a row; see :mod:`termbase.formats.tables.row`."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.tables.columns import COLUMNS, Column, column_of, columns_of
from termbase.formats.tables.row import cells_of, concept_of
from termbase.model.concept import Concept, PassThrough

# Under which columns that mean nothing here are kept, whichever sort of table they come from.
FOREIGN = "table"
# A spreadsheet takes what begins so for a formula; an apostrophe before it says it is text. The
# wide ones are those of East Asian input. (OWASP, CSV Injection.)
_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")
_LONGEST_CELL = 1_000_000
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_Row = tuple[int, Sequence[str]]


def read(
    text: str, file: str, delimiter: str = "", column_map: Mapping[str, str] | None = None
) -> ParsedFile:
    """The concepts in a comma-separated text.

    Args:
        text: With a header that names at least ``simplified`` or ``traditional``. Columns that
            mean nothing here are kept as foreign.
        file: What to call it in problems.
        delimiter: What stands between cells; else what the header has most of comma, semicolon
            and tab, or what Excel's line ``sep=`` says.
        column_map: What the user says that headings mean; see :func:`columns.columns_of`.

    Returns:
        The rows that are right, and a problem with its line for each that is not.

    Raises:
        InputError: If what the user says of the headings cannot be.
    """
    csv.field_size_limit(_LONGEST_CELL)
    text = text.removeprefix("\ufeff")
    first = 1
    if match := _SEPARATOR.match(text):
        delimiter, text, first = match[1], text[match.end() :], 2
    rows = _Rows(text, delimiter or delimiter_of(text), first)
    try:
        return read_rows(rows, file, column_map or {})
    except csv.Error as error:
        problem = Problem("csv", f"{error}; is every quotation mark closed?", file, rows.line)
        return ParsedFile((), (problem,))


def read_rows(rows: Iterator[_Row], file: str, column_map: Mapping[str, str]) -> ParsedFile:
    """The concepts in the rows of a table, each with its number; the first is the header.

    Raises:
        InputError: If what the user says of the headings cannot be.
    """
    first, header = next((row for row in rows if any(map(str.strip, row[1]))), (1, ()))
    columns = columns_of([_unguarded(cell.strip()) for cell in header], column_map, file)
    if problems := list(_header_problems(columns, file, first)):
        return ParsedFile((), tuple(problems))
    return _read_rows(rows, columns, file)


def write(concepts: Sequence[Concept], delimiter: str = ",") -> str:
    """Concepts as comma-separated text, with a header; what was generated is left out.

    Columns of other tables that were kept come after ours.
    """
    out = io.StringIO()
    plain, quoted = (
        csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=quoting)
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    for row in rows_of(concepts):
        # Before Python 3.13 a carriage return alone is not quoted, and could not be read back.
        (quoted if any("\r" in cell for cell in row) else plain).writerow(row)
    return out.getvalue()


def rows_of(concepts: Sequence[Concept]) -> Iterator[Sequence[str]]:
    """The rows of a table of concepts, the header first."""
    headings = _foreign_headings(concepts)
    yield (*COLUMNS, *map(_guarded, headings))
    for concept in concepts:
        cells = cells_of(concept)
        kept = _foreign_values(concept)
        pass_through = [next(kept[heading], "") if heading in kept else "" for heading in headings]
        yield [_guarded(cell) for cell in (*(cells[column] for column in COLUMNS), *pass_through)]


def _foreign_headings(concepts: Sequence[Concept]) -> list[str]:
    """Those of columns that were kept, in the order of their coming; some more than once."""
    most: Counter[str] = Counter()
    for concept in concepts:
        most |= Counter(item.name for item in concept.pass_through if _is_column(item))
    return list(most.elements())


def _foreign_values(concept: Concept) -> dict[str, Iterator[str]]:
    kept: dict[str, list[str]] = {}
    for item in concept.pass_through:
        if _is_column(item):
            kept.setdefault(item.name, []).append(item.value)
    return {heading: iter(values) for heading, values in kept.items()}


def _is_column(item: PassThrough) -> bool:
    return item.format == FOREIGN and column_of(item.name).field == "foreign"


def delimiter_of(text: str) -> str:
    """What stands between the cells of the header; the comma, if that cannot be told."""
    header = _QUOTED.sub("", text.lstrip("\r\n").partition("\n")[0])
    return max(",;\t", key=header.count)


class _Rows:
    """The rows of a text, and the line each begins on."""

    def __init__(self, text: str, delimiter: str, first: int) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self._first = first
        self.line = 0

    def __iter__(self) -> Iterator[_Row]:
        return self

    def __next__(self) -> _Row:
        self.line = self._reader.line_num + self._first
        return self.line, next(self._reader)


def _header_problems(columns: Sequence[Column], file: str, line: int) -> Iterator[Problem]:
    if not any(column.heading for column in columns):
        known = ", ".join(COLUMNS)
        yield Problem("empty", f"no header; the first line names the columns: {known}", file, line)
        return
    fields = [column.field for column in columns]
    for place, (heading, field) in enumerate(columns):
        if field in COLUMNS and field in fields[:place]:
            message = (
                f"{heading!r} is a second column {field!r}; leave one out, as in --map '{heading}='"
            )
            yield Problem("duplicate-column", message, file, line)
    if not {"simplified", "traditional"} & set(fields):
        there = ", ".join(column.heading for column in columns if column.heading)
        remedy = "say which it is, as in --map 'HEADING=simplified'"
        if any(column.heading.startswith(("Entry_", "Term_")) for column in columns):
            remedy = "if it is a term base of memoQ, say --format memoq"
        message = f"no column 'simplified' or 'traditional' among: {there}; {remedy}"
        yield Problem("no-term-column", message, file, line)


def _read_rows(rows: Iterator[_Row], columns: Sequence[Column], file: str) -> ParsedFile:
    found: dict[str, Entry] = {}
    entries: list[Entry] = []
    problems = []
    left: Counter[str] = Counter()
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(columns) or any(cell.strip() for cell in row[len(columns) :]):
            message = f"{len(row)} cells, where the header has {len(columns)}"
            problems.append(Problem("ragged-row", message, file, line))
            continue
        cells: dict[str, str] = {}
        pass_through = []
        for column, cell in zip(columns, map(_unguarded, map(str.strip, row)), strict=False):
            if column.field == "foreign" and cell:
                pass_through.append(PassThrough(FOREIGN, column.heading, cell))
            elif column.field:
                cells[column.field] = cell
            elif cell:
                left[f"column {column.heading!r}"] += 1
        try:
            concept = concept_of(cells, pass_through, found)
        except InvalidConcept as error:
            problems.append(Problem("invalid", str(error), file, line))
            continue
        entries.append(Entry(concept, line, has_id=bool(cells.get("id", "").strip())))
        found[concept.id] = entries[-1]
    return ParsedFile(tuple(entries), tuple(problems), dict(left))


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
