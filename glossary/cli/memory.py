"""``glossary memory``: the translation memory."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.memory_care import CARE_COMMANDS
from glossary.cli.memory_files import FILE_COMMANDS
from glossary.cli.memory_pretranslate import pretranslate_command
from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import writing_whole

if TYPE_CHECKING:
    from termbase.memory import Match
    from termbase.model.unit import TranslationUnit

_at_least = click.option(
    "--at-least", type=click.IntRange(1, 100), default=70, show_default=True, help="Least score."
)
_json = click.option("--json", "as_json", is_flag=True, help="As one JSON value.")


@click.group("memory")
def memory_command() -> None:
    """Keep translations, and find what is like a text."""


for _command in (*FILE_COMMANDS, *CARE_COMMANDS, pretranslate_command):
    memory_command.add_command(_command)


@memory_command.command("search")
@click.argument("text")
@_at_least
@click.option("-n", "limit", type=click.IntRange(1), default=5, show_default=True, help="How many.")
@click.option("--language", default="", help="Only what is in this language, such as zh or en.")
@_json
@shared
def search_command(text: str, at_least: int, limit: int, language: str, *, as_json: bool) -> int:
    """Find units whose source or target is like TEXT."""
    with open_glossary(to_write=True) as glossary:
        found = glossary.memory.search(text, at_least, limit, language=language)
        if as_json:
            click.echo(json.dumps([_row(match) for match in found], ensure_ascii=False, indent=1))
        else:
            from glossary.views.matches import match_lines

            styled = sys.stdout.isatty() and not _no_colour()
            for match in found:
                click.echo(match_lines(match, styled=styled), nl=False)
            if not found:
                _show_fragments(glossary.memory, text)
    return 0 if found else NOTHING_FOUND


@memory_command.command("add")
@click.argument("source")
@click.argument("target")
@click.option("--source-language", default="", help="BCP 47; else from its characters.")
@click.option("--target-language", default="", help="BCP 47; else from its characters.")
@click.option("--origin", default="", help="The file or project it comes from.")
@shared
def add_command(
    source: str, target: str, source_language: str, target_language: str, origin: str
) -> None:
    """Add a segment and its translation."""
    with open_glossary(to_write=True) as glossary:
        added = glossary.memory.add(source, target, source_language, target_language, origin=origin)
    if not options().quiet:
        click.echo("added" if added else "was there already", err=True)


@memory_command.command("concordance")
@click.argument("text")
@click.option("-n", "limit", type=click.IntRange(1), default=20, show_default=True)
@_json
@shared
def concordance_command(text: str, limit: int, *, as_json: bool) -> int:
    """Find the units in which TEXT stands, in either language and script."""
    from termbase.memory.concordance import concordance

    with open_glossary(to_write=True) as glossary:
        found = concordance(glossary.memory, text, limit)
        terms = glossary.find(text)
    if as_json:
        rows = [
            {**_unit(one.unit), "in": "source" if one.in_source else "target", "spans": one.spans}
            for one in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        from glossary.views.matches import occurrence_lines, term_lines

        styled = sys.stdout.isatty() and not _no_colour()
        click.echo(term_lines(terms), nl=False)
        for one in found:
            click.echo(occurrence_lines(one, styled=styled), nl=False)
    return 0 if found else NOTHING_FOUND


@memory_command.command("align")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="A .tmx or .tsv.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out pairs that are less certain.",
)
@shared
def align_command(source: Path, target: Path, out: Path | None, at_least: float) -> int:
    """Pair the sentences of a text with those of its translation."""
    from glossary.documents import read
    from glossary.find import Finder
    from glossary.translate.align import align, as_units
    from glossary.views.matches import pair_lines
    from termbase.memory.files import export

    with open_glossary() as glossary:
        texts = [_text(read(path)) for path in (source, target)]
        pairs = align(Finder(glossary.termbase), *texts)
    units = list(as_units(pairs, source.name, at_least))
    if out:
        with writing_whole(out) as written:
            export(units, written, out.suffix.lower().removeprefix("."))
        if not options().quiet:
            left = sum(not pair.source or not pair.target for pair in pairs)
            click.echo(f"{len(units)} pairs written, {left} sentences without one", err=True)
    else:
        for pair in pairs:
            click.echo(pair_lines(pair), nl=False)
    return 0 if units else NOTHING_FOUND


def _row(match: Match) -> dict[str, Any]:
    """A match in the shape of the contract."""
    return {
        "score": match.score,
        **_unit(match.unit),
        "in": "source" if match.in_source else "target",
        "suggestion": match.suggestion,
        "differences": [difference.value for difference in match.differences],
        "alignment": [step._asdict() for step in match.alignment],
    }


def _unit(unit: TranslationUnit) -> dict[str, Any]:
    return {
        "source": unit.source,
        "target": unit.target,
        "id": unit.id,
        "origin": unit.origin,
        "source_language": unit.source_language,
        "target_language": unit.target_language,
        "created": unit.created,
        "changed": unit.changed,
    }


def _show_fragments(memory: Any, text: str) -> None:
    from glossary.views.matches import fragment_lines
    from termbase.memory.fragments import fragments

    for fragment in fragments(memory, text):
        click.echo(fragment_lines(fragment), nl=False)


def _text(document: Any) -> str:
    return "\n".join(block.text for block in document.blocks)


def _no_colour() -> bool:
    import os

    return bool(os.environ.get("NO_COLOR"))
