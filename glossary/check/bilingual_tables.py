"""Segments of bilingual tables in documents, such as translators exchange for review.

Those of Word and OpenDocument, and subtitles with a line in each language, which are like a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from glossary.check import odt_table, subtitle_table, word_table
from glossary.check.accepted import accepted_in
from glossary.check.job import Segment
from termbase.formats.tables.unit_columns import is_header
from termbase.language.script import is_han
from termbase.model.concept import Language

_SUFFIXES = (*word_table.SUFFIXES, *odt_table.SUFFIXES, *subtitle_table.SUFFIXES)
_WORD = re.compile(r"[A-Za-z]+")


def may_have_tables(path: Path) -> bool:
    """Return True if a file is a document that may have a bilingual table."""
    return path.suffix.lower() in _SUFFIXES


def read_segments(path: Path, encoding: str | None = None) -> Iterator[Segment]:
    """Yield the rows of the tables of a document that have a column in each language.

    Of a table these are the columns with the most 汉字 and, of the others, the most English words;
    the one on the left is the source. A first row without 汉字, or with the names of languages, is
    a header.

    Args:
        path: The file.
        encoding: The encoding of subtitles; by default it is detected.

    Raises:
        InputError: If the file cannot be read.
    """
    number = 0
    for rows in _tables(path, encoding):
        if (columns := _columns(rows)) is None:
            continue
        chinese, english = columns
        source, target = min(columns), max(columns)
        languages = (
            (Language.CHINESE, Language.ENGLISH)
            if chinese < english
            else (Language.ENGLISH, Language.CHINESE)
        )
        for index, row in enumerate(rows):
            if len(row) <= target or (index == 0 and _is_header(row, chinese)):
                continue
            if row[source] or row[target]:
                number += 1
                accepted = accepted_in("\n".join(row), f"{path}: segment {number}")
                yield Segment(
                    number, row[source], row[target], *languages, str(path), accepted=accepted
                )


def _tables(path: Path, encoding: str | None) -> Iterator[list[list[str]]]:
    suffix = path.suffix.lower()
    if suffix in subtitle_table.SUFFIXES:
        return subtitle_table.tables(path, encoding)
    if suffix in odt_table.SUFFIXES:
        return odt_table.tables(path)
    return word_table.tables(path)


def _is_header(row: Sequence[str], chinese: int) -> bool:
    return is_header(row) or not any(map(is_han, row[chinese]))


def _columns(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """Return the column in Chinese and that in English; None if a table does not have both."""
    width = max(map(len, rows), default=0)
    texts = ["\n".join(row[number] for row in rows if number < len(row)) for number in range(width)]
    han = [sum(map(is_han, text)) for text in texts]
    words = [len(_WORD.findall(text)) for text in texts]
    if not any(han):
        return None
    chinese = han.index(max(han))
    others = [number for number in range(width) if words[number] > han[number]]
    if not others or chinese in others:
        return None
    return chinese, max(others, key=words.__getitem__)
