"""``glossary track --new``: expressions of a corpus that the glossary lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.streams import echo, echo_bytes, note, terminal_width

if TYPE_CHECKING:
    from glossary.corpus.discover.preparing import Article
    from glossary.corpus.texts import Corpus
    from glossary.glossary import Glossary
    from glossary.views.track.expressions import Format
    from termbase.errors import Problem

_SHOWN = 100
_NAMED = 5


def run(
    glossary: Glossary,
    corpus: Corpus,
    *,
    outlets: Collection[str],
    since: str,
    limit: int | None,
    to: str,
    out: Path | None,
    skip_bad: bool,
) -> int:
    """Show the expressions that the glossary lacks; return the exit code.

    Args:
        glossary: Its terms are known.
        corpus: The texts.
        outlets: Only these, unless empty.
        since: The date from which on they rise; empty for all expressions.
        limit: The largest number of expressions.
        to: The format; by default that of the suffix of the output.
        out: The output; None for the standard output.
        skip_bad: Leave out what cannot be read.
    """
    from glossary.corpus.discover.expressions import expressions, known_forms
    from glossary.corpus.track.periods import days_of
    from glossary.views.track import expressions as view

    suffix = out.suffix.lower().removeprefix(".") if out else ""
    target = to or (suffix if suffix in view.FORMATS else "text")
    if target not in view.FORMATS or (suffix and not to and suffix not in (*view.FORMATS, "txt")):
        listed = ", ".join(view.FORMATS)
        raise click.UsageError(f"{to or out}: not a format of --new; expected one of: {listed}")
    if out:
        refuse_overwriting([out], [corpus.path])
    first = days_of(since)[0] if since else ""
    articles = _articles(corpus, outlets, skip_bad=skip_bad)
    known = known_forms(glossary.termbase)
    found = expressions(articles, known, since=first, limit=limit or _SHOWN)
    if target == "text" and out is None:
        for line in view.lines(found, terminal_width(), rises=bool(since)):
            echo(line, nl=False)
    else:
        from termbase.output import write_file

        data = view.write(found, cast("Format", target), rises=bool(since))
        if out:
            write_file(out, data)
            note(f"{out}")
        else:
            echo_bytes(data)
    return 0 if found else NOTHING_FOUND


def _articles(corpus: Corpus, outlets: Collection[str], *, skip_bad: bool) -> Iterator[Article]:
    from glossary.corpus.discover.preparing import Article
    from glossary.corpus.texts import refuse

    bad: list[Problem] = []
    for batch in corpus.batches(bad.append if skip_bad else refuse):
        for row in batch.to_pylist():
            if not outlets or row["outlet"] in outlets:
                yield Article(row["id"], row["date"], row["text"])
    for problem in bad[:_NAMED]:
        note(f"left out: {problem}")
    if len(bad) > _NAMED:
        note(f"left out: {len(bad) - _NAMED} more rows or files that cannot be read")
