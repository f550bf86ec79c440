"""The first page: search as one types."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from glossary.serve.pages.render import page
from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.store.accounts import Role

_SHOWN = 20


def search(request: Request) -> HTMLResponse:
    """Show the concepts that a query may mean; with ``part`` only the list, for the script."""
    require(request, Role.READER)
    query = request.query_params.get("q", "").strip()[:1000]
    hits = state_of(request).glossary.lookup(query, _SHOWN) if query else []
    is_part = "part" in request.query_params
    # Of a query that is being typed most states find nothing.
    if not hits and not is_part:
        state_of(request).misses.note(query)
    template = "hits.html" if is_part else "search.html"
    return page(request, template, query=query, hits=hits)


ROUTES = [Route("/", search, name="search")]
