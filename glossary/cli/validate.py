"""``glossary validate``: what is wrong or doubtful in the data."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, options, shared
from termbase.errors import ContentError
from termbase.fill import fill_concept
from termbase.formats import FORMATS, read
from termbase.validate import validate


@click.command("validate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="The format, else from the suffix.",
)
@click.option("--encoding", help="The encoding of the file, where it is not to be detected.")
@shared
def validate_command(file: Path | None, format_name: str | None, encoding: str | None) -> int:
    """Check a file of terms, or all visible terms; what is found is listed with its code."""
    if file is not None:
        reading = read(file, format_name, encoding)
        if reading.problems:
            raise ContentError(reading.problems)
        concepts = [fill_concept(concept) for concept in reading.concepts]
    else:
        with open_glossary() as glossary:
            concepts = list(glossary.termbase)
    problems = list(validate(concepts))
    for problem in problems:
        click.echo(f"{problem.code}: {problem}")
    if not options().quiet:
        click.echo(f"{len(concepts)} concepts, {len(problems)} problems", err=True)
    return NOTHING_FOUND if problems else 0
