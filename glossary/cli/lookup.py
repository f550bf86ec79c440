"""``glossary lookup``: concepts for a query."""

from __future__ import annotations

import json

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared


@click.command("lookup")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="At most so many.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@shared
def lookup_command(query: tuple[str, ...], limit: int, *, as_json: bool) -> int:
    """Look a term up by 汉字, pinyin (luǒguān, luo3guan1, luoguan, lg) or English."""
    with open_glossary() as glossary:
        found = glossary.lookup(" ".join(query), limit)
    if as_json:
        from termbase.model.record import to_record

        rows = [
            {"score": hit.score, "matched": hit.matched, "concept": to_record(hit.concept)}
            for hit in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif found:
        from glossary.views.words import hits

        click.echo(hits(found))
    else:
        click.echo(f"glossary: nothing found for {' '.join(query)!r}", err=True)
    return 0 if found else NOTHING_FOUND
