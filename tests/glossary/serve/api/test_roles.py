"""Each operation × each role, written by hand: what the table of operations says is not asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from glossary.serve.api.operation import PREFIX
from glossary.serve.api.operations import OPERATIONS
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

# The lowest role of each operation, and whether it needs an account of one's own.
READ, PROPOSE, EDIT, APPROVE, ADMINISTER = Role
LOWEST: dict[tuple[str, str], Role] = {
    ("GET", "/lookup"): READ,
    ("GET", "/concepts"): READ,
    ("GET", "/concepts/{id}"): READ,
    ("GET", "/concepts/{id}/history"): READ,
    ("POST", "/validate"): READ,
    ("POST", "/concepts"): EDIT,
    ("PUT", "/concepts/{id}"): EDIT,
    ("PATCH", "/concepts/{id}"): EDIT,
    ("DELETE", "/concepts/{id}"): EDIT,
    ("POST", "/concepts/{id}/restore"): EDIT,
    ("POST", "/concepts/{id}/move"): EDIT,
    ("POST", "/concepts/{id}/split"): EDIT,
    ("POST", "/concepts/{id}/merge"): EDIT,
    ("POST", "/find"): READ,
    ("POST", "/annotate"): READ,
    ("POST", "/check"): READ,
    ("POST", "/align"): READ,
    ("POST", "/prompt"): READ,
    ("GET", "/memory/search"): READ,
    ("GET", "/memory/concordance"): READ,
    ("GET", "/memory/stats"): READ,
    ("GET", "/memory/units/{number}"): READ,
    ("POST", "/memory/units"): EDIT,
    ("PUT", "/memory/units/{number}"): EDIT,
    ("DELETE", "/memory/units/{number}"): EDIT,
    ("GET", "/export"): READ,
    ("GET", "/memory/export"): READ,
    ("POST", "/memory/imports"): EDIT,
    ("POST", "/imports"): PROPOSE,
    ("GET", "/proposals"): READ,
    ("POST", "/proposals"): PROPOSE,
    ("GET", "/proposals/{number}"): READ,
    ("GET", "/proposals/{number}/preview"): READ,
    ("POST", "/proposals/{number}/decision"): APPROVE,
    ("POST", "/proposals/{number}/withdrawal"): PROPOSE,
    ("GET", "/proposals/{number}/remarks"): READ,
    ("POST", "/proposals/{number}/remarks"): PROPOSE,
    ("GET", "/me"): READ,
    ("GET", "/me/tokens"): READ,
    ("POST", "/me/tokens"): READ,
    ("DELETE", "/me/tokens/{number}"): READ,
    ("GET", "/accounts"): ADMINISTER,
    ("POST", "/accounts"): ADMINISTER,
    ("GET", "/accounts/{name}"): ADMINISTER,
    ("PATCH", "/accounts/{name}"): ADMINISTER,
    ("POST", "/accounts/{name}/links"): ADMINISTER,
    ("GET", "/accounts/{name}/tokens"): ADMINISTER,
    ("POST", "/accounts/{name}/tokens"): ADMINISTER,
    ("DELETE", "/accounts/{name}/tokens/{number}"): ADMINISTER,
    ("GET", "/changes"): APPROVE,
    ("GET", "/statistics"): READ,
    ("GET", "/signature"): READ,
}
NAMES = [f"{method} {path}" for method, path in LOWEST]
REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def test_the_table_has_every_operation() -> None:
    assert {(one.method, one.path) for one in OPERATIONS} == LOWEST.keys()


@pytest.mark.parametrize(("method", "path"), LOWEST, ids=NAMES)
def test_who_has_not_the_role_is_refused(server: Server, method: str, path: str) -> None:
    # A request that is refused for itself changes nothing, and shows that the role is enough.
    address = PREFIX + path.format(id="~", number="~", name="~")
    content: dict[str, Any] = {"content": b"", "headers": {}}
    if method in ("POST", "PUT", "PATCH"):
        content["headers"] = {"Content-Type": "application/x-nothing"}
    for role in Role:
        headers = {**server.headers(role), **content["headers"]}
        answer = server.client.request(method, address, content=b"", headers=headers)
        if role >= LOWEST[method, path]:
            assert answer.status_code not in REFUSED, answer.text
            assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
        else:
            assert answer.status_code == HTTPStatus.FORBIDDEN
            assert str(LOWEST[method, path]) in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), LOWEST, ids=NAMES)
def test_without_a_token_one_reads_only(server: Server, method: str, path: str) -> None:
    address = PREFIX + path.format(id="~", number="~", name="~")
    headers = {"Content-Type": "application/x-nothing"} if method != "GET" else {}
    answer = server.client.request(method, address, headers=headers)
    is_personal = path.startswith("/me/") and method != "POST"
    if LOWEST[method, path] > READ or is_personal:
        assert answer.status_code == HTTPStatus.UNAUTHORIZED
        assert answer.headers["www-authenticate"] == "Bearer"
    else:
        assert answer.status_code not in REFUSED


@pytest.mark.parametrize("token", ["", "glo_wrong", "Bearer"])
def test_a_wrong_token_is_refused_even_for_reading(server: Server, token: str) -> None:
    answer = server.client.get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
