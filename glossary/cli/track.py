"""``glossary track``: terms in a corpus over time and outlets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast, get_args

import click

from glossary.cli.corpus_options import (
    PLOTS,
    CorpusOptions,
    columns_of,
    corpus_options,
    read_corpus,
)
from glossary.cli.options import Command, open_glossary, output_option, refuse_options, shared
from glossary.views.track.output_formats import CountsFormat, ExpressionsFormat, RenderingsFormat

if TYPE_CHECKING:
    pass

# The options and arguments that apply to all results, to new expressions, and to renderings.
_FOR_ALL = (
    "corpus", "outlets", "since", "until", "as_json", "to", "out", "columns", "encoding",
    "skip_bad",
)  # fmt: skip
_FOR_NEW = frozenset((*_FOR_ALL, "is_new", "limit", "least", "pattern"))
_FOR_RENDERINGS = frozenset((*_FOR_ALL, "renderings", "names", "terms"))
_FORMATS = (*get_args(CountsFormat), "tsv")
_NOT_FOR_TERMINALS = ("parquet", "png")


def _number_option(name: str, default: int, help: str) -> Callable[[Command], Command]:
    """Return an option for a number from 0."""
    number = click.IntRange(min=0)
    return click.option(name, type=number, default=default, show_default=True, help=help)


@click.command("track")
@click.argument("corpus")
@click.argument("names", nargs=-1, metavar="[TERM]...")
@click.option("--terms", multiple=True, help="The same as TERM; repeatable.")
@click.option("--subject", multiple=True, help="The terms of a subject, such as slogan.")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; repeatable.")
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="The length of the periods.",
)
@click.option("--since", "--from", "since", default="", help="First date: 2024-03-09, 2024-03 …")
@click.option("--until", default="", help="Last date.")
@click.option("--forms", is_flag=True, help="Tell the forms of a concept apart.")
@click.option(
    "-n",
    "limit",
    type=click.IntRange(min=1),
    help="The concepts in most articles  [default: 20 where no terms are named; all in data]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.option("--to", type=click.Choice(_FORMATS), help="Format, if not by the suffix.")
@output_option("Output: .json, .csv, .parquet, .html (with quotations), .png or .svg.")
@click.option(
    "--summary", is_flag=True, help="In JSON and CSV: first and last use, silence, jumps."
)
@_number_option("--quotations", 3, "Quotations of each period, on a page.")
@_number_option("--few", 20, "Mark periods with fewer texts.")
@click.option(
    "--renderings",
    is_flag=True,
    help="Show renderings of terms instead, of a bilingual corpus or 'memory'.",
)
@click.option(
    "--new", "is_new", is_flag=True, help="Show expressions that the glossary lacks instead."
)
@click.option(
    "--least",
    type=click.IntRange(min=2),
    help="Only expressions that occur so often, with --new  [default: 5; without --since once in "
    "75,000 characters if that is more]",
)
@click.option("--scale", type=click.Path(path_type=Path), help="Tiers of shares, a TOML file.")
@corpus_options
@shared
def track_command(
    corpus: str,
    names: tuple[str, ...],
    terms: tuple[str, ...],
    subject: tuple[str, ...],
    outlets: tuple[str, ...],
    by: str,
    since: str,
    until: str,
    limit: int | None,
    least: int | None,
    to: str | None,
    out: Path | None,
    quotations: int,
    few: int,
    scale: Path | None,
    *,
    forms: bool,
    as_json: bool,
    summary: bool,
    renderings: bool,
    is_new: bool,
    **options: Unpack[CorpusOptions],
) -> int:
    """Count terms in a corpus by period and outlet.

    CORPUS is a folder of documents, a table (.jsonl, .csv, .tsv, .parquet, .db) or an archive
    (.zip, .tar), compressed or not. A TERM is Chinese, English, pinyin or an id; without any, all
    that occur are counted. Variants and abbreviations count to their concept; where terms overlap,
    the longest one counts.
    """
    if is_new:
        from glossary.cli import track_new

        _refuse_others(_FOR_NEW, "does not apply to --new")
        expressions = _format(to, out, ExpressionsFormat, "--new", as_json=as_json)
        with open_glossary() as glossary:
            return track_new.run(
                glossary, read_corpus(corpus, options), outlets=outlets, since=since,
                until=until, limit=limit, least=least,
                to=cast("ExpressionsFormat", expressions), out=out, skip_bad=options["skip_bad"],
            )  # fmt: skip
    refuse_options(("least",), "is for --new")
    if renderings:
        from glossary.cli import track_renderings

        _refuse_others(_FOR_RENDERINGS, "does not apply to --renderings")
        rendered = _format(to, out, RenderingsFormat, "--renderings", as_json=as_json)
        with open_glossary() as glossary:
            return track_renderings.run(
                glossary, corpus, (*terms, *names), columns=columns_of(options),
                encoding=options["encoding"], outlets=outlets, since=since, until=until,
                to=cast("RenderingsFormat", rendered), out=out, skip_bad=options["skip_bad"],
            )  # fmt: skip
    target = cast("CountsFormat", _format(to, out, CountsFormat, "counts", as_json=as_json))
    if summary and target not in ("json", "csv"):
        raise click.UsageError("--summary is for --json and --to csv")
    if target != "html":
        refuse_options(("quotations",), "is for a page: -o PAGE.html")
    if target in PLOTS:
        refuse_options(("scale",), "does not apply to a plot, which shows no tiers")
    from glossary.cli import track_counts

    return track_counts.run(
        corpus, (*terms, *names), subject, outlets=outlets, by=by, since=since, until=until,
        forms=forms, limit=limit, to=target, out=out, summary=summary, quotations=quotations,
        few=few, scale=scale, options=options,
    )  # fmt: skip


def _refuse_others(applicable: Collection[str], why: str) -> None:
    """Refuse all options and arguments of the command that do not apply.

    Raises:
        UsageError: If one was given.
    """
    names = click.get_current_context().params
    refuse_options([name for name in names if name not in applicable], why)


def _format(to: str | None, out: Path | None, formats: Any, result: str, *, as_json: bool) -> str:
    """Return the format of the output.

    Args:
        to: The format that was named; by default that of the suffix.
        out: The output; None for standard output.
        formats: The formats of the result, as a literal type.
        result: The result that is written, for the message.
        as_json: JSON was asked for.

    Raises:
        UsageError: If there is no such format, or it is not for a terminal.
    """
    if as_json and to not in (None, "json"):
        raise click.UsageError(f"--json and --to {to}: give one of them")
    known = get_args(formats)
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    if out and not to and not as_json and suffix not in (*known, "txt"):
        listed = ", ".join(f".{name}" for name in known[1:])
        raise click.UsageError(f"{out}: unknown suffix; expected one of {listed}; or use --to")
    target = "json" if as_json else to or (suffix if suffix in known else "text")
    if target not in known:
        raise click.UsageError(
            f"{target}: not a format of {result}; expected one of: {', '.join(known)}"
        )
    if target in _NOT_FOR_TERMINALS and not out and sys.stdout.isatty():
        raise click.UsageError(f"{target} is not for a terminal; name a file: -o FILE")
    return target
