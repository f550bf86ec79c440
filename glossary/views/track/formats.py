"""Tracked concepts in the format of an output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from glossary.views.track import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossary.corpus.track.tracking import Tracking
    from glossary.views.track.output_formats import CountsFormat


def write(tracking: Tracking, to: CountsFormat, name: str, *, is_summary: bool = False) -> bytes:
    """Return what was tracked in a format.

    Args:
        tracking: What was tracked; for a page and a summary with its quotations.
        to: The format.
        name: The name of the corpus.
        is_summary: In JSON and CSV, one record for each series instead of one for each period.

    Raises:
        Error: If a library for the format is not installed.
    """
    match to:
        case "json" | "csv":
            records: Sequence[Any] = list((rows.summaries if is_summary else rows.rows)(tracking))
            if to == "csv":
                return rows.format_csv(records).encode()
            return json.dumps(records, ensure_ascii=False, indent=1).encode() + b"\n"
        case "parquet":
            return rows.parquet(tracking)
        case "html":
            from glossary.views.track.html import write as page

            return page(tracking, name).encode()
        case "png" | "svg":
            from glossary.views.track.plots import write as plot

            return plot(tracking, to)
        case "text":
            from glossary.views.track.table import lines

            return "".join(lines(tracking)).encode()
