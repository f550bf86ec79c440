"""Errors as pages for people, and as problem details for programs."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from glossary.serve.pages.render import page
from glossary.serve.problems import as_json, details_of

# Below these paths are programs, whatever they accept.
_PROGRAMS = (
    "/api/", "/tmserver/", "/omegat", "/translate", "/languages", "/mcp", "/health", "/metrics",
    "/static/",
)  # fmt: skip


async def handle(request: Request, error: Exception) -> Response:
    """Answer a request that has failed."""
    details = details_of(error)
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith(_PROGRAMS):
        return as_json(details)
    if details.status == HTTPStatus.UNAUTHORIZED and request.method == "GET":
        return RedirectResponse(request.url_for("sign_in"), HTTPStatus.SEE_OTHER)
    return page(
        request, "error.html", status=details.status, headers=dict(details.headers), details=details
    )
