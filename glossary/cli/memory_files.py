"""``glossary memory import`` and ``export``: exchange units with files."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from glossary.cli.options import open_glossary, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.progress import bar
from glossary.cli.streams import complain, echo_bytes, note
from glossary.views.words import counted
from termbase.output import open_output

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termbase.errors import Problem
    from termbase.memory.files import MemoryImport

_DUPLICATES = ("identical", "newest", "all")
_FORMATS = {".tmx": "tmx", ".tmx.gz": "tmx", ".tsv": "tsv"}
# The greatest number of skipped units that are listed.
_LISTED = 20

_duplicates = click.option(
    "--duplicates",
    type=click.Choice(_DUPLICATES),
    default="identical",
    show_default=True,
    help="Units with the same source: leave out identical ones, keep the newest, or keep all.",
)

source_language_option, target_language_option = (
    click.option(
        f"--{side}-language", default="", help="Language (BCP 47) of a file that names none."
    )
    for side in ("source", "target")
)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_duplicates
@click.option(
    "--aligned", is_flag=True, help="Import two texts whose lines correspond to each other."
)
@click.option("--encoding", help="Encoding of a table or PO, if detection fails.")
@source_language_option
@target_language_option
@click.option("--skip-bad", is_flag=True, help="Skip units that cannot be imported.")
@click.option("--clean", is_flag=True, help="Remove characters that exchange formats cannot hold.")
@shared
def import_command(
    files: tuple[Path, ...],
    duplicates: str,
    encoding: str | None,
    source_language: str,
    target_language: str,
    *,
    aligned: bool,
    skip_bad: bool,
    clean: bool,
) -> None:
    """Import units; each file in full or not at all.

    The formats are TMX (.tmx, .tmx.gz), XLIFF (.xlf, .xliff, .sdlxliff, .mqxliff), PO, Trados
    memories (.sdltm), Wordfast memories (.txt), tables (.tsv, .csv, .xlsx) with columns such as
    source and target, or zh and en, documents (.docx, .odt) with tables in both languages, and
    subtitles (.srt, .vtt, .ass) with a line in each.
    """
    from glossary.exchange import import_units
    from termbase.memory.files import import_aligned

    if aligned and len(files) != 2:
        raise click.UsageError("--aligned takes two files, a text and its translation")
    with open_glossary(to_write=True) as glossary:
        memory = glossary.memory
        if aligned:
            source, target = files
            show_units(source, import_aligned(memory, source, target, duplicates))
            return
        for file in files:
            report = import_units(
                memory, file, progress=bar, duplicates=duplicates, encoding=encoding,
                languages=(source_language, target_language), skip_bad=skip_bad, clean=clean,
            )  # fmt: skip
            if report.units:
                show_units(file, report.units)


def show_units(file: Path, units: MemoryImport) -> None:
    """Show the outcome of importing the units of a file."""
    _show_problems(units.skipped)
    counts = {
        "already present": units.unchanged,
        "replaced": units.replaced,
        "skipped": len(units.skipped),
    }
    numbers = [f"{units.added} new", *(f"{n} {name}" for name, n in counts.items() if n)]
    note(f"{file}: memory: {', '.join(numbers)}")


def _show_problems(problems: Sequence[Problem]) -> None:
    for problem in problems[:_LISTED]:
        complain(f"skipped: {problem}")
    if len(problems) > _LISTED:
        complain(f"skipped: {len(problems) - _LISTED} more")


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@shared
def export_command(file: Path) -> None:
    """Export all units (.tmx, .tmx.gz, .tsv; - is standard output, as TMX)."""
    from termbase.memory.files import export

    format = unit_format(file)
    refuse_overwriting([file])
    problems: list[Problem] = []
    with open_glossary(temporary=True) as glossary:
        if str(file) == "-":
            # A terminal gets no control characters, so what it gets is looked at first.
            output = BytesIO() if sys.stdout.isatty() else sys.stdout.buffer
            count = export(glossary.memory, output, format, problems.append)
            echo_bytes(output.getvalue() if isinstance(output, BytesIO) else b"")
        else:
            with unit_output(file) as output:
                count = export(glossary.memory, output, format, problems.append)
    _show_problems(problems)
    note(f"{counted(count, 'unit')} written")


def unit_format(file: Path) -> str:
    """Return the format for the units in an output.

    Raises:
        UsageError: If the suffix is unknown.
    """
    if str(file) == "-":
        return "tmx"
    for suffix, format in _FORMATS.items():
        if file.name.lower().endswith(suffix):
            return format
    known = ", ".join(_FORMATS)
    raise click.UsageError(f"{file}: unknown suffix {file.suffix!r}; expected one of: {known}")


@contextmanager
def unit_output(file: Path) -> Iterator[BinaryIO]:
    """Open an output for units, which is compressed with gzip if its suffix says so."""
    with open_output(file) as output:
        if file.suffix.lower() == ".gz":
            from gzip import GzipFile

            with GzipFile(filename="", mode="wb", fileobj=output, mtime=0) as compressed:
                yield cast("BinaryIO", compressed)
        else:
            yield output


FILE_COMMANDS = (import_command, export_command)
