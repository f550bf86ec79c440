"""``glossary track --renderings``: how terms are rendered in a bilingual corpus or the memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from glossary.cli.exit_codes import NOTHING_FOUND
from glossary.cli.outputs import refuse_overwriting
from glossary.cli.streams import echo, echo_bytes, note, terminal_width

if TYPE_CHECKING:
    from glossary.corpus.renderings.reading import BilingualSegment
    from glossary.glossary import Glossary
    from glossary.views.track.renderings import Format

_MEMORY = "memory"
_FORMATS = ("text", "json", "csv", "html")


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
    to: str,
    out: Path | None,
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
    """
    from glossary.corpus.renderings.usage import Asked, usages
    from glossary.corpus.track.naming import concepts_named

    if to not in _FORMATS:
        raise click.UsageError(f"{to} is not for --renderings; use one of {', '.join(_FORMATS)}")
    if not names:
        raise click.UsageError("--renderings needs terms; name some")
    if out:
        refuse_overwriting([out], [Path(corpus)])
    segments = [
        segment
        for segment in _segments(glossary, corpus, columns, encoding)
        if (not outlets or segment.outlet in outlets) and _is_within(segment.date, since, until)
    ]
    asked = [Asked(name, tuple(concepts_named(glossary.termbase, name))) for name in names]
    found = usages(glossary.finder, segments, asked)
    from glossary.views.track import renderings as view

    if to == "text" and out is None:
        for line in view.lines(found, terminal_width()):
            echo(line, nl=False)
    else:
        from termbase.output import write_file

        data = view.write(found, cast("Format", to), Path(corpus).name)
        if out:
            write_file(out, data)
            note(f"{out}")
        else:
            echo_bytes(data)
    return 0 if any(usage.uses for usage in found) else NOTHING_FOUND


def _segments(
    glossary: Glossary, corpus: str, columns: Mapping[str, str], encoding: str | None
) -> list[BilingualSegment]:
    from glossary.corpus.renderings.reading import read_segments, segments_of_memory

    if corpus == _MEMORY and not Path(corpus).exists():
        return segments_of_memory(glossary.memory)
    return read_segments(Path(corpus), columns, encoding)


def _is_within(date: str, since: str, until: str) -> bool:
    """Return whether a date, or a part of it, is within bounds; an unknown one is without any."""
    from glossary.corpus.track.periods import days_of

    if not since and not until:
        return True
    if not date:
        return False
    first, last = days_of(date)
    return (not since or last >= days_of(since)[0]) and (not until or first <= days_of(until)[1])
