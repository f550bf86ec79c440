"""Import, export and convert files of terms and translations."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from glossary.signature import signature_of
from termbase.choices import as_values
from termbase.encoding import packed
from termbase.errors import ContentError, InputError, Problem
from termbase.formats import FORMATS, ParsedFile, format_of, pass_through_counts, read, write
from termbase.formats.bilingual import SUFFIXES
from termbase.merge.importing import Report, import_concepts, merge_duplicates
from termbase.merge.merging import OnConflict
from termbase.model.concept import Status, Usage
from termbase.model.selecting import select_concepts
from termbase.output import refuse_same_file, write_file

if TYPE_CHECKING:
    from termbase.memory import Memory
    from termbase.memory.files import MemoryImport
    from termbase.model.concept import Concept
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


@dataclass(frozen=True, slots=True)
class Exported:
    """Concepts in a format.

    Attributes:
        data: The file.
        format: The name of the format.
        concepts: The number of concepts.
        losses: For each field that the format cannot represent, how many concepts lost some of it.
    """

    data: bytes
    format: str
    concepts: int
    losses: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Converted:
    """A converted file of terms.

    Attributes:
        exported: The result.
        dropped: Data of the source that the model cannot represent, by kind.
        passed_through: Data kept for the source's own format, by name.
        skipped: What could not be read, if that was to be left out.
        warnings: What was read in spite of a doubt.
    """

    exported: Exported
    dropped: Mapping[str, int]
    passed_through: Mapping[str, int]
    skipped: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


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


class ExportOptions(TypedDict, total=False):
    """Options of an export; see :meth:`Glossary.dump`."""

    builtin: bool
    subject: str | Collection[str]
    status: Status | str | Collection[str]
    usage: Usage | str | Collection[str]
    direction: str | None
    script: str


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
    """Import the translation units of a file; see :func:`termbase.memory.files.import_file`."""
    from termbase.memory.files import import_file

    _log.info("%s: importing units", path)
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


def export(
    termbase: Termbase, path: Path, format: str | None = None, **options: Unpack[ExportOptions]
) -> Exported:
    """Write the visible concepts to a file; see :meth:`Glossary.export`."""
    if termbase.own:
        refuse_same_file(path, termbase.own.path)
    exported = dump(termbase, format_of(path, format), **options)
    write_file(path, packed(exported.data, path))
    return exported


def dump(
    termbase: Termbase,
    format: str,
    *,
    builtin: bool = True,
    subject: str | Collection[str] = (),
    status: Status | str | Collection[str] = (),
    usage: Usage | str | Collection[str] = (),
    direction: str | None = None,
    script: str = "given",
) -> Exported:
    """Return the visible concepts in a format; see :meth:`Glossary.dump`."""
    subjects = as_values(subject)
    statuses, usages = map(Status, as_values(status)), map(Usage, as_values(usage))
    chosen = (subjects, list(statuses), list(usages))
    visible = list(termbase)
    if not builtin:
        own = set(termbase.own.ids()) if termbase.own else set()
        visible = [concept for concept in visible if concept.id in own]
    concepts = list(select_concepts(visible, *chosen))
    _log.info("%d of %d concepts selected for %s", len(concepts), len(visible), format)
    data, losses = write(concepts, format, direction or "zh-en", script)
    if format == "json":
        data = _signed(data, concepts)
    return Exported(data, format, len(concepts), losses)


def _signed(data: bytes, concepts: Sequence[Concept]) -> bytes:
    """Return a JSON export with the signature of its concepts."""
    value = {"signature": signature_of(concepts)._asdict(), **json.loads(data)}
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def convert(
    source: Path,
    target: Path | None,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str = "",
    split: bool = False,
    clean: bool = False,
    skip_bad: bool = False,
    direction: str | None = None,
    script: str = "given",
) -> Converted:
    """Write the terms of a file in another format; without a target only return them."""
    format = target_format or format_of(target or source)
    reading: ParsedFile = read(
        source, source_format, encoding, columns, sheet=sheet, split=split, clean=clean
    )
    if reading.problems and not skip_bad:
        raise ContentError(reading.problems)
    concepts = [outcome.concept for outcome in merge_duplicates(reading, str(source))]
    data, losses = write(concepts, format, direction or "zh-en", script)
    exported = Exported(data, format, len(concepts), losses)
    if target is not None:
        refuse_same_file(target, source)
        write_file(target, packed(exported.data, target))
    return Converted(
        exported,
        reading.dropped,
        pass_through_counts(reading),
        tuple(reading.problems),
        reading.warnings,
    )
