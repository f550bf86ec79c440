"""A table of an alignment, to be corrected in a spreadsheet or an editor and read again.

Tab-separated, one row a pair: the numbers of the sentences on both sides, from 1 and separated by
spaces, the confidence, and both texts. The numbers decide; the texts are there to be read, and tell
whether the table is still one of these sentences. A spreadsheet may save it in its own way: with
other separators, quotation marks, a byte order mark, or as a workbook.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from glossary.translate.align.pair import Pair, joined
from termbase.encoding import decode, encoding_for, load
from termbase.errors import ContentError, InputError, Problem
from termbase.formats.tables.csv import DelimitedRows
from termbase.formats.tables.layout import Row
from termbase.language.sentences import split_sentences

_NUMBERS = "source sentences", "target sentences"
_CONFIDENCE = "confidence"
_TEXTS = "source", "target"
_HEADER = (*_NUMBERS, _CONFIDENCE, *_TEXTS)


def format_table(pairs: Sequence[Pair]) -> str:
    """Return the table of an alignment."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_HEADER)
    for pair in pairs:
        writer.writerow(
            (
                _numbers(pair.source_start, len(pair.source)),
                _numbers(pair.target_start, len(pair.target)),
                f"{pair.confidence:.2f}" if pair.source and pair.target else "",
                _one_line(pair.source),
                _one_line(pair.target),
            )
        )
    return out.getvalue()


def is_table(path: Path, encoding: str | None = None) -> bool:
    """Return True if a file is the table of an alignment, by its header; others have texts only."""
    try:
        first = next(read_rows(path, encoding), None)
    except InputError:
        # Texts without a header, which may begin with a quotation mark; or nothing readable.
        return False
    return first is not None and not set(_NUMBERS).isdisjoint(_header(first[1]))


