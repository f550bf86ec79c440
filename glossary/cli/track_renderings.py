"""``glossary track --renderings``: how terms are rendered in a bilingual corpus or the memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli.corpus_options import reported, require_plots
from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.outputs import refuse_overwriting, write_output
from glossary.cli.streams import echo, show_library_warnings, terminal_width

if TYPE_CHECKING:
    from glossary.corpus.renderings.reading import BilingualSegment
    from glossary.corpus.tables import Report
    from glossary.glossary import Glossary
    from glossary.views.track.output_formats import RenderingsFormat

_MEMORY = "memory"


def run(
    glossary: Glossary,
    corpus: str,
    names: Sequence[str],
    *,
    columns: Mapping[str, str],
    encoding: str | None,
    outlets: Collection[str],
    since: str,
    until: str,
    to: RenderingsFormat,
    out: Path | None,
    skip_bad: bool,
) -> int:
    """Show how terms are rendered, by outlet and year; return the exit code.

    Args:
        glossary: Its terms and listed renderings are found.
        corpus: A bilingual file, or ``memory`` for the translation memory.
        names: Terms, also ones that the glossary does not have.
        columns: The columns of the file by field.
        encoding: The encoding of the file; None to detect it.
        outlets: Only these, unless empty.
        since: The first date; may be empty.
        until: The last date.
        to: The format.
        out: The output; None for the standard output.
        skip_bad: Leave out what cannot be read.
    """
    from glossary.corpus.files import name_as_text
    from glossary.corpus.renderings.usage import Asked, usages
    from glossary.corpus.track.naming import concepts_named
    from glossary.corpus.track.periods import limits_of, may_be_within
    from glossary.views.track import renderings as view

    if not names:
        raise click.UsageError("--renderings needs terms; name some")
    if out:
        refuse_overwriting([out], [Path(corpus)])
    show_library_warnings()
    require_plots(to)
    first, last = limits_of(since, until)
    with reported(skip_bad=skip_bad) as report:
        segments = [
            segment
            for segment in _segments(
                glossary, corpus, columns, encoding, report if skip_bad else None
            )
            if (not outlets or segment.outlet in outlets)
            and may_be_within(segment.date, first, last)
        ]
    asked = [Asked(name, tuple(concepts_named(glossary.termbase, name))) for name in names]
    found = usages(glossary.finder, segments, asked)
    if to == "text" and out is None:
        for line in view.lines(found, terminal_width()):
            echo(line, nl=False)
    else:
        write_output(out, view.write(found, to, name_as_text(Path(corpus).name)))
    return 0 if any(usage.uses for usage in found) else NOTHING_FOUND


def _segments(
    glossary: Glossary,
    corpus: str,
    columns: Mapping[str, str],
    encoding: str | None,
    report: Report | None,
) -> list[BilingualSegment]:
    from glossary.corpus.renderings.reading import read_segments, segments_of_memory

    if corpus == _MEMORY and not Path(corpus).exists():
        return segments_of_memory(glossary.memory)
    return read_segments(Path(corpus), columns, encoding, report)
