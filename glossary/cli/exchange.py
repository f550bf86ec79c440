"""``glossary import`` and ``glossary export``: terms from and to files."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.memory_files import MEMORY_SUFFIXES, import_into
from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import write_whole
from glossary.cli.progress import bar
from termbase.concept import Concept, Status, Usage
from termbase.errors import ContentError
from termbase.formats import FORMATS, Reading, format_of, kept, read, write
from termbase.importing import OnConflict, Report, take_over
from termbase.selecting import chosen

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
    default="zh-en",
    show_default=True,
    help="For formats whose files go from one language to the other.",
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
    help="What to do with a concept that your base has otherwise.",
)
@click.option("--skip-bad", is_flag=True, help="Leave out rows that cannot be read, and say which.")
@shared
def import_command(
    files: tuple[Path, ...],
    format_name: str | None,
    encoding: str | None,
    meant: dict[str, str],
    on_conflict: str,
    *,
    skip_bad: bool,
) -> None:
    """Import terms into your own base; each file whole or not at all.

    A .tmx, and the translations in an .xlf or .po, go to the translation memory; the glossaries
    in an XLIFF 2 to your base as well.
    """
    with open_glossary(to_write=True) as glossary:
        for file in files:
            if format_name is None and file.suffix.lower() in MEMORY_SUFFIXES:
                import_into(glossary.memory, file, "identical", encoding)
                if not _holds_terms(file):
                    continue
            reading = read(file, format_name, encoding, meant)
            with bar(len(reading.entries), f"Importing {file}") as done:
                report = take_over(
                    glossary.termbase,
                    reading,
                    str(file),
                    on_conflict=OnConflict(on_conflict),
                    skip_bad=skip_bad,
                    done=done,
                )
            _tell_left(file, reading)
            _tell(file, report)


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
    direction: str,
) -> None:
    """Export all visible terms, in the format of the suffix; - is standard output.

    What the format cannot hold is told.
    """
    name = format_name or ("json" if str(file) == "-" else format_of(file))
    with open_glossary() as glossary:
        concepts = list(chosen(glossary.termbase, subject, status, usage))
    _write(concepts, file, name, direction)


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
    direction: str,
) -> None:
    """Write the terms of SOURCE in the format of TARGET; no base is touched."""
    reading = read(source, from_name, encoding, meant)
    if reading.problems:
        raise ContentError(reading.problems)
    _tell_left(source, reading)
    name = to_name or ("json" if str(target) == "-" else format_of(target))
    _write(reading.concepts, target, name, direction)


def _holds_terms(file: Path) -> bool:
    """Whether a file of translations has terms as well, as XLIFF 2 may."""
    if file.suffix.lower() not in FORMATS["xliff"].suffixes:
        return False
    found = read(file, "xliff")
    return bool(found.entries or found.problems or found.left)


def _write(concepts: list[Concept], file: Path, name: str, direction: str) -> None:
    data, lost = write(concepts, name, direction)
    if str(file) == "-":
        click.echo(data, nl=not data.endswith(b"\n"))
    else:
        write_whole(file, data)
    if not options().quiet:
        click.echo(f"{len(concepts)} concepts written", err=True)
        for field, count in sorted(lost.items()):
            click.echo(f"not in {name}: {field} of {count} concepts", err=True)


def _tell_left(file: Path, reading: Reading) -> None:
    if not options().quiet:
        for what, count in sorted(reading.left.items()):
            click.echo(f"{file}: left out: {count} × {what}", err=True)
        if names := kept(reading).most_common():
            said = ", ".join(f"{name} ({count})" for name, count in names[:_TOLD])
            more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
            click.echo(f"{file}: kept, to be written back only: {said}{more}", err=True)


def _tell(file: Path, report: Report) -> None:
    for problem in report.skipped:
        click.echo(f"skipped: {problem}", err=True)
    if options().quiet:
        return
    parts = {
        "new": report.new,
        "replaced": report.replaced,
        "kept as they were": report.kept,
        "unchanged": report.unchanged,
        "skipped": len(report.skipped),
    }
    said = ", ".join(f"{count} {what}" for what, count in parts.items() if count or what == "new")
    click.echo(f"{file}: {said}", err=True)
