"""The rows of tables of articles: JSON Lines, CSV, TSV, Parquet and SQLite."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyarrow as pa

from glossary.corpus.columns import assign
from glossary.corpus.files import read_whole
from glossary.documents.package import MOST_OF_ALL, MOST_OF_MEMBER
from termbase.encoding import decode_pieces
from termbase.errors import InputError, Problem

# A row: its number or line, from 1, and its values by column.
Row = tuple[int, Mapping[str, Any]]
Report = Callable[[Problem], None]
_ROWS_AT_ONCE = 1024
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a table.

    Attributes:
        name: Its name in messages.
        file: Its bytes, from the start.
        path: The file on the disk with just these bytes; None if it is in an archive or compressed.
        encoding: The encoding of a text; None to detect it.
    """

    name: str
    file: BinaryIO
    path: Path | None = None
    encoding: str | None = None

    def lines(self) -> Iterator[str]:
        """Yield the lines of a text, with their ends.

        Raises:
            InputError: If one is very long, or the encoding is unclear.
        """
        rest = ""
        for piece in decode_pieces(self.file, self.name, self.encoding):
            # Only these end a line: a text may have the other separators that Unicode knows.
            *lines, rest = (rest + piece).split("\n")
            for line in lines:
                yield f"{line}\n"
            if len(rest) > MOST_OF_MEMBER:
                size = f"{MOST_OF_MEMBER / 1e6:,.0f} million characters"
                raise InputError(f"{self.name}: has a line of more than {size}; not read")
        if rest:
            yield rest


class Table(Protocol):
    """A function that yields the rows of a table."""

    def __call__(
        self,
        content: Content,
        columns: Mapping[str, str],
        wanted: Collection[int] | None,
        report: Report,
    ) -> Iterator[Row]:
        """Yield the rows of a table.

        Args:
            content: The table.
            columns: Columns that the user names, by field.
            wanted: The numbers of the rows to yield; None for all.
            report: Called with what cannot be read.

        Raises:
            InputError: If the table cannot be read.
        """
        ...


def jsonl_rows(
    content: Content,
    columns: Mapping[str, str],
    wanted: Collection[int] | None,
    report: Report,
) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file; as :class:`Table`."""
    for number, line in enumerate(content.lines(), 1):
        if (wanted is not None and number not in wanted) or not line.strip():
            continue
        try:
            value = json.loads(line.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            message = f"not valid JSON ({str(error)[:80]}); expected one object a line"
            report(Problem("invalid-json", message, content.name, number))
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            report(
                Problem("not-an-object", "not a JSON object; expected {…}", content.name, number)
            )


def csv_rows(
    content: Content,
    columns: Mapping[str, str],
    wanted: Collection[int] | None,
    report: Report,
) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file by their first lines; as :class:`Table`."""
    # It brings all formats of terms with it.
    from termbase.formats.tables.csv import delimiter_of

    csv.field_size_limit(MOST_OF_MEMBER)
    lines = content.lines()
    header = next(lines, "").removeprefix("\ufeff")
    delimiter = delimiter_of(header)
    # A quotation mark that begins a cell between tabs is often one of the text: "Too big" to fail.
    is_strict = delimiter != "\t"
    reader = csv.reader(chain([header], lines), delimiter=delimiter, strict=is_strict)
    names: list[str] = []
    start = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            message = f'not a valid row ({error}); quote cells with quotation marks as "a ""word"""'
            report(Problem("invalid-row", message, content.name, start))
            start = reader.line_num + 1
            continue
        if cells is None:
            return
        number, start = start, reader.line_num + 1
        if not names:
            names = [cell.strip() for cell in cells]
            continue
        if not cells or (wanted is not None and number not in wanted):
            continue
        if len(cells) == len(names):
            yield number, dict(zip(names, cells, strict=True))
        else:
            message = f"{len(cells)} cells, the header has {len(names)}; correct the row"
            report(Problem("ragged-row", message, content.name, number))


def parquet_rows(
    content: Content,
    columns: Mapping[str, str],
    wanted: Collection[int] | None,
    report: Report,
) -> Iterator[Row]:
    """Yield the rows of a Parquet file; as :class:`Table`."""
    from pyarrow.parquet import ParquetFile

    try:
        table = ParquetFile(_seekable(content))
        try:
            used = list(assign(table.schema_arrow.names, columns).values())
        except InputError as error:
            raise InputError(f"{content.name}: {error}") from None
        number = 0
        for batch in table.iter_batches(_ROWS_AT_ONCE, columns=used):
            first, number = number + 1, number + len(batch)
            if wanted is None or any(row in wanted for row in range(first, number + 1)):
                for row, values in enumerate(batch.to_pylist(), first):
                    if wanted is None or row in wanted:
                        yield row, values
    # Names and texts need not be UTF-8 in a file that somebody has made.
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{content.name}: not a readable Parquet file ({_first_line(error)})"
        ) from None


def sqlite_rows(
    content: Content,
    columns: Mapping[str, str],
    wanted: Collection[int] | None,
    report: Report,
) -> Iterator[Row]:
    """Yield the rows of the table of an SQLite file that has texts, by row id.

    As :class:`Table`.
    """
    try:
        with closing(_database(content)) as database:
            # Nothing that the file defines is run, and nothing is written.
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA query_only = ON")
            database.text_factory = _decoded
            table, used = _table_with_texts(database, content.name, columns)
            names = ", ".join(map(_quoted, used))
            for number, *values in database.execute(
                f"SELECT rowid, {names} FROM {_quoted(table)} ORDER BY rowid"
            ):
                if wanted is None or number in wanted:
                    yield number, dict(zip(used, values, strict=True))
    # SQLite has no memory for a file that is none, and names need not be UTF-8.
    except (sqlite3.Error, MemoryError, UnicodeDecodeError) as error:
        problem = _first_line(error)
        raise InputError(f"{content.name}: not a readable SQLite file ({problem})") from None


TABLES: dict[str, Table] = {
    "jsonl": jsonl_rows,
    "csv": csv_rows,
    "tsv": csv_rows,
    "parquet": parquet_rows,
    "sqlite": sqlite_rows,
}


def _table_with_texts(
    database: sqlite3.Connection, name: str, columns: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Return the only table that has a column for the text, with the columns that are read."""
    found, problem = {}, "has no tables"
    for (table,) in database.execute(_TABLES).fetchall():
        names = [row[1] for row in database.execute(f"PRAGMA table_info({_quoted(table)})")]
        try:
            found[table] = list(assign(names, columns).values())
        except InputError as error:
            problem = f"table {table!r} {error}"
    if len(found) == 1:
        return found.popitem()
    if found:
        problem = (
            f"has several tables with texts ({', '.join(map(repr, found))}); "
            "name a column that only one has (--columns text=NAME)"
        )
    raise InputError(f"{name}: {problem}")


def _database(content: Content) -> sqlite3.Connection:
    if content.path is not None:
        return sqlite3.connect(f"{content.path.absolute().as_uri()}?mode=ro", uri=True)
    database = sqlite3.connect(":memory:")
    database.deserialize(read_whole(content.file, content.name, MOST_OF_ALL))
    return database


def _seekable(content: Content) -> object:
    if content.path is not None:
        return content.path
    return pa.BufferReader(read_whole(content.file, content.name, MOST_OF_ALL))


def _decoded(text: bytes) -> str:
    return text.decode(errors="replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0][:200]
