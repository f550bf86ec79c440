"""``glossary memory import`` and ``export``: units from and to files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import writing_whole
from glossary.cli.progress import bar
from termbase.formats.bilingual import SUFFIXES

if TYPE_CHECKING:
    from termbase.errors import Problem

# What holds translations rather than terms.
MEMORY_SUFFIXES = (".tmx", *SUFFIXES)
_DUPLICATES = ("identical", "newest", "all")

_duplicates = click.option(
    "--duplicates",
    type=click.Choice(_DUPLICATES),
    default="identical",
    show_default=True,
    help="Of units with the same source: leave out identical ones, keep the newest, keep all.",
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_duplicates
@click.option("--aligned", is_flag=True, help="Two texts, whose lines belong to each other.")
@click.option("--encoding", help="The encoding of a TSV or PO, where it is not to be detected.")
@shared
def import_command(
    files: tuple[Path, ...], duplicates: str, encoding: str | None, *, aligned: bool
) -> None:
    """Import units (.tmx, .xlf, .po, .tsv with source⇥target); each file whole or not at all."""
    from termbase.memory.files import import_aligned

    with open_glossary(to_write=True) as glossary:
        memory = glossary.memory
        if aligned:
            if len(files) != 2:
                raise click.UsageError("--aligned takes two files, a text and its translation")
            done = import_aligned(memory, *files, duplicates)
            _tell(files[0], done.skipped, **_counts(done))
            return
        for file in files:
            import_into(memory, file, duplicates, encoding)


def import_into(memory: Any, file: Path, duplicates: str, encoding: str | None) -> None:
    """Import a file with progress bars, and tell what became of it."""
    from termbase.memory.files import import_file

    size = file.stat().st_size if file.is_file() else 0
    with bar(size, f"Reading {file.name}") as read, bar(None, "Indexing") as indexed:
        done = import_file(memory, file, duplicates, encoding=encoding, read=read, indexed=indexed)
    _tell(file, done.skipped, **_counts(done))


def _counts(done: Any) -> dict[str, int]:
    return {"new": done.added, "there already": done.unchanged, "replaced": done.replaced}


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@shared
def export_command(file: Path) -> None:
    """Export all units (.tmx, .tsv; - is standard output, as TMX)."""
    from termbase.memory.files import export

    with open_glossary(to_write=True) as glossary:
        if str(file) == "-":
            count = export(glossary.memory, sys.stdout.buffer, "tmx")
        else:
            with writing_whole(file) as out:
                count = export(glossary.memory, out, file.suffix.lower().removeprefix("."))
    if not options().quiet:
        click.echo(f"{count} units written", err=True)


def _tell(file: Path, skipped: tuple[Problem, ...], **counts: int) -> None:
    for problem in skipped[:20]:
        click.echo(f"skipped: {problem}", err=True)
    if len(skipped) > 20:
        click.echo(f"skipped: {len(skipped) - 20} more", err=True)
    if not options().quiet:
        said = [f"{count} {what}" for what, count in counts.items() if count or what == "new"]
        said += [f"{len(skipped)} skipped"] if skipped else []
        click.echo(f"{file}: memory: {', '.join(said)}", err=True)


FILE_COMMANDS = (import_command, export_command)
