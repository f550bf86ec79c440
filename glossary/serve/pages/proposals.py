"""Proposals: list and filter them, look at one, and decide."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.proposals import accepted_version
from glossary.serve.numbers import number_of
from glossary.serve.pages.edit import Sent, form_page, read_sent, typed
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.history import version_at
from glossary.serve.pages.imports import POLICIES, Choices, choices_of, decided_conflicts
from glossary.serve.pages.render import language_of, message, page
from glossary.serve.pages.values import values_of
from glossary.serve.principal import Principal, require
from glossary.serve.problems import Refused
from glossary.serve.state import State, state_of
from glossary.serve.workers.proposing import decide, preview
from glossary.validation import validate_concept
from termbase.errors import Conflict, ContentError, Error
from termbase.merge.three_way import Merged, merge_versions
from termbase.messages import Message, about, message_of
from termbase.model.concept import Concept
from termbase.model.versions import field_changes
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from termbase.store.proposals import Proposal, ProposalStatus
from termbase.termbase import Termbase

_PAGE = 50


def show_all(request: Request, *, refusal: str = "", reason: str = "") -> Response:
    """Show the proposals, by default the open ones."""
    principal = require(request, Role.READER)
    query = request.query_params
    status = query.get("status", "open")
    if status not in (*ProposalStatus, ""):
        status = "open"
    author = principal.name if query.get("mine") and principal.name else query.get("author", "")
    found = state_of(request).glossary.proposals(
        status, author=author, concept_id=query.get("concept", ""),
        before=number_of(query.get("before", "")), limit=_PAGE + 1,
    )  # fmt: skip
    termbase = state_of(request).glossary.termbase
    shown = found[:_PAGE]
    more = {**query, "before": str(shown[-1].number)} if len(found) > _PAGE else {}
    return page(
        request,
        "proposals.html",
        status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK,
        rows=[(one, termbase.get(one.concept_id) or one.record) for one in shown],
        wanted=status,
        author=author,
        statuses=list(ProposalStatus),
        more=urlencode(more),
        refusal=refusal,
        reason=reason,
    )


def show(
    request: Request,
    *,
    refusal: str = "",
    reason: str = "",
    policy: str = "",
    choices: Choices | None = None,
) -> Response:
    """Show one proposal: what it changes, its problems, the remarks, and the buttons."""
    require(request, Role.READER)
    state = state_of(request)
    proposal = _proposal(request)
    termbase = state.glossary.termbase
    is_open = proposal.status == ProposalStatus.OPEN
    values: dict[str, Any] = {
        "merged": None,
        "changes": [],
        "problems": [],
        "preview": None,
        "present": None,
        "accepted": [],
    }
    if proposal.kind == "concept":
        present = termbase.get(proposal.concept_id)
        merged = _merged(termbase, proposal)
        # What was decided is shown as it was proposed.
        before = (
            present if is_open else version_at(termbase, proposal.concept_id, proposal.revision)
        )
        after = merged.concept if merged and is_open else proposal.record
        values |= {"merged": merged, "present": present, "changes": field_changes(before, after)}
        if version := accepted_version(termbase, proposal):
            values["accepted"] = field_changes(proposal.record, version.concept)
        if after and is_open:
            values["problems"] = validate_concept(termbase, after)
    elif is_open:
        try:
            values["preview"] = state.workers.run(preview, proposal.number)
        except (Refused, Error) as error:
            # It can still be rejected.
            refusal = refusal or message_of(error)
    return page(
        request,
        "proposal.html",
        status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK,
        proposal=proposal,
        is_open=is_open,
        revision=termbase.revision(proposal.concept_id),
        remarks=state.glossary.remarks(proposal.number),
        policies=POLICIES,
        policy=policy,
        choices=choices or {},
        decided=decided_conflicts(proposal),
        refusal=refusal,
        reason=reason,
        **values,
    )


def act(request: Request, form: Form) -> Response:
    """Accept, reject, withdraw, or add a remark, as the button says."""
    action, reason = form.text("do"), form.text("reason").strip()
    decides = action in ("accept", "reject")
    principal = require(request, Role.APPROVER if decides else Role.PROPOSER)
    state, proposal = state_of(request), _proposal(request)
    policy, choices = form.choice("on_conflict", POLICIES), choices_of(form)
    kept: dict[str, Any] = {"reason": reason, "policy": policy, "choices": choices}
    try:
        with written_by(principal.name):
            if action == "remark" and form.text("remark").strip():
                state.glossary.remark(proposal.number, form.text("remark").strip())
            elif action == "withdraw":
                _require_own(principal, proposal)
                state.glossary.decide(proposal.number, "withdraw", reason)
            elif decides:
                revision = form.number("revision")
                _decide(state, principal, proposal, action, reason, revision, policy, choices)
    except Conflict as error:
        return show(request, refusal=message_of(error), **kept)
    except ContentError as error:
        undecided = message(language_of(request), "import.undecided")
        refusal = message_of(error) if policy else undecided
        return show(request, refusal=refusal, **kept)
    return _to_proposal(request, proposal.number)


def decide_all(request: Request, form: Form) -> Response:
    """Accept or reject the proposals that are ticked; all of them or none."""
    principal = require(request, Role.APPROVER)
    state = state_of(request)
    reason, action = form.text("reason").strip(), form.choice("do", ("accept", "reject"))
    numbers = list(filter(None, map(number_of, form.texts("number"))))
    if not action or not numbers:
        return RedirectResponse(request.app.url_path_for("proposals"), HTTPStatus.SEE_OTHER)
    try:
        with written_by(principal.name), state.glossary.termbase.transaction():
            for number in numbers:
                _refuse_import(state, number, action)
                state.glossary.decide(number, action, reason)
    except Error as error:
        return show_all(request, refusal=about(str(number), message_of(error)), reason=reason)
    return RedirectResponse(request.app.url_path_for("proposals"), HTTPStatus.SEE_OTHER)


def show_change(request: Request) -> Response:
    """Show the form with what is proposed, to accept it changed."""
    require(request, Role.APPROVER)
    termbase = state_of(request).glossary.termbase
    proposal = _open_proposal(request)
    merged = _merged(termbase, proposal)
    concept = merged.concept if merged else proposal.record
    if concept is None:
        return _to_proposal(request, proposal.number)
    revision = termbase.revision(concept.id)
    sent = Sent(concept.id, revision, 0, values_of(concept), "")
    return form_page(request, sent, validate_concept(termbase, concept), proposal=proposal)


def accept_changed(request: Request, form: Form) -> Response:
    """Change rows, check, or accept the proposal as it was changed."""
    principal = require(request, Role.APPROVER)
    glossary, proposal = state_of(request).glossary, _open_proposal(request)
    sent = read_sent(form, proposal.concept_id)
    concept = typed(request, form, sent, ("accept",), proposal)
    if isinstance(concept, Response):
        return concept
    try:
        with written_by(principal.name):
            glossary.decide(
                proposal.number, "accept", sent.comment, changed=concept, revision=sent.revision
            )
    except Conflict as error:
        return form_page(request, sent, [], refusal=message_of(error), proposal=proposal)
    return _to_proposal(request, proposal.number)


def _decide(
    state: State,
    principal: Principal,
    proposal: Proposal,
    action: str,
    reason: str,
    revision: int,
    policy: str,
    choices: Choices,
) -> None:
    glossary = state.glossary
    if proposal.kind == "import" and action == "accept":
        state.workers.run(
            decide, proposal.number, action, reason, principal.name,
            on_conflict=policy, choices=choices,
        )  # fmt: skip
        return
    merged = _merged(glossary.termbase, proposal)
    if action == "accept" and merged and _is_outdated(glossary.termbase, proposal):
        if merged.conflicts:
            raise Conflict("both have changed the same fields; change the proposal, then accept it")
        glossary.decide(proposal.number, action, reason, changed=merged.concept, revision=revision)
        return
    glossary.decide(proposal.number, action, reason)


def _merged(termbase: Termbase, proposal: Proposal) -> Merged | None:
    """Return the proposal with what has been changed since; None if either removes the concept."""
    present: Concept | None = termbase.get(proposal.concept_id)
    if proposal.record is None or present is None:
        return None
    before = version_at(termbase, proposal.concept_id, proposal.revision)
    return merge_versions(before, present, proposal.record)


def _is_outdated(termbase: Termbase, proposal: Proposal) -> bool:
    return termbase.revision(proposal.concept_id) != proposal.revision


def _proposal(request: Request) -> Proposal:
    number: int = request.path_params["number"]
    return state_of(request).glossary.proposal(number)


def _open_proposal(request: Request) -> Proposal:
    proposal = _proposal(request)
    if proposal.status != ProposalStatus.OPEN or proposal.kind != "concept":
        template = "proposal {number} cannot be changed: it is {status}"
        raise Conflict(Message(template, number=proposal.number, status=proposal.status))
    return proposal


def _require_own(principal: Principal, proposal: Proposal) -> None:
    if proposal.author != principal.name:
        raise Refused(HTTPStatus.FORBIDDEN, "only its author can withdraw a proposal")


def _refuse_import(state: State, number: int, action: str) -> None:
    # Its conflict table has to be seen, and reading the file is work for a process of its own.
    if action == "accept" and state.glossary.proposal(number).kind == "import":
        raise Conflict("an import is accepted on its own page")


def _to_proposal(request: Request, number: int) -> Response:
    path = request.app.url_path_for("proposal", number=number)
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/proposals", show_all, name="proposals"),
    Route("/proposals/decide", posted(Role.APPROVER, decide_all), methods=["POST"], name="decide"),
    Route("/proposals/{number:int}", show, name="proposal"),
    Route("/proposals/{number:int}", posted(Role.PROPOSER, act), methods=["POST"]),
    Route("/proposals/{number:int}/change", show_change, name="change_proposal"),
    Route(
        "/proposals/{number:int}/change", posted(Role.APPROVER, accept_changed), methods=["POST"]
    ),
]
