"""Units from and to files: TMX, TSV, XLIFF, PO, and two texts aligned line by line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from termbase.encoding import decode_pieces, open_file
from termbase.errors import InputError, Problem
from termbase.formats.bilingual import PO, XLIFF
from termbase.formats.po import parser as po
from termbase.formats.tmx.reader import read_units
from termbase.formats.tmx.writer import write_units
from termbase.formats.xliff import reader as xliff
from termbase.memory.memory import Memory
from termbase.memory.units import AddResult, Duplicates
from termbase.model.tags import guess_language
from termbase.model.unit import TranslationUnit

# Columns of a TSV beside source and target: all that is text.
_COLUMNS = [field.name for field in fields(TranslationUnit) if field.type == "str"]

_Done = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class MemoryImport:
    """What an import did.

    Attributes:
        added: Units that were not there.
        unchanged: Units that were there already.
        replaced: Older units that gave way.
        skipped: What could not be taken over, and why.
    """

    added: int
    unchanged: int
    replaced: int
    skipped: tuple[Problem, ...]


def import_file(
    memory: Memory,
    path: Path,
    duplicates: Duplicates | str = Duplicates.IDENTICAL,
    *,
    encoding: str | None = None,
    read: _Done = lambda _: None,
    indexed: _Done = lambda _: None,
) -> MemoryImport:
    """Take the units of a file over, all or none, and index them.

    Args:
        memory: Where to.
        path: A ``.tmx``; a ``.tsv`` with the header ``source⇥target`` (and any other fields
            of a unit); an ``.xlf``, ``.xliff``, ``.sdlxliff`` or ``.mqxliff``; a ``.po``.
        duplicates: As for :meth:`Memory.add_many`.
        encoding: That of a TSV or PO, where it is not to be detected.
        read: Called with numbers of bytes read, for a progress bar.
        indexed: Called with numbers of units indexed.

    Raises:
        InputError: If the file cannot be read, with the line.
        StoreError: If the base cannot be written.
    """
    skipped: list[Problem] = []
    suffix = path.suffix.lower()
    if suffix == ".tmx":
        units = read_units(path, skipped.append, read)
    elif suffix in XLIFF:
        units = xliff.read_units(path, skipped.append, read)
    elif suffix in PO:
        units = po.read_units(path, skipped.append, read, encoding=encoding)
    elif suffix in (".tsv", ".txt"):
        units = read_tsv(path, skipped.append, encoding=encoding, read=read)
    else:
        raise InputError(
            f"{path}: no format for the suffix {path.suffix!r}; known: .tmx, .tsv, .xlf, .po"
        )
    return _take_over(memory, _with_origin(units, path.name), duplicates, skipped, indexed)


def import_aligned(
    memory: Memory,
    source: Path,
    target: Path,
    duplicates: Duplicates | str = Duplicates.IDENTICAL,
    *,
    indexed: _Done = lambda _: None,
) -> MemoryImport:
    """Take over two texts whose lines belong to each other; lines without text are left out.

    Args:
        memory: Where to.
        source: A text, one segment a line.
        target: Its translation, as many lines.
        duplicates: As for :meth:`Memory.add_many`.
        indexed: Called with numbers of units indexed.

    Raises:
        InputError: If they cannot be read, or have different numbers of lines.
        StoreError: If the base cannot be written.
    """
    skipped: list[Problem] = []
    units = _with_origin(_aligned(source, target, skipped.append), source.name)
    return _take_over(memory, units, duplicates, skipped, indexed)


def read_tsv(
    path: Path,
    skipped: Callable[[Problem], object],
    *,
    encoding: str | None = None,
    read: _Done = lambda _: None,
) -> Iterator[TranslationUnit]:
    """The units in a table with tabs between its columns; none is quoted.

    Args:
        path: The file.
        skipped: Called with what lacks a source or target.
        encoding: The encoding, where it is not to be detected.
        read: Called with numbers of bytes read.

    Raises:
        InputError: If there is no such header, or a row has other columns.
    """
    rows = csv.reader(_lines(path, encoding, read), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [name.strip().lower() for name in next(rows, [])]
    unknown = [name for name in header if name not in _COLUMNS]
    if not {"source", "target"} <= set(header) or unknown:
        what = f"unknown column {unknown[0]!r}" if unknown else "no header source⇥target"
        raise InputError(f"{path}:1: {what}; known columns: {', '.join(_COLUMNS)}")
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(header):
            raise InputError(
                f"{path}:{number}: {len(row)} columns where the header has {len(header)}"
            )
        values = {name: _unescaped(cell) for name, cell in zip(header, row, strict=True)}
        source, target = values.pop("source"), values.pop("target")
        if not source.strip() or not target.strip():
            skipped(Problem("untranslated", "a segment without text", str(path), number))
            continue
        source_language = values.pop("source_language", "") or guess_language(source)
        target_language = values.pop("target_language", "") or guess_language(target)
        unit = TranslationUnit(source, target, source_language, target_language)
        yield replace(unit, **values)  # type: ignore[arg-type]


def export(memory: Iterable[TranslationUnit], file: BinaryIO, format: str) -> int:
    """Write units to an open file.

    Args:
        memory: Units, such as all of a memory.
        file: Open for writing.
        format: ``tmx`` or ``tsv``; a TSV has no notes and properties.

    Returns:
        How many were written.

    Raises:
        InputError: If there is no such format, or a text cannot be written in it.
    """
    if format == "tmx":
        return write_units(file, memory)
    if format == "tsv":
        return _write_tsv(memory, file)
    raise InputError(f"no format {format!r}; known: tmx, tsv")


def _write_tsv(units: Iterable[TranslationUnit], file: BinaryIO) -> int:
    file.write(("\t".join(_COLUMNS) + "\n").encode())
    count = 0
    for unit in units:
        row = "\t".join(_escaped(getattr(unit, name)) for name in _COLUMNS)
        file.write(f"{row}\n".encode())
        count += 1
    return count


def _escaped(text: str) -> str:
    """A cell: backslashes, tabs and line ends as in C."""
    for char, written in _ESCAPES.items():
        text = text.replace(char, written)
    return text


def _unescaped(cell: str) -> str:
    if "\\" not in cell:
        return cell
    parts = cell.split("\\\\")
    for char, written in list(_ESCAPES.items())[1:]:
        parts = [part.replace(written, char) for part in parts]
    return "\\".join(parts)


_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def _lines(path: Path, encoding: str | None, read: _Done) -> Iterator[str]:
    rest = ""
    with open_file(path) as file:
        done = 0
        for piece in decode_pieces(file, str(path), encoding):
            *lines, rest = (rest + piece).split("\n")
            read(file.tell() - done)
            done = file.tell()
            yield from (line.removesuffix("\r").removeprefix("\ufeff") for line in lines)
    if rest:
        yield rest.removesuffix("\r")


def _aligned(
    source: Path, target: Path, skipped: Callable[[Problem], object]
) -> Iterator[TranslationUnit]:
    ours = list(_lines(source, None, lambda _: None))
    theirs = list(_lines(target, None, lambda _: None))
    if len(ours) != len(theirs):
        raise InputError(
            f"{source} has {len(ours)} lines and {target} {len(theirs)}; align them first, "
            "as with: glossary memory align"
        )
    of_ours, of_theirs = guess_language("".join(ours)), guess_language("".join(theirs))
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        if one.strip() and other.strip():
            yield TranslationUnit(one.strip(), other.strip(), of_ours, of_theirs)
        elif one.strip() or other.strip():
            skipped(Problem("untranslated", "a line without its translation", str(source), number))


def _with_origin(units: Iterable[TranslationUnit], name: str) -> Iterator[TranslationUnit]:
    for unit in units:
        yield unit if unit.origin else replace(unit, origin=name)


def _take_over(
    memory: Memory,
    units: Iterable[TranslationUnit],
    duplicates: Duplicates | str,
    skipped: list[Problem],
    indexed: _Done,
) -> MemoryImport:
    added: AddResult = memory.add_many(units, duplicates, index=False)
    memory.index(indexed)
    return MemoryImport(added.added, added.skipped, added.replaced, tuple(skipped))
