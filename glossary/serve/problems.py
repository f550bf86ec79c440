"""Errors as answers: problem details (RFC 9457) for programs.

One table maps the exceptions of the library to statuses of HTTP; nothing else decides one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from termbase.errors import (
    Conflict,
    ContentError,
    Error,
    InputError,
    InvalidConcept,
    NotFound,
    StoreError,
)
from termbase.messages import message_of

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("glossary.serve")

_UNAVAILABLE = (
    "the base cannot be read or written at present; try again, and if that does not help, ask "
    "whoever runs the server, whose log has the reason"
)
# The first class that fits decides.
_STATUS: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (ContentError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (InvalidConcept, HTTPStatus.UNPROCESSABLE_ENTITY),
    (Error, HTTPStatus.UNPROCESSABLE_ENTITY),
)


@dataclass(frozen=True, slots=True)
class Details:
    """A problem as it is reported (RFC 9457).

    Attributes:
        status: The status of HTTP.
        detail: What is wrong and the remedy, in one line.
        problems: The single problems in content, each with ``code``, ``message``, ``file`` and
            ``line``.
        headers: Further headers of the answer.
    """

    status: HTTPStatus
    detail: str
    problems: tuple[dict[str, Any], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def record(self) -> dict[str, Any]:
        """Return the members of the JSON object."""
        found = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": self.detail,
        }
        return {**found, "problems": list(self.problems)} if self.problems else found


class Refused(Exception):
    """A request that is refused before, or instead of, calling the library.

    Attributes:
        details: The problem.
    """

    def __init__(self, status: HTTPStatus, detail: str, **headers: str) -> None:
        super().__init__(detail)
        named = ((name.replace("_", "-"), value) for name, value in headers.items())
        self.details = Details(status, detail, headers=tuple(named))


def details_of(error: Exception) -> Details:
    """Return the problem that an exception stands for.

    An exception that is not expected is logged with its traceback, and its text is not shown: it
    may hold paths of the server. That of a base that fails does, with a remedy for whoever runs it.
    """
    if isinstance(error, Refused):
        return error.details
    if isinstance(error, HTTPException):
        headers = tuple((error.headers or {}).items())
        return Details(HTTPStatus(error.status_code), error.detail, headers=headers)
    if isinstance(error, StoreError):
        _LOG.error("%s", error)
        return Details(HTTPStatus.SERVICE_UNAVAILABLE, _UNAVAILABLE)
    for kind, status in _STATUS:
        if isinstance(error, kind):
            problems = error.problems if isinstance(error, ContentError) else ()
            return Details(
                status, message_of(error), tuple(problem._asdict() for problem in problems)
            )
    _LOG.error("a request failed", exc_info=error)
    message = "an error of the server; its log has the details"
    return Details(HTTPStatus.INTERNAL_SERVER_ERROR, message)


def as_json(details: Details) -> JSONResponse:
    """Return a problem as an answer in JSON."""
    return JSONResponse(
        details.record(), details.status, dict(details.headers), media_type=MEDIA_TYPE
    )


async def handle(request: Request, error: Exception) -> JSONResponse:
    """Answer a request that has failed."""
    del request
    return as_json(details_of(error))
