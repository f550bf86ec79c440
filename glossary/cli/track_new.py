"""``glossary track --new``: expressions of a corpus that the glossary lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.cli.corpus_options import refuse_within, reported
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.outputs import refuse_overwriting, write_output
from glossary.cli.streams import echo, terminal_width

if TYPE_CHECKING:
    from glossary.corpus.discover.preparing import Article
    from glossary.corpus.tables import Report
    from glossary.corpus.texts import Corpus
    from glossary.glossary import Glossary
    from glossary.views.track.output_formats import ExpressionsFormat

_SHOWN = 100


def run(
    glossary: Glossary,
    corpus: Corpus,
    *,
    outlets: Collection[str],
    since: str,
    until: str,
    limit: int | None,
    least: int | None,
    to: ExpressionsFormat,
    out: Path | None,
    skip_bad: bool,
) -> int:
    """Show the expressions that the glossary lacks; return the exit code.

    Args:
        glossary: Its terms are known.
        corpus: The texts.
        outlets: Only these, unless empty.
        since: The date from which on they rise; empty for all expressions.
        until: The date of the last texts; empty for all.
        limit: The largest number of expressions.
        least: The least number of occurrences of an expression; None for the usual one.
        to: The format.
        out: The output; None for the standard output.
        skip_bad: Leave out what cannot be read.
    """
    from glossary.corpus.discover.expressions import expressions, known_forms
    from glossary.corpus.track.periods import limits_of
    from glossary.views.track import expressions as view

    if out:
        refuse_within(out, corpus.path)
        refuse_overwriting([out], [corpus.path])
    first, last = limits_of(since, until)
    with reported(skip_bad=skip_bad) as report:
        articles = _articles(corpus, outlets, last, report)
        known = known_forms(glossary.termbase)
        found = expressions(articles, known, since=first, least=least, limit=limit or _SHOWN)
    if to == "text" and out is None:
        for line in view.lines(found, terminal_width(), rises=bool(since)):
            echo(line, nl=False)
    else:
        write_output(out, view.write(found, to, rises=bool(since)))
    return 0 if found else NOTHING_FOUND


def _articles(
    corpus: Corpus, outlets: Collection[str], last: str, report: Report
) -> Iterator[Article]:
    from glossary.corpus.discover.preparing import Article
    from glossary.corpus.track.periods import may_be_within

    for batch in corpus.batches(report):
        for row in batch.to_pylist():
            is_named = not outlets or row["outlet"] in outlets
            if is_named and may_be_within(row["date"][:10], "", last):
                yield Article(row["id"], row["date"], row["text"])
