"""Subtitles with a line in each of two languages, as a table with a row for each cue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from termbase.language.script import is_han

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".srt", ".vtt", ".ass", ".ssa")


def tables(path: Path, encoding: str | None) -> Iterator[list[list[str]]]:
    """Yield the cues as the rows of a table; its first column is the language that is above.

    There is none if most cues are in one language.

    Args:
        path: The file.
        encoding: Its encoding; by default it is detected.

    Raises:
        InputError: If the file cannot be read.
    """
    from glossary.documents import read_one
    from glossary.documents.subtitles.transcript import joined_lines

    rows, orders = [], []
    for block in read_one(path, encoding).blocks:
        lines = [line.strip() for line in block.text.split("\n")]
        chinese = [line for line in lines if any(map(is_han, line))]
        others = [line for line in lines if line not in chinese and any(map(str.isalpha, line))]
        rows.append([joined_lines(chinese), joined_lines(others)])
        if chinese and others:
            orders.append(lines.index(chinese[0]) < lines.index(others[0]))
    if 2 * len(orders) >= len(rows):
        is_chinese_above = 2 * sum(orders) >= len(orders)
        yield rows if is_chinese_above else [row[::-1] for row in rows]
