"""Import units into a memory from exchange files and tables, and export them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from termbase.errors import ContentError, InputError, Problem
from termbase.formats.bilingual import PO, XLIFF
from termbase.formats.tables import unit_rows
from termbase.formats.tables import units as tables
from termbase.formats.units import (
    EXPECTED,
    Advance,
    FileUnit,
    Report,
    ignore,
    unwritable,
    without_excess,
    without_unwritable,
)
from termbase.memory.adding import AddResult, Duplicates
from termbase.memory.memory import Memory
from termbase.model.tags import guess_language, normalize_tag
from termbase.model.unit import TranslationUnit

TMX = (".tmx", ".tmx.gz")
SDLTM = (".sdltm",)
TABLES = (".tsv", ".txt", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class MemoryImport:
    """The outcome of an import of units.

    Attributes:
        added: The number of new units.
        unchanged: The number of units that were there already.
        replaced: The number of older units that were replaced.
        skipped: What was left out, and why.
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
    languages: tuple[str, str] = ("", ""),
    skip_bad: bool = False,
    clean: bool = False,
    read: Advance = ignore,
    indexed: Advance = ignore,
) -> MemoryImport:
    """Import the units of a file, all or none, and index them.

    Args:
        memory: The memory.
        path: A ``.tmx`` or ``.tmx.gz``; an ``.sdltm`` of Trados; an ``.xlf``, ``.xliff``,
            ``.sdlxliff`` or ``.mqxliff``; a ``.po``; a ``.txt`` of Wordfast; or a table (``.tsv``,
            ``.csv``, ``.xlsx``) of the fields of a unit or of two languages.
        duplicates: As for :meth:`Memory.add_many`.
        encoding: The encoding of a table or PO; by default it is detected.
        languages: The source and target language, for a file that does not name them.
        skip_bad: Skip units that cannot be imported; by default they refuse the file.
        clean: Remove characters that exchange formats cannot hold; by default they make a unit
            one that cannot be imported.
        read: Called with numbers of bytes read, for a progress bar.
        indexed: Called with numbers of units indexed.

    Raises:
        ContentError: If units cannot be imported, with all of them.
        InputError: If the file cannot be read, with the line.
        StoreError: If the base cannot be written.
    """
    problems: list[Problem] = []
    found = _read(path, encoding, languages, problems.append, read)
    return import_found(
        memory, found, path, problems, duplicates,
        skip_bad=skip_bad, clean=clean, indexed=indexed,
    )  # fmt: skip


def import_found(
    memory: Memory,
    found: Iterable[FileUnit],
    path: Path,
    problems: list[Problem],
    duplicates: Duplicates | str = Duplicates.IDENTICAL,
    *,
    skip_bad: bool = False,
    clean: bool = False,
    indexed: Advance = ignore,
) -> MemoryImport:
    """Import units that were found in a file, as :func:`import_file` does.

    Reading them adds to the problems what was left out, and why.
    """
    units = (
        replace(unit, origin=unit.origin or path.name)
        for unit in _importable(found, str(path), problems.append, clean=clean)
    )
    return _add(memory, units, duplicates, problems, indexed, skip_bad=skip_bad)


