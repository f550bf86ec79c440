"""``glossary validate``: what is wrong or doubtful in the data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from glossary.cli import BAD_INPUT, NOTHING_FOUND
from glossary.cli.options import open_glossary, options, shared
from termbase.errors import Problem
from termbase.formats import FORMATS, read
from termbase.formats.rules import CHECKS, check_of
from termbase.model.fill import fill_concept
from termbase.validate import validate


@click.command("validate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list({**FORMATS, **CHECKS})),
    help="The format, else from the suffix.",
)
@click.option("--encoding", help="The encoding of the file, where it is not to be detected.")
@shared
def validate_command(file: Path | None, format_name: str | None, encoding: str | None) -> int:
    """Check a file of terms, an XLIFF, TMX or PO, or all visible terms.

    What is found is listed with its code. A file that breaks the rules of its format ends in the
    exit code 3, doubts about terms in 1.
    """
    check = check_of(file, format_name) if file is not None else None
    if file is not None and check is not None:
        return _refuse(sorted(check.run(file), key=lambda problem: problem.line))
    if file is not None:
        reading = read(file, format_name, encoding)
        if reading.problems:
            return _refuse(reading.problems)
        concepts = [fill_concept(concept) for concept in reading.concepts]
    else:
        with open_glossary() as glossary:
            concepts = list(glossary.termbase)
    problems = list(validate(concepts))
    _tell(problems, f"{len(concepts)} concepts, ")
    return NOTHING_FOUND if problems else 0


def _refuse(problems: Sequence[Problem]) -> int:
    _tell(problems, "")
    return BAD_INPUT if problems else 0


def _tell(problems: Sequence[Problem], of: str) -> None:
    for problem in problems:
        click.echo(f"{problem.code}: {problem}")
    if not options().quiet:
        click.echo(f"{of}{len(problems)} problems", err=True)
