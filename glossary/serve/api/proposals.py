"""Operations on proposals: list, get, make, decide, remark."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Literal

from pydantic import Field

from glossary.serve import numbers
from glossary.serve.api import jobs
from glossary.serve.api.cursors import number_of, to_cursor
from glossary.serve.api.models import ConceptId, ConceptRecord, PageQuery, ProblemRecord
from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.requests import Model
from glossary.serve.problems import Refused
from glossary.serve.workers import proposing
from glossary.views.records import proposal_record, remark_record
from termbase import written_by
from termbase.errors import NotFound
from termbase.model.record import from_record
from termbase.store.accounts import Role

_Status = Literal["open", "accepted", "rejected", "withdrawn"]
# Of the base.
_LARGEST = (1 << 63) - 1
_OnConflict = Literal["refuse", "ours", "theirs", "both"]


class ProposalsQuery(PageQuery):
    """The query of a list of proposals."""

    status: Literal["", "open", "accepted", "rejected", "withdrawn"] = ""
    concept: str = Field("", max_length=200)
    author: str = Field("", max_length=200)
    batch: str = Field("", max_length=200)


class ProposalBody(Model):
    """A proposed concept, or the removal of one."""

    concept_id: ConceptId
    record: ConceptRecord | None = Field(description="Null to remove the concept.")
    comment: str = Field("", max_length=10_000)
    batch: str = Field("", max_length=200, description="A name for proposals that belong together.")
    revision: int | None = Field(
        None, ge=0, le=_LARGEST, description="The one that you have changed; by default the last."
    )


class DecisionBody(Model):
    """A decision about a proposal."""

    decision: Literal["accept", "reject"]
    reason: str = Field("", max_length=10_000)
    changed: ConceptRecord | None = Field(
        None, description="The concept to accept instead of the proposed one."
    )
    revision: int | None = Field(
        None, ge=0, le=_LARGEST, description="With `changed`: the one that you have seen."
    )
    on_conflict: _OnConflict | None = Field(None, description="For an import.")
    choices: dict[str, dict[str, _OnConflict]] | None = Field(
        None, description="Other policies for some conflicts: by concept id, then by field."
    )


class WithdrawalBody(Model):
    """The withdrawal of a proposal by its author."""

    reason: str = Field("", max_length=10_000)


class RemarkBody(Model):
    """A remark on a proposal."""

    text: str = Field(min_length=1, max_length=10_000)


class ProposalRecord(Model):
    """A proposal."""

    number: int
    at: str
    author: str
    status: _Status
    kind: Literal["concept", "import"]
    concept_id: str
    revision: int
    record: ConceptRecord | None
    comment: str
    decided_by: str
    decided_at: str
    reason: str
    batch: str
    file: str
    options: dict[str, Any]


class ProposalPage(Model):
    """A page of proposals, the newest first."""

    items: list[ProposalRecord]
    next: str | None = Field(description="The cursor of the next page; null at the end.")


class RemarkRecord(Model):
    """A remark on a proposal."""

    number: int
    proposal: int
    at: str
    author: str
    text: str


class ConflictRecord(Model):
    """A field with different values in the base and in the file."""

    field: str
    ours: str
    theirs: str


class OutcomeRecord(Model):
    """The outcome of an import for one concept."""

    kind: Literal["new", "merged", "unchanged"]
    concept: str
    lines: list[int]
    changes: list[str]
    conflicts: list[ConflictRecord]


class Preview(Model):
    """The outcome of an import, if it were done; of many concepts the first ones.

    Those with conflicts come first.
    """

    concepts: dict[str, int]
    terms: dict[str, int]
    outcomes: list[OutcomeRecord]
    skipped: list[ProblemRecord]
    warnings: list[ProblemRecord]
    dropped: dict[str, int]


def list_proposals(call: Call) -> dict[str, Any]:
    """Return the proposals, the newest first, page by page."""
    query = call.query
    found = call.state.glossary.proposals(
        query.status, concept_id=query.concept, author=query.author, batch=query.batch,
        before=number_of(query.cursor), limit=query.limit + 1,
    )  # fmt: skip
    page = found[: query.limit]
    has_more = len(found) > query.limit
    return {
        "items": [proposal_record(proposal) for proposal in page],
        "next": to_cursor(page[-1].number) if has_more else None,
    }


def get_proposal(call: Call) -> dict[str, Any]:
    """Return a proposal."""
    return proposal_record(call.state.glossary.proposal(_number(call)))


def preview_proposal(call: Call) -> dict[str, Any]:
    """Return what the import that a proposal proposes would do."""
    report: dict[str, Any] = call.state.workers.run(jobs.preview, _number(call))
    return report


def propose(call: Call) -> Answer:
    """Propose a concept, or the removal of one."""
    body = call.body
    if body.record is not None and body.record.id != body.concept_id:
        raise Refused(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"the id in the record is {body.record.id!r}; send the same as concept_id",
        )
    concept = from_record(body.record.record()) if body.record is not None else None
    with written_by(call.principal.name, body.comment):
        proposal = call.state.glossary.propose(
            body.concept_id, concept, body.comment, batch=body.batch, revision=body.revision
        )
    location = f"{PREFIX}/proposals/{proposal.number}"
    return Answer(proposal_record(proposal), {"Location": location}, HTTPStatus.CREATED)


def decide(call: Call) -> dict[str, Any]:
    """Accept or reject a proposal."""
    number, body = _number(call), call.body
    changed = from_record(body.changed.record()) if body.changed is not None else None
    options = {
        "changed": changed,
        "revision": body.revision,
        "on_conflict": body.on_conflict or "",
        "choices": body.choices,
    }
    if call.state.glossary.proposal(number).kind == "import":
        # What reads a file does it in a worker.
        call.state.workers.run(
            proposing.decide, number, body.decision, body.reason, call.principal.name, **options
        )
    else:
        proposing.decide(
            call.state.glossary, number, body.decision, body.reason, call.principal.name, **options
        )
    return get_proposal(call)


def withdraw(call: Call) -> dict[str, Any]:
    """Withdraw a proposal of one's own."""
    number, name = _number(call), call.principal.name
    author = call.state.glossary.proposal(number).author
    if author != name:
        raise Refused(
            HTTPStatus.FORBIDDEN, f"the proposal is {author}'s; only its author withdraws it"
        )
    proposing.decide(call.state.glossary, number, "withdraw", call.body.reason, name)
    return get_proposal(call)


