"""``glossary memory``: the translation memory."""

from __future__ import annotations

from typing import Any

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.memory_align import align_command
from glossary.cli.memory_files import FILE_COMMANDS
from glossary.cli.memory_maintenance import MAINTENANCE_COMMANDS
from glossary.cli.memory_pretranslate import pretranslate_command
from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import echo, echo_json, is_styled, note, warn

_at_least = click.option(
    "--at-least",
    type=click.IntRange(1, 100),
    default=70,
    show_default=True,
    help="Lowest score to accept, 1 to 100.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.group("memory")
@shared
def memory_command() -> None:
    """Store translations and search them for similar segments."""


for _command in (*FILE_COMMANDS, *MAINTENANCE_COMMANDS, align_command, pretranslate_command):
    memory_command.add_command(_command)


@memory_command.command("search")
@click.argument("text")
@_at_least
@click.option(
    "-n",
    "limit",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="Maximum number of matches.",
)
@click.option("--language", default="", help="Only segments in this language, such as zh or en.")
@_json
@shared
def search_command(text: str, at_least: int, limit: int, language: str, *, as_json: bool) -> int:
    """Find units whose source or target is similar to TEXT."""
    with open_glossary(temporary=True) as glossary:
        found = glossary.memory.search(text, at_least, limit, language=language)
        if as_json:
            from glossary.views.records import match_record

            echo_json([match_record(match) for match in found])
        else:
            from glossary.views.memory import format_match

            styled = is_styled()
            for match in found:
                echo(format_match(match, styled=styled), nl=False, styled=styled)
            if not found and not _show_fragments(glossary.memory, text):
                warn(f"nothing found for {text!r}")
    return 0 if found else NOTHING_FOUND


@memory_command.command("add")
@click.argument("source")
@click.argument("target")
@click.option("--source-language", default="", help="BCP 47 tag (default: detected).")
@click.option("--target-language", default="", help="BCP 47 tag (default: detected).")
@click.option("--origin", default="", help="File or project that the unit comes from.")
@shared
def add_command(
    source: str, target: str, source_language: str, target_language: str, origin: str
) -> None:
    """Add a segment and its translation."""
    with open_glossary(to_write=True) as glossary:
        added = glossary.memory.add(source, target, source_language, target_language, origin=origin)
    note("added" if added else "already present")


@memory_command.command("concordance")
@click.argument("text")
@click.option(
    "-n",
    "limit",
    type=click.IntRange(1),
    default=20,
    show_default=True,
    help="Maximum number of units.",
)
@_json
@shared
def concordance_command(text: str, limit: int, *, as_json: bool) -> int:
    """Find the units that contain TEXT, in either language and script."""
    from termbase.memory.concordance import concordance

    with open_glossary(temporary=True) as glossary:
        found = concordance(glossary.memory, text, limit)
        terms = glossary.find(text)
    if as_json:
        from glossary.views.records import occurrence_record

        echo_json([occurrence_record(occurrence) for occurrence in found])
    else:
        from glossary.views.memory import format_occurrence, format_terms

        styled = is_styled()
        echo(format_terms(terms), nl=False)
        for occurrence in found:
            echo(format_occurrence(occurrence, styled=styled), nl=False, styled=styled)
        if not found:
            warn(f"nothing found for {text!r}")
    return 0 if found else NOTHING_FOUND


def _show_fragments(memory: Any, text: str) -> bool:
    """Show stretches of a text that are in the memory; return False if there are none."""
    from glossary.views.memory import format_fragment
    from termbase.memory.fragments import fragments

    found = fragments(memory, text)
    for fragment in found:
        echo(format_fragment(fragment), nl=False)
    return bool(found)
