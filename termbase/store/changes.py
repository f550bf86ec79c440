"""The changes of a base: who wrote what and when, and what was there before.

A change is recorded in the transaction of the write itself, so neither is there without the other.
It holds the state before it; the state after it is the one before the next change of the same
thing, or the present one. So an import of new concepts adds little.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from termbase.choices import Choice
from termbase.store.texts import require_writable

if TYPE_CHECKING:
    from termbase.model.concept import Concept
    from termbase.store.database import Database


class ChangeKind(Choice):
    """The kind of thing that a change is about."""

    CONCEPT = "concept"
    UNIT = "unit"
    PROPOSAL = "proposal"
    ACCOUNT = "account"
    TOKEN = "token"  # noqa: S105 - the name of a kind
    IMPORT = "import"


CREATE, CHANGE, REMOVE = "create", "change", "remove"

_INSERT = """
    INSERT INTO change (at, author, action, kind, name, before, comment)
    VALUES (strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = """
    SELECT number, at, author, action, kind, name, before,
    CASE WHEN kind = 'concept' AND action != 'remove' THEN coalesce(
        (SELECT later.before FROM change AS later
         WHERE later.kind = change.kind AND later.name = change.name
         AND later.number > change.number ORDER BY later.number LIMIT 1),
        (SELECT record FROM concept WHERE id = change.name)
    ) END, comment FROM change
"""
_CHANGED = """
    SELECT name, json_extract(before, '$.terms') IS NOT json_extract(record, '$.terms')
    FROM change LEFT JOIN concept ON concept.id = change.name
    WHERE number > ? AND kind = 'concept' LIMIT ?
"""
# Of more changes, comparing takes longer than reading all terms.
_MOST = 1000

_LAST = "SELECT coalesce(max(number), 0) FROM change WHERE kind = 'concept' AND name = ?"

_AUTHORSHIP: ContextVar[tuple[str, str]] = ContextVar("authorship", default=("", ""))


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a base.

    Attributes:
        number: Its number, which no other change gets, in the order in which they were written.
        at: Its time (ISO 8601, UTC).
        author: Whoever wrote it; empty for the command line and Python.
        action: For a concept ``create``, ``change`` or ``remove``.
        kind: The kind of thing that has changed.
        name: The name of the thing, such as the id of a concept.
        before: Its record before the change; None if it did not exist.
        after: The record of a concept after the change; None if it was removed, and for all else.
        comment: The reason for it.
    """

    number: int
    at: str
    author: str
    action: str
    kind: ChangeKind
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    comment: str


@dataclass(frozen=True, slots=True)
class Version:
    """A state of one concept in a base, and the change that led to it.

    Attributes:
        number: The number of the change; 0 for the state before changes were recorded.
        at: Its time (ISO 8601, UTC); empty for version 0, as are the following.
        author: Whoever wrote it.
        action: ``create``, ``change`` or ``remove``.
        comment: The reason for it.
        concept: The concept after the change; None if it was not in the base.
    """

    number: int
    at: str
    author: str
    action: str
    comment: str
    concept: Concept | None


@contextmanager
def written_by(author: str, comment: str = "") -> Iterator[None]:
    """Name the author of all changes that this thread or task writes within.

    Args:
        author: The name of an account.
        comment: The reason for the changes.

    Raises:
        InputError: If the comment has control characters.
    """
    require_writable(comment=comment)
    with _authorship(author, comment):
        yield


@contextmanager
def commented(comment: str) -> Iterator[None]:
    """Give the changes within a comment where :func:`written_by` gives none."""
    author, given = _AUTHORSHIP.get()
    # Not checked: it has the name of a file in it, which is as it is.
    with _authorship(author, given or comment):
        yield


@contextmanager
def _authorship(author: str, comment: str) -> Iterator[None]:
    token = _AUTHORSHIP.set((author, comment))
    try:
        yield
    finally:
        _AUTHORSHIP.reset(token)


def current_author() -> str:
    """Return the author of what this thread or task writes."""
    return _AUTHORSHIP.get()[0]


def current_comment() -> str:
    """Return the reason that :func:`written_by` gives for what this thread or task writes."""
    return _AUTHORSHIP.get()[1]


def record_concept(database: Database, name: str, before: str | None, after: str | None) -> None:
    """Record a change of a concept, unless it stays as it is.

    Args:
        database: The base, in a transaction.
        name: The id of the concept.
        before: Its stored record; None if it did not exist.
        after: The record to store; None if it is removed.
    """
    if before == after:
        return
    action = CREATE if before is None else REMOVE if after is None else CHANGE
    author, comment = _AUTHORSHIP.get()
    row = (author, action, ChangeKind.CONCEPT.value, name, before, comment)
    database.execute(_INSERT, row)


def record(
    database: Database,
    action: str,
    kind: ChangeKind | str,
    name: str,
    before: Mapping[str, Any] | None = None,
    comment: str = "",
) -> int:
    """Record a change of anything but a concept, and return its number.

    Args:
        database: The base; the change is a part of a transaction that is open.
        action: The kind of change, such as ``issue``.
        kind: The kind of thing.
        name: Its name.
        before: Its record before the change, of values that JSON has.
        comment: The reason; by default that of :func:`written_by`.
    """
    author, given = _AUTHORSHIP.get()
    text = None if before is None else json.dumps(before, ensure_ascii=False)
    row = (author, action, ChangeKind(kind).value, name, text, comment or given)
    with database.transaction():
        return int(database.execute(_INSERT, row).lastrowid or 0)


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
        if that is not known: there are too many changes, or the file is not open for writing, and
        another one may be in its place.
    """
    if not database.is_writable:
        return None
    rows = database.rows(_CHANGED, number, _MOST)
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
    given = {column: value for column, value in values.items() if value}
    conditions = [f"{column} = :{column}" for column in given]
    if before is not None:
        conditions.append("number < :before")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    query = f"{_COLUMNS} {where} ORDER BY number DESC LIMIT :limit"
    rows = database.rows(query, {**given, "before": before, "limit": limit})
    return [
        Change(number, at, author, action, ChangeKind(kind), name, _read(old), _read(new), comment)
        for number, at, author, action, kind, name, old, new, comment in rows
    ]


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


def _read(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def count_by_month(database: Database) -> dict[str, dict[str, int]]:
    """Return the numbers of changes by month (``2026-11``), in order, and by kind."""
    query = """
        SELECT substr(at, 1, 7), kind, count(*) FROM change GROUP BY 1, 2 ORDER BY 1, 2
    """
    found: dict[str, dict[str, int]] = {}
    for month, kind, number in database.rows(query):
        found.setdefault(month, {})[kind] = number
    return found
