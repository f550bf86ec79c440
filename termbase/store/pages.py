"""Rows with numbers, the newest first, page by page: changes and proposals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from termbase.store.database import Database


def newest_rows(
    database: Database, select: str, values: Mapping[str, str], before: int | None, limit: int
) -> list[tuple[Any, ...]]:
    """Return rows of a table, those with the highest numbers first.

    Args:
        database: The base.
        select: The query without conditions, of a table with the column ``number``.
        values: Only rows with these values in these columns; empty values are left out.
        before: Only rows with a lower number: the last one of the page before; None for all.
        limit: The most to return.
    """
    given = {column: value for column, value in values.items() if value}
    conditions = [f"{column} = :{column}" for column in given]
    if before is not None:
        conditions.append("number < :before")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"{select} {where} ORDER BY number DESC LIMIT :limit"
    return database.rows(query, {**given, "before": before, "limit": limit})
