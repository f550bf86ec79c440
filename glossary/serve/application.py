"""The application: its parts as one ASGI application with the limits around them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route

from glossary.serve import monitoring, pages, tools
from glossary.serve.api import operations
from glossary.serve.limits.bodies import Bodies
from glossary.serve.limits.headers import Headers
from glossary.serve.limits.hosts import Hosts
from glossary.serve.limits.rates import Rates
from glossary.serve.mcp.http import Endpoint
from glossary.serve.problems import Refused
from glossary.serve.settings import Settings
from glossary.serve.state import State, opened
from glossary.serve.use import Use
from glossary.validation import validate_concept
from termbase.browse import polities, referring
from termbase.errors import Error

_LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


def create_app(settings: Settings) -> Starlette:
    """Return the application; it opens the base when the server starts it.

    Args:
        settings: The settings.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with opened(settings) as state:
            app.state.server = state
            # The first request need not wait for what takes long to load.
            warming = threading.Thread(target=_warm_up, args=(state,), daemon=True)
            warming.start()
            async with mcp.running(state):
                yield
            # SQLite crashes if a connection is closed while another thread reads from it.
            warming.join()

    mcp = Endpoint()
    app = Starlette(
        routes=[
            *monitoring.ROUTES,
            *operations.ROUTES,
            *tools.ROUTES,
            *pages.ROUTES,
            Route("/mcp", mcp, name="mcp"),
        ],
        lifespan=lifespan,
        exception_handlers=pages.EXCEPTION_HANDLERS,
        middleware=[
            Middleware(Use),
            Middleware(monitoring.Metrics),
            Middleware(Headers),
            Middleware(Hosts, names=_host_names(settings)),
            Middleware(Rates, per_minute=settings.requests_per_minute),
            Middleware(Bodies, limit=settings.body_limit, seconds=settings.body_seconds),
        ],
    )
    app.state.settings = settings
    # Starlette tries all routes in turn for each link of a page.
    named = (route for route in app.routes if isinstance(route, Route | Mount))
    app.state.routes = {route.name: route for route in named}
    return app


def _host_names(settings: Settings) -> list[str]:
    if not settings.is_loopback and not settings.hosts:
        # Nothing can be read there without a token, and a browser sends no cookie to a false name.
        return []
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return [host, *settings.hosts, *_LOOPBACK_NAMES]


def _warm_up(state: State) -> None:
    # What fails here fails again, and is reported, where it is needed.
    with suppress(Error, Refused):
        # With a slip, which is looked for in another way.
        state.glossary.lookup("naked oficial")
        state.glossary.annotate("他是裸官。He is a naked official.")
        state.glossary.check("他是裸官。", "He is a naked official.")
        state.glossary.memory.search("预热")
        referring(state.glossary.termbase, "")
        polities(state.glossary.termbase)
        for hit in state.glossary.lookup("luoguan", 1):
            validate_concept(state.glossary.termbase, hit.concept)
        state.workers.warm_up()
