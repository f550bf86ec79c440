"""Names by which clients may call the server.

A page of a stranger can name its own host and let that name point to 127.0.0.1 (DNS rebinding);
the browser then takes the answers of this server for those of the stranger's. The header ``Host``
gives it away.
"""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from glossary.serve.problems import Refused, as_json, details_of

_PORTS, _DIGITS = 65_535, 5


class Hosts:
    """Refuses requests under other names.

    Args:
        app: The application.
        names: The names, without ports; any is accepted if there are none.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and self._names:
            name = _without_port(Headers(scope=scope).get("host", ""))
            if name not in self._names:
                refused = Refused(
                    HTTPStatus.BAD_REQUEST,
                    "this is not a name of the server; start it with --allow-host NAME",
                )
                await as_json(details_of(refused))(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _without_port(host: str) -> str:
    name, _, port = host.lower().rpartition(":")
    # An address of IPv6 has colons of its own, in brackets.
    is_port = port.isascii() and port.isdigit() and len(port) <= _DIGITS and int(port) <= _PORTS
    return name if name and is_port else host.lower()
