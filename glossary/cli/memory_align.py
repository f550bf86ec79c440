"""``glossary memory align``: pair the sentences of a text with those of its translation."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.memory_files import unit_format, unit_output
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.streams import echo, note, show_library_warnings
from glossary.views.words import counted
from termbase.output import write_file


@click.command("align")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@output_option("TMX or TSV file to write (default: show the pairs).")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Lowest confidence of a pair, 0 to 1; with --output.",
)
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    help="Write the alignment as a TSV with the numbers of the sentences, to be corrected; "
    "- is standard output.",
)
@click.option(
    "--corrected",
    type=click.Path(path_type=Path),
    help="Take the alignment from a corrected table.",
)
@click.option("--encoding", help="Encoding of the files whose detection fails.")
@shared
def align_command(
    source: Path,
    target: Path,
    out: Path | None,
    at_least: float,
    table: Path | None,
    corrected: Path | None,
    encoding: str | None,
) -> int:
    """Pair the sentences of a text with those of its translation.

    The confidence of a pair is the estimated probability that it is right. To correct an
    alignment, write it with --table, change the numbers of the sentences, and give the table back
    with --corrected.
    """
    from glossary.translate.align import as_units
    from glossary.translate.align.table import format_table
    from glossary.views.memory import format_pair
    from termbase.memory.files import export

    format = unit_format(out) if out else ""
    # As for other commands, - is standard output.
    shows_table = table == Path("-")
    outputs = [path for path in (out, None if shows_table else table) if path]
    refuse_overwriting(outputs, [source, target, *([corrected] if corrected else [])])
    show_library_warnings()
    with open_glossary() as glossary:
        pairs = glossary.align(source, target, corrected=corrected, encoding=encoding)
    units = list(as_units(pairs, source.name, at_least))
    alone = sum(not pair.source or not pair.target for pair in pairs)
    if shows_table:
        echo(format_table(pairs), nl=False)
    elif table:
        write_file(table, format_table(pairs).encode())
    if out:
        with unit_output(out) as file:
            export(units, file, format)
    if outputs:
        written = len(units) if out else len(pairs) - alone
        note(f"{counted(written, 'pair')} written, {counted(alone, 'sentence')} unpaired")
    elif not shows_table:
        for pair in pairs:
            echo(format_pair(pair), nl=False)
    return 0 if units else NOTHING_FOUND