def read_units(
    path: Path,
    encoding: str | None = None,
    report: Report = ignore,
    *,
    languages: tuple[str, str] = ("", ""),
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Yield the units of a file that :func:`import_file` imports.

    Args:
        path: The file.
        encoding: The encoding of a table or PO; by default it is detected.
        report: Called with each segment that has no usable translation.
        languages: The source and target language, for a file that does not name them.
        drafts: Also yield segments without a translation, or with one that is not confirmed.

    Raises:
        ContentError: If units cannot be read, with all of them, after the last one.
        InputError: If the file cannot be read, with the line.
    """
    problems: list[Problem] = []
    yield from _read(path, encoding, languages, problems.append, ignore, drafts=drafts)
    bad = [problem for problem in problems if problem.code not in EXPECTED]
    if bad:
        raise ContentError(bad)
    for problem in problems:
        report(problem)


def import_aligned(
    memory: Memory,
    source: Path,
    target: Path,
    duplicates: Duplicates | str = Duplicates.IDENTICAL,
    *,
    indexed: Advance = ignore,
) -> MemoryImport:
    """Import two texts whose lines correspond to each other; lines without text are left out.

    Args:
        memory: The memory.
        source: A text, one segment a line.
        target: The translation, with as many lines.
        duplicates: As for :meth:`Memory.add_many`.
        indexed: Called with numbers of units indexed.

    Raises:
        ContentError: If a line has characters that exchange formats cannot hold.
        InputError: If the texts cannot be read, or have different numbers of lines.
        StoreError: If the base cannot be written.
    """
    problems: list[Problem] = []
    found = _aligned(source, target, problems.append)
    return import_found(memory, found, source, problems, duplicates, indexed=indexed)


def export(
    memory: Iterable[TranslationUnit], file: BinaryIO, format: str, report: Report = ignore
) -> int:
    """Write units to an open file.

    Args:
        memory: Units, such as all units of a memory.
        file: Open for writing.
        format: ``tmx`` or ``tsv``; a TSV has no notes and properties.
        report: Called with each unit that is left out, because it has characters that the format
            cannot hold.

    Returns:
        The number of units that were written.

    Raises:
        InputError: If the format is unknown.
    """
    if format == "tmx":
        from termbase.formats.tmx.writer import write_units

        return write_units(file, memory, report)
    if format == "tsv":
        return tables.write_units(file, memory, report)
    raise InputError(f"unknown format {format!r}; expected one of: tmx, tsv")


def _read(
    path: Path,
    encoding: str | None,
    languages: tuple[str, str],
    report: Report,
    advance: Advance,
    *,
    drafts: bool = False,
) -> Iterator[FileUnit]:
    """Read the units of a file, by its suffix."""
    name = path.name.lower()
    source, target = languages
    if name.endswith(TMX):
        from termbase.formats.tmx.reader import read_units

        return read_units(path, report, advance)
    if name.endswith(SDLTM):
        from termbase.formats import sdltm

        return sdltm.read_units(path, report, advance)
    if name.endswith(XLIFF):
        from termbase.formats.xliff import reader

        return reader.read_units(
            path, report, advance,
            source_language=source, target_language=target, drafts=drafts,
        )  # fmt: skip
    if name.endswith(PO):
        from termbase.formats.po import parser

        return parser.read_units(
            path, report, advance,
            encoding=encoding, source_language=source, target_language=target, drafts=drafts,
        )  # fmt: skip
    if name.endswith(TABLES):
        return tables.read_units(
            path, report, advance, encoding=encoding, languages=languages, drafts=drafts
        )
    known = ", ".join((*TMX, *SDLTM, *XLIFF, *PO, *TABLES))
    raise InputError(f"{path}: unknown suffix {path.suffix!r}; expected one of: {known}")


def _importable(
    units: Iterable[FileUnit], file: str, report: Report, *, clean: bool
) -> Iterator[TranslationUnit]:
    """Yield the units that can be exported again, with language tags in one spelling."""
    for unit, line in without_excess(units, file, report):
        if character := unwritable(unit):
            if not clean:
                message = (
                    f"{character}, which exchange formats cannot hold; clean (--clean) removes it, "
                    "skip_bad (--skip-bad) skips the unit"
                )
                report(Problem("unwritable", message, file, line))
                continue
            unit = without_unwritable(unit)  # noqa: PLW2901 - the same one, cleaned
            if not unit.source.strip() or not unit.target.strip():
                report(Problem("untranslated", "a segment without text", file, line))
                continue
        yield replace(
            unit,
            source_language=normalize_tag(unit.source_language),
            target_language=normalize_tag(unit.target_language),
        )


def _add(
    memory: Memory,
    units: Iterable[TranslationUnit],
    duplicates: Duplicates | str,
    problems: list[Problem],
    indexed: Callable[[int], object],
    *,
    skip_bad: bool,
) -> MemoryImport:
    def checked() -> Iterator[TranslationUnit]:
        yield from units
        bad = [problem for problem in problems if problem.code not in EXPECTED]
        if bad and not skip_bad:
            # Within the transaction, so that nothing is added.
            raise ContentError(bad)

    added: AddResult = memory.add_many(checked(), duplicates, index=False)
    memory.index(indexed)
    return MemoryImport(added.added, added.skipped, added.replaced, tuple(problems))


def _aligned(source: Path, target: Path, report: Report) -> Iterator[FileUnit]:
    source_lines, target_lines = (list(unit_rows.lines(path)) for path in (source, target))
    if len(source_lines) != len(target_lines):
        raise InputError(
            f"{source} has {len(source_lines)} lines and {target} {len(target_lines)}; "
            "align them first, as with: glossary memory align"
        )
    languages = [guess_language("".join(lines)) for lines in (source_lines, target_lines)]
    for number, pair in enumerate(zip(source_lines, target_lines, strict=True), 1):
        text, translation = (line.strip() for line in pair)
        if text and translation:
            unit = TranslationUnit(text, translation, languages[0], languages[1])
            yield FileUnit(unit, number)
        elif text or translation:
            message = "a line without its translation"
            report(Problem("untranslated", message, str(source), number))
