"""``glossary import``: merge the terms of files into your own base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from glossary.cli.exchange_options import (
    clean_option,
    format_option,
    map_option,
    on_conflict_option,
    sheet_option,
    split_option,
)
from glossary.cli.exchange_reports import show_dropped, show_warnings
from glossary.cli.memory_files import (
    show_units,
    source_language_option,
    target_language_option,
)
from glossary.cli.options import open_glossary, shared
from glossary.cli.progress import bar
from glossary.cli.streams import complain, echo, note
from glossary.views.words import counted
from termbase.errors import Error
from termbase.merge.importing import Report
from termbase.merge.merging import OnConflict, Outcome
from termbase.merge.plan import ImportOutcome

_SETTLED = {
    OnConflict.REFUSE: "built-in values overridden by the file",
    OnConflict.OURS: "ours kept",
    OnConflict.THEIRS: "theirs taken",
    OnConflict.BOTH: "ours kept, theirs added to the notes",
}


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@click.option("--encoding", help="Encoding of the files, if detection fails.")
@map_option
@sheet_option
@split_option
@clean_option
@on_conflict_option
@source_language_option
@target_language_option
@click.option("--skip-bad", is_flag=True, help="Leave out and list entries that cannot be read.")
@click.option("--dry-run", is_flag=True, help="Show the outcome for each concept; write nothing.")
@shared
def import_command(
    files: tuple[Path, ...],
    format_name: str | None,
    encoding: str | None,
    columns: dict[str, str],
    sheet: str,
    on_conflict: str,
    source_language: str,
    target_language: str,
    *,
    split: bool,
    clean: bool,
    skip_bad: bool,
    dry_run: bool,
) -> None:
    """Merge terms into your own base; each file completely or not at all.

    A concept is merged into the one with its id or, if it has none, with its Chinese term and
    subject: new terms are added, empty fields filled, and nothing is deleted. A .tmx, and the
    translations in an .xlf or .po, are added to the translation memory, after all terms; the
    glossaries in an XLIFF 2 to your base as well.
    """
    done: list[Path] = []
    with open_glossary(to_write=True, temporary=dry_run) as glossary, _naming_the_rest(files, done):
        for report in glossary.import_files(
            files, format=format_name, encoding=encoding, columns=columns, sheet=sheet,
            split=split, clean=clean, on_conflict=on_conflict,
            languages=(source_language, target_language), skip_bad=skip_bad, dry_run=dry_run,
            progress=bar,
        ):  # fmt: skip
            if report.terms:
                _show(report.path, report.terms, OnConflict(on_conflict), each=dry_run)
            if report.units:
                show_units(report.path, report.units)
            done.append(report.path)
    if dry_run:
        note("--dry-run: nothing was written")


@contextmanager
def _naming_the_rest(files: Iterable[Path], done: list[Path]) -> Iterator[None]:
    """After an error, name the files after the bad one, which were not imported either."""
    try:
        yield
    except Error:
        rest = [str(file) for file in dict.fromkeys(files) if file not in done]
        if len(rest) > 1:
            note(f"not imported either: {', '.join(rest[1:])}")
        raise


def _show(file: Path, report: Report, policy: OnConflict, *, each: bool) -> None:
    """Show what an import did with a file, and if wanted with each concept in it."""
    if each:
        for outcome in report.outcomes:
            echo(_line(outcome))
    for problem in report.skipped:
        complain(f"skipped: {problem}")
    show_warnings(report.warnings)
    show_dropped(file, report.dropped, report.pass_through)
    parts = [
        f"concepts: {_counts(report.concepts, len(report.skipped))}",
        f"terms: {_counts(report.terms)}",
    ]
    if report.conflicts:
        parts.append(f"{counted(report.conflicts, 'conflict')} ({_SETTLED[policy]})")
    note(f"{file}: {'; '.join(parts)}")


def _counts(counts: Mapping[Outcome, int], skipped: int = 0) -> str:
    numbers = {**{outcome.value: counts.get(outcome, 0) for outcome in Outcome}, "skipped": skipped}
    return ", ".join(f"{count} {name}" for name, count in numbers.items() if count or name == "new")


def _line(outcome: ImportOutcome) -> str:
    line = f"{outcome.kind} {outcome.concept.id} {outcome.concept.terms[0].text}"
    return f"{line}: {', '.join(outcome.changes)}" if outcome.changes else line
