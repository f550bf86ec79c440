"""Bounds of results: a number of characters, and a cursor for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from termbase.errors import InputError

Row = TypeVar("Row", bound=BaseModel)

_LONGEST = 10  # digits of a cursor
MOST = 24_000  # characters of JSON in a result; clients cut at 25,000


def part(rows: Sequence[Row], cursor: str) -> tuple[list[Row], str | None]:
    """Return the rows from a cursor that fit into a result, and the cursor of the next.

    Args:
        rows: All rows.
        cursor: Empty for the beginning.

    Raises:
        InputError: If the cursor is not one that was given.
    """
    is_number = cursor.isascii() and cursor.isdigit() and len(cursor) < _LONGEST
    if cursor and not (is_number and int(cursor) <= len(rows)):
        raise InputError(f"invalid cursor {cursor[:20]!r}; give the next_cursor of the call before")
    start = int(cursor or 0)
    size, end = 0, start
    while end < len(rows):
        written = rows[end].model_dump_json(indent=2)
        # As the SDK writes it, two levels deep in the result.
        size += len(written) + 4 * (written.count("\n") + 2)
        # One is always given, lest the same cursor come for ever.
        if size > MOST and end > start:
            break
        end += 1
    return list(rows[start:end]), str(end) if end < len(rows) else None
