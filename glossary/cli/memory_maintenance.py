"""``glossary memory stats``, ``deduplicate``, ``delete``, ``replace``: maintain a memory."""

from __future__ import annotations

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import complain, echo, echo_json, note, terminal_width
from glossary.views.words import counted

_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command("stats")
@_json
@shared
def stats_command(*, as_json: bool) -> None:
    """Count units, by languages and origin."""
    with open_glossary(temporary=True) as glossary:
        counts = glossary.memory.stats()
    if as_json:
        echo_json(counts)
        return
    from glossary.views.terminal import format_table

    rows = [("units", f"{counts['units']:,}"), ("index, bytes", f"{counts['index_bytes']:,}")]
    if counts["unindexed"]:
        rows.append(("not indexed", f"{counts['unindexed']:,}"))
    rows += [(name, f"{count:,}") for name, count in counts["languages"].items()]
    rows += [(f"from {name}", f"{n:,}") for name, n in counts["origins"].items() if name]
    echo(format_table(("what", "count"), rows, terminal_width()), nl=False)
    if counts["index_error"]:
        complain(counts["index_error"])


@click.command("deduplicate")
@shared
def deduplicate_command() -> None:
    """Keep the newest of all units with the same source, target and languages."""
    from termbase.memory.maintenance import deduplicate

    with open_glossary(to_write=True) as glossary:
        count = deduplicate(glossary.memory)
    note(f"{counted(count, 'unit')} deleted")


@click.command("delete")
@click.option("--id", "numbers", type=int, multiple=True, help="Number of a unit; repeatable.")
@click.option("--origin", help="Units of this file or project.")
@click.option("--containing", help="Units that contain this text.")
@click.option("--dry-run", is_flag=True, help="Show how many units; delete nothing.")
@shared
def delete_command(
    numbers: tuple[int, ...], origin: str | None, containing: str | None, *, dry_run: bool
) -> int:
    """Delete units by number, origin or text; those that all the given options select."""
    if not numbers and origin is None and containing is None:
        raise click.UsageError("nothing selected; give --id, --origin or --containing")
    if "" in (origin, containing):
        # An unset variable of a shell: every unit would be selected.
        raise click.UsageError("--origin and --containing need a text that is not empty")
    from termbase.memory.maintenance import delete, select

    with open_glossary(to_write=not dry_run, temporary=dry_run) as glossary:
        if dry_run:
            count = len(select(glossary.memory, numbers or None, origin, containing))
        else:
            count = delete(glossary.memory, numbers or None, origin, containing)
    note(f"{counted(count, 'unit')} {'would be ' if dry_run else ''}deleted")
    return 0 if count else NOTHING_FOUND


@click.command("replace")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show the changed units; write nothing.")
@shared
def replace_command(old: str, new: str, *, dry_run: bool) -> int:
    """Replace OLD by NEW in all targets."""
    from termbase.memory.maintenance import replace_in_targets

    with open_glossary(to_write=not dry_run, temporary=dry_run) as glossary:
        changed = replace_in_targets(glossary.memory, old, new, dry_run=dry_run)
    if dry_run:
        for unit in changed:
            echo(f"{unit.source}\t{unit.target}")
    note(f"{counted(len(changed), 'unit')} {'would be ' if dry_run else ''}changed")
    return 0 if changed else NOTHING_FOUND


MAINTENANCE_COMMANDS = (stats_command, deduplicate_command, delete_command, replace_command)
