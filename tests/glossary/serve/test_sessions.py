"""Signing in and out, CSRF, and that a token gives no more rights than it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

import glossary
from termbase.store.accounts import Role
from termbase.store.sessions import issue_link
from termbase.store.tokens import issue_token, revoke_token
from tests.glossary.serve.conftest import Server

PAGE = {"Accept": "text/html"}


@pytest.fixture
def browser(server: Server) -> Iterator[TestClient]:
    """A browser without cookies."""
    client = server.client
    client.cookies.clear()
    yield client
    client.cookies.clear()


def sign_in(browser: TestClient, token: str) -> int:
    answer = browser.post("/sign-in", data={"token": token}, headers=PAGE)
    return int(answer.status_code)


def csrf(browser: TestClient) -> str:
    found = re.search(r'name="csrf" value="(\w+)"', browser.get("/", headers=PAGE).text)
    assert found
    return found[1]


def test_a_token_signs_in(server: Server, browser: TestClient) -> None:
    assert sign_in(browser, server.tokens[Role.EDITOR]) == 200
    assert "editor · editor" in browser.get("/", headers=PAGE).text
    cookie = next(iter(browser.cookies.jar))
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert browser.post("/sign-out", data={"csrf": csrf(browser)}, headers=PAGE).status_code == 200
    assert "editor · editor" not in browser.get("/", headers=PAGE).text


def test_a_session_ends_with_its_token(server: Server, browser: TestClient) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        store = opened.termbase.required_own()
        token, secret = issue_token(store, "admin", "lost", Role.ADMIN)
        assert sign_in(browser, secret) == 200
        assert "admin · administrator" in browser.get("/", headers=PAGE).text
        revoke_token(store, token.number)
    assert "admin · administrator" not in browser.get("/", headers=PAGE).text


def test_all_sessions_of_an_account_end(server: Server, browser: TestClient) -> None:
    assert sign_in(browser, server.tokens[Role.EDITOR]) == 200
    elsewhere = TestClient(server.client.app, base_url="http://127.0.0.1", headers=PAGE)
    assert sign_in(elsewhere, server.tokens[Role.EDITOR]) == 200
    page = browser.get("/tokens", headers=PAGE).text
    assert 'name="everywhere"' in page
    # A token ends no session.
    headers = {**PAGE, **server.headers(Role.EDITOR)}
    program = TestClient(server.client.app, base_url="http://127.0.0.1")
    program.post("/sign-out", data={"everywhere": "1"}, headers=headers)
    assert "editor · editor" in elsewhere.get("/").text
    data = {"csrf": csrf(browser), "everywhere": "1"}
    assert browser.post("/sign-out", data=data, headers=PAGE).status_code == 200
    assert "editor · editor" not in elsewhere.get("/").text
    elsewhere.close()


@pytest.mark.parametrize("token", ["", "glo_wrong", "x" * 10_000, "\ud83d\ude00"])
def test_a_wrong_token_does_not(browser: TestClient, token: str) -> None:
    token = token.encode("utf-16", "surrogatepass").decode("utf-16")
    assert sign_in(browser, token) == 401
    assert not browser.cookies


def test_a_token_of_fewer_rights_does_not(server: Server, browser: TestClient) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        store = opened.termbase.own
        assert store is not None
        _, narrow = issue_token(store, "admin", "narrow", Role.READER)
    assert sign_in(browser, narrow) == 401
    assert not browser.cookies


def test_a_link_signs_in_once(server: Server, browser: TestClient) -> None:
    with glossary.open(server.settings.base, builtin=False) as opened:
        store = opened.termbase.own
        assert store is not None
        late = issue_link(store, "editor", timedelta(minutes=-5))
        older, secret = (issue_link(store, "admin", timedelta(minutes=5)) for _ in range(2))
    # Looking at it, as a mail program does, does not use it up.
    assert browser.get(f"/start/{secret}", headers=PAGE).status_code == 200
    for ended in (late, older):
        assert browser.post(f"/start/{ended}", headers=PAGE).status_code == 401
    assert browser.post(f"/start/{secret}", headers=PAGE).status_code == 200
    assert "admin · administrator" in browser.get("/", headers=PAGE).text
    browser.cookies.clear()
    assert browser.post(f"/start/{secret}", headers=PAGE).status_code == 401


@pytest.mark.parametrize("given", ["", "0" * 64, None])
def test_a_form_of_another_session_is_refused(
    server: Server, browser: TestClient, given: str | None
) -> None:
    assert sign_in(browser, server.tokens[Role.EDITOR]) == 200
    data = {} if given is None else {"csrf": given}
    assert browser.post("/sign-out", data=data, headers=PAGE).status_code == 403
    assert "editor · editor" in browser.get("/", headers=PAGE).text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_of_another_site_is_refused(server: Server, browser: TestClient, site: str) -> None:
    data = {"token": server.tokens[Role.EDITOR]}
    answer = browser.post("/sign-in", data=data, headers={**PAGE, "Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert not browser.cookies


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_does_not_sign_in_with_a_link(
    server: Server, browser: TestClient, site: str
) -> None:
    """Else a stranger could make somebody work under an account of the stranger."""
    with glossary.open(server.settings.base, builtin=False) as opened:
        secret = issue_link(opened.termbase.required_own(), "admin", timedelta(minutes=5))
    foreign = {**PAGE, "Sec-Fetch-Site": site}
    assert browser.post(f"/start/{secret}", headers=foreign).status_code == 403
    assert not browser.cookies
    # That has not used it up.
    assert browser.post(f"/start/{secret}", headers=PAGE).status_code == 200


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("/", "/"),
        ("/concepts/luoguan", "/concepts/luoguan"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("", "/"),
    ],
)
def test_the_language_is_remembered(browser: TestClient, back: str, place: str) -> None:
    data = {"language": "zh-Hant", "back": back}
    answer = browser.post("/language", data=data, headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == place
    assert '<html lang="zh-Hant">' in browser.get("/", headers=PAGE).text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en-GB,en;q=0.8", "en"), ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"), ("zh-CN", "zh-Hans"),
        ("zh-HK", "zh-Hant"), ("zh-Hans-HK", "zh-Hans"), ("de,zh;q=0.5", "zh-Hans"), ("", "en"),
    ],
)  # fmt: skip
def test_the_language_of_the_browser(browser: TestClient, accepted: str, language: str) -> None:
    answer = browser.get("/", headers={**PAGE, "Accept-Language": accepted})
    assert f'<html lang="{language}">' in answer.text


def test_all_languages_have_the_same_texts() -> None:
    from glossary.check.rules import rules
    from glossary.serve.pages.render import LANGUAGES, messages

    keys = {language: set(messages(language)) for language in LANGUAGES}
    braces = {
        language: {
            key: sorted(re.findall(r"{\w*}", text)) for key, text in messages(language).items()
        }
        for language in LANGUAGES
    }
    assert keys["en"] == keys["zh-Hans"] == keys["zh-Hant"]
    assert braces["en"] == braces["zh-Hans"] == braces["zh-Hant"]
    named = {key.removeprefix("rule.") for key in keys["en"] if key.startswith("rule.")}
    assert named == set(rules())
