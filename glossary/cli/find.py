"""``glossary find``: the terms that stand in texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

import click

from glossary.annotate import mentions
from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, shared
from glossary.cli.progress import track
from glossary.documents import is_plain, pieces, read
from glossary.find import Finder, Level, Mention

_Found = Iterator[tuple[str, Mention]]
# So much of the text around a mention is shown with its explanation, in code points.
_AROUND = 16


@click.command("find")
@click.argument("files", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="As one JSON array.")
@click.option("--overlapping", is_flag=True, help="Also terms inside or across longer ones.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.BALANCED.value,
    show_default=True,
    help="How sure it must be that a term stands there as a word.",
)
@click.option("--explain", is_flag=True, help="Say of each mention how that was decided.")
@click.option("--encoding", help="The encoding of the files, where it is not to be detected.")
@shared
def find_command(
    files: tuple[str, ...],
    level: str,
    encoding: str | None,
    *,
    as_json: bool,
    overlapping: bool,
    explain: bool,
) -> int:
    """Find the terms in texts (.txt, .md, .html; - is standard input)."""
    if as_json and explain:
        raise click.UsageError("--explain is for people; --json has boundary and score anyway")
    with open_glossary() as glossary:
        finder = Finder(glossary.termbase)
        if explain:
            return _explain(files, finder, Level(level), encoding, overlapping=overlapping)
        found = (
            (file, mention)
            for file in track(files, "Finding")
            for mention in _in_file(file, finder, level, encoding, overlapping=overlapping)
        )
        first = next(found, None)
        everything = chain([first], found) if first else found
        if as_json:
            _write_json(everything)
        elif first:
            from glossary.views.terminal import mention_lines

            for line in mention_lines(everything):
                click.echo(line, nl=False)
        return 0 if first else NOTHING_FOUND


def _in_file(
    file: str, finder: Finder, level: str, encoding: str | None, *, overlapping: bool
) -> Iterable[Mention]:
    """Of plain text, however long, little is held at a time."""
    if is_plain(file):
        return finder.find_in(pieces(file, encoding), overlapping=overlapping, level=level)
    return mentions(read(file, encoding), finder, overlapping=overlapping, level=level)


def _explain(
    files: tuple[str, ...],
    finder: Finder,
    level: Level,
    encoding: str | None,
    *,
    overlapping: bool,
) -> int:
    from glossary.views.terminal import explained

    code = NOTHING_FOUND
    for file in files:
        document = read(file, encoding)
        for mention in mentions(document, finder, overlapping=overlapping, level=level):
            before = document.source[max(0, mention.start - _AROUND) : mention.start]
            after = document.source[mention.end : mention.end + _AROUND]
            click.echo(explained(file, mention, before, after, level), nl=False)
            code = 0
    return code


def _write_json(found: _Found) -> None:
    """One array, written as it comes."""
    from glossary.views.standoff import row

    click.echo("[", nl=False)
    comma = ""
    for file, mention in found:
        text = json.dumps(row(mention, file), ensure_ascii=False, indent=1)
        click.echo(f"{comma}\n{text}", nl=False)
        comma = ","
    click.echo("\n]" if comma else "]")
