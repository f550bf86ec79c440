"""``glossary find``: find terms in texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.polity import polity_option
from glossary.cli.progress import track
from glossary.cli.streams import echo, echo_bytes, json_bytes, show_library_warnings, terminal_width
from glossary.find import Level, Mention

if TYPE_CHECKING:
    from glossary.glossary import Glossary

_Found = Iterator[tuple[str, Mention]]
# The context shown around a mention that is explained, in code points.
_CONTEXT = 16


@click.command("find")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--overlapping", is_flag=True, help="Include terms inside or across longer ones.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.BALANCED.value,
    show_default=True,
    help="Strictness: loose finds more, strict less.",
)
@polity_option
@click.option("--explain", is_flag=True, help="Show why each candidate was accepted or refused.")
@click.option("--encoding", help="Encoding of the files, if detection fails.")
@shared
def find_command(
    files: tuple[str, ...],
    level: str,
    polity: str,
    encoding: str | None,
    *,
    as_json: bool,
    overlapping: bool,
    explain: bool,
) -> int:
    """Find the terms in documents (- is standard input).

    These are texts (.txt, .md, .html), subtitles (.srt, .vtt, .ass) and the documents of Office
    (.docx, .odt, .pptx, .xlsx), EPUB and PDF. Offsets are those of the text in a document.
    """
    if as_json and explain:
        raise click.UsageError("--explain and --json: give one of them (JSON has the scores)")
    show_library_warnings()
    with open_glossary() as glossary:
        if explain:
            return _explain(glossary, files, Level(level), polity, encoding)
        found = (
            (file, mention)
            for file in track(files, "Finding")
            for mention in glossary.iter_file(
                file, overlapping=overlapping, level=level, polity=polity, encoding=encoding
            )
        )
        first = next(found, None)
        mentions = chain([first], found) if first else found
        if as_json:
            _write_json(mentions, glossary.finder.snapshot().own_ids)
        elif first:
            from glossary.views.mentions import mention_lines

            for line in mention_lines(mentions, terminal_width()):
                echo(line, nl=False)
        return 0 if first else NOTHING_FOUND


def _explain(
    glossary: Glossary, files: tuple[str, ...], level: Level, polity: str, encoding: str | None
) -> int:
    from glossary.annotate import explain_document
    from glossary.documents import read
    from glossary.views.mentions import format_explanation

    code = NOTHING_FOUND
    for file in files:
        document = read(file, encoding)
        for explanation in explain_document(document, glossary.finder, level, polity):
            start, end = explanation.mention[:2]
            before = document.source[max(0, start - _CONTEXT) : start]
            after = document.source[end : end + _CONTEXT]
            echo(format_explanation(file, explanation, before, after, level), nl=False)
            if not explanation.refusal:
                code = 0
    return code


def _write_json(found: _Found, own: Collection[str]) -> None:
    """Write one array, mention by mention; own are the ids of the user's own concepts."""
    from glossary.views.json import mention_record

    echo_bytes(b"[")
    separator = b"\n"
    for file, mention in found:
        record = mention_record(mention, file, is_own=mention.concept.id in own)
        echo_bytes(separator + json_bytes(record))
        separator = b",\n"
    echo_bytes(b"\n]\n" if separator != b"\n" else b"]\n")
