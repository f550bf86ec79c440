"""``glossary stats``: count concepts and terms."""

from __future__ import annotations

from dataclasses import astuple

import click

from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import echo, echo_json, terminal_width


@click.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@shared
def stats_command(*, as_json: bool) -> None:
    """Count concepts and terms, by subject and by level.

    Level 1 is known to all who read about China, level 5 to specialists.
    """
    with open_glossary() as glossary:
        stats = glossary.stats()
    if as_json:
        echo_json(stats.as_dict())
        return
    from glossary.views.terminal import format_table

    columns = ("concepts", "your own", "Chinese terms", "English terms")
    for heading, groups in (
        ("subject", [*stats.subjects.items(), ("all", stats.total)]),
        ("level", stats.levels.items()),
    ):
        rows = [
            (str(name or "(none)"), *(f"{number:,}" for number in astuple(counts)))
            for name, counts in groups
        ]
        echo(format_table((heading, *columns), rows, terminal_width()))
    echo(f"your own base: {stats.base or 'none yet'}")
    echo(f"signature: {stats.signature}")
