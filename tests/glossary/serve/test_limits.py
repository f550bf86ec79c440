"""Limits of all requests: host names, headers, rates, sizes and times."""

from __future__ import annotations

import json
from collections.abc import Iterator

import anyio
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from glossary.serve.limits.bodies import Bodies
from glossary.serve.limits.rates import Buckets, Rates
from tests.glossary.serve.conftest import Server

# Each header that every answer has, with what must stand in it.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/?q=%E8%A3%B8%E5%AE%98", 200),
        ("/health", 200),
        ("/static/pages.css", 200),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/lookup?q=luoguan", 200),
        ("/api/v1/lookup", 422),
        ("/api/v1/nothing", 404),
        ("/nothing", 404),
        ("/static/nothing", 404),
    ],
)
def test_headers_of_every_answer(server: Server, path: str, status: int) -> None:
    response = server.client.get(path)
    assert response.status_code == status
    for name, part in HEADERS.items():
        assert part in response.headers[name]
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200), ("127.0.0.1:8765", 200), ("localhost:8765", 200),
        ("[::1]:65535", 200), ("127.0.0.1:65536", 400), ("127.0.0.1:99999999999", 400),
        ("evil.example", 400), ("127.0.0.1.evil.example", 400), ("", 400),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_answered(server: Server, host: str, status: int) -> None:
    response = server.client.get("/api/v1/lookup?q=luoguan", headers={"Host": host})
    assert response.status_code == status
    if status != 200:
        assert response.headers["content-type"] == "application/problem+json"
        assert "--allow-host" in response.json()["detail"]


def test_buckets() -> None:
    now = 0.0
    buckets = Buckets(60, lambda: now)
    assert [buckets.take("a") for _ in range(60)] == [0.0] * 60
    assert buckets.take("a") == 1.0
    assert buckets.take("b") == 0.0
    now = 0.5
    assert buckets.take("a") == 0.5
    now = 1.5
    assert buckets.take("a") == 0.0
    now = 1e6
    assert [buckets.take("a") for _ in range(61)][-1] > 0


def test_buckets_of_many_clients_take_little_memory() -> None:
    buckets = Buckets(1)
    for number in range(20_000):
        buckets.take(str(number))
    assert len(buckets._buckets) == 10_000


@pytest.mark.parametrize(
    ("client", "statuses"),
    [
        ("203.0.113.7", [200, 200, 429]), ("2001:db8::7", [200, 200, 429]),
        ("127.0.0.1", [200] * 3), ("::1", [200] * 3),
    ],
)  # fmt: skip
def test_clients_on_other_machines_may_not_send_too_much(client: str, statuses: list[int]) -> None:
    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("")

    app = Starlette(routes=[Route("/", answer)], middleware=[Middleware(Rates, per_minute=2)])
    with TestClient(app, client=(client, 50_000)) as sender:
        answers = [sender.get("/") for _ in range(3)]
    assert [one.status_code for one in answers] == statuses
    if statuses[-1] == 429:
        assert answers[-1].headers["retry-after"] == "30"


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_what_is_forwarded_is_not_of_this_machine(name: str) -> None:
    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("")

    app = Starlette(routes=[Route("/", answer)], middleware=[Middleware(Rates, per_minute=2)])
    with TestClient(app, client=("127.0.0.1", 50_000)) as sender:
        answers = [sender.get("/", headers={name: "127.0.0.1"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]


@pytest.fixture
def echo() -> Iterator[TestClient]:
    async def size(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(
        routes=[Route("/", size, methods=["POST"])],
        middleware=[Middleware(Bodies, limit=1 << 20, seconds=5)],
    )
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("size", [0, 1, 1 << 20])
def test_a_body_within_the_limit(echo: TestClient, size: int) -> None:
    assert echo.post("/", content=b"a" * size).text == str(size)


@pytest.mark.parametrize("chunked", [True, False])
def test_a_body_that_is_too_large(echo: TestClient, chunked: bool) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(17):
            yield b"a" * (1 << 16)

    response = echo.post("/", content=chunks() if chunked else b"a" * ((1 << 20) + 1))
    assert response.status_code == 413
    assert response.json()["detail"].startswith("the body is larger than 1 MiB")


@pytest.mark.parametrize("parts", [0, 3])
def test_a_body_that_does_not_arrive_in_time(parts: int) -> None:
    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        raise AssertionError("it had a body")

    async def ask() -> list[Message]:
        sent: list[Message] = []
        arriving = iter([b"a"] * parts)

        async def receive() -> Message:
            if (part := next(arriving, None)) is None:
                await anyio.sleep_forever()
            return {"type": "http.request", "body": part, "more_body": True}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
        await Bodies(application, limit=100, seconds=0.05)(scope, receive, send)
        return sent

    start, body = anyio.run(ask)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert json.loads(body["body"])["detail"] == "the body did not arrive within 0.05 seconds"
