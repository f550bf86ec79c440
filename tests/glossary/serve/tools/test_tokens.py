"""Tokens in an address, for programs that have no other setting."""

from __future__ import annotations

from base64 import b64encode

import pytest

from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

URL = "/tmserver/zh/en/unit/"


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


def test_the_token_is_the_password(server: Server) -> None:
    unit = {"source": "用地址里的令牌。", "target": "With the token in the address."}
    headers = {"Authorization": basic(f"any:{server.tokens[Role.EDITOR]}")}
    assert server.client.put(URL, json=unit, headers=headers).json()["added"] == 1
    headers = {"Authorization": basic(f":{server.tokens[Role.READER]}")}
    assert server.client.get(URL, headers=headers).status_code == 200
    assert server.client.put(URL, json=unit, headers=headers).status_code == 403


WRONG = [
    basic("any:glo_wrong"), basic("any:"), basic("any"), basic(":"), "Basic", "Basic =", "Basic é", "Basic %%%",
    "Basic " + b64encode(b"a:\xff").decode(), "Digest abc", "Basic " + "A" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("header", WRONG)
def test_what_is_no_token_is_refused(server: Server, header: str) -> None:
    answer = server.client.get(URL, headers=[(b"Authorization", header.encode())])
    assert answer.status_code == 401
    # A browser must not ask for a name and password.
    assert "Basic" not in answer.headers["WWW-Authenticate"]


def test_the_user_name_is_not_the_token(server: Server) -> None:
    headers = {"Authorization": basic(f"{server.tokens[Role.EDITOR]}:")}
    assert server.client.get(URL, headers=headers).status_code == 401


def test_a_browser_cannot_be_made_to_send_it(server: Server) -> None:
    token = server.tokens[Role.EDITOR]
    origin = {"Origin": "https://evil.example"}
    headers = {"Authorization": basic(f"any:{token}"), **origin}
    assert server.client.post(URL, content=b"{}", headers=headers).status_code == 401
    # A program that sets the header itself is none.
    headers = {"Authorization": f"Bearer {token}", **origin}
    assert server.client.post(URL, content=b"{}", headers=headers).status_code == 422
