"""``glossary import``, ``export`` and ``convert``: terms from and to files."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.memory_files import MEMORY_SUFFIXES, import_into
from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import write_whole
from glossary.cli.progress import bar
from termbase.errors import ContentError, Error
from termbase.formats import FORMATS, format_of, kept, read, write
from termbase.merge.drafting import Fate
from termbase.merge.importing import Report, take_over, united
from termbase.merge.merging import OnConflict, Outcome
from termbase.model.concept import Concept, Status, Usage
from termbase.model.select import chosen

_DIRECTED = ", ".join(name for name, format in FORMATS.items() if format.directed)
_SETTLED = {
    OnConflict.REFUSE: "what is built in has given way",
    OnConflict.OURS: "ours kept",
    OnConflict.THEIRS: "theirs taken",
    OnConflict.BOTH: "ours kept, theirs put in the notes",
}
# So many things that are kept are named.
_TOLD = 8

_format = click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="The format, else from the suffix.",
)
_direction = click.option(
    "--direction",
    type=click.Choice(["zh-en", "en-zh"]),
    help="For formats whose files go from one language to the other  [default: zh-en]",
)


def _meanings(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    if bad := next((value for value in values if "=" not in value), None):
        raise click.BadParameter(f"{bad!r}: a heading, = and a field are wanted")
    return {heading: field for heading, _, field in (value.rpartition("=") for value in values)}


_map = click.option(
    "--map",
    "meant",
    multiple=True,
    metavar="HEADING=FIELD",
    callback=_meanings,
    help="What a column of a table is; with no FIELD it is left out; repeatable.",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_format
@click.option("--encoding", help="The encoding of the files, where it is not to be detected.")
@_map
@click.option(
    "--on-conflict",
    type=click.Choice([choice.value for choice in OnConflict]),
    default=OnConflict.REFUSE.value,
    show_default=True,
    help="What to do where your base says otherwise: nothing at all; keep what your base says; "
    "take what the file says; keep yours and put theirs into the note. What is only built in "
    "gives way to the file, unless another choice is made.",
)
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and say which.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each concept; no more.")
@shared
def import_command(
    files: tuple[Path, ...],
    format_name: str | None,
    encoding: str | None,
    meant: dict[str, str],
    on_conflict: str,
    *,
    skip_bad: bool,
    dry_run: bool,
) -> None:
    """Merge terms into your own base; each file whole or not at all.

    A concept is merged into the one with its id or, if it has none, with its Chinese term and
    subject: new terms are added, empty fields filled, and nothing is deleted. A .tmx, and the
    translations in an .xlf or .po, go to the translation memory, after all terms; the glossaries
    in an XLIFF 2 to your base as well.
    """
    policy = OnConflict(on_conflict)
    units = [file for file in files if not format_name and file.suffix.lower() in MEMORY_SUFFIXES]
    terms = [
        file
        for file in files
        if file not in units or file.suffix.lower() in FORMATS["xliff"].suffixes
    ]
    waiting = [*terms, *units]
    with open_glossary(to_write=True, trial=dry_run) as glossary, _telling_the_rest(waiting):
        with glossary.termbase.trial() if dry_run else nullcontext():
            for file in terms:
                reading = read(file, format_name, encoding, meant)
                if file in units and not (reading.entries or reading.problems or reading.left):
                    waiting.remove(file)
                    continue
                with bar(len(reading.entries), f"Importing {file}") as done:
                    report = take_over(
                        glossary.termbase,
                        reading,
                        str(file),
                        on_conflict=policy,
                        skip_bad=skip_bad,
                        done=done,
                    )
                _tell(file, report, policy, each=dry_run)
                waiting.remove(file)
        if units:
            with glossary.memory.trial() if dry_run else nullcontext():
                for file in units:
                    import_into(glossary.memory, file, "identical", encoding)
                    waiting.remove(file)
    if dry_run and not options().quiet:
        click.echo("--dry-run: nothing was written", err=True)


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@_format
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
    help="Only renderings that these use; repeatable.",
)
@_direction
@shared
def export_command(
    file: Path,
    format_name: str | None,
    subject: tuple[str, ...],
    status: tuple[str, ...],
    usage: tuple[str, ...],
    direction: str | None,
) -> int:
    """Export all visible terms, in the format of the suffix; - is standard output.

    What the format cannot hold is told.
    """
    name = _name_of(file, format_name, direction)
    with open_glossary() as glossary:
        everything = list(glossary.termbase)
    subjects = {concept.subject for concept in everything}
    for unknown in sorted(set(subject) - subjects):
        known = ", ".join(sorted(filter(None, subjects))) or "none"
        click.echo(
            f"glossary: no concept has the subject {unknown!r}; there are: {known}", err=True
        )
    concepts = list(chosen(everything, subject, status, usage))
    if not concepts and (subject or status or usage):
        click.echo(f"glossary: nothing to export; {file} is not written", err=True)
        return NOTHING_FOUND
    _write(concepts, file, name, direction)
    return 0


@click.command("convert")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--from", "from_name", type=click.Choice(list(FORMATS)), help="The format of SOURCE.")
@click.option("--to", "to_name", type=click.Choice(list(FORMATS)), help="The format of TARGET.")
@click.option("--encoding", help="The encoding of SOURCE, where it is not to be detected.")
@_map
@_direction
@shared
def convert_command(
    source: Path,
    target: Path,
    from_name: str | None,
    to_name: str | None,
    encoding: str | None,
    meant: dict[str, str],
    direction: str | None,
) -> None:
    """Write the terms of SOURCE in the format of TARGET; no base is touched."""
    name = _name_of(target, to_name, direction)
    reading = read(source, from_name, encoding, meant)
    if reading.problems:
        raise ContentError(reading.problems)
    concepts = [fate.concept for fate in united(reading, str(source))]
    if not concepts:
        click.echo(f"{source}: there are no terms in it", err=True)
    _tell_left(source, reading.left, kept(reading))
    _write(concepts, target, name, direction)


def _name_of(file: Path, given: str | None, direction: str | None) -> str:
    """The name of the format to write a file in."""
    name = given or ("json" if str(file) == "-" else format_of(file))
    if direction and not FORMATS[name].directed:
        raise click.UsageError(f"{name} goes both ways; --direction is for {_DIRECTED}")
    if name == "xlsx" and str(file) == "-" and sys.stdout.isatty():
        raise click.UsageError("a workbook is not for the terminal; name a file")
    return name


def _write(concepts: list[Concept], file: Path, name: str, direction: str | None) -> None:
    data, lost = write(concepts, name, direction or "zh-en")
    if str(file) == "-":
        # A ZIP file with a line break behind it is another file.
        click.echo(data, nl=not FORMATS[name].binary and not data.endswith(b"\n"))
    else:
        write_whole(file, data)
    if not options().quiet:
        click.echo(f"{len(concepts)} concepts written", err=True)
        for field, count in sorted(lost.items()):
            click.echo(f"not in {name}: {field} of {count} concepts", err=True)


@contextmanager
def _telling_the_rest(waiting: list[Path]) -> Iterator[None]:
    """After an error, tell which other files have not been imported."""
    try:
        yield
    except Error:
        rest = dict.fromkeys(str(file) for file in waiting if file != waiting[0])
        if rest and not options().quiet:
            click.echo(f"not imported either: {', '.join(rest)}", err=True)
        raise


def _tell_left(file: Path, left: Mapping[str, int], kept: Mapping[str, int]) -> None:
    if not options().quiet:
        for what, count in sorted(left.items()):
            click.echo(f"{file}: left out: {count} × {what}", err=True)
        if names := sorted(kept.items(), key=lambda item: -item[1]):
            said = ", ".join(f"{name} ({count})" for name, count in names[:_TOLD])
            more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
            click.echo(f"{file}: kept, to be written back only: {said}{more}", err=True)


def _tell(file: Path, report: Report, policy: OnConflict, *, each: bool) -> None:
    """Say what became of a file, and if wanted of each concept in it."""
    if each:
        for fate in report.fates:
            click.echo(_line(fate))
    for problem in report.skipped:
        click.echo(f"skipped: {problem}", err=True)
    _tell_left(file, report.left, report.kept)
    if options().quiet:
        return
    parts = [
        f"concepts: {_counts(report.concepts, len(report.skipped))}",
        f"terms: {_counts(report.terms)}",
    ]
    if report.differences:
        parts.append(f"conflicts: {report.differences} ({_SETTLED[policy]})")
    click.echo(f"{file}: {'; '.join(parts)}", err=True)


def _counts(counts: Mapping[Outcome, int], skipped: int = 0) -> str:
    said = {**{outcome.value: counts.get(outcome, 0) for outcome in Outcome}, "skipped": skipped}
    return ", ".join(f"{count} {what}" for what, count in said.items() if count or what == "new")


def _line(fate: Fate) -> str:
    line = f"{fate.outcome} {fate.concept.id} {fate.concept.terms[0].text}"
    return f"{line}: {', '.join(fate.changes)}" if fate.changes else line
