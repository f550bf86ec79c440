"""Limits of the number of requests of a client: token buckets."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from glossary.serve.problems import Refused, as_json, details_of
from glossary.serve.settings import is_loopback
from glossary.serve.workers import pool

_CLIENTS = 10_000
# Whatever a proxy on this machine, or whoever sends requests through it, writes into them.
_FORWARDING = ("x-forwarded-for", "forwarded", "x-real-ip", "via")


class Buckets:
    """Token buckets, one a client; of many clients those seen last are remembered.

    Args:
        per_minute: The number of tokens that a bucket holds, and that it gains in a minute.
        now: Returns the time in seconds.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._full = per_minute
        self._now = now
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token; return the seconds until there is one, 0 if there was."""
        now = self._now()
        tokens, at = self._buckets.pop(client, (float(self._full), now))
        tokens = min(self._full, tokens + (now - at) * self._full / 60)
        wait = 0.0 if tokens >= 1 else (1 - tokens) * 60 / self._full
        self._buckets[client] = (tokens - (wait == 0), now)
        while len(self._buckets) > _CLIENTS:
            self._buckets.popitem(last=False)
        return wait


class Rates:
    """Refuses requests of clients on other machines that send too many.

    Of the workers such a client gets its share. Programs on this machine could take all its time
    anyway; a CAT tool that pretranslates a file, or an import by the API, sends some hundred
    requests a second.

    Args:
        app: The application.
        per_minute: The number of requests that a client may send in a minute.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._buckets = Buckets(per_minute)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        client = client_of(scope)
        is_remote = scope["type"] == "http" and not is_loopback(client)
        if is_remote:
            pool.client.set(client)
        if is_remote and (wait := self._buckets.take(client)):
            refused = Refused(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"too many requests; try again in {math.ceil(wait)} s",
                Retry_After=str(math.ceil(wait)),
            )
            await as_json(details_of(refused))(scope, receive, send)
            return
        await self._app(scope, receive, send)


def client_of(scope: Scope) -> str:
    """Return the address of the client of a request.

    It is not one of this machine for a request that was forwarded, whichever address that tells: a
    proxy may hand on what its client has written.
    """
    client = scope.get("client")
    address = str(client[0]) if client else ""
    headers = Headers(scope=scope) if "headers" in scope else {}
    is_forwarded = any(name in headers for name in _FORWARDING)
    return f"forwarded {address}" if is_forwarded and is_loopback(address) else address
