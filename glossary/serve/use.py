"""The date on which a token was last used: noted after a request is answered."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from glossary.serve.state import state_of
from termbase.errors import Error
from termbase.store.clock import today
from termbase.store.tokens import Token, mark_used

_KEY = "glossary.token"
_LOG = logging.getLogger("glossary.serve")


def note_token(scope: Scope, token: Token) -> None:
    """Remember that a request uses a token."""
    scope[_KEY] = token


class Use:
    """Stores the date on which a token is used, once a day and after the answer.

    Args:
        app: The application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._is_marking = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._app(scope, receive, send)
        token: Token | None = scope.get(_KEY)
        # It may wait for a long import: for others there is a next time.
        if token is None or token.used == today() or self._is_marking:
            return
        self._is_marking = True
        try:
            await run_in_threadpool(mark_used, state_of(Request(scope)).store, token.number)
        except Error as error:
            # The request was answered; a base that cannot be written is reported to writers.
            _LOG.warning("the use of a token was not stored: %s", error)
        finally:
            self._is_marking = False
