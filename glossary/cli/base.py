"""``glossary base``: whole bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from glossary.cli.options import create_folder_of, shared
from glossary.cli.streams import note
from glossary.views.words import counted, safe_line
from termbase.store.address import read_address

if TYPE_CHECKING:
    from termbase.store.address import Address

_SHOWN = {"concept": "concept", "unit": "unit", "change": "change", "account": "account",
          "token": "token", "proposal": "proposal"}  # fmt: skip


@click.group("base")
@shared
def base_command() -> None:
    """Copy whole bases, between files and PostgreSQL."""


@base_command.command("copy")
@click.argument("source", metavar="FROM", type=read_address)
@click.argument("target", metavar="TO", type=read_address)
@shared
def copy_command(source: Address, target: Address) -> None:
    """Copy all of a base FROM one place TO another, which has none yet or an empty one.

    Each is a file or postgresql://USER@HOST/DATABASE. Concepts, units, history, accounts, tokens
    and proposals keep their numbers. Other processes may write to the first meanwhile: what is
    copied is its state at one moment.
    """
    from termbase.store.backup import copy_base

    create_folder_of(target)
    counts = copy_base(source, target)
    listed = ", ".join(counted(counts[table], name) for table, name in _SHOWN.items())
    note(f"{safe_line(str(source))} copied to {safe_line(str(target))}: {listed}")
