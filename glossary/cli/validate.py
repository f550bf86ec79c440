"""``glossary validate``: show what is wrong or doubtful in the data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from glossary.cli.exit_codes import BAD_INPUT, NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import echo, note
from glossary.validation import VALIDATED, validate_file
from glossary.views.words import counted, safe_line
from termbase.errors import count_codes
from termbase.validation import MAX_AGE
from termbase.validation import stale as stale_concepts

# A list of more problems than this is followed by a summary.
_LONG_LIST = 20


@click.command("validate")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(VALIDATED),
    help="Format of the file (default: from its suffix).",
)
@click.option("--encoding", help="Encoding of the file, if detection fails.")
@click.option("--summary", is_flag=True, help="Show only the number of problems of each code.")
@click.option(
    "--stale",
    is_flag=True,
    help="Show instead the visible concepts whose statements about the present are too old.",
)
@click.option(
    "--max-age",
    type=click.IntRange(min=0),
    default=MAX_AGE,
    show_default=True,
    metavar="DAYS",
    help="With --stale: the age up to which a statement is fresh.",
)
@shared
def validate_command(
    file: Path | None,
    format_name: str | None,
    encoding: str | None,
    summary: bool,
    stale: bool,
    max_age: int,
) -> int:
    """Validate a file of terms, an XLIFF, TMX or PO, or all visible terms.

    Each problem is shown with its code; a long list is followed by the number of problems of each
    code. A file that breaks the rules of its format ends in exit code 3, doubtful terms in 1.
    """
    if stale:
        if file is not None:
            raise click.UsageError("--stale is about the visible terms; leave the file out")
        return _show_stale(max_age)
    if file is not None:
        result = validate_file(file, format_name, encoding)
    else:
        with open_glossary() as glossary:
            result = glossary.validate()
    counts = count_codes(result.problems)
    if summary:
        for code, count in counts.items():
            echo(f"{code}: {count:,}")
    else:
        for problem in result.problems:
            echo(f"{problem.code}: {problem}")
        if len(result.problems) > _LONG_LIST:
            note(", ".join(f"{code} {count:,}" for code, count in counts.items()))
    concepts = "" if result.concepts is None else f"{counted(result.concepts, 'concept')}, "
    note(f"{concepts}{counted(len(result.problems), 'problem')}")
    if not result.is_well_formed:
        return BAD_INPUT
    return NOTHING_FOUND if result.problems else 0


def _show_stale(max_age: int) -> int:
    with open_glossary() as glossary:
        found = list(stale_concepts(glossary.termbase, date.today(), max_age))
    for as_of, concept in found:
        echo(f"{as_of}\t{concept.id}\t{safe_line(concept.gloss)}")
    note(counted(len(found), "concept"))
    return NOTHING_FOUND if found else 0
