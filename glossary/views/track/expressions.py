"""New expressions as a table for people, as JSON, and as terms to import."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glossary.views.terminal import table_lines
from glossary.views.words import counted, safe_line
from termbase.formats.tables.row import guarded

if TYPE_CHECKING:
    from glossary.corpus.discover.expressions import Expression
    from glossary.views.track.output_formats import ExpressionsFormat

_DELIMITERS = {"csv": ",", "tsv": "\t"}


def write(found: Sequence[Expression], to: ExpressionsFormat, *, rises: bool) -> bytes:
    """Return expressions in a format; CSV and TSV are tables of terms that can be imported.

    Args:
        found: The expressions.
        to: The format.
        rises: Whether they were chosen because they rise.
    """
    if to == "text":
        return "".join(lines(found, rises=rises)).encode()
    if to == "json":
        records = [_record(one, rises=rises) for one in found]
        return json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n"
    out = io.StringIO()
    writer = csv.writer(out, delimiter=_DELIMITERS[to], lineterminator="\n")
    writer.writerow(("simplified", "english", "note", "source"))
    for one in found:
        note = "; ".join((_summary(one, rises=rises), *(text for _, text in one.contexts)))
        source = one.contexts[0][0] if one.contexts else ""
        writer.writerow([guarded(cell) for cell in (one.text, "", note, source)])
    return out.getvalue().encode()


def lines(found: Sequence[Expression], width: int | None = None, *, rises: bool) -> Iterator[str]:
    """Yield the lines for a terminal.

    Args:
        found: The expressions.
        width: The columns of the terminal; None to put each row on one line.
        rises: Whether they were chosen because they rise.
    """
    header = ("expression", "times", "texts", *(["rise"] if rises else []), "first place", "")
    rows = []
    for one in found:
        place, text = one.contexts[0] if one.contexts else ("", "")
        factor = [f"×{2**one.rise:.1f}"] if rises else []
        rows.append(
            (
                one.text, f"{one.count:,}", f"{one.articles:,}", *factor, safe_line(place),
                safe_line(text),
            )
        )  # fmt: skip
    if rows:
        yield from table_lines(header, rows, width)


def _record(one: Expression, *, rises: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "expression": one.text, "score": one.score, "count": one.count, "articles": one.articles,
    }  # fmt: skip
    if rises:
        record |= {"rise": one.rise, "ratio": one.ratio}
    record["contexts"] = [{"id": id, "text": text} for id, text in one.contexts]
    return record


def _summary(one: Expression, *, rises: bool) -> str:
    factor = f", {2**one.rise:.1f} times as often as before" if rises else ""
    return f"{counted(one.count, 'occurrence')} in {counted(one.articles, 'text')}{factor}"
