"""MCP over HTTP (Streamable HTTP, without sessions) as a part of the server.

Importing the SDK takes a second, so that is done at the first request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import anyio
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from glossary.serve.principal import Principal, check_origin, require
from glossary.serve.problems import Refused, as_json, details_of
from glossary.serve.state import State
from termbase.store.accounts import Role

if TYPE_CHECKING:
    from mcp.server.mcpserver import Context

_PRINCIPAL = "glossary.principal"


class Endpoint:
    """The endpoint ``/mcp``; it works within :meth:`running`."""

    def __init__(self) -> None:
        self._app: ASGIApp | None = None

    @asynccontextmanager
    async def running(self, state: State) -> AsyncIterator[None]:
        """Serve requests within.

        Args:
            state: What all requests share.
        """
        self._state = state
        self._wanted, self._ready = anyio.Event(), anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._run)
            yield
            tasks.cancel_scope.cancel()
        self._app = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            principal = await anyio.to_thread.run_sync(_allowed, Request(scope, receive))
        except Exception as error:  # noqa: BLE001 - every failure is answered as a problem
            await as_json(details_of(error))(scope, receive, send)
            return
        self._wanted.set()
        await self._ready.wait()
        if self._app is None:
            raise RuntimeError("the MCP server could not be started")
        await self._app({**scope, _PRINCIPAL: principal}, receive, send)

    async def _run(self) -> None:
        # One task enters and leaves the manager, whose tasks belong to it.
        await self._wanted.wait()
        try:
            create_server = await anyio.to_thread.run_sync(_load)
            server = create_server(self._state.glossary, _author)
            from mcp.server.transport_security import TransportSecuritySettings

            # The limits of the whole server are around this one already, and know its names.
            app = server.streamable_http_app(
                stateless_http=True, json_response=True,
                transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
                max_request_body_size=self._state.settings.body_limit,
            )  # fmt: skip
            async with server.session_manager.run():
                self._app = app
                self._ready.set()
                await anyio.sleep_forever()
        finally:
            self._ready.set()


def _allowed(request: Request) -> Principal:
    """Return who sends a request, if it is a program or a page of this server.

    The protocol asks for the check of the origin; the name of the host is checked for all.

    Raises:
        Refused: If the role is not enough, or a page of another site has sent it.
    """
    origin = request.headers.get("origin", "")
    if origin and origin.partition("://")[2] != request.headers.get("host", ""):
        raise Refused(HTTPStatus.FORBIDDEN, "a request of another site is not accepted")
    principal = require(request, Role.READER)
    check_origin(principal, request.method, request.headers.get("x-csrf-token", ""))
    return principal


def _load() -> Any:
    from glossary.serve.mcp.server import create_server

    return create_server


def _author(context: Context[Any, Any]) -> str:
    from mcp.server.mcpserver.exceptions import ToolError

    request = context.request_context.request
    assert request is not None  # noqa: S101 - there is one over HTTP
    principal: Principal = request.scope[_PRINCIPAL]
    if not principal.may(Role.PROPOSER):
        raise ToolError("proposing needs a token with the role proposer")
    return principal.name
