"""``glossary track``: terms in a corpus over time and outlets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack, cast, get_args

import click

from glossary.cli.corpus_options import (
    CorpusOptions,
    columns_of,
    corpus_options,
    read_corpus,
    scan_corpus,
)
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary, output_option, shared
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.streams import (
    echo,
    echo_bytes,
    note,
    show_library_warnings,
    terminal_width,
    warn,
)
from termbase.errors import InputError
from termbase.language.script import is_han

if TYPE_CHECKING:
    from glossary.corpus.scan import Scan
    from glossary.corpus.track.tracking import Tracking
    from glossary.glossary import Glossary
    from termbase.model.concept import Concept

Format = Literal["text", "json", "csv", "parquet", "html", "png", "svg"]
# These are for programs: all concepts are in them unless a limit is given.
_DATA = ("json", "csv", "parquet")
_PLOTS = ("png", "svg")
_NOT_FOR_TERMINALS = ("parquet", "png")
_SHOWN = 20


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
@click.option("--to", type=click.Choice(get_args(Format)), help="Format, if not by the suffix.")
@output_option("Output: .json, .csv, .parquet, .html (with quotations), .png or .svg.")
@click.option(
    "--summary", is_flag=True, help="In JSON and CSV: first and last use, silence, jumps."
)
@click.option(
    "--quotations",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help="Quotations of each period, on a page.",
)
@click.option(
    "--few",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    help="Mark periods with fewer texts.",
)
@click.option(
    "--renderings",
    is_flag=True,
    help="Show renderings of terms instead, of a bilingual corpus or 'memory'.",
)
@click.option(
    "--new", "is_new", is_flag=True, help="Show expressions that the glossary lacks instead."
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
    to: Format | None,
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

        with open_glossary() as glossary:
            return track_new.run(
                glossary, read_corpus(corpus, options), outlets=outlets, since=since,
                limit=limit, to="json" if as_json else to or "", out=out,
                skip_bad=options["skip_bad"],
            )  # fmt: skip
    target = _format(to, out, as_json=as_json)
    if summary and target not in ("json", "csv"):
        raise click.UsageError("--summary is for --json and --to csv")
    if renderings:
        from glossary.cli import track_renderings

        with open_glossary() as glossary:
            return track_renderings.run(
                glossary, corpus, (*terms, *names), columns=columns_of(options),
                encoding=options["encoding"], outlets=outlets, since=since, until=until,
                to=target, out=out,
            )  # fmt: skip
    if out:
        _refuse_within(out, Path(corpus))
        refuse_overwriting([out], [Path(corpus)])
    show_library_warnings()
    from glossary.corpus.track.longer import longer_terms
    from glossary.corpus.track.periods import By, limits_of
    from glossary.corpus.track.tiers import CMP_SCALE, read_scale
    from glossary.corpus.track.tracking import track, with_quotations
    from glossary.views.track.table import has_details

    # What is wrong is said before a long scan.
    limits_of(since, until)
    tiers = read_scale(scale) if scale else CMP_SCALE
    if target in _PLOTS:
        from glossary.views.track.plots import require_matplotlib

        require_matplotlib()
    opened = read_corpus(corpus, options)
    named, overlapping = (*terms, *names), options["overlapping"]
    with open_glossary() as glossary:
        chosen = _chosen(glossary, named, subject)
        if chosen is None:
            return NOTHING_FOUND
        # Of all terms, the longer ones are tracked themselves.
        longer = longer_terms(glossary.termbase, chosen) if named and not overlapping else {}
        ids = {concept.id for concept in chosen}
        ids |= {name for terms in longer.values() for name, _ in terms}
        found = scan_corpus(opened, glossary, ids or None, options)
        chosen = chosen or _all_in(found, glossary)
    tracking = track(
        found, chosen, By(by), since=since, until=until, outlets=outlets, by_form=forms,
        scale=tiers, few=few, longer=longer, overlapping=overlapping,
    )  # fmt: skip
    if limit or not named:
        tracking = tracking.most_frequent(limit or (None if target in _DATA else _SHOWN))
    if summary or target == "html" or (target == "text" and has_details(tracking)):
        tracking = with_quotations(tracking, opened, quotations if target == "html" else 0)
    _write(tracking, target, out, Path(corpus).resolve().name, is_summary=summary)
    return 0 if tracking.tracked else NOTHING_FOUND


def _write(
    tracking: Tracking, target: Format, out: Path | None, name: str, *, is_summary: bool
) -> None:
    """Write what was tracked to a file or to standard output."""
    if target == "text" and out is None:
        from glossary.views.track.table import lines

        for line in lines(tracking, terminal_width()):
            echo(line, nl=False)
        return
    from glossary.views.track import formats
    from glossary.views.track.words import left_out
    from termbase.output import write_file

    data = formats.write(tracking, target, name, is_summary=is_summary)
    if target not in ("text", "html"):
        # The others say so themselves.
        for remark in left_out(tracking):
            note(remark)
    if out:
        write_file(out, data)
        note(f"{out}")
    else:
        echo_bytes(data)


def _refuse_within(out: Path, corpus: Path) -> None:
    """Refuse an output that the next run would take for a part of the corpus.

    Raises:
        InputError: If it is one.
    """
    from glossary.corpus.files import kind_of

    if kind_of(out.name) and corpus.resolve() in out.resolve().parents:
        raise InputError(
            f"{out}: is in the corpus, and the next run would read it; name another output"
        )


def _format(to: Format | None, out: Path | None, *, as_json: bool) -> Format:
    if as_json and to not in (None, "json"):
        raise click.UsageError(f"--json and --to {to}: give one of them")
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    known = get_args(Format)
    if out and not to and not as_json and suffix not in (*known, "txt"):
        listed = ", ".join(f".{name}" for name in known[1:])
        raise click.UsageError(f"{out}: unknown suffix; expected one of {listed}; or use --to")
    by_suffix = cast("Format", suffix) if suffix in known else "text"
    target = "json" if as_json else to or by_suffix
    if target in _NOT_FOR_TERMINALS and not out and sys.stdout.isatty():
        raise click.UsageError(f"{target} is not for a terminal; name a file: -o FILE")
    return target


def _chosen(
    glossary: Glossary, names: tuple[str, ...], subjects: tuple[str, ...]
) -> list[Concept] | None:
    """Return the concepts that are named, none for all; None if a name is unknown."""
    from glossary.corpus.track.naming import concepts_named, similar_names

    termbase = glossary.termbase
    found: dict[str, Concept] = {}
    is_complete = True
    for name in names:
        concepts = concepts_named(termbase, name)
        if not concepts:
            is_complete = False
            similar = similar_names(termbase, name)
            meant = f"; did you mean {', '.join(similar)}?" if similar else ""
            pair = f"{name} RENDERING" if any(map(is_han, name)) else f"TERM {name!r}"
            warn(
                f"no concept has the term {name!r}{meant}; to count it, add it first: "
                f"glossary add {pair}"
            )
        if len(concepts) > 1:
            ids = ", ".join(concept.id for concept in concepts)
            note(f"{name}: a term of {len(concepts)} concepts, all counted: {ids}")
        found |= {concept.id: concept for concept in concepts}
    if not is_complete:
        return None
    if subjects:
        from glossary.choose import check_subjects

        try:
            check_subjects(subjects, termbase.subjects())
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        found |= {concept.id: concept for concept in termbase if concept.subject in subjects}
    return list(found.values())


def _all_in(found: Scan, glossary: Glossary) -> list[Concept]:
    """Return the concepts that are mentioned."""
    import pyarrow as pa

    ids = found.mentions["concept"].cast(pa.string()).unique().to_pylist()
    return [glossary.termbase[name] for name in sorted(ids)]
