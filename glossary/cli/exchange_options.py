"""Options of ``glossary import``, ``export`` and ``convert``."""

from __future__ import annotations

import click

from termbase.formats import FORMATS
from termbase.formats.registry import DIRECTIONS, SCRIPTS
from termbase.merge.merging import OnConflict

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="Format of the file (default: from its suffix).",
)
direction_option = click.option(
    "--direction",
    type=click.Choice(DIRECTIONS),
    help="Direction, for formats whose files have one  [default: zh-en]",
)


def _columns(
    context: click.Context, option: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    if bad := next((value for value in values if "=" not in value), None):
        raise click.BadParameter(f"{bad!r}; expected HEADING=FIELD")
    return {heading: field for heading, _, field in (value.rpartition("=") for value in values)}


map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="HEADING=FIELD",
    callback=_columns,
    help="Field that a column of a table holds; an empty FIELD leaves it out; repeatable.",
)


sheet_option = click.option("--sheet", default="", help="Title of the sheet to read in a workbook.")
split_option = click.option(
    "--split", is_flag=True, help="Read cells such as 'a; b' or '甲、乙' as several terms."
)
clean_option = click.option(
    "--clean", is_flag=True, help="Remove control characters, which most formats cannot hold."
)
script_option = click.option(
    "--script",
    type=click.Choice(SCRIPTS),
    default="given",
    help="Form of Chinese terms, for pair lists  [default: given, as somebody wrote it]",
)
on_conflict_option = click.option(
    "--on-conflict",
    type=click.Choice([choice.value for choice in OnConflict]),
    default=OnConflict.REFUSE.value,
    show_default=True,
    help="Where your base has another value: refuse the file; keep ours; take theirs; or keep "
    "ours and add theirs to the note. With refuse, values that are only built in are overridden "
    "by the file.",
)
