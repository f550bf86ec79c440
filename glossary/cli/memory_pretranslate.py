"""``glossary memory pretranslate``: fill in a bilingual file, or translate a text."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.streams import complain, echo_bytes, note, show_library_warnings
from glossary.views.words import counted
from termbase.output import write_file


@click.command("pretranslate")
@click.argument("file", type=click.Path(path_type=Path))
@output_option("File to write (default: standard output).")
@click.option("--in-place", is_flag=True, help="Replace FILE, an XLIFF or PO.")
@click.option(
    "--at-least",
    type=click.IntRange(1, 100),
    default=70,
    show_default=True,
    help="Lowest score to accept, 1 to 100.",
)
@click.option("--terms", is_flag=True, help="Put the terms found into the units of an XLIFF 2.")
@click.option("--encoding", help="Encoding of a text or PO, if detection fails.")
@click.option("--source-language", default="", help="Language (BCP 47) of a file that names none.")
@click.option("--target-language", default="", help="Language (BCP 47) of a file that names none.")
@shared
def pretranslate_command(
    file: Path,
    out: Path | None,
    at_least: int,
    encoding: str | None,
    source_language: str,
    target_language: str,
    *,
    in_place: bool,
    terms: bool,
) -> int:
    """Fill in the untranslated segments of an XLIFF (.xlf, .sdlxliff, .mqxliff …) or .po.

    A segment that is a term as a whole gets the glossary's rendering, unless the memory has the
    very segment. What is not an exact match is marked for review; everything else is unchanged.
    For a text, or a .tsv with a column source, the result is a table of source, target and score.
    The numbers by bands of scores are written to standard error.
    """
    from glossary.translate.bands import report
    from glossary.views.memory import format_bands
    from termbase.formats.bilingual import XLIFF
    from termbase.formats.jobs import is_bilingual

    if in_place and not is_bilingual(file):
        raise click.UsageError("--in-place is for XLIFF and PO")
    if terms and file.suffix.lower() not in XLIFF:
        raise click.UsageError("--terms is for XLIFF 2, which can hold terms")
    if in_place and out:
        raise click.UsageError("--in-place and --output: give one of them")
    if out:
        # A bilingual file is the same but for what is filled in, so it may be its own output.
        refuse_overwriting([out], [] if is_bilingual(file) else [file])
    show_library_warnings()
    with open_glossary(temporary=True) as glossary:
        result = glossary.pretranslate(
            file, at_least=at_least, terms=terms, encoding=encoding,
            languages=(source_language, target_language),
        )  # fmt: skip
    for problem in result.problems:
        complain(str(problem))
    if is_bilingual(file):
        parts = [f"{counted(result.filled, 'segment')} filled in", f"{result.not_open} not open"]
        parts += [f"{counted(result.terms, 'term')} added"] if terms else []
        note(f"{file}: {', '.join(parts)}")
    if out or in_place:
        write_file(out or file, result.data)
    else:
        echo_bytes(result.data)
    note(format_bands(report(result.segments)).rstrip("\n"))
    return 0 if result.filled or result.terms else NOTHING_FOUND
