"""Tab-separated terms: like CSV, with tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termbase.formats.parsed import ParsedFile
from termbase.formats.tables import csv
from termbase.model.concept import Concept


def read(
    text: str, file: str, column_map: Mapping[str, str] | None = None, *, split: bool = False
) -> ParsedFile:
    """Read tab-separated text. See :func:`termbase.formats.tables.csv.read`.

    Without a tab in the first line it is separated otherwise, whatever its suffix says.
    """
    delimiter = "\t" if "\t" in text.lstrip("\ufeff\r\n").partition("\n")[0] else ""
    return csv.read(text, file, delimiter, column_map, split=split)


def write(concepts: Sequence[Concept]) -> str:
    """Format concepts as tab-separated text, with a header."""
    return csv.write(concepts, "\t")
