"""Import files of terms and translations."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from termbase.errors import InputError, Problem
from termbase.formats import FORMATS, read
from termbase.formats.bilingual import SUFFIXES
from termbase.merge.importing import Report, import_concepts
from termbase.merge.merging import OnConflict

if TYPE_CHECKING:
    from termbase.formats.units import FileUnit
    from termbase.memory import Memory
    from termbase.memory.files import MemoryImport
    from termbase.termbase import Termbase

_log = logging.getLogger(__name__)

# Files of these suffixes hold translations rather than terms.
MEMORY_SUFFIXES = (".tmx", ".tmx.gz", ".sdltm", *SUFFIXES)

# Called with a number of steps (None if unknown) and a description; the context manager that it
# returns yields a function that is called with the number of steps done since.
Progress = Callable[[int | None, str], AbstractContextManager[Callable[[int], object]]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The outcome of importing a file.

    Attributes:
        path: The file.
        terms: The outcome for each of its concepts; None if it holds translations only.
        units: How many translation units were added; None if it holds terms only.
    """

    path: Path
    terms: Report | None = None
    units: MemoryImport | None = None


class ImportOptions(TypedDict, total=False):
    """Options of an import; see :meth:`Glossary.import_file`."""

    format: str | None
    encoding: str | None
    columns: Mapping[str, str] | None
    sheet: str
    split: bool
    clean: bool
    on_conflict: OnConflict | str
    languages: tuple[str, str]
    skip_bad: bool
    dry_run: bool


def no_progress(_: int | None, __: str) -> AbstractContextManager[Callable[[int], object]]:
    """Show no progress."""
    return nullcontext(lambda _: None)


def import_files(
    termbase: Termbase,
    open_memory: Callable[[], Memory],
    paths: Sequence[Path],
    progress: Progress,
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
    on_conflict: OnConflict | str = OnConflict.REFUSE,
    languages: tuple[str, str] = ("", ""),
    skip_bad: bool = False,
    dry_run: bool = False,
) -> Iterator[ImportReport]:
    """Import files, all terms before all translations; see :meth:`Glossary.import_files`."""
    policy = OnConflict(on_conflict)
    units = [path for path in paths if not format and path.name.lower().endswith(MEMORY_SUFFIXES)]
    xliff = FORMATS["xliff"].suffixes
    _refuse_table_options(units, columns=bool(columns), sheet=bool(sheet), split=split)
    with termbase.trial() if dry_run else nullcontext():
        for path in paths:
            if path in units and path.suffix.lower() not in xliff:
                continue
            reading = read(path, format, encoding, columns, sheet=sheet, split=split, clean=clean)
            if path in units and not (reading.entries or reading.problems or reading.dropped):
                continue
            _log.info(
                "%s: %d concepts, %d problems", path, len(reading.entries), len(reading.problems)
            )
            with progress(len(reading.entries), f"Importing {path}") as advance:
                report = import_concepts(
                    termbase,
                    reading,
                    str(path),
                    on_conflict=policy,
                    skip_bad=skip_bad,
                    done=partial(advance, 1),
                )
            yield ImportReport(path, terms=report)
    if units:
        memory = open_memory()
        with memory.trial() if dry_run else nullcontext():
            for path in units:
                yield import_units(
                    memory, path, progress=progress, encoding=encoding, languages=languages,
                    skip_bad=skip_bad, clean=clean,
                )  # fmt: skip


def _refuse_table_options(paths: Sequence[Path], **given: bool) -> None:
    """Refuse options of tables for files of translation units, which would ignore them.

    Raises:
        InputError: With the first file and the first option.
    """
    options = [name for name, is_given in given.items() if is_given]
    if paths and options:
        option = {"columns": "map"}.get(options[0], options[0])
        raise InputError(
            f"{paths[0]}: a file of translation units, not a table of terms, so --{option} does "
            "not apply"
        )


def import_units(
    memory: Memory,
    path: Path,
    *,
    progress: Progress = no_progress,
    duplicates: str = "identical",
    encoding: str | None = None,
    languages: tuple[str, str] = ("", ""),
    skip_bad: bool = False,
    clean: bool = False,
) -> ImportReport:
    """Import the translation units of a file; see :func:`termbase.memory.files.import_file`.

    So are documents: the rows of tables with both languages in those of Word and OpenDocument, and
    subtitles with a line in each.
    """
    from glossary.check.bilingual_tables import may_have_tables
    from termbase.memory.files import import_file, import_found

    _log.info("%s: importing units", path)
    if may_have_tables(path):
        problems: list[Problem] = []
        with progress(None, "Indexing") as indexed:
            added = import_found(
                memory, _rows(path, encoding, problems.append), path, problems, duplicates,
                skip_bad=skip_bad, clean=clean, indexed=indexed,
            )  # fmt: skip
        return ImportReport(path, units=added)
    size = path.stat().st_size if path.is_file() else 0
    with (
        progress(size, f"Reading {path.name}") as read_bytes,
        progress(None, "Indexing") as indexed,
    ):
        units = import_file(
            memory, path, duplicates,
            encoding=encoding, languages=languages, skip_bad=skip_bad, clean=clean,
            read=read_bytes, indexed=indexed,
        )  # fmt: skip
    return ImportReport(path, units=units)


def _rows(
    path: Path, encoding: str | None, report: Callable[[Problem], object]
) -> Iterator[FileUnit]:
    """Yield the rows of the bilingual tables of a document.

    Raises:
        InputError: If it cannot be read, or has none.
    """
    from glossary.check.bilingual_tables import read_segments
    from termbase.formats.units import FileUnit
    from termbase.model.unit import TranslationUnit

    number = 0
    for segment in read_segments(path, encoding):
        number = segment.number
        if segment.source and segment.target:
            languages = segment.source_language.value, segment.target_language.value
            unit = TranslationUnit(segment.source, segment.target, *languages)
            yield FileUnit(unit, number)
        else:
            report(Problem("untranslated", "a row with one language", str(path), number))
    if not number:
        raise InputError(
            f"{path}: has no table or cues in Chinese and English; of two texts pair the "
            "sentences, as with: glossary memory align"
        )
