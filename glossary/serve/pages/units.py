"""All units of the memory: leaf through them, delete what one file brought in."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.paging import Paging
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import details_of
from glossary.serve.state import state_of
from termbase import written_by
from termbase.memory.editing import delete_origin
from termbase.store.accounts import Role

_SHOWN = 50


def show(request: Request) -> Response:
    """Show the units, the newest first."""
    require(request, Role.READER)
    return _show(request)


def delete(request: Request, form: Form) -> Response:
    """Delete the units of an origin; the form tells how many its sender has seen."""
    memory, origin = state_of(request).glossary.memory, form.text("origin")
    try:
        with written_by(principal_of(request).name):
            delete_origin(memory, origin, form.number("count"))
    except FAILURES as error:
        return _show(request, error)
    path = request.app.url_path_for("units")
    query = urlencode({"deleted": form.number("count")})
    return RedirectResponse(f"{path}?{query}", HTTPStatus.SEE_OTHER)


def _show(request: Request, error: Exception | None = None) -> Response:
    memory = state_of(request).glossary.memory
    origins = memory.origins()
    given = request.query_params.get("origin", "")
    origin = given if given in origins else ""
    count = origins[origin] if origin else sum(origins.values())
    paging = Paging.of(request, count, _SHOWN)
    deleted = request.query_params.get("deleted", "")
    problem = details_of(error) if error else None
    return page(
        request, "units.html",
        status=problem.status if problem else HTTPStatus.OK,
        problem=problem,
        deleted=deleted if deleted.isascii() and deleted.isdigit() else "",
        origins=origins,
        origin=origin,
        count=count,
        units=memory.newest_first(paging.start, _SHOWN, origin),
        paging=paging,
    )  # fmt: skip


ROUTES = [
    Route("/memory/units", show, name="units"),
    Route("/memory/delete", posted(Role.EDITOR, delete), methods=["POST"], name="delete_units"),
]
