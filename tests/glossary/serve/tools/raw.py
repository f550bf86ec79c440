"""Requests with an address of any bytes, which clients would change before they send it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from starlette.testclient import TestClient
from starlette.types import Message


class Answer(NamedTuple):
    """The answer to a request."""

    status: int
    body: bytes

    @property
    def value(self) -> Any:
        return json.loads(self.body)


def get(client: TestClient, raw_path: bytes, query: bytes = b"") -> Answer:
    """Ask for an address."""
    return send(client, "GET", raw_path, query=query)


def send(
    client: TestClient,
    method: str,
    raw_path: bytes,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    query: bytes = b"",
) -> Answer:
    """Send a request as servers do: the path both as it was sent and decoded."""
    named = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def take(message: Message) -> None:
        sent.append(message)

    async def ask() -> None:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(raw_path.decode("latin-1")),
            "raw_path": raw_path,
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"127.0.0.1"), *named],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "app": client.app,
            "state": {},
        }
        await client.app(scope, receive, take)

    assert client.portal is not None
    client.portal.call(ask)
    body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
    return Answer(sent[0]["status"], body)
