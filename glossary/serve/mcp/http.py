"""MCP over HTTP (Streamable HTTP, without sessions) as a part of the server.

Importing the SDK takes a second, so that is done at the first request.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from glossary.serve.principal import Principal, require
from glossary.serve.problems import as_json, details_of
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
            principal = await anyio.to_thread.run_sync(
                require, Request(scope, receive), Role.READER
            )
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
            # The limits of the whole server are around this one already.
            app = server.streamable_http_app(
                stateless_http=True, json_response=True, transport_security=None,
                max_request_body_size=self._state.settings.body_limit,
                host=self._state.settings.host,
            )  # fmt: skip
            async with server.session_manager.run():
                self._app = app
                self._ready.set()
                await anyio.sleep_forever()
        finally:
            self._ready.set()


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
