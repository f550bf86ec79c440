"""``glossary memory stats``, ``deduplicate``, ``delete``, ``replace``: looking after a memory."""

from __future__ import annotations

import json

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, options, shared

_json = click.option("--json", "as_json", is_flag=True, help="As one JSON value.")


@click.command("stats")
@_json
@shared
def stats_command(*, as_json: bool) -> None:
    """Count units, by languages and origin."""
    with open_glossary(to_write=True) as glossary:
        counts = glossary.memory.stats()
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    from glossary.views.terminal import table

    rows = [("units", f"{counts['units']:,}"), ("index, bytes", f"{counts['index_bytes']:,}")]
    rows += [(name, f"{count:,}") for name, count in counts["languages"].items()]
    rows += [(f"from {name}", f"{n:,}") for name, n in counts["origins"].items() if name]
    click.echo(table(("what", "count"), rows), nl=False)


@click.command("deduplicate")
@shared
def deduplicate_command() -> None:
    """Keep one of all units with the same source, target and languages: the newest."""
    from termbase.memory.maintenance import deduplicate

    with open_glossary(to_write=True) as glossary:
        count = deduplicate(glossary.memory)
    if not options().quiet:
        click.echo(f"{count} units deleted", err=True)


@click.command("delete")
@click.option("--id", "numbers", type=int, multiple=True, help="A unit by its number; repeatable.")
@click.option("--origin", help="All units of a file or project.")
@click.option("--containing", help="All units in which a text stands.")
@click.option("--dry-run", is_flag=True, help="Only say how many.")
@shared
def delete_command(
    numbers: tuple[int, ...], origin: str | None, containing: str | None, *, dry_run: bool
) -> int:
    """Delete units by number, origin or text; those that all the options given name."""
    if not numbers and origin is None and containing is None:
        raise click.UsageError("say which: --id, --origin or --containing")
    from termbase.memory.maintenance import select

    with open_glossary(to_write=True) as glossary:
        chosen = select(glossary.memory, numbers or None, origin, containing)
        if not dry_run:
            glossary.memory.delete(chosen)
    if not options().quiet:
        click.echo(f"{len(chosen)} units {'would be ' if dry_run else ''}deleted", err=True)
    return 0 if chosen else NOTHING_FOUND


@click.command("replace")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@shared
def replace_command(old: str, new: str, *, dry_run: bool) -> int:
    """Replace OLD by NEW in all targets."""
    from termbase.memory.maintenance import replace_in_targets

    with open_glossary(to_write=True) as glossary:
        changed = replace_in_targets(glossary.memory, old, new, dry_run=dry_run)
    if dry_run:
        for unit in changed:
            click.echo(f"{unit.source}\t{unit.target}")
    if not options().quiet:
        click.echo(f"{len(changed)} units {'would be ' if dry_run else ''}changed", err=True)
    return 0 if changed else NOTHING_FOUND


CARE_COMMANDS = (stats_command, deduplicate_command, delete_command, replace_command)
