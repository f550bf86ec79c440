"""Statistics: what the base holds, how it grows, and what people looked up in vain."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.store.accounts import Role
from termbase.store.changes import ChangeKind

_MISSES = 50
_MONTHS = 24


def show(request: Request) -> Response:
    """Show the statistics."""
    require(request, Role.READER)
    state = state_of(request)
    counted = state.statistics.now()
    months = list(counted.changes.items())[-_MONTHS:]
    return page(
        request, "statistics.html",
        counted=counted,
        units=len(state.glossary.memory),
        months=[(month, sum(kinds.values()), kinds) for month, kinds in months],
        kinds=[str(kind) for kind in ChangeKind],
        misses=state.misses.most_common(_MISSES),
    )  # fmt: skip


def forget(request: Request, form: Form) -> Response:
    """Take a query off the list of those that found nothing."""
    state_of(request).misses.forget(form.text("query"))
    path = request.app.url_path_for("statistics")
    return RedirectResponse(f"{path}#misses", HTTPStatus.SEE_OTHER)


ROUTES = [
    Route("/statistics", show, name="statistics"),
    Route("/statistics/misses", posted(Role.EDITOR, forget), methods=["POST"], name="forget_miss"),
]
