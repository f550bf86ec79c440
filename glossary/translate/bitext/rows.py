"""Rows of a text and its translation: by the aligner, or by a table that a person has corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from glossary.translate.bitext.stretches import Characters, Stretch, lines_of, without_space
from termbase.encoding import encoding_for, load
from termbase.errors import InputError

if TYPE_CHECKING:
    from glossary.documents import Document
    from glossary.find import Finder
    from glossary.translate.align import Pair

# A cell in quotation marks, with those within doubled.
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_NUMBER = re.compile(r"[\d\s]+")
# So much of a cell is shown in a message.
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that are translations of each other; one side may be empty.

    Attributes:
        source: Its stretches of the text.
        target: Its stretches of the translation.
        confidence: The estimated probability that they are, from 0 to 1; 0 where one side is
            missing, 1 where a person or a file has paired them.
    """

    source: tuple[Stretch, ...]
    target: tuple[Stretch, ...]
    confidence: float


class Cells(NamedTuple):
    """A pair of texts cut from a document and its translation, and where the pair comes from."""

    source: str
    target: str
    confidence: float
    origin: str = ""


def aligned_rows(finder: Finder, source: Document, target: Document) -> list[Row]:
    """Return the rows of a document and its translation, as the aligner pairs their sentences."""
    from glossary.translate.align import align

    return _of_pairs(align(finder, *map(lines_of, (source, target))), source, target)


def _of_pairs(pairs: Iterable[Pair], source: Document, target: Document) -> list[Row]:
    cells = (
        Cells("".join(pair.source), "".join(pair.target), pair.confidence, "the alignment")
        for pair in pairs
    )
    return list(_rows(cells, _characters(source, target), (source.name, target.name)))


def rows_of_table(
    table: Path, source: Document, target: Document, encoding: str | None = None
) -> list[Row]:
    """Return the rows of a document and its translation, as a table pairs their sentences.

    In a table of an alignment the numbers of the sentences decide. In any other the cells are
    stretches of the texts in order, of any length; white space in them counts for nothing. What is
    in none of them is in rows with one side.

    Args:
        table: A table that ``glossary memory align --table`` writes, or any other bilingual file.
        source: The document.
        target: Its translation.
        encoding: The encoding of a table that does not tell it.

    Raises:
        ContentError: If numbers do not fit the sentences.
        InputError: If a cell is not in its document after the one before it.
    """
    from glossary.translate.align.table import is_table, read_table
    from termbase.memory.files import TABLES, read_units

    if table.name.lower().endswith(TABLES) and is_table(table, encoding):
        pairs = read_table(table, lines_of(source), lines_of(target), encoding)
        return _of_pairs(pairs, source, target)
    encoding = encoding_for(load(table), str(table), encoding)
    units = list(read_units(table, encoding))
    if units and all(_NUMBER.fullmatch(unit.source + unit.target) for unit, _ in units):
        raise InputError(
            f"{table}: numbers in place of texts; name their columns 'source sentences' and "
            "'target sentences'"
        )
    cells = (
        Cells(
            unit.source,
            unit.target,
            _confidence(unit.properties.get("confidence", "")),
            f"{table}:{line}",
        )
        for unit, line in units
    )
    return list(_rows(cells, _characters(source, target), (source.name, target.name)))


def _characters(source: Document, target: Document) -> tuple[Characters, Characters]:
    return Characters(source), Characters(target)


def _confidence(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        # A row without one was made by hand.
        return 1.0


def _rows(
    pairs: Iterable[Cells], sides: tuple[Characters, Characters], names: tuple[str, str]
) -> Iterator[Row]:
    """Yield the row of each pair, and rows of one sentence for what is in none of them."""
    done = [0, 0]
    for cells in pairs:
        spans = []
        for number, (side, text) in enumerate(zip(sides, cells[:2], strict=True)):
            span = side.find(text, done[number])
            if span is None and _QUOTED.fullmatch(text):
                # A spreadsheet has saved the cell so.
                span = side.find(text[1:-1].replace('""', '"'), done[number])
            if span is None:
                raise InputError(_message(cells, number, names[number]))
            spans.append(span if without_space(text) else (done[number], done[number]))
        yield from _one_sided(sides, done, [start for start, _ in spans])
        source, target = (side.stretches(*span) for side, span in zip(sides, spans, strict=True))
        if source or target:
            yield Row(source, target, cells.confidence if source and target else 0.0)
        done = [end for _, end in spans]
    yield from _one_sided(sides, done, list(map(len, sides)))


def _one_sided(
    sides: tuple[Characters, Characters], starts: list[int], ends: list[int]
) -> Iterator[Row]:
    source, target = sides
    for span in source.by_sentence(starts[0], ends[0]):
        yield Row(source.stretches(*span), (), 0.0)
    for span in target.by_sentence(starts[1], ends[1]):
        yield Row((), target.stretches(*span), 0.0)


def _message(cells: Cells, number: int, name: str) -> str:
    text = " ".join((cells.source, cells.target)[number].split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    side = ("source", "target")[number]
    return (
        f"{cells.origin}: the {side} {shown!r} is not in {name or f'the {side} text'} after that "
        "of the row before; move text between rows, but do not change it"
    )
