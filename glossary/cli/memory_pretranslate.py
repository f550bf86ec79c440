"""``glossary memory pretranslate``: texts as a table, bilingual files as they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli import NOTHING_FOUND
from glossary.cli.options import open_glossary, options, shared
from glossary.cli.output import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.glossary import Glossary
    from glossary.translate.pretranslate import Pretranslated


@click.command("pretranslate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to; else to the output.")
@click.option("--in-place", is_flag=True, help="Replace FILE, which has to be XLIFF or PO.")
@click.option(
    "--at-least", type=click.IntRange(1, 100), default=70, show_default=True, help="Least score."
)
@click.option("--terms", is_flag=True, help="Put the terms found into the units of an XLIFF 2.")
@click.option("--encoding", help="The encoding of a text or PO, where it is not to be detected.")
@shared
def pretranslate_command(
    file: Path,
    out: Path | None,
    at_least: int,
    encoding: str | None,
    *,
    in_place: bool,
    terms: bool,
) -> int:
    """Fill in what an XLIFF (.xlf, .sdlxliff, .mqxliff …) or .po leaves open, from the memory.

    Where a whole segment is a term, the glossary's rendering is put in, unless the memory has the
    very segment. What is not an exact match is marked to be looked at; all else stays as it is. Of
    a text, or a .tsv with a column source, the result is a table of source, target and score.
    A report by bands goes to standard error.
    """
    from glossary.translate.pretranslate import report
    from glossary.views.matches import band_table
    from termbase.formats.bilingual import XLIFF
    from termbase.formats.jobs import is_bilingual

    bilingual = is_bilingual(file)
    if in_place and not bilingual:
        raise click.UsageError("--in-place is for XLIFF and PO")
    if terms and file.suffix.lower() not in XLIFF:
        raise click.UsageError("--terms is for XLIFF 2, which can hold terms")
    if in_place and out:
        raise click.UsageError("--in-place and --out: say one of them")
    with open_glossary(to_write=True) as glossary:
        if bilingual:
            data, done, count = _fill(glossary, file, at_least, encoding, terms=terms)
        else:
            done = _translate(glossary, file, at_least, encoding)
            data, count = _table(done), sum(bool(one.match) for one in done)
    if out or in_place:
        write_whole(out or file, data)
    else:
        click.echo(data, nl=False)
    if not options().quiet:
        click.echo(band_table(report(done)), nl=False, err=True)
    return 0 if count else NOTHING_FOUND


def _fill(
    glossary: Glossary, file: Path, at_least: int, encoding: str | None, *, terms: bool
) -> tuple[bytes, Sequence[Pretranslated], int]:
    """A bilingual file filled in, what there is for its open segments, and how much is new."""
    from glossary.find import Finder
    from glossary.translate.fill import filling, pretranslate_open
    from glossary.translate.terms import rendering, terms_in
    from termbase.formats.jobs import open_job

    job = open_job(file, encoding)
    finder = Finder(glossary.termbase)
    done = pretranslate_open(glossary.memory, job.segments, at_least, partial(rendering, finder))
    made = {number: filling(job.segments[number], one) for number, one in done.items()}
    fillings = {number: one for number, one in made.items() if one}
    data, problems = job.filled(fillings)
    for problem in problems:
        click.echo(str(problem), err=True)
    added = 0
    if terms:
        from termbase.formats.xliff.terms import with_terms

        data, added = with_terms(data, str(file), partial(terms_in, finder))
    if not options().quiet:
        said = [f"{len(fillings) - len(problems)} segments filled in"]
        said += [f"{len(job.segments) - len(done)} not open"]
        said += [f"{added} terms added"] if terms else []
        click.echo(f"{file}: {', '.join(said)}", err=True)
    return data, list(done.values()), len(fillings) - len(problems) + added


def _translate(
    glossary: Glossary, file: Path, at_least: int, encoding: str | None
) -> Sequence[Pretranslated]:
    from glossary.documents import pieces
    from glossary.translate.pretranslate import pretranslate
    from termbase.language.sentences import sentences

    text = "".join(pieces(file, encoding))
    segments = _sources(text) if file.suffix.lower() == ".tsv" else sentences(text)
    return pretranslate(glossary.memory, segments, at_least)


def _table(done: Sequence[Pretranslated]) -> bytes:
    lines = ["source\ttarget\tscore"]
    for one in done:
        cells = (one.source, one.target, str(one.match.score) if one.match else "")
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return ("\n".join(lines) + "\n").encode()


def _sources(text: str) -> list[str]:
    """The column source of a table."""
    from termbase.errors import InputError

    header, *rows = [line.split("\t") for line in text.splitlines() if line.strip()] or [[]]
    if "source" not in header:
        raise InputError("line 1: no column source in the header")
    place = header.index("source")
    return [row[place] for row in rows if len(row) > place]
