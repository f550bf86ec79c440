"""Tab-separated terms: like CSV, with tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from termbase.concept import Concept
from termbase.formats import Reading, csv


def read(text: str, file: str, meant: Mapping[str, str] | None = None) -> Reading:
    """The concepts in a tab-separated text. See :func:`termbase.formats.csv.read`."""
    return csv.read(text, file, "\t", meant)


def write(concepts: Sequence[Concept]) -> str:
    """Concepts as tab-separated text, with a header."""
    return csv.write(concepts, "\t")
