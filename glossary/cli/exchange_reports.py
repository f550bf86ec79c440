"""Reports of commands about a file of terms that they have read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from glossary.cli.streams import complain, note
from termbase.errors import Problem

# The greatest number of pass-through fields that are named.
_NAMED_FIELDS = 8
_NAMED_WARNINGS = 20


def show_warnings(warnings: Sequence[Problem]) -> None:
    """Show what was read in spite of a doubt."""
    for problem in warnings[:_NAMED_WARNINGS]:
        complain(f"warning: {problem}")
    if len(warnings) > _NAMED_WARNINGS:
        complain(f"warning: {len(warnings) - _NAMED_WARNINGS} more; see 'glossary validate'")


def show_dropped(file: Path, dropped: Mapping[str, int], passed_through: Mapping[str, int]) -> None:
    """Show the data that has no place in the model, and the pass-through fields."""
    for kind, count in sorted(dropped.items()):
        note(f"{file}: dropped: {count} × {kind}")
    if fields := sorted(passed_through.items(), key=lambda item: -item[1]):
        names = ", ".join(f"{name} ({count})" for name, count in fields[:_NAMED_FIELDS])
        more = f" and {len(fields) - _NAMED_FIELDS} more" if len(fields) > _NAMED_FIELDS else ""
        note(f"{file}: passed through, for export to the same format only: {names}{more}")
