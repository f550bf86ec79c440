"""The roles that each request needs, where reading needs a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from glossary.serve.application import create_app
from glossary.serve.settings import Settings
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server, fill
from tests.processes import file_of

UNIT: Any = {"source": "一句话。", "target": "A sentence."}
READS = [
    ("GET", "/tmserver/languages/", None),
    ("GET", "/tmserver/zh/en/unit/x", None),
    ("GET", "/omegat?source=zh&target=en&text=x", None),
    ("POST", "/translate", {"q": "坚持以人民为中心。", "source": "zh", "target": "en"}),
]
WRITES = [
    ("PUT", "/tmserver/zh/en/unit/x", UNIT),
    ("POST", "/tmserver/zh/en/unit/x", UNIT),
    ("POST", "/tmserver/zh/en/store/a.po", [UNIT]),
]


@pytest.fixture(scope="module")
def private(settings: Settings) -> Iterator[Server]:
    """A server on loopback that asks for tokens."""
    private = replace(settings, base=file_of(settings.base).with_name("private.db"), private=True)
    tokens = fill(private.base)
    with TestClient(
        create_app(private), base_url="http://127.0.0.1", client=("127.0.0.1", 1)
    ) as client:
        yield Server(client, tokens, private)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(("method", "path", "body"), [*READS, *WRITES])
def test_roles(private: Server, method: str, path: str, body: Any, role: Role | None) -> None:
    answer = private.client.request(method, path, json=body, headers=private.headers(role))
    lowest = Role.EDITOR if (method, path, body) in WRITES else Role.READER
    expected = 401 if role is None else 200 if role >= lowest else 403
    assert answer.status_code == expected
