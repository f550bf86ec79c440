"""``glossary find``: the terms that stand in texts."""

from __future__ import annotations

import json

import click

from glossary.annotate import mentions
from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.progress import track
from glossary.documents import read
from glossary.find import Finder


@click.command("find")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@click.option("--overlapping", is_flag=True, help="Also terms inside or across longer ones.")
@click.option("--encoding", help="The encoding of the files, where it is not to be detected.")
@shared
def find_command(
    files: tuple[str, ...], encoding: str | None, *, as_json: bool, overlapping: bool
) -> int:
    """Find the terms in texts (.txt, .md, .html; - is standard input)."""
    with open_glossary() as glossary:
        finder = Finder(glossary.termbase)
        found = [
            (file, mention)
            for file in track(files, "Finding")
            for mention in mentions(read(file, encoding), finder, overlapping=overlapping)
        ]
    if as_json:
        from glossary.views.standoff import row

        rows = [row(mention, file) for file, mention in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif found:
        from glossary.views.terminal import mention_table

        click.echo(mention_table(found), nl=False)
    return 0 if found else NOTHING_FOUND
