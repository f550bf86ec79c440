"""A table of an alignment, to be corrected in a spreadsheet or an editor and read again.

Tab-separated, one row a pair: the numbers of the sentences on both sides, from 1 and separated by
spaces, the confidence, and both texts. The numbers decide; the texts are there to be read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from glossary.translate.align.pair import Pair, joined
from termbase.encoding import decode, load
from termbase.errors import ContentError, InputError, Problem
from termbase.language.sentences import split_sentences

_NUMBERS = "source sentences", "target sentences"
_CONFIDENCE = "confidence"
_HEADER = (*_NUMBERS, _CONFIDENCE, "source", "target")


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


def is_table(path: Path) -> bool:
    """Return True if a file is the table of an alignment, by its first line."""
    text, _ = decode(load(path), str(path))
    return all(column in text.split("\n", 1)[0].split("\t") for column in _NUMBERS)


def read_table(path: Path, source: str, target: str) -> list[Pair]:
    """Return the alignment in a corrected file, see :func:`parse_table`.

    Args:
        path: The file.
        source: The text.
        target: The translation.

    Raises:
        ContentError: If rows do not fit the sentences, with all of them.
        InputError: If the file cannot be read.
    """
    text, _ = decode(load(path), str(path))
    return parse_table(text, str(path), split_sentences(source), split_sentences(target))


def parse_table(text: str, name: str, sources: Sequence[str], targets: Sequence[str]) -> list[Pair]:
    """Return the alignment in a corrected table; every sentence is in one pair.

    A sentence that no row names is alone. A row without a confidence is certain.

    Args:
        text: The table; other columns than the three with numbers are ignored.
        name: The name of the file in messages.
        sources: The sentences of the text.
        targets: The sentences of the translation.

    Raises:
        ContentError: If rows do not fit the sentences, with all of them.
        InputError: If columns are missing.
    """
    rows = csv.DictReader(StringIO(text, newline=""), delimiter="\t")
    missing = [column for column in _NUMBERS if column not in (rows.fieldnames or ())]
    if missing:
        raise InputError(
            f"{name}:1: no column {missing[0]!r}; correct a table written with --table"
        )
    pairs: list[Pair] = []
    problems: list[Problem] = []
    used = 0, 0
    for row in rows:
        try:
            i, d = _sentences(row, 0, used[0], len(sources))
            j, e = _sentences(row, 1, used[1], len(targets))
            confidence = _confidence(row.get(_CONFIDENCE) or "")
        except ValueError as error:
            problems.append(Problem("bad-alignment", str(error), name, rows.line_num))
            continue
        pairs += _alone(sources, targets, used, (i, j))
        used = i + d, j + e
        if d or e:
            both = confidence if d and e else 0.0
            pairs.append(Pair(tuple(sources[i : i + d]), tuple(targets[j : j + e]), both, i, j))
    if problems:
        raise ContentError(problems)
    return [*pairs, *_alone(sources, targets, used, (len(sources), len(targets)))]


def _sentences(row: dict[str, str], side: int, after: int, count: int) -> tuple[int, int]:
    """Return the index of the first sentence that a row has on a side, and how many it has.

    Raises:
        ValueError: If they are not neighbours, come before an earlier row, or do not exist.
    """
    column = _NUMBERS[side]
    cell = row[column] or ""
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
