"""Statistics: what the base holds, how it grows, and what people looked up in vain."""

from __future__ import annotations

from http import HTTPStatus
from threading import Lock

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import State, state_of
from glossary.serve.workers import jobs
from glossary.statistics import Statistics
from termbase.store.accounts import Role
from termbase.store.changes import ChangeKind

_MISSES = 50
_MONTHS = 24
_COUNTING = Lock()


def show(request: Request) -> Response:
    """Show the statistics."""
    require(request, Role.READER)
    state = state_of(request)
    counted = _counted(state)
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


def _counted(state: State) -> Statistics:
    """Return the statistics; they are counted anew if the base has changed."""
    # One at a time: reading all concepts takes long enough to be asked for a second time.
    with _COUNTING:
        last = next(iter(state.glossary.termbase.changes(limit=1)), None)
        number = last.number if last else 0
        kept = state.statistics.get(number)
        if kept is None:
            state.statistics.clear()
            # In a process of its own: it takes seconds, in which others are not to wait.
            kept = state.statistics[number] = state.clerk.run(jobs.count)
        return kept


ROUTES = [
    Route("/statistics", show, name="statistics"),
    Route("/statistics/misses", posted(Role.EDITOR, forget), methods=["POST"], name="forget_miss"),
]
