"""Read the rows of a table as concepts, for CSV, TSV, workbooks and Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from termbase.errors import InvalidConcept, Problem
from termbase.formats.parsed import Entry, ParsedFile
from termbase.formats.status import FORBIDDING, status_of
from termbase.formats.tables.columns import (
    CHINESE,
    CHINESE_STATUS,
    COLUMNS,
    FORBIDDEN,
    LANGUAGE,
    OTHER,
    TERM,
    YES,
    Column,
)
from termbase.formats.tables.layout import Row, layout_of, leads_to_chinese
from termbase.formats.tables.row import BETWEEN, SEVERAL_PARTS, concept_of, unguarded
from termbase.model.concept import PassThrough
from termbase.model.tags import parse_language_name, parse_tag

_BAR = re.compile(r"(?<!\\)\|")
# The heading of a section, alone in its row: 一、党建类, （二）经济, 第三章 外交.
_SECTION = re.compile(
    r"[一二三四五六七八九十]+[、．.]|[(（][一二三四五六七八九十]+[)）]|第.{1,3}[章节篇]"
)
# The number of an entry in the list of somebody else, such as 12, c12 or TERM-0012.
_NUMBER = re.compile(r"(?:[A-Z]+|[A-Za-z]{0,2})[-_. ]?\d+")
# The format of pass-through fields that any table can represent.
TABLE = "table"
_TERM_COLUMNS = (*CHINESE, "pinyin", "english", "status", CHINESE_STATUS)
# Separators that people use between several terms of one cell.
_SEVERAL = dict.fromkeys(CHINESE, re.compile(r"\s*[;；、\n\r]+\s*")) | {
    "english": re.compile(r"\s*[;；\n\r]+\s*")
}


@dataclass
class _Record:
    """The cells of a row, and those of further rows of the same concept."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    others: list[PassThrough] = field(default_factory=list)
    entry_id: str = ""
    further: list[dict[str, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """The id of the concept, in this file and of ours."""
        return self.entry_id, self.cells.get("id", "").strip()

    def continues(self, record: _Record) -> bool:
        """Return True if this row says nothing of the concept that another contradicts."""
        return all(
            not cell or name in SEVERAL_PARTS or cell == record.cells.get(name, cell)
            for name, cell in self.cells.items()
        )

    def add(self, name: str, cell: str) -> None:
        """Add a cell; several cells of a column of terms are several terms."""
        known = self.cells.get(name, "")
        if not known:
            self.cells[name] = cell
        elif name in _TERM_COLUMNS and cell:
            self.cells[name] = f"{known}{BETWEEN}{cell}"


def read_rows(
    rows: Iterable[Row], file: str, column_map: Mapping[str, str], *, split: bool = False
) -> ParsedFile:
    """Read the rows of a table.

    Args:
        rows: Its rows with their numbers, from 1.
        file: Its name in problems.
        column_map: Fields that the user assigns to headings.
        split: Split cells such as ``a; b`` and ``甲、乙`` into several terms.

    Raises:
        InputError: If the user names a heading or field that does not exist.
    """
    full = [
        (line, [unguarded(cell.strip()) for cell in row])
        for line, row in rows
        if any(map(str.strip, row))
    ]
    if not full:
        known = ", ".join(COLUMNS)
        message = f"no header; the first line names the columns: {known}"
        return ParsedFile((), (Problem("empty", message, file, 1),))
    if any(cell.startswith(("Entry_", "Term_")) for cell in full[0][1]):
        return ParsedFile((), (_no_chinese(full[0], (), file),))
    layout = layout_of(full, column_map, file)
    columns = layout.columns if layout else []
    fields = {column.field for column in columns}
    if not layout or not fields & {*CHINESE, TERM}:
        return ParsedFile((), (_no_chinese(full[0], columns, file),))
    parsed = _Reader(columns, file, split=split).read(full[layout.start :])
    if not layout.latin:
        return parsed
    listed = ", ".join(map(repr, layout.latin))
    message = (
        f"no known heading of English terms; {listed} is read as it, because of its cells; if it "
        f"is not, leave it out (--map '{layout.latin[0]}=')"
        if len(layout.latin) == 1
        else f"no column of English terms; if it is one of {listed}, say so "
        f"(--map '{layout.latin[0]}=english')"
    )
    doubt = Problem("doubtful-column", message, file, full[layout.start - 1][0])
    return replace(parsed, warnings=(doubt, *parsed.warnings))


def _no_chinese(first: Row, columns: Sequence[Column], file: str) -> Problem:
    line, row = first
    headings = [column.heading for column in columns] or list(row)
    listed = ", ".join(filter(None, headings))
    remedy = "name it in columns (--map 'HEADING=simplified')"
    if any(heading.startswith(("Entry_", "Term_")) for heading in headings):
        remedy = "a term base of memoQ needs the format memoq (--format)"
    message = f"no column 'simplified' or 'traditional' among: {listed}; {remedy}"
    return Problem("no-term-column", message, file, line)


class _Reader:
    """Reads rows into concepts, and collects their problems."""

    def __init__(self, columns: Sequence[Column], file: str, *, split: bool) -> None:
        self._columns = columns
        self._file = file
        self._split = split
        self._is_long = {TERM, LANGUAGE} <= {column.field for column in columns}
        self._is_export = {column.heading for column in columns} >= set(COLUMNS)
        self._leads_to_chinese = leads_to_chinese(columns)
        self._problems: list[Problem] = []
        self._warnings: list[Problem] = []
        self._dropped: Counter[str] = Counter()
        self._several: list[tuple[int, str]] = []

    def read(self, rows: Sequence[Row]) -> ParsedFile:
        records: list[_Record] = []
        by_key: dict[tuple[str, str], _Record] = {}
        for line, row in rows:
            if any(row[len(self._columns) :]):
                message = f"{len(row)} cells, but the header has {len(self._columns)}"
                self._problems.append(Problem("ragged-row", message, self._file, line))
                continue
            if len(self._columns) > 1 and not any(row[1:]) and _SECTION.match(row[0]):
                self._dropped["headings of sections"] += 1
                continue
            record = self._record(line, row)
            first = by_key.get(record.key) if any(record.key) else None
            if first and (record.entry_id or record.continues(first)):
                first.further.append(record.cells)
                first.others += [item for item in record.others if item not in first.others]
            else:
                records.append(record)
                by_key.setdefault(record.key, record)
        entries = self._entries(records)
        if self._several:
            line, cell = self._several[0]
            message = (
                f"{len(self._several)} cells look like several terms, the first {cell!r}; import "
                f"with split (--split), or separate terms by{BETWEEN.rstrip()}"
            )
            self._warnings.append(Problem("several-terms", message, self._file, line))
        return ParsedFile(
            tuple(entries), tuple(self._problems), dict(+self._dropped), tuple(self._warnings)
        )

    def _record(self, line: int, row: Sequence[str]) -> _Record:
        record = _Record(line)
        for column, cell in zip(self._columns, row, strict=False):
            if cell:
                self._add_cell(record, column, cell)
        if self._is_long:
            self._place_term(record)
        return record

    def _add_cell(self, record: _Record, column: Column, cell: str) -> None:
        name = column.field
        other = PassThrough(TABLE, column.heading, cell)
        if not name:
            self._dropped[f"column {column.heading!r}"] += 1
        elif name == "id" and not self._is_our_id(column, cell):
            record.entry_id = cell
            record.others.append(other)
        elif name == FORBIDDEN:
            if cell.casefold() in YES:
                record.cells[FORBIDDEN] = cell
        elif name == OTHER or (name not in _TERM_COLUMNS and record.cells.get(name)):
            record.others.append(other)
        else:
            record.add(name, self._terms(record.line, name, cell))

    def _is_our_id(self, column: Column, cell: str) -> bool:
        """Return False for the number of a row; that of another list means another concept.

        An export of ours, which has all columns, may have concepts such as 996.
        """
        is_number = _NUMBER.fullmatch(cell) and not self._is_export
        return column.heading.casefold() == "id" and not is_number

    def _terms(self, line: int, name: str, cell: str) -> str:
        """Return a cell of terms; with ``split``, several terms are separated by ``BETWEEN``."""
        if BETWEEN in cell or name not in _SEVERAL or not (pattern := _SEVERAL[name]).search(cell):
            return cell
        parts = [part for part in pattern.split(cell) if part]
        if len(parts) < 2:
            return cell
        if any(column.heading == "id" for column in self._columns):
            # Our own tables separate terms already.
            return cell
        if self._split:
            return BETWEEN.join(_BAR.sub(r"\\|", part) for part in parts)
        self._several.append((line, cell))
        return cell

    def _place_term(self, record: _Record) -> None:
        """Move the term of a row to the column of its language."""
        language = record.cells.pop(LANGUAGE, "")
        term = record.cells.pop(TERM, "")
        status = record.cells.pop("status", "")
        variety = parse_tag(language) or parse_language_name(language)
        if variety is None:
            self._dropped[f"terms in {language or 'no language'}"] += bool(term)
        elif variety.language == "en":
            record.cells |= {"english": term} | ({"status": status} if status else {})
        else:
            form = variety.form(term).replace("_", " ")
            record.cells["simplified" if form == "text" else form] = term
            record.cells |= {CHINESE_STATUS: status} if status else {}

    def _forbid(self, row: dict[str, str]) -> None:
        """Give the status of a row that forbids its translation to the translation."""
        has_flag = bool(row.pop(FORBIDDEN, ""))
        if has_flag or (self._leads_to_chinese and status_of(row.get("status", "")) in FORBIDDING):
            status = "forbidden" if has_flag else row.pop("status")
            names = CHINESE if self._leads_to_chinese else ("english",)
            count = max(row.get(name, "").count(BETWEEN) for name in names) + 1
            field = CHINESE_STATUS if self._leads_to_chinese else "status"
            row[field] = BETWEEN.join([status] * count)

    def _entries(self, records: Sequence[_Record]) -> list[Entry]:
        taken: set[str] = set()
        entries = []
        for record in records:
            rows = [record.cells, *record.further]
            if not any(row.get(name) for row in rows for name in CHINESE):
                self._dropped["rows without a Chinese term"] += len(rows)
                continue
            for row in rows:
                self._forbid(row)
            try:
                concept, warnings = concept_of(
                    rows, record.others, taken, are_pairs=not record.entry_id
                )
            except InvalidConcept as error:
                self._problems.append(Problem("invalid", str(error), self._file, record.line))
                continue
            self._warnings += (
                Problem("unknown-value", text, self._file, record.line) for text in warnings
            )
            has_id = bool(record.cells.get("id"))
            is_row = not record.entry_id
            entries.append(Entry(concept, record.line, has_id=has_id, is_row=is_row))
            taken.add(concept.id)
        return entries


def without_lines(parsed: ParsedFile, lines: set[int]) -> ParsedFile:
    """Return a parsed file without the entries and problems of some lines."""
    return replace(
        parsed,
        entries=tuple(entry for entry in parsed.entries if entry.line not in lines),
        problems=tuple(problem for problem in parsed.problems if problem.line not in lines),
    )
