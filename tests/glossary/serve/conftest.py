"""A server in this process, on a base with an account and a token for each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

pytest.importorskip("starlette", reason="the extra 'server' is not installed")

from starlette.testclient import TestClient

import glossary
from glossary.serve.application import create_app
from glossary.serve.settings import Settings
from termbase.store.accounts import Role, create_account
from termbase.store.address import Address
from termbase.store.tokens import issue_token


@dataclass(frozen=True)
class Server:
    """A server in this process.

    Attributes:
        client: Sends requests to it.
        tokens: A token for each role; the accounts have the names of their roles.
        settings: Its settings.
    """

    client: TestClient
    tokens: dict[Role, str]
    settings: Settings

    def headers(self, role: Role | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[role]}"} if role else {}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the server; a module may override them."""
    base = tmp_path_factory.mktemp("server") / "team.db"
    return Settings(base, builtin=False, requests_per_minute=1_000_000, workers=1)


def fill(base: Address, *, builtin: bool = False) -> dict[Role, str]:
    """Make a base with accounts, a few terms and units; return the tokens."""
    with glossary.open(base, builtin=builtin) as opened:
        store = opened.termbase.own
        assert store is not None
        tokens = {}
        for role in Role:
            create_account(store, str(role), role)
            _, tokens[role] = issue_token(store, str(role), "test", role)
        opened.add("裸官", ["naked official"], id="luoguan", gloss="One whose family is abroad.")
        opened.add("内卷", ["involution"], id="neijuan", subject="society")
        opened.memory.add("坚持以人民为中心。", "Put the people first.")
    return tokens


@pytest.fixture(scope="module")
def server(settings: Settings) -> Iterator[Server]:
    """A server in this process; its address is that of loopback."""
    tokens = fill(settings.base)
    app = create_app(settings)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        yield Server(client, tokens, settings)


@pytest.fixture(scope="module", name="glossary")
def _glossary(server: Server) -> Iterator[glossary.Glossary]:
    """The base of the server, opened by another program."""
    with glossary.open(server.settings.base, builtin=server.settings.builtin) as opened:
        yield opened
