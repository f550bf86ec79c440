"""``glossary annotate``: texts with their terms annotated."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

import click

from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import write_whole
from glossary.cli.progress import track
from glossary.documents import Document, read
from glossary.glossary import Mentions, Output
from termbase.errors import InputError

_SUFFIXES: dict[str, Output] = {
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
    ".txt": "text",
}
_ENDINGS = {"html": ".html", "markdown": ".md", "json": ".json", "text": ".txt"}


@click.command("annotate")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    help="A file, or a folder for several.",
)
@click.option(
    "--to",
    type=click.Choice(list(_ENDINGS)),
    help="The format, else from the suffix of the output.",
)
@click.option(
    "--mentions",
    type=click.Choice(["first", "all"]),
    help="Which mentions to mark (default: all; in Markdown the first).",
)
@click.option(
    "--pinyin",
    type=click.Choice(["terms", "all"]),
    default="terms",
    help="HTML: pinyin for terms, or for all Chinese text.",
)
@click.option(
    "--script",
    type=click.Choice(["source", "both"]),
    default="source",
    help="HTML: both puts a switch 简/繁 in.",
)
@click.option("--encoding", help="The encoding of the files, where it is not to be detected.")
@shared
def annotate_command(
    files: tuple[str, ...],
    out: Path | None,
    to: Output | None,
    mentions: Mentions | None,
    pinyin: Literal["terms", "all"],
    script: Literal["source", "both"],
    encoding: str | None,
) -> int:
    """Annotate texts (.txt, .md, .html; - is standard input).

    HTML comes back as it was, with the annotations in it; other texts become a page. Without
    an output the result goes to standard output, as text unless --to says otherwise.
    """
    target = to or _format(out, several=len(files) > 1)
    places = _places(files, out, target)
    styled = sys.stdout.isatty() and "NO_COLOR" not in os.environ and out is None
    with open_glossary() as glossary:
        for file, place in track(list(zip(files, places, strict=True)), "Annotating"):
            document = read(file, encoding)
            text = glossary.annotate(
                document, target, mentions=mentions, pinyin=pinyin, script=script, styled=styled
            )
            _deliver(text, document, target, place)
    return 0


def _format(out: Path | None, *, several: bool) -> Output:
    """The format that an output's name asks for: a folder gets pages, standard output text."""
    if out is None:
        return "text"
    if several or out.is_dir():
        return "html"
    if out.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(f"{out}: no format for this suffix; say --to html, for instance")
    return _SUFFIXES[out.suffix.lower()]


def _places(files: tuple[str, ...], out: Path | None, target: Output) -> list[Path | None]:
    """Where the result of each file goes, None for standard output."""
    if out is None:
        if len(files) > 1 and target != "text":
            raise click.UsageError("several files need a folder to go to: -o FOLDER")
        return [None] * len(files)
    if len(files) == 1 and not out.is_dir():
        return [_not_the_source(out, files[0])]
    if out.exists() and not out.is_dir():
        raise click.UsageError(f"{out} is a file; several files need a folder to go to")
    out.mkdir(parents=True, exist_ok=True)
    places: list[Path | None] = []
    for file in files:
        stem = "standard-input" if file == "-" else Path(file).stem
        place, number = out / f"{stem}{_ENDINGS[target]}", 1
        # Texts from different folders may have the same name.
        while place in places:
            number += 1
            place = out / f"{stem}-{number}{_ENDINGS[target]}"
        places.append(_not_the_source(place, file))
    return places


def _not_the_source(place: Path, file: str) -> Path:
    if file != "-" and place.exists() and Path(file).exists() and place.samefile(file):
        raise InputError(f"{place}: would overwrite the text itself; name another output")
    return place


def _deliver(text: str, document: Document, target: Output, place: Path | None) -> None:
    """Write a result: a file is there whole or not at all."""
    # HTML that came back names its own encoding inside; what that lacks has references.
    encoding = document.encoding if target == document.format == "html" else "utf-8"
    data = text.encode(encoding, errors="xmlcharrefreplace")
    if place is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_whole(place, data)
    if not options().quiet:
        click.echo(f"{place}", err=True)
