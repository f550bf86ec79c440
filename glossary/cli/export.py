"""``glossary export`` and ``convert``: write terms into files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from glossary.cli.exchange_options import (
    clean_option,
    direction_option,
    format_option,
    map_option,
    script_option,
    sheet_option,
    split_option,
)
from glossary.cli.exchange_reports import show_dropped, show_warnings
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.polity import polity_option
from glossary.cli.streams import complain, echo_bytes, note, show_library_warnings, warn
from glossary.exporting import Exported, convert
from glossary.views.words import counted
from termbase.encoding import packed
from termbase.errors import InputError
from termbase.formats import FORMATS, format_of
from termbase.formats.losses import words_for_loss
from termbase.model.concept import Status, Usage
from termbase.output import write_file

_DIRECTED = ", ".join(name for name, format in FORMATS.items() if format.directed)
# Binary files, with their names in messages.
_NOT_TEXT = {"xlsx": "a workbook", "yomitan": "a ZIP file"}


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
@click.option(
    "--level",
    type=click.IntRange(1, 5),
    default=1,
    help="Only concepts of this level and above: 5 is what only specialists know  [default: 1]",
)
@click.option(
    "--of",
    "documents",
    multiple=True,
    metavar="DOCUMENT",
    type=click.Path(path_type=Path),
    help="Only the terms of this document, in its order; Yomitan, Anki and Pleco get the sentence "
    "of each as well; repeatable.",
)
@polity_option
@direction_option
@script_option
@shared
def export_command(
    file: Path,
    format_name: str | None,
    subject: tuple[str, ...],
    status: tuple[str, ...],
    usage: tuple[str, ...],
    level: int,
    documents: tuple[Path, ...],
    polity: str,
    direction: str | None,
    script: str,
) -> int:
    """Export visible terms, in the format of the suffix; - is standard output.

    Data that the format cannot represent is listed on standard error.
    """
    name = _output_format(file, format_name, direction)
    if polity and not documents:
        raise click.UsageError("--polity is for the terms of a document; name one with --of")
    refuse_overwriting([file], [path for path in documents if str(path) != "-"])
    show_library_warnings()
    with open_glossary() as glossary:
        subjects = {concept.subject for concept in glossary.termbase} if subject else set()
        exported = glossary.dump(
            name, subject=subject, status=status, usage=usage, level=level, of=documents,
            polity=polity, direction=direction, script=script,
        )  # fmt: skip
    for unknown in sorted(set(subject) - subjects):
        known = ", ".join(sorted(filter(None, subjects))) or "none"
        warn(f"no concept has the subject {unknown!r}; subjects: {known}")
    if not exported.concepts and (subject or status or usage or documents or level > 1):
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
    if not converted.exported.concepts and "concept" not in converted.exported.losses:
        note(f"{source}: no terms in it")
    for problem in converted.skipped:
        complain(f"skipped: {problem}")
    show_warnings(converted.warnings)
    show_dropped(source, converted.dropped, converted.passed_through)
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
    if name in _NOT_TEXT and str(file) == "-" and sys.stdout.isatty():
        raise click.UsageError(f"{_NOT_TEXT[name]} cannot be shown in a terminal; name a file")
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
