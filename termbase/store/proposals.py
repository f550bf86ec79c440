"""Proposed changes of a base, with the remarks on them, until somebody decides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from termbase.choices import Choice
from termbase.errors import Conflict, NotFound, StoreError
from termbase.messages import Message
from termbase.model.concept import Concept
from termbase.model.record import from_record, to_record
from termbase.store.changes import ChangeKind, current_author, record
from termbase.store.clock import now
from termbase.store.pages import newest_rows
from termbase.store.texts import require_writable

if TYPE_CHECKING:
    from termbase.store.store import Store

_SELECT = (
    "SELECT number, at, author, status, kind, concept, revision, record, comment, batch, file, "
    "options, decided_by, decided_at, reason FROM proposal"
)
_INSERT = (
    "INSERT INTO proposal (at, author, status, kind, concept, revision, record, comment, batch, "
    "file, options, data, decided_by, decided_at, reason) "
    "VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '')"
)


class ProposalStatus(Choice):
    """The status of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ProposalKind(Choice):
    """The kind of change that is proposed."""

    CONCEPT = "concept"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody proposes.

    Attributes:
        number: Its number, which no other proposal gets.
        at: The time at which it was made (ISO 8601, UTC).
        author: Whoever made it.
        status: Open, or what was decided.
        kind: A change of one concept, or the import of a file.
        concept_id: The id of the concept; empty for an import.
        revision: The revision of the concept that the author knew.
        record: The concept as it should be; None to remove it, and for an import.
        comment: The reason for it.
        batch: A name that it shares with others that belong together.
        file: The name of the file to import; empty for a concept.
        options: The options of the import; once it is accepted also its ``result``.
        decided_by: Whoever decided; empty while it is open.
        decided_at: The time of that (ISO 8601, UTC).
        reason: The reason for the decision.
    """

    number: int
    at: str
    author: str
    status: ProposalStatus
    kind: ProposalKind
    concept_id: str
    revision: int
    record: Concept | None
    comment: str
    batch: str
    file: str
    options: dict[str, Any]
    decided_by: str
    decided_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a proposal.

    Attributes:
        number: Its number.
        proposal: The number of the proposal.
        at: Its time (ISO 8601, UTC).
        author: Whoever made it.
        text: The remark.
    """

    number: int
    proposal: int
    at: str
    author: str
    text: str


def add_concept_proposal(
    store: Store, concept_id: str, concept: Concept | None, revision: int, comment: str, batch: str
) -> Proposal:
    """Store the proposal of a concept by the present author.

    Raises:
        InputError: If the comment or the batch has control characters.
    """
    text = None if concept is None else json.dumps(to_record(concept), ensure_ascii=False)
    kind = ProposalKind.CONCEPT.value
    require_writable(comment=comment, batch=batch)
    return _add(store, (kind, concept_id, revision, text, comment, batch, "", "{}", None))


def add_import_proposal(
    store: Store, file: str, data: bytes, options: Mapping[str, Any], comment: str, batch: str
) -> Proposal:
    """Store the proposal of an import by the present author.

    Args:
        store: The base.
        file: The name of the file.
        data: The file.
        options: The options of the import, of values that JSON has.
        comment: The reason for it.
        batch: A name that it shares with others.

    Raises:
        InputError: If the comment or the batch has control characters.
    """
    kind, written = ProposalKind.IMPORT.value, json.dumps(options, ensure_ascii=False)
    require_writable(comment=comment, batch=batch)
    return _add(store, (kind, "", 0, None, comment, batch, file, written, data))


def read_proposals(
    store: Store, *, before: int | None = None, limit: int = 50, **values: str
) -> list[Proposal]:
    """Return proposals, the newest first.

    Args:
        store: The base.
        before: Only those with a lower number; None for all.
        limit: The most to return.
        **values: Only those with this ``status``, ``concept``, ``author`` or ``batch``; empty for
            all.
    """
    rows = newest_rows(store.database, _SELECT, values, before, limit)
    return [_proposal(store, row) for row in rows]


