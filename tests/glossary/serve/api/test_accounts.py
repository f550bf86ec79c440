"""Accounts and tokens: for administrators; of their own for all."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from termbase.errors import StoreError
from termbase.store.accounts import Role
from tests.glossary.serve.api.conftest import Api

PATH = "/accounts/wang"


def with_token(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture(scope="module", autouse=True)
def account(api: Api) -> None:
    """An account beside those of the fixtures."""
    made = api("POST", "/accounts", json={"name": "wang", "role": "editor"})
    assert made.status_code == HTTPStatus.CREATED
    assert made.headers["location"] == f"/api/v1{PATH}"


def test_who_am_i(api: Api) -> None:
    assert api("GET", "/me", None).json() == {"name": "", "role": "reader"}
    assert api("GET", "/me", Role.EDITOR).json() == {"name": "editor", "role": "editor"}


def test_accounts(api: Api) -> None:
    names = [one["name"] for one in api("GET", "/accounts").json()]
    assert names == sorted(names)
    assert api("GET", PATH).json()["role"] == "editor"
    assert api("GET", "/accounts/nobody").status_code == HTTPStatus.NOT_FOUND
    again = {"name": "wang", "role": "reader"}
    assert api("POST", "/accounts", json=again).status_code == HTTPStatus.CONFLICT
    bad = {"name": "王 <b>", "role": "reader"}
    assert api("POST", "/accounts", json=bad).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_last_administrator_stays(api: Api) -> None:
    for change in ({"role": "reader"}, {"disabled": True}):
        answer = api("PATCH", "/accounts/admin", json=change)
        assert answer.status_code == HTTPStatus.CONFLICT


def test_a_disabled_account_has_no_tokens_any_more(api: Api) -> None:
    body = {"label": "script", "role": "editor", "days": 30}
    made = api("POST", f"{PATH}/tokens", json=body)
    assert made.status_code == HTTPStatus.CREATED
    headers = with_token(made.json()["secret"])
    assert api("GET", "/me", None, headers).json() == {"name": "wang", "role": "editor"}
    assert api("PATCH", PATH, json={"disabled": True}).json()["disabled"]
    assert api("GET", "/me", None, headers).status_code == HTTPStatus.UNAUTHORIZED
    assert not api("PATCH", PATH, json={"disabled": False}).json()["disabled"]
    assert api("GET", "/me", None, headers).status_code == HTTPStatus.OK
    listed = api("GET", f"{PATH}/tokens").json()
    assert "secret" not in listed[0]
    token = f"{PATH}/tokens/{made.json()['number']}"
    other = token.replace("wang", "editor")
    assert api("DELETE", other).status_code == HTTPStatus.NOT_FOUND
    assert api("DELETE", token).status_code == HTTPStatus.NO_CONTENT
    assert api("GET", "/me", None, headers).status_code == HTTPStatus.UNAUTHORIZED


def test_a_token_has_no_more_rights_than_its_account(api: Api) -> None:
    body = {"label": "too much", "role": "admin"}
    assert api("POST", f"{PATH}/tokens", json=body).status_code == HTTPStatus.CONFLICT


def test_a_token_makes_none_with_more_rights(api: Api) -> None:
    body = {"label": "for reading", "role": "reader"}
    secret = api("POST", "/me/tokens", Role.EDITOR, json=body).json()["secret"]
    headers = with_token(secret)
    more = {"label": "for writing", "role": "editor"}
    answer = api("POST", "/me/tokens", None, headers, json=more)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    same = api("POST", "/me/tokens", None, headers, json=body)
    assert same.status_code == HTTPStatus.CREATED
    mine = f"/me/tokens/{same.json()['number']}"
    assert api("DELETE", mine, Role.PROPOSER).status_code == HTTPStatus.NOT_FOUND
    assert api("DELETE", mine, Role.EDITOR).status_code == HTTPStatus.NO_CONTENT


def test_a_token_makes_none_that_lasts_longer(api: Api) -> None:
    def made(headers: dict[str, str], days: int | None) -> HTTPStatus:
        body = {"label": "x", "role": "reader", "days": days}
        return HTTPStatus(api("POST", "/me/tokens", None, headers, json=body).status_code)

    body = {"label": "for a week", "role": "reader", "days": 7}
    week = api("POST", "/me/tokens", Role.EDITOR, json=body).json()
    headers = with_token(week["secret"])
    assert made(headers, None) == HTTPStatus.FORBIDDEN
    assert made(headers, 8) == HTTPStatus.FORBIDDEN
    assert made(headers, 6) == HTTPStatus.CREATED
    page = {"label": "x", "role": "reader", "days": "never"}
    answer = api.server.client.post("/tokens", headers=headers, data=page)
    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_token_revokes_and_sees_no_larger_ones(api: Api) -> None:
    body = {"label": "x", "role": "reader", "days": 7}
    small = api("POST", "/me/tokens", Role.EDITOR, json=body).json()
    long = api("POST", "/me/tokens", Role.EDITOR, json={**body, "days": 8}).json()
    high = api("POST", "/me/tokens", Role.EDITOR, json={**body, "role": "editor"}).json()
    headers = with_token(small["secret"])
    numbers = [one["number"] for one in api("GET", "/me/tokens", None, headers).json()]
    assert small["number"] in numbers
    page = api.server.client.get("/tokens", headers=headers).text
    for larger in (long["number"], high["number"]):
        assert larger not in numbers
        assert f"/tokens/{larger}/revoke" not in page
        revoked = api("DELETE", f"/me/tokens/{larger}", None, headers)
        assert revoked.status_code == HTTPStatus.FORBIDDEN
        form = api.server.client.post(f"/tokens/{larger}/revoke", headers=headers)
        assert form.status_code == HTTPStatus.NOT_FOUND
    own = api("DELETE", f"/me/tokens/{small['number']}", None, headers)
    assert own.status_code == HTTPStatus.NO_CONTENT


@pytest.mark.parametrize(
    ("method", "path", "options"),
    [
        ("GET", "/api/v1/me", {}),
        ("GET", "/tokens", {}),
        ("GET", "/tmserver/languages", {}),
        ("POST", "/mcp", {"json": {}}),
        ("POST", "/translate", {"json": {"q": "x", "source": "en", "target": "zh"}}),
    ],
)
def test_the_use_of_a_token_is_stored(
    api: Api, method: str, path: str, options: dict[str, Any]
) -> None:
    body = {"label": "x", "role": "reader"}
    made = api("POST", "/me/tokens", Role.EDITOR, json=body).json()
    assert made["used"] == ""
    headers = with_token(made["secret"])
    if path == "/translate":
        options, headers = {"json": {**options["json"], "api_key": made["secret"]}}, {}
    api.server.client.request(method, path, headers=headers, **options)
    listed = {one["number"]: one for one in api("GET", "/me/tokens", Role.EDITOR).json()}
    assert listed[made["number"]]["used"] == made["created"][:10]


def test_a_use_that_cannot_be_stored_fails_nothing(
    api: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("disk full")

    body = {"label": "x", "role": "reader"}
    made = api("POST", "/me/tokens", Role.EDITOR, json=body).json()
    monkeypatch.setattr("glossary.serve.use.mark_used", fails)
    assert api("GET", "/me", None, with_token(made["secret"])).status_code == HTTPStatus.OK
    assert "disk full" in caplog.text


def test_a_link_signs_in_once(api: Api) -> None:
    made = api("POST", f"{PATH}/links")
    path = made.json()["path"]
    client = api.server.client
    first = client.post(path, follow_redirects=False)
    assert first.status_code == HTTPStatus.SEE_OTHER
    client.cookies.clear()
    assert client.post(path, follow_redirects=False).status_code == HTTPStatus.UNAUTHORIZED
    client.cookies.clear()


@pytest.mark.parametrize(
    "body",
    [
        {"label": "x", "role": "owner"},
        {"label": "x", "role": "reader", "days": 0},
        {"label": "x", "role": "reader", "days": 10**9},
        {"role": "reader"},
    ],
)
def test_a_wrong_token_is_refused(api: Api, body: dict[str, Any]) -> None:
    assert api("POST", "/me/tokens", json=body).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_log_has_every_change_and_no_secret(api: Api) -> None:
    secret = api("POST", "/me/tokens", json={"label": "x", "role": "reader"}).json()["secret"]
    log = api("GET", "/changes", Role.APPROVER, params={"limit": 500})
    kinds = {one["kind"] for one in log.json()["items"]}
    assert {"account", "token"} <= kinds
    assert secret not in log.text
    numbers = [one["number"] for one in log.json()["items"]]
    assert numbers == sorted(numbers, reverse=True)
    walked: list[int] = []
    cursor = ""
    while True:
        page = api("GET", "/changes", params={"limit": 3, "cursor": cursor}).json()
        walked += [one["number"] for one in page["items"]]
        if not page["next"]:
            break
        cursor = page["next"]
    assert walked == numbers
    mine = api("GET", "/changes", params={"author": "admin", "kind": "token"}).json()["items"]
    assert {one["author"] for one in mine} == {"admin"}
