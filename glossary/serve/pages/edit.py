"""Change a concept, or propose to: the form, its checks, and what happens if two do it at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.edit import find_concept
from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.history import version_at
from glossary.serve.pages.render import page
from glossary.serve.pages.values import (
    Values,
    concept_from,
    values_from,
    values_of,
    with_rows_changed,
)
from glossary.serve.principal import Principal, require
from glossary.serve.state import state_of
from glossary.validation import validate_concept
from termbase.browse import polities, subjects
from termbase.errors import Error, InvalidConcept, Outdated, Problem
from termbase.merge.three_way import Merged, merge_versions
from termbase.messages import message_of
from termbase.model.complete import complete_concept
from termbase.model.concept import Concept, Relation, Status, Usage
from termbase.store.accounts import Role
from termbase.store.changes import written_by
from termbase.store.proposals import Proposal
from termbase.termbase import Termbase


@dataclass(frozen=True, slots=True)
class Sent:
    """The form as it was sent.

    Attributes:
        concept_id: The id of the concept.
        revision: The revision of the version that the form was opened with.
        onto: The revision to store the result of a merge on; 0 if nothing was merged.
        values: The values.
        comment: The reason for the change.
    """

    concept_id: str
    revision: int
    onto: int
    values: Values
    comment: str


def show(request: Request) -> Response:
    """Show the form with the present version."""
    require(request, Role.PROPOSER)
    termbase = state_of(request).glossary.termbase
    concept = termbase[request.path_params["id"]]
    sent = Sent(concept.id, termbase.revision(concept.id), 0, values_of(concept), "")
    return form_page(request, sent, validate_concept(termbase, concept))


def check(request: Request, form: Form) -> Response:
    """Show the problems of what is being typed, as a part of the page."""
    sent = read_sent(form, request.path_params["id"])
    termbase = state_of(request).glossary.termbase
    try:
        problems = validate_concept(termbase, _concept(termbase, sent))
    except Error as error:
        return page(
            request, "problems.html", problems=[], refusal=message_of(error), is_checked=True
        )
    return page(request, "problems.html", problems=problems, refusal="", is_checked=True)


def change(request: Request, form: Form) -> Response:
    """Do what the button says: change rows, check, propose, or store."""
    action = form.text("do")
    principal = require(request, Role.EDITOR if action == "save" else Role.PROPOSER)
    sent = read_sent(form, request.path_params["id"])
    concept = typed(request, form, sent, ("propose", "save", "merge"))
    if isinstance(concept, Response):
        return concept
    if action == "propose":
        return _propose(request, principal, sent, concept)
    if action == "save":
        return _save(request, principal, sent, concept, form)
    termbase = state_of(request).glossary.termbase
    concept = _merged(termbase, sent, concept, form).concept
    sent = Sent(sent.concept_id, sent.onto, 0, values_of(concept), sent.comment)
    return form_page(request, sent, validate_concept(termbase, concept))


def typed(
    request: Request,
    form: Form,
    sent: Sent,
    actions: Collection[str],
    proposal: Proposal | None = None,
) -> Concept | Response:
    """Return the concept that was typed; or the form again, if a button does not need it.

    Args:
        request: The request.
        form: The form.
        sent: The same, read.
        actions: The buttons that need the concept.
        proposal: The proposal that is being changed.
    """
    termbase, action = state_of(request).glossary.termbase, form.text("do")
    if action.startswith(("add ", "remove ", "up ")):
        values = with_rows_changed(sent.values, action)
        return form_page(request, replace(sent, values=values), [], proposal=proposal)
    try:
        concept = _concept(termbase, sent)
    except Error as error:
        return form_page(request, sent, [], refusal=message_of(error), proposal=proposal)
    if action in actions:
        return concept
    shown = replace(sent, values=values_of(concept))
    problems = validate_concept(termbase, concept)
    return form_page(request, shown, problems, is_checked=True, proposal=proposal)


def read_sent(form: Form, concept_id: str) -> Sent:
    """Return the form as it was sent.

    Args:
        form: The form.
        concept_id: The id of the concept.
    """
    return Sent(
        concept_id,
        form.number("revision"),
        form.number("onto"),
        values_from(form),
        form.text("comment").strip(),
    )


def form_page(
    request: Request,
    sent: Sent,
    problems: list[Problem],
    *,
    refusal: str = "",
    is_checked: bool = False,
    proposal: Proposal | None = None,
) -> Response:
    """Return the page with the form.

    Args:
        request: The request.
        sent: What the form shows.
        problems: The problems to show.
        refusal: The reason for which it cannot be stored.
        is_checked: True to say it if there are no problems.
        proposal: The proposal that is being changed.
    """
    termbase = state_of(request).glossary.termbase
    path = request.app.url_path_for
    return page(
        request,
        "edit.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        action=(
            path("change_proposal", number=proposal.number)
            if proposal
            else path("edit", id=sent.concept_id)
        ),
        proposal=proposal,
        is_own=termbase.own is not None and sent.concept_id in termbase.own,
        sent=sent,
        values=sent.values,
        name=_name(sent.values, sent.concept_id),
        problems=problems,
        is_checked=is_checked,
        refusal=refusal,
        choices={
            "subject": subjects(termbase),
            "polity": polities(termbase),
            "status": list(Status),
            "usage": list(Usage),
            "relation": list(Relation),
        },
    )


def _save(
    request: Request, principal: Principal, sent: Sent, concept: Concept, form: Form
) -> Response:
    glossary = state_of(request).glossary
    termbase = glossary.termbase
    wanted, revision = concept, sent.revision
    if sent.onto:
        merged = _merged(termbase, sent, concept, form)
        if any(f"choice.{one.key}" not in form.fields for one in merged.conflicts):
            return _conflict(request, sent, concept, form, is_undecided=True)
        wanted, revision = merged.concept, sent.onto
    try:
        with written_by(principal.name, sent.comment), termbase.transaction():
            termbase.require_revision(concept.id, revision)
            glossary.put(wanted)
    except Outdated:
        # A merge that was overtaken starts again, from what was typed.
        return _conflict(request, sent, concept, form)
    except InvalidConcept as error:
        return form_page(request, sent, [], refusal=message_of(error))
    return _to_concept(request, concept.id, "saved")


def _propose(request: Request, principal: Principal, sent: Sent, concept: Concept) -> Response:
    try:
        with written_by(principal.name):
            proposal = state_of(request).glossary.propose(
                concept.id, concept, sent.comment, revision=sent.revision
            )
    except Error as error:
        return form_page(request, sent, [], refusal=message_of(error))
    path = request.app.url_path_for("proposal", number=proposal.number)
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def _conflict(
    request: Request, sent: Sent, mine: Concept, form: Form, *, is_undecided: bool = False
) -> Response:
    """Show both versions and what they come from, to decide field by field."""
    termbase = state_of(request).glossary.termbase
    theirs = termbase.get(sent.concept_id)
    history = termbase.history(sent.concept_id)
    onto = termbase.revision(sent.concept_id)
    before = version_at(termbase, sent.concept_id, sent.revision)
    return page(
        request,
        "conflict.html",
        status=HTTPStatus.CONFLICT,
        sent=sent,
        form=form,
        onto=onto,
        name=_name(sent.values, sent.concept_id),
        newest=history[0] if history else None,
        theirs=theirs,
        merged=merge_versions(before, theirs, mine) if theirs else None,
        choices=_choices(form),
        is_undecided=is_undecided,
    )


def _merged(termbase: Termbase, sent: Sent, mine: Concept, form: Form) -> Merged:
    theirs = version_at(termbase, sent.concept_id, sent.onto)
    if theirs is None:
        return Merged(mine, ())
    before = version_at(termbase, sent.concept_id, sent.revision)
    return merge_versions(before, theirs, mine, _choices(form))


def _choices(form: Form) -> dict[str, str]:
    start = "choice."
    names = [name for name in form.fields if name.startswith(start)]
    return {name.removeprefix(start): form.text(name) for name in names}


def _concept(termbase: Termbase, sent: Sent) -> Concept:
    """Return the concept that was typed, completed.

    Raises:
        InvalidConcept: If it is not a concept.
        NotFound: If it is related to something that is not one; Conflict if to several.
    """
    for row in sent.values["related"]:
        # People type the term that they know, not the id of its concept.
        if row["concept"] and termbase.get(row["concept"]) is None:
            row["concept"] = find_concept(termbase, row["concept"]).id
    origin = version_at(termbase, sent.concept_id, sent.revision)
    return complete_concept(concept_from(sent.values, sent.concept_id, origin))


def _name(values: Values, concept_id: str) -> str:
    texts = [term["text"] for term in values["terms"] if term["language"] == "zh"]
    return next(filter(None, texts), concept_id)


def _to_concept(request: Request, concept_id: str, done: str) -> Response:
    path = request.app.url_path_for("concept", id=concept_id)
    return RedirectResponse(f"{path}?done={done}", HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/concepts/{id}/edit", show, name="edit"),
    Route("/concepts/{id}/edit", posted(Role.PROPOSER, change), methods=["POST"]),
    Route(
        "/concepts/{id}/check", posted(Role.PROPOSER, check), methods=["POST"], name="check_concept"
    ),
]
