"""The first page: search as one types, narrow it, and look through a subject."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.browse import polities, select, subjects
from termbase.lookup import Hit
from termbase.model.concept import Concept, Status, Usage
from termbase.store.accounts import Role
from termbase.store.selection import Conditions

_FIRST, _MOST = 20, 100
_PAGE = 50


def search(request: Request) -> HTMLResponse:
    """Show the concepts that a query may mean; with ``part`` only the list, for the script."""
    require(request, Role.READER)
    state = state_of(request)
    query = request.query_params.get("q", "").strip()[:1000]
    choices = {
        "subject": subjects(state.glossary.termbase),
        "polity": polities(state.glossary.termbase),
        "status": [status.value for status in Status],
        "usage": [usage.value for usage in Usage],
    }
    conditions = _conditions(request, choices)
    hits: list[Hit] = []
    concepts: list[Concept] = []
    more = ""
    if query:
        limit = _MOST if "all" in request.query_params else _FIRST
        hits = state.glossary.lookup(query, limit, **conditions)
        if len(hits) == _FIRST:
            more = urlencode({"q": query, **conditions, "all": "1"})
    elif conditions:
        after = request.query_params.get("after", "")
        concepts = select(state.glossary.termbase, after=after, limit=_PAGE + 1, **conditions)
        if len(concepts) > _PAGE:
            del concepts[_PAGE:]
            more = urlencode({**conditions, "after": concepts[-1].id})
    is_part = "part" in request.query_params
    # Of a query that is being typed most states find nothing.
    if query and not (hits or conditions or is_part):
        state.misses.note(query)
    return page(
        request,
        "hits.html" if is_part else "search.html",
        query=query,
        conditions=conditions,
        choices=choices,
        found=[(hit.concept, hit.matched) for hit in hits] + [(one, "") for one in concepts],
        more=more,
    )


def _conditions(request: Request, choices: dict[str, list[str]]) -> Conditions:
    """Return the conditions that are given; one that nothing can fulfil is left out."""
    given = {name: request.query_params.get(name, "") for name in choices}
    fulfillable = {name: value for name, value in given.items() if value in choices[name]}
    return cast(Conditions, fulfillable)


ROUTES = [Route("/", search, name="search")]
