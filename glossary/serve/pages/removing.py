"""Remove a concept, or propose to."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.store.accounts import Role
from termbase.store.changes import written_by


def remove(request: Request, form: Form) -> Response:
    """Remove a concept from the base of the team; a built-in one shows again as it is built in."""
    principal = require(request, Role.EDITOR)
    glossary, concept_id = state_of(request).glossary, request.path_params["id"]
    with written_by(principal.name, form.text("comment").strip()), glossary.termbase.transaction():
        glossary.termbase.require_revision(concept_id, form.number("revision"))
        glossary.remove(concept_id)
    if glossary.termbase.get(concept_id):
        path = request.app.url_path_for("concept", id=concept_id)
        return RedirectResponse(f"{path}?done=restored", HTTPStatus.SEE_OTHER)
    path = request.app.url_path_for("history", id=concept_id)
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def propose(request: Request, form: Form) -> Response:
    """Propose to remove a concept."""
    principal = require(request, Role.PROPOSER)
    with written_by(principal.name):
        proposal = state_of(request).glossary.propose(
            request.path_params["id"],
            None,
            form.text("comment").strip(),
            revision=form.number("revision"),
        )
    path = request.app.url_path_for("proposal", number=proposal.number)
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/concepts/{id}/remove", posted(Role.EDITOR, remove), methods=["POST"], name="remove"),
    Route(
        "/concepts/{id}/propose-removal", posted(Role.PROPOSER, propose), methods=["POST"],
        name="propose_removal",
    ),
]  # fmt: skip
