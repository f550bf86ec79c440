"""Health and metrics of the server."""

from __future__ import annotations

import time

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glossary.serve.principal import require
from glossary.serve.state import state_of
from termbase.store.accounts import Role

_REGISTRY = CollectorRegistry()
# No texts, names or addresses of people: only which route, and how it went.
_REQUESTS = Counter(
    "glossary_requests", "Requests answered.", ("method", "route", "status"), registry=_REGISTRY
)
_SECONDS = Histogram(
    "glossary_request_seconds",
    "Time until the answer was complete.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
    registry=_REGISTRY,
)


class Metrics:
    """Counts and times requests by route.

    Args:
        app: The application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            # The name of the route, not the path: paths have texts in them.
            route = getattr(scope.get("route"), "name", None) or "none"
            _REQUESTS.labels(scope["method"], route, status).inc()
            _SECONDS.labels(route).observe(time.perf_counter() - start)


async def health(request: Request) -> JSONResponse:
    """Tell whether the base can be read."""
    # Not in a thread: it is answered when all threads are busy, too.
    store = state_of(request).store
    store.check()
    store.get("")
    return JSONResponse({"status": "ok"})


def metrics(request: Request) -> Response:
    """Return the metrics in the text format of Prometheus."""
    require(request, Role.READER)
    return Response(generate_latest(_REGISTRY), media_type=CONTENT_TYPE_LATEST)


ROUTES = [Route("/health", health), Route("/metrics", metrics)]
