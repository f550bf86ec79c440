"""Limits of the size of a body and of the time in which it arrives."""

from __future__ import annotations

from http import HTTPStatus

import anyio
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glossary.serve.problems import Refused, as_json, details_of
from termbase import messages


class Bodies:
    """Refuses a body that is too large, or that arrives too slowly.

    Args:
        app: The application.
        limit: The largest size, in bytes.
        seconds: The time for the whole body.
    """

    def __init__(self, app: ASGIApp, limit: int, seconds: float) -> None:
        self._app = app
        self._limit = limit
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A body that says beforehand that it is too large is not even read.
        is_too_large = _declared_size(scope) > self._limit
        size = 0
        is_complete = started = False
        deadline = anyio.current_time() + self._seconds

        async def limited() -> Message:
            nonlocal size, is_complete
            if is_too_large and not started:
                # Raised where the application reads, which answers people with a page.
                raise self._too_large()
            if is_complete:
                # What comes after the body is that the client has gone, whenever that is.
                return await receive()
            with anyio.move_on_at(deadline):
                message = await receive()
                size += len(message.get("body", b""))
                if size > self._limit:
                    raise self._too_large()
                is_complete = not message.get("more_body", False)
                return message
            raise Refused(
                HTTPStatus.REQUEST_TIMEOUT,
                f"the body did not arrive within {self._seconds:g} seconds",
                Connection="close",
            )

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, limited, watched)
        except Refused as refused:
            if started:
                raise
            await as_json(details_of(refused))(scope, receive, send)

    def _too_large(self) -> Refused:
        mebibytes = self._limit / (1 << 20)
        return Refused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            messages.Message(
                "the body is larger than {size:g} MiB; send less, or use the command line",
                size=mebibytes,
            ),
            Connection="close",
        )


def _declared_size(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
