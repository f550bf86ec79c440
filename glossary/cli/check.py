"""``glossary check``: check a translation."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.check.finding import Severity
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.polity import polity_option
from glossary.cli.streams import echo, echo_bytes, note
from glossary.views.words import counted
from termbase.output import write_file

if TYPE_CHECKING:
    from datetime import datetime

    from glossary.check import Finding, Segment

_FORMATS = ("text", "json")


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Format of the findings.",
)
@output_option("File to write (default: standard output).")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.MINOR.value,
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@polity_option
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the text, which words such as 去年 refer to.",
)
@click.option("--encoding", help="Encoding of the files, if detection fails.")
@click.option("--source-language", default="", help="Language (BCP 47) of a file that names none.")
@click.option("--target-language", default="", help="Language (BCP 47) of a file that names none.")
@shared
def check_command(
    files: tuple[Path, ...],
    format_name: str,
    out: Path | None,
    fail_on: str,
    polity: str,
    date: datetime | None,
    encoding: str | None,
    source_language: str,
    target_language: str,
) -> int:
    """Check a translation: a text and its translation, or bilingual files.

    Bilingual files are XLIFF (.xlf, .sdlxliff, .mqxliff …), PO, TMX, and tables (.tsv, .csv, .xlsx)
    with the columns source and target. Exit code 1 means that there are findings.
    """
    from glossary.checking import check

    if out:
        refuse_overwriting([out], files)
    segments: list[Segment] = []
    findings: list[Finding] = []
    with open_glossary() as glossary:
        for source, target in _jobs(files):
            checked = check(
                glossary.finder, source, target, polity=polity,
                date=date.date() if date else None, encoding=encoding,
                languages=(source_language, target_language),
            )  # fmt: skip
            segments += checked.segments
            findings += checked.findings
    text = import_module(f"glossary.views.findings.{format_name}").write(findings, segments)
    data = text.encode(errors="backslashreplace")
    if out:
        write_file(out, data)
    elif format_name == "text":
        echo(text, nl=False)
    else:
        echo_bytes(data)
    note(f"{counted(len(findings), 'finding')} in {counted(len(segments), 'segment')}")
    fails = any(one.severity.reaches(Severity(fail_on)) for one in findings)
    return NOTHING_FOUND if fails else 0


def _jobs(files: tuple[Path, ...]) -> list[tuple[Path, Path | None]]:
    """Return the files with their translations: two texts, or files with both languages."""
    from glossary.bilingual import is_bilingual

    if all(map(is_bilingual, files)):
        return [(file, None) for file in files]
    if len(files) == 2 and not any(map(is_bilingual, files)):
        return [(files[0], files[1])]
    single = next(file for file in files if not is_bilingual(file))
    raise click.UsageError(
        f"{single} is not a bilingual file; name a text and its translation, or bilingual files"
    )