def read_rows(path: Path, encoding: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table with their lines, as spreadsheets save it; not those without text.

    Args:
        path: A workbook, or a text whose first line tells what its cells are separated by.
        encoding: The encoding of a text that does not tell it.

    Raises:
        InputError: If the file cannot be read.
    """
    data, name = load(path), str(path)
    if path.suffix.lower() == ".xlsx":
        from termbase.formats.tables.xlsx import sheet_rows

        return iter(sheet_rows(data, name))
    return parse_rows(decode(data, name, encoding_for(data, name, encoding))[0], name)


def parse_rows(text: str, name: str) -> Iterator[Row]:
    """Yield the rows of a table that is a text, as :func:`read_rows` does.

    Raises:
        InputError: If a quotation mark is not that of a table.
    """
    rows = DelimitedRows(text)
    try:
        yield from ((line, row) for line, row in rows if any(map(str.strip, row)))
    except csv.Error as error:
        raise InputError(
            f"{name}:{rows.line}: {error}; a cell that begins with a quotation mark ends with one, "
            "and has those within doubled"
        ) from None


def read_table(path: Path, source: str, target: str, encoding: str | None = None) -> list[Pair]:
    """Return the alignment in a corrected file, see :func:`pairs_of`.

    Args:
        path: The file.
        source: The text.
        target: The translation.
        encoding: The encoding of a file that does not tell it.

    Raises:
        ContentError: If rows do not fit the sentences, with all of them.
        InputError: If the file cannot be read.
    """
    rows = read_rows(path, encoding)
    return pairs_of(rows, str(path), split_sentences(source), split_sentences(target))


def pairs_of(
    rows: Iterator[Row], name: str, sources: Sequence[str], targets: Sequence[str]
) -> list[Pair]:
    """Return the alignment in a corrected table; every sentence is in one pair.

    A sentence that no row names is alone. A row without a confidence is certain.

    Args:
        rows: The rows with their lines, the header first; columns of other names are ignored.
        name: The name of the file in messages.
        sources: The sentences of the text.
        targets: The sentences of the translation.

    Raises:
        ContentError: If rows do not fit the sentences, with all of them.
        InputError: If columns or rows are missing.
    """
    _, first = next(rows, (1, ()))
    header = _header(first)
    missing = [column for column in _NUMBERS if column not in header]
    if missing:
        raise InputError(
            f"{name}:1: no column {missing[0]!r}; correct a table written with --table"
        )
    pairs: list[Pair] = []
    problems: list[Problem] = []
    used = 0, 0
    for line, cells in rows:
        row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
        try:
            i, d = _sentences(row, 0, used[0], len(sources))
            j, e = _sentences(row, 1, used[1], len(targets))
            confidence = _confidence(row.get(_CONFIDENCE, ""))
            pair = Pair(tuple(sources[i : i + d]), tuple(targets[j : j + e]), confidence, i, j)
            _check_texts(row, pair)
        except ValueError as error:
            problems.append(Problem("bad-alignment", str(error), name, line))
            continue
        pairs += _alone(sources, targets, used, (i, j))
        used = i + d, j + e
        if d or e:
            pairs.append(pair if d and e else replace(pair, confidence=0.0))
    if problems:
        raise ContentError(problems)
    if used == (0, 0) and (sources or targets):
        raise InputError(f"{name}: names no sentence; correct a table written with --table")
    return [*pairs, *_alone(sources, targets, used, (len(sources), len(targets)))]


def _header(row: Sequence[str]) -> list[str]:
    """Return the names of columns, however a person or a program has spaced and cased them."""
    return [" ".join(cell.split()).lower() for cell in row]


def _check_texts(row: dict[str, str], pair: Pair) -> None:
    """Check that a row has a part of the texts that its numbers name.

    Whoever changes numbers may leave the texts, so that these may be longer or shorter.

    Raises:
        ValueError: If it has other texts: the numbers are those of another version.
    """
    for column, sentences in zip(_TEXTS, (pair.source, pair.target), strict=True):
        cell, found = "".join(row.get(column, "").split()), map(_without_space, sentences)
        if cell and sentences and not any(one in cell or cell in one for one in found):
            raise ValueError(
                f"the {column} is not that of the numbered sentences; write the table anew with "
                "--table, or empty the cell if the numbers are right"
            )


def _without_space(text: str) -> str:
    return "".join(text.split())


def _sentences(row: dict[str, str], side: int, after: int, count: int) -> tuple[int, int]:
    """Return the index of the first sentence that a row has on a side, and how many it has.

    Raises:
        ValueError: If they are not neighbours, come before an earlier row, or do not exist.
    """
    column = _NUMBERS[side]
    cell = row[column]
    if not cell.strip():
        return after, 0
    if not all(word.isascii() and word.isdigit() for word in cell.split()):
        raise ValueError(f"{column} {cell!r}: expected numbers of sentences such as '3 4'")
    numbers = [int(word) for word in cell.split()]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError(f"{column} {cell!r}: name neighbouring sentences in order")
    if not 1 <= numbers[0] <= numbers[-1] <= count:
        raise ValueError(f"{column} {cell!r}: expected numbers from 1 to {count}")
    if numbers[0] <= after:
        raise ValueError(
            f"{column} {cell!r}: comes after sentence {after}; name each sentence once, in order"
        )
    return numbers[0] - 1, len(numbers)


def _confidence(cell: str) -> float:
    message = f"{_CONFIDENCE} {cell!r}: expected a number from 0 to 1, or nothing"
    try:
        # Spreadsheets of many countries write a comma.
        value = float(cell.strip().replace(",", ".") or 1)
    except ValueError:
        raise ValueError(message) from None
    if not 0 <= value <= 1:
        raise ValueError(message)
    return value


def _alone(
    sources: Sequence[str], targets: Sequence[str], used: Sequence[int], ends: Sequence[int]
) -> Iterator[Pair]:
    """Yield the sentences before some others, each alone."""
    for i in range(used[0], ends[0]):
        yield Pair((sources[i],), (), 0.0, i, used[1])
    for j in range(used[1], ends[1]):
        yield Pair((), (targets[j],), 0.0, ends[0], j)


def _numbers(start: int, count: int) -> str:
    return " ".join(str(number + 1) for number in range(start, start + count))


def _one_line(sentences: Sequence[str]) -> str:
    return " ".join(joined(sentences).split())
