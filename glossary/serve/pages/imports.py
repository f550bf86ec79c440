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


ROUTES = [
    Route("/import", show, name="import"),
    Route("/import", posted(Role.PROPOSER, propose), methods=["POST"]),
]
