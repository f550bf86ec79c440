"""``glossary import``, ``export`` and ``convert``: exchange terms with files."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from glossary.cli.exchange_options import (
    clean_option,
    direction_option,
    format_option,
    map_option,
    on_conflict_option,
    script_option,
    sheet_option,
    split_option,
)
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.memory_files import (
    show_units,
    source_language_option,
    target_language_option,
)
from glossary.cli.options import open_glossary, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.progress import bar
from glossary.cli.streams import complain, echo, echo_bytes, note, warn
from glossary.exchange import Exported, convert
from glossary.views.words import counted
from termbase.encoding import packed
from termbase.errors import Error, InputError, Problem
from termbase.formats import FORMATS, format_of
from termbase.formats.losses import words_for_loss
from termbase.merge.importing import Report
from termbase.merge.merging import OnConflict, Outcome
from termbase.merge.plan import ImportOutcome
from termbase.model.concept import Status, Usage
from termbase.output import write_file

_DIRECTED = ", ".join(name for name, format in FORMATS.items() if format.directed)
_SETTLED = {
    OnConflict.REFUSE: "built-in values overridden by the file",
    OnConflict.OURS: "ours kept",
    OnConflict.THEIRS: "theirs taken",
    OnConflict.BOTH: "ours kept, theirs added to the notes",
}
# The greatest number of pass-through fields that are named.
_NAMED_FIELDS = 8
_NAMED_WARNINGS = 20


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


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@format_option
@click.option("--subject", multiple=True, help="Only concepts of this subject; repeatable.")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    multiple=True,
    help="Only terms of this status; repeatable.",
)
@click.option(
    "--usage",
    type=click.Choice([usage.value for usage in Usage]),
    multiple=True,
    help="Only renderings of this group of users; repeatable.",
)
@direction_option
@script_option
@shared
def export_command(
    file: Path,
    format_name: str | None,
    subject: tuple[str, ...],
    status: tuple[str, ...],
    usage: tuple[str, ...],
    direction: str | None,
    script: str,
) -> int:
    """Export all visible terms, in the format of the suffix; - is standard output.

    Data that the format cannot represent is listed on standard error.
    """
    name = _output_format(file, format_name, direction)
    refuse_overwriting([file])
    with open_glossary() as glossary:
        subjects = {concept.subject for concept in glossary.termbase} if subject else set()
        exported = glossary.dump(
            name, subject=subject, status=status, usage=usage, direction=direction, script=script
        )
    for unknown in sorted(set(subject) - subjects):
        known = ", ".join(sorted(filter(None, subjects))) or "none"
        warn(f"no concept has the subject {unknown!r}; subjects: {known}")
    if not exported.concepts and (subject or status or usage):
        warn(f"nothing to export; {file} is not written")
        return NOTHING_FOUND
    _write(exported, file)
    return 0


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "from_name",
    type=click.Choice(list(FORMATS)),
    help="Format of SOURCE (default: from its suffix).",
)
@click.option(
    "--to",
    "to_name",
    type=click.Choice(list(FORMATS)),
    help="Format of TARGET (default: from its suffix).",
)
@click.option("--encoding", help="Encoding of SOURCE, if detection fails.")
@map_option
@sheet_option
@split_option
@clean_option
@click.option("--skip-bad", is_flag=True, help="Leave out and list entries that cannot be read.")
@direction_option
@script_option
@shared
def convert_command(
    source: Path,
    target: Path,
    from_name: str | None,
    to_name: str | None,
    encoding: str | None,
    columns: dict[str, str],
    sheet: str,
    direction: str | None,
    script: str,
    *,
    split: bool,
    clean: bool,
    skip_bad: bool,
) -> None:
    """Write the terms of SOURCE in the format of TARGET; no base is read or changed."""
    name = _output_format(target, to_name, direction)
    refuse_overwriting([target], [source])
    converted = convert(
        source, None, source_format=from_name, target_format=name, encoding=encoding,
        columns=columns, sheet=sheet, split=split, clean=clean, skip_bad=skip_bad,
        direction=direction, script=script,
    )  # fmt: skip
    if not converted.exported.concepts:
        note(f"{source}: no terms in it")
    for problem in converted.skipped:
        complain(f"skipped: {problem}")
    _show_warnings(converted.warnings)
    _show_dropped(source, converted.dropped, converted.passed_through)
    _write(converted.exported, target)


def _output_format(file: Path, given: str | None, direction: str | None) -> str:
    """Return the name of the format to write a file in.

    Raises:
        UsageError: If the suffix is unknown, or the format does not go with the options.
    """
    try:
        name = given or ("json" if str(file) == "-" else format_of(file))
    except InputError as error:
        raise click.UsageError(str(error)) from None
    if direction and not FORMATS[name].directed:
        raise click.UsageError(f"{name} has no direction; --direction is for {_DIRECTED}")
    if name == "xlsx" and str(file) == "-" and sys.stdout.isatty():
        raise click.UsageError("a workbook cannot be shown in a terminal; name a file")
    return name


def _write(exported: Exported, file: Path) -> None:
    if str(file) == "-":
        # A line end after a ZIP file would damage it.
        is_whole = FORMATS[exported.format].binary or exported.data.endswith(b"\n")
        echo_bytes(exported.data if is_whole else exported.data + b"\n")
    else:
        write_file(file, packed(exported.data, file))
    note(f"{counted(exported.concepts, 'concept')} written")
    for field, count in sorted(exported.losses.items()):
        concepts = "" if field.startswith("concept ") else f" ({counted(count, 'concept')})"
        note(f"not in {exported.format}: {words_for_loss(field)}{concepts}")


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


def _show_warnings(warnings: Sequence[Problem]) -> None:
    for problem in warnings[:_NAMED_WARNINGS]:
        complain(f"warning: {problem}")
    if len(warnings) > _NAMED_WARNINGS:
        complain(f"warning: {len(warnings) - _NAMED_WARNINGS} more; see 'glossary validate'")


def _show_dropped(
    file: Path, dropped: Mapping[str, int], passed_through: Mapping[str, int]
) -> None:
    for kind, count in sorted(dropped.items()):
        note(f"{file}: dropped: {count} × {kind}")
    if fields := sorted(passed_through.items(), key=lambda item: -item[1]):
        names = ", ".join(f"{name} ({count})" for name, count in fields[:_NAMED_FIELDS])
        more = f" and {len(fields) - _NAMED_FIELDS} more" if len(fields) > _NAMED_FIELDS else ""
        note(f"{file}: passed through, for export to the same format only: {names}{more}")


def _show(file: Path, report: Report, policy: OnConflict, *, each: bool) -> None:
    """Show what an import did with a file, and if wanted with each concept in it."""
    if each:
        for outcome in report.outcomes:
            echo(_line(outcome))
    for problem in report.skipped:
        complain(f"skipped: {problem}")
    _show_warnings(report.warnings)
    _show_dropped(file, report.dropped, report.pass_through)
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
