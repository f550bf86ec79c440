"""Read the changes of a base: the log, the versions of a concept, what has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from termbase.store.address import files_of
from termbase.store.changes import Change, ChangeKind, Version
from termbase.store.pages import newest_rows

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.store.database import Database

_COLUMNS = """
    SELECT number, at, author, action, kind, name, before,
    CASE WHEN kind = 'concept' AND action != 'remove' THEN coalesce(
        (SELECT later.before FROM change AS later
         WHERE later.kind = change.kind AND later.name = change.name
         AND later.number > change.number ORDER BY later.number LIMIT 1),
        (SELECT record FROM concept WHERE id = change.name)
    ) END, comment FROM change
"""
# Of more changes, comparing takes longer than reading all terms.
_MOST = 1000
_LAST = "SELECT coalesce(max(number), 0) FROM change WHERE kind = 'concept' AND name = ?"


def last_change(database: Database, name: str) -> int:
    """Return the number of the last change of a concept; 0 if there is none."""
    return int(database.rows(_LAST, name)[0][0])


def last_number(database: Database) -> int:
    """Return the number of the last change of anything; 0 if there is none."""
    return int(database.rows("SELECT coalesce(max(number), 0) FROM change")[0][0])


def changed_terms(database: Database, number: int) -> dict[str, bool] | None:
    """Return the concepts that were changed after a change.

    Args:
        database: The base.
        number: The number of the change.

    Returns:
        True for each id if its terms were other ones at any time since, or it was not there. None
        if that is not known: there are too many changes, or the base is a file that is not open
        for writing, and another one may be in its place.
    """
    if files_of(database.address) and not database.is_writable:
        return None
    rows = database.rows(database.queries.CHANGED, number, _MOST)
    if len(rows) == _MOST:
        return None
    found: dict[str, bool] = {}
    for name, is_other in rows:
        found[name] = found.get(name, False) or bool(is_other)
    return found


def read_changes(database: Database, before: int | None, limit: int, **values: str) -> list[Change]:
    """Return changes, the newest first.

    Args:
        database: The base.
        before: Only those with a lower number; None for all.
        limit: The most to return.
        **values: Only those with this ``kind``, ``name`` or ``author``; empty for all.
    """
    return [_change(*row) for row in newest_rows(database, _COLUMNS, values, before, limit)]


def read_operation(database: Database, number: int) -> list[Change]:
    """Return the changes that were written :func:`together` with a change of a concept.

    The newest first; the change alone if it was written so, and nothing if it does not exist.
    """
    rows = database.rows("SELECT part_of FROM change WHERE number = ?", number)
    first = (rows[0][0] or number) if rows else number
    query = f"""
        {_COLUMNS} WHERE number = :first OR (part_of > 0 AND part_of = :first)
        ORDER BY number DESC
    """
    return [_change(*row) for row in database.rows(query, {"first": first})]


def read_versions(
    database: Database, name: str, concept: Callable[[str, str], Concept]
) -> list[Version]:
    """Return the versions of a concept, the newest first.

    Args:
        database: The base.
        name: The id of the concept.
        concept: Returns the concept with an id and a stored record.
    """
    rows = database.rows(f"{_COLUMNS} WHERE kind = 'concept' AND name = ? ORDER BY number", name)
    versions = [
        Version(number, at, author, action, comment, concept(name, new) if new else None)
        for number, at, author, action, _, _, _, new, comment in reversed(rows)
    ]
    if rows and (first := rows[0][6]):
        versions.append(Version(0, "", "", "", "", concept(name, first)))
    return versions


def _change(
    number: int,
    at: str,
    author: str,
    action: str,
    kind: str,
    name: str,
    before: str | None,
    after: str | None,
    comment: str,
) -> Change:
    old, new = (None if text is None else json.loads(text) for text in (before, after))
    return Change(number, at, author, action, ChangeKind(kind), name, old, new, comment)


def count_by_month(database: Database) -> dict[str, dict[str, int]]:
    """Return the numbers of changes by month (``2026-11``), in order, and by kind."""
    query = """
        SELECT substr(at, 1, 7), kind, count(*) FROM change GROUP BY 1, 2 ORDER BY 1, 2
    """
    found: dict[str, dict[str, int]] = {}
    for month, kind, number in database.rows(query):
        found.setdefault(month, {})[kind] = number
    return found