def list_remarks(call: Call) -> list[dict[str, Any]]:
    """Return the remarks on a proposal, the oldest first."""
    number = _number(call)
    _ = call.state.glossary.proposal(number)
    return [remark_record(remark) for remark in call.state.glossary.remarks(number)]


def remark(call: Call) -> Answer:
    """Add a remark to a proposal."""
    with written_by(call.principal.name):
        made = call.state.glossary.remark(_number(call), call.body.text)
    return Answer(remark_record(made), status=HTTPStatus.CREATED)


def _number(call: Call) -> int:
    text = call.path["number"]
    if (number := numbers.number_of(text)) is None:
        raise NotFound(f"proposal {text!r} is not there; a proposal has a number")
    return number


_CONFLICT, _CREATED = (HTTPStatus.CONFLICT,), (HTTPStatus.CREATED,)

OPERATIONS = (
    Operation(
        "GET", "/proposals", Role.READER, list_proposals, ProposalPage, query=ProposalsQuery
    ),
    Operation(
        "POST", "/proposals", Role.PROPOSER, propose, ProposalRecord, body=ProposalBody,
        success=_CREATED, statuses=(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT), is_repeatable=True,
    ),
    Operation("GET", "/proposals/{number}", Role.READER, get_proposal, ProposalRecord),
    Operation(
        "GET", "/proposals/{number}/preview", Role.READER, preview_proposal, Preview,
        statuses=_CONFLICT,
    ),
    Operation(
        "POST", "/proposals/{number}/decision", Role.APPROVER, decide, ProposalRecord,
        body=DecisionBody, statuses=_CONFLICT,
    ),
    Operation(
        "POST", "/proposals/{number}/withdrawal", Role.PROPOSER, withdraw, ProposalRecord,
        body=WithdrawalBody, statuses=_CONFLICT,
    ),
    Operation(
        "GET", "/proposals/{number}/remarks", Role.READER, list_remarks, list[RemarkRecord]
    ),
    Operation(
        "POST", "/proposals/{number}/remarks", Role.PROPOSER, remark, RemarkRecord,
        body=RemarkBody, success=_CREATED,
    ),
)  # fmt: skip
