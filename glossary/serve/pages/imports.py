"""An import as a proposal: a file is sent, and somebody decides with its conflicts in view."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from glossary.serve.workers.proposing import propose_import
from termbase.errors import ContentError, Error, Problem
from termbase.messages import message_of
from termbase.store.accounts import Role
from termbase.store.proposals import Proposal

POLICIES = ("ours", "theirs", "both")
# The policies for conflicts, by the id of the concept and the field.
Choices = dict[str, dict[str, str]]
_MOST_PROBLEMS = 100


def show(
    request: Request, *, refusal: str = "", problems: tuple[Problem, ...] = (), comment: str = ""
) -> Response:
    """Show the form for a file."""
    require(request, Role.PROPOSER)
    return page(
        request,
        "import.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        refusal=refusal,
        problems=problems[:_MOST_PROBLEMS],
        comment=comment,
    )


def propose(request: Request, form: Form) -> Response:
    """Propose to import the file that was sent."""
    principal = require(request, Role.PROPOSER)
    upload, comment = form.uploads.get("file"), form.text("comment").strip()
    if upload is None:
        return RedirectResponse(request.app.url_path_for("import"), HTTPStatus.SEE_OTHER)
    try:
        proposal = state_of(request).workers.run(
            propose_import, upload.name, upload.data, principal.name, comment
        )
    except ContentError as error:
        return show(
            request, refusal=message_of(error), problems=tuple(error.problems), comment=comment
        )
    except Error as error:
        return show(request, refusal=message_of(error), comment=comment)
    path = request.app.url_path_for("proposal", number=proposal.number)
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


def decided_conflicts(proposal: Proposal) -> list[list[str]]:
    """Return the conflicts of an import that was accepted, each with the policy for it."""
    result = proposal.options.get("result", {"first_conflicts": ()})
    # Those of older versions have one policy for all.
    return [[*one, result["on_conflict"]][:5] for one in result["first_conflicts"]]


def choices_of(form: Form) -> Choices:
    """Return the policies that were chosen for conflicts of an import."""
    choices: dict[str, dict[str, str]] = {}
    for name in form.fields:
        start, _, rest = name.partition(".")
        concept_id, _, field = rest.partition(".")
        if start == "choice" and (policy := form.choice(name, POLICIES)):
            choices.setdefault(concept_id, {})[field] = policy
    return choices


ROUTES = [
    Route("/import", show, name="import"),
    Route("/import", posted(Role.PROPOSER, propose), methods=["POST"]),
]
