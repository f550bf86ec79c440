"""The changes of a base: who wrote what and when, and what was there before.

A change is recorded in the transaction of the write itself, so neither is there without the other.
It holds the state before it; the state after it is the one before the next change of the same
thing, or the present one. So an import of new concepts adds little.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from termbase.choices import Choice
from termbase.store.clock import now
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
    INSERT INTO change (at, author, action, kind, name, before, comment, part_of)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

_AUTHORSHIP: ContextVar[tuple[str, str]] = ContextVar("authorship", default=("", ""))
# The number of the first change of the operation that is being written, once there is one.
_OPERATION: ContextVar[list[int] | None] = ContextVar("operation", default=None)


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


@contextmanager
def together() -> Iterator[None]:
    """Record the changes of concepts within as one operation, which is undone as a whole."""
    token = _OPERATION.set([])
    try:
        yield
    finally:
        _OPERATION.reset(token)


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
    operation = _OPERATION.get()
    first = operation[0] if operation else 0
    row = (now(), author, action, ChangeKind.CONCEPT.value, name, before, comment, first)
    if operation == []:
        operation.append(database.insert(_INSERT, row))
    else:
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
    with database.transaction():
        row = (now(), author, action, ChangeKind(kind).value, name, text, comment or given, 0)
        return database.insert(_INSERT, row)