def count_open(store: Store) -> int:
    """Return the number of proposals that nobody has decided yet."""
    query = "SELECT count(*) FROM proposal WHERE status = 'open'"
    return int(store.database.rows(query)[0][0])


def read_proposal(store: Store, number: int) -> Proposal:
    """Return the proposal with a number.

    Raises:
        NotFound: If there is none.
    """
    rows = store.database.rows(f"{_SELECT} WHERE number = ?", number)
    if not rows:
        raise NotFound(Message("proposal not found: {number}", number=number))
    return _proposal(store, rows[0])


def open_proposal(store: Store, number: int) -> Proposal:
    """Return a proposal that is not decided yet.

    Raises:
        NotFound: If there is no such proposal.
        Conflict: If it is decided.
    """
    proposal = read_proposal(store, number)
    if proposal.status is not ProposalStatus.OPEN:
        template = (
            "proposal {number} was {status} by {author} already"
            if proposal.decided_by
            else "proposal {number} was {status} already"
        )
        author = proposal.decided_by
        raise Conflict(Message(template, number=number, status=proposal.status, author=author))
    return proposal


def file_of(store: Store, number: int) -> bytes:
    """Return the file of an import that is not decided yet.

    Raises:
        NotFound: If there is none.
    """
    rows = store.database.rows("SELECT data FROM proposal WHERE number = ?", number)
    if not rows or rows[0][0] is None:
        raise NotFound(f"proposal {number} has no file")
    return bytes(rows[0][0])


def close_proposal(store: Store, number: int, status: ProposalStatus, reason: str) -> Proposal:
    """Store the decision of the present author; the file of an import is not kept.

    Raises:
        InputError: If the reason has control characters.
    """
    require_writable(reason=reason)
    with store.transaction():
        store.database.execute(
            "UPDATE proposal SET status = ?, decided_by = ?, decided_at = ?, reason = ?, "
            "data = NULL WHERE number = ?",
            (status.value, current_author(), now(), reason, number),
        )
        before = {"status": ProposalStatus.OPEN.value}
        record(store.database, status.value, ChangeKind.PROPOSAL, str(number), before, reason)
        return read_proposal(store, number)


def keep_result(store: Store, number: int, result: Mapping[str, Any]) -> None:
    """Store what the import of a proposal did, with its options."""
    options = {**read_proposal(store, number).options, "result": result}
    store.database.execute(
        "UPDATE proposal SET options = ? WHERE number = ?",
        (json.dumps(options, ensure_ascii=False), number),
    )


def add_remark(store: Store, number: int, text: str) -> Remark:
    """Store a remark of the present author on a proposal.

    Raises:
        NotFound: If there is no such proposal.
        InputError: If the text has control characters.
    """
    require_writable(text=text)
    with store.transaction():
        read_proposal(store, number)
        row = (number, now(), current_author(), text)
        added = store.database.insert(
            "INSERT INTO remark (proposal, at, author, text) VALUES (?, ?, ?, ?)", row
        )
    return Remark(added, *row)


def read_remarks(store: Store, number: int) -> list[Remark]:
    """Return the remarks on a proposal, the oldest first."""
    query = "SELECT number, proposal, at, author, text FROM remark WHERE proposal = ? ORDER BY 1"
    return [Remark(*row) for row in store.database.rows(query, number)]


def _add(store: Store, values: tuple[object, ...]) -> Proposal:
    with store.transaction():
        row = (now(), current_author(), *values)
        number = store.database.insert(_INSERT, row)
        proposal = read_proposal(store, number)
        record(store.database, "propose", ChangeKind.PROPOSAL, str(number), None, proposal.comment)
    return proposal


def _proposal(store: Store, row: tuple[Any, ...]) -> Proposal:
    (number, at, author, status, kind, concept_id, revision, text, comment, batch, file, options,
     *decision) = row  # fmt: skip
    try:
        concept = None if text is None else from_record(json.loads(text))
        written = json.loads(options)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{store.address}: proposal {number} is damaged ({error}); restore the base from a copy"
        ) from None
    return Proposal(
        number, at, author, ProposalStatus(status), ProposalKind(kind), concept_id, revision,
        concept, comment, batch, file, written, *decision,
    )  # fmt: skip
