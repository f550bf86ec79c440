"""Segments of a bilingual table in a Word document, such as translators exchange for review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glossary.check.accepted import accepted_in
from glossary.check.job import Segment
from termbase.formats.tables.units import is_header
from termbase.formats.xml.safe import local, tree_of
from termbase.language.script import is_han
from termbase.model.concept import Language

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".docx", ".docm")
_WORD = re.compile(r"[A-Za-z]+")
# Deleted and moved text is not in the document any more.
_GONE = frozenset(("del", "moveFrom"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t"}


def is_word(path: Path) -> bool:
    """Return True if a file is a Word document, which may have a bilingual table."""
    return path.suffix.lower() in SUFFIXES


def read_segments(path: Path) -> Iterator[Segment]:
    """Yield the rows of the tables of a document that have a column in each language.

    Of a table these are the columns with the most 汉字 and, of the others, the most English words;
    the one on the left is the source. A first row without 汉字, or with the names of languages, is
    a header.

    Raises:
        InputError: If the file cannot be read.
    """
    from glossary.documents.docx.parts import Parts
    from glossary.documents.package import Package
    from termbase.encoding import load

    parts = Parts.of(Package(load(path), str(path)))
    root = tree_of(parts.part(parts.main).text.encode(), str(path))
    number = 0
    for table in root.iter("{*}tbl"):
        rows = [
            [_text(cell).strip() for cell in row.iterchildren("{*}tc")]
            for row in table.iterchildren("{*}tr")
        ]
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
                accepted = accepted_in("\n".join(row))
                yield Segment(
                    number, row[source], row[target], *languages, str(path), accepted=accepted
                )


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


def _text(element: Any) -> str:
    """Return the text of a cell, a line for each paragraph."""
    parts = []
    for child in element:
        name = local(child)
        if name in _GONE:
            continue
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        else:
            parts.append(_text(child) + "\n" * (name == "p"))
    return "".join(parts)
