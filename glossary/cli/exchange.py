"""``glossary import`` and ``glossary export``: terms from and to files."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.memory_files import import_into
from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import write_whole
from glossary.cli.progress import bar
from termbase.formats import FORMATS, format_of, read, write
from termbase.importing import OnConflict, Report, take_over

_format = click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="The format, else from the suffix.",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_format
@click.option("--encoding", help="The encoding of the files, where it is not to be detected.")
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
    on_conflict: str,
    *,
    skip_bad: bool,
) -> None:
    """Import terms (.csv, .tsv, .json) into your own base; each file whole or not at all.

    A .tmx goes to the translation memory.
    """
    with open_glossary(to_write=True) as glossary:
        for file in files:
            if format_name is None and file.suffix.lower() == ".tmx":
                import_into(glossary.memory, file, "identical", encoding)
                continue
            reading = read(file, format_name, encoding)
            with bar(len(reading.entries), f"Importing {file}") as done:
                report = take_over(
                    glossary.termbase,
                    reading,
                    str(file),
                    on_conflict=OnConflict(on_conflict),
                    skip_bad=skip_bad,
                    done=done,
                )
            _tell(file, report)


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@_format
@shared
def export_command(file: Path, format_name: str | None) -> None:
    """Export all visible terms (.csv, .tsv, .json; - is standard output)."""
    name = format_name or ("json" if str(file) == "-" else format_of(file))
    with open_glossary() as glossary:
        concepts = list(glossary.termbase)
    text, lost = write(concepts, name)
    if str(file) == "-":
        click.echo(text)
    else:
        write_whole(file, text.encode())
    if not options().quiet:
        click.echo(f"{len(concepts)} concepts written", err=True)
        for field, count in sorted(lost.items()):
            click.echo(f"not in {name}: {field} of {count} concepts", err=True)


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
