"""``glossary track``: counts of terms by period and outlet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli.corpus_options import (
    CorpusOptions,
    read_corpus,
    refuse_within,
    require_plots,
    scan_corpus,
)
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.options import open_glossary
from glossary.cli.outputs import refuse_overwriting, write_output
from glossary.cli.streams import echo, note, show_library_warnings, terminal_width, warn
from termbase.language.script import is_han

if TYPE_CHECKING:
    from glossary.corpus.track.tracking import Tracking
    from glossary.glossary import Glossary
    from glossary.views.track.output_formats import CountsFormat
    from termbase.model.concept import Concept

# These are for programs: all concepts are in them unless a limit is given.
_DATA = ("json", "csv", "parquet")
_SHOWN = 20


def run(
    corpus: str,
    names: Sequence[str],
    subjects: tuple[str, ...],
    *,
    outlets: Collection[str],
    by: str,
    since: str,
    until: str,
    forms: bool,
    limit: int | None,
    to: CountsFormat,
    out: Path | None,
    summary: bool,
    quotations: int,
    few: int,
    scale: Path | None,
    options: CorpusOptions,
) -> int:
    """Count terms in a corpus; return the exit code.

    Args:
        corpus: The path of the corpus.
        names: The terms; with the subjects none, all that occur.
        subjects: The subjects whose terms are counted.
        outlets: Only these, unless empty.
        by: The length of the periods.
        since: The first date; may be empty.
        until: The last date.
        forms: Tell the forms of a concept apart.
        limit: The largest number of concepts.
        to: The format.
        out: The output; None for standard output.
        summary: Write one record for each series.
        quotations: The quotations of each period, on a page.
        few: Mark periods with fewer texts.
        scale: A file with the tiers.
        options: How the corpus is read and searched.
    """
    if out:
        refuse_within(out, Path(corpus))
        refuse_overwriting([out], [Path(corpus)])
    show_library_warnings()
    from glossary.corpus.files import name_as_text
    from glossary.corpus.track.periods import By
    from glossary.corpus.track.scanning import track_terms
    from glossary.corpus.track.tiers import CMP_SCALE, read_scale
    from glossary.corpus.track.tracking import with_quotations
    from glossary.views.track.table import has_details

    tiers = read_scale(scale) if scale else CMP_SCALE
    require_plots(to)
    opened = read_corpus(corpus, options)
    with open_glossary() as glossary:
        chosen = _chosen(glossary, names, subjects)
        if chosen is None:
            return NOTHING_FOUND
        tracking = track_terms(
            glossary.termbase, chosen, lambda ids: scan_corpus(opened, glossary, ids, options),
            By(by), since=since, until=until, outlets=outlets, by_form=forms, scale=tiers,
            few=few, overlapping=options["overlapping"], reports_longer=bool(names),
        )  # fmt: skip
    if limit or not names:
        tracking = tracking.most_frequent(limit or (None if to in _DATA else _SHOWN))
    if summary or to == "html" or (to == "text" and has_details(tracking)):
        tracking = with_quotations(tracking, opened, quotations if to == "html" else 0)
    _write(tracking, to, out, name_as_text(Path(corpus).resolve().name), is_summary=summary)
    return 0 if tracking.tracked else NOTHING_FOUND


def _write(
    tracking: Tracking, to: CountsFormat, out: Path | None, name: str, *, is_summary: bool
) -> None:
    """Write what was tracked to a file or to standard output."""
    if to == "text" and out is None:
        from glossary.views.track.table import lines

        for line in lines(tracking, terminal_width()):
            echo(line, nl=False)
        return
    from glossary.views.track import formats
    from glossary.views.track.words import left_out

    data = formats.write(tracking, to, name, is_summary=is_summary)
    if to not in ("text", "html"):
        # The others say so themselves.
        for remark in left_out(tracking):
            note(remark)
    write_output(out, data)


def _chosen(
    glossary: Glossary, names: Sequence[str], subjects: tuple[str, ...]
) -> list[Concept] | None:
    """Return the concepts that are named, none for all; None if a name is unknown."""
    from glossary.corpus.track.naming import concepts_named, no_concept

    termbase = glossary.termbase
    found: dict[str, Concept] = {}
    is_complete = True
    for name in names:
        concepts = concepts_named(termbase, name)
        if not concepts:
            is_complete = False
            pair = f"{name} RENDERING" if any(map(is_han, name)) else f"TERM {name!r}"
            warn(f"{no_concept(termbase, name)}; to count it, add it first: glossary add {pair}")
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
