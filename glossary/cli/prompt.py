"""``glossary prompt``: the terms of a text for a language model."""

from __future__ import annotations

from pathlib import Path

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.polity import polity_option
from glossary.cli.streams import echo_bytes, note, show_library_warnings, warn
from glossary.prompting import FORMATS, is_file, prompt, source_text
from glossary.translate.prompt import TARGETS
from glossary.views.words import counted
from termbase.output import write_file


@click.command("prompt")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT|FILE...")
@click.option(
    "--to",
    type=click.Choice(TARGETS),
    default="en",
    show_default=True,
    help="Language of the translation; zh is simplified.",
)
@click.option(
    "--budget",
    type=click.IntRange(1),
    metavar="TOKENS",
    help="Most tokens that the result may have, by an estimate meant as an upper bound.",
)
@click.option(
    "--as",
    "format_name",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Format: text or xml for a model, json for a program, or a glossary for a service.",
)
@output_option("File to write (default: standard output).")
@polity_option
@click.option("--encoding", help="Encoding of the files, if detection fails.")
@shared
def prompt_command(
    texts: tuple[str, ...],
    to: str,
    budget: int | None,
    format_name: str,
    out: Path | None,
    polity: str,
    encoding: str | None,
) -> int:
    """Write the terms of a text with their renderings, for a language model.

    An argument that names a file, or ends in a suffix such as .txt or .docx, is read as one, and -
    is standard input; any other is the text itself. Of a file with both languages (.xlf, .po, .tmx
    …) the source is taken.

    A budget leaves out glosses first, then other renderings, then terms: those of well-known
    concepts before those of specialised ones, rare terms before frequent ones, and what is in your
    own base last. The result names what was left out.
    """
    files = [Path(one) for one in texts if is_file(one)]
    if out:
        refuse_overwriting([out], files)
    show_library_warnings()
    with open_glossary() as glossary:
        sources = [source_text(Path(one) if is_file(one) else one, encoding) for one in texts]
        try:
            made = prompt(glossary.finder, sources, to, budget, format_name, polity)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    data = made.text.encode(errors="backslashreplace")
    if out:
        write_file(out, data)
    else:
        echo_bytes(data)
    found = made.vocabulary
    if not found.entries:
        warn("no term of the text has a translation here")
        return NOTHING_FOUND
    note(f"{counted(len(found.entries), 'term')}, vocabulary {found.hash}")
    return 0
