"""``glossary lookup``: look up concepts."""

from __future__ import annotations

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.streams import echo, echo_json, warn


@click.command("lookup")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-n",
    "limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Maximum number of concepts.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@shared
def lookup_command(query: tuple[str, ...], limit: int, *, as_json: bool) -> int:
    """Look up a term by 汉字, pinyin (luǒguān, luo3guan1, luoguan, lg) or English.

    Zhuyin (ㄌㄨㄛˇㄍㄨㄢ), Wade–Giles (Lo-kuan) and Tongyong Pinyin are read as well.
    """
    text = " ".join(query)
    text.encode()  # fails for bytes that are not in the terminal's encoding
    with open_glossary() as glossary:
        found = glossary.lookup(text, limit)
    if as_json:
        from glossary.views.records import hit_record

        echo_json([hit_record(hit) for hit in found])
    elif found:
        from glossary.views.concepts import format_hits

        echo(format_hits(found))
    else:
        warn(f"nothing found for {text!r}")
    return 0 if found else NOTHING_FOUND
