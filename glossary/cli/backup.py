"""``glossary backup``: copy your own base while others use it."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.options import base_address, open_glossary, shared
from glossary.cli.streams import note
from glossary.views.words import safe_line


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@shared
def backup_command(file: Path) -> None:
    """Write your own base, as it is at this moment, to a FILE, which is a base itself.

    Other processes may write meanwhile. An existing file is replaced once all is written.
    """
    with open_glossary() as glossary:
        glossary.backup(file)
    note(f"{safe_line(str(base_address()))} backed up to {safe_line(str(file))}")
