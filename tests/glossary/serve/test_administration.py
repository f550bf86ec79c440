"""Accounts, tokens, the log of changes, and which role may do what on the pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from starlette.testclient import TestClient

from glossary.glossary import Glossary
from glossary.serve.principal import COOKIE
from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

# The class depends on the library that the client of Starlette is made with.
Response = Any
HTML = {"Accept": "text/html"}
# The lowest role for each page and form; None: anybody on this machine.
PAGES = [
    ("GET", "/annotate", None),
    ("POST", "/annotate", None),
    ("GET", "/check", None),
    ("POST", "/check", None),
    ("GET", "/align", None),
    ("POST", "/align", None),
    ("GET", "/memory", None),
    ("GET", "/memory/export.tmx", None),
    ("GET", "/memory/units/1", None),
    ("POST", "/memory/units/1", Role.EDITOR),
    ("POST", "/memory/units", Role.EDITOR),
    ("POST", "/memory/import", Role.EDITOR),
    ("GET", "/memory/units", None),
    ("POST", "/memory/delete", Role.EDITOR),
    ("GET", "/statistics", None),
    ("POST", "/statistics/misses", Role.EDITOR),
    ("GET", "/users", Role.ADMIN),
    ("POST", "/users", Role.ADMIN),
    ("POST", "/users/nobody", Role.ADMIN),
    ("GET", "/tokens", Role.READER),
    ("POST", "/tokens/99/revoke", Role.READER),
    ("GET", "/log", Role.APPROVER),
    ("POST", "/log/99/undo", Role.EDITOR),
]
DENIED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


@pytest.fixture
def browser(server: Server) -> Iterator[TestClient]:
    """A client with the session of an administrator."""
    client = TestClient(server.client.app, base_url="http://127.0.0.1", headers=HTML)
    client.post("/sign-in", data={"token": server.tokens[Role.ADMIN]})
    assert COOKIE in client.cookies
    yield client
    client.close()


def csrf(page: Response) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found
    return found[1]


def send(client: TestClient, path: str, **data: str) -> Response:
    answer: Response = client.post(path, data={"csrf": csrf(client.get("/tokens")), **data})
    return answer


def said(page: Response) -> str:
    """Return the message of a page."""
    found = re.search(r'<p class="done" role="status">([^<]*)</p>', page.text)
    return found[1] if found else ""


def test_an_address_makes_no_page_say_what_was_not_done(browser: TestClient) -> None:
    assert not said(browser.get("/users?done=role&account=nobody.like.that"))
    assert not said(browser.get("/users?done=x&account=editor"))


def secret(page: Response, field: str) -> str:
    found = re.search(rf'<input id="{field}" readonly value="([^"]+)"', page.text)
    return found[1] if found else ""


@pytest.mark.parametrize(("method", "path", "lowest"), PAGES)
@pytest.mark.parametrize("role", [None, *Role])
def test_roles(
    server: Server, method: str, path: str, lowest: Role | None, role: Role | None
) -> None:
    answer = server.client.request(method, path, headers=server.headers(role))
    is_allowed = lowest is None or (role is not None and role >= lowest)
    assert (answer.status_code not in DENIED) == is_allowed
    # Nothing that is sent empty breaks the server.
    assert answer.status_code < 500


def test_the_menu_offers_what_the_role_may_do(server: Server) -> None:
    for role, names in ((None, ()), (Role.READER, ()), (Role.ADMIN, ('href="/users"',))):
        page = server.client.get("/memory", headers=HTML | server.headers(role)).text
        assert ('href="/users"' in page) == bool(names)
        assert ("/memory/import" in page) == (role is Role.ADMIN)


def test_an_account_is_made_used_changed_and_disabled(server: Server, browser: TestClient) -> None:
    page = send(browser, "/users", name=" Li.Hua ", role="editor")
    assert page.request.method == "GET"
    assert said(page) == "Created the account ‘li.hua’ (editor)."
    assert "It works once, within 7 days" in page.text
    link = secret(page, "link")
    assert link.startswith("http://127.0.0.1/start/")
    # It is shown once.
    assert browser.get(page.url).status_code == 404
    other = TestClient(server.client.app, base_url="http://127.0.0.1", headers=HTML)
    path = link.removeprefix("http://127.0.0.1")
    assert other.get(path).status_code == 200
    assert "li.hua" in other.post(path).text
    assert other.post(path).status_code == 401
    assert "/memory/import" in other.get("/memory").text
    changed = send(browser, "/users/li.hua", do="role", role="reader")
    assert said(changed) == "‘li.hua’ now has the role: reader."
    assert "/memory/import" not in other.get("/memory").text
    assert said(send(browser, "/users/li.hua", do="disable")).startswith("Disabled ‘li.hua’")
    assert "li.hua" not in other.get("/memory").text
    send(browser, "/users/li.hua", do="enable")
    assert "li.hua" not in other.get("/memory").text
    again = secret(send(browser, "/users/li.hua", do="link"), "link")
    assert again
    assert again != link
    log = browser.get("/log?kind=account&name=li.hua").text
    assert log.count("<time ") >= 4
    assert "admin" in log
    other.close()


@pytest.mark.parametrize(
    ("path", "sent", "message"),
    [
        ("/users", {"name": "not a name", "role": "reader"}, "name"),
        ("/users", {"name": "editor", "role": "reader"}, "editor"),
        ("/users/admin", {"do": "disable"}, "admin"),
        ("/users/admin", {"do": "role", "role": "reader"}, "admin"),
        ("/users/nobody", {"do": "disable"}, "nobody"),
        ("/users/nobody", {"do": "link"}, "nobody"),
        ("/users/editor", {"do": "role", "role": "king"}, "Not a change"),
        ("/users/editor", {}, "Not a change"),
    ],
)
def test_what_cannot_be_done_with_accounts_is_said(
    browser: TestClient, path: str, sent: dict[str, str], message: str
) -> None:
    page = send(browser, path, **sent)
    assert page.status_code in (404, 409, 422)
    found = re.search(r'role="alert">(.*?)</div>', page.text, re.DOTALL)
    assert found
    assert message in found[1]


def test_a_token_is_shown_once_works_and_is_revoked(server: Server, browser: TestClient) -> None:
    page = send(browser, "/tokens", label='my "laptop"', role="editor", days="30")
    shown = secret(page, "secret")
    assert shown.startswith("glo_")
    assert browser.get(page.url).status_code == 404
    assert shown not in browser.get("/tokens").text
    headers = {"Authorization": f"Bearer {shown}"}
    assert server.client.get("/users", headers=headers).status_code == 403
    assert server.client.post("/statistics/misses", headers=headers).status_code == 200
    numbers = re.findall(r"/tokens/(\d+)/revoke", browser.get("/tokens").text)
    answer = send(browser, f"/tokens/{numbers[-1]}/revoke")
    assert said(answer) == "Revoked the token ‘my &#34;laptop&#34;’."
    remaining = re.findall(r"/tokens/(\d+)/revoke", browser.get("/tokens").text)
    revoked = set(numbers) - set(remaining)
    assert revoked == {numbers[-1]}


@pytest.mark.parametrize("left_out", ["label", "role", "days", "all"])
def test_a_form_for_a_token_is_whole(browser: TestClient, left_out: str) -> None:
    whole = {"label": "x", "role": "reader", "days": "30"}
    data = {name: value for name, value in whole.items() if left_out not in (name, "all")}
    answer = send(browser, "/tokens", **data)
    assert answer.status_code == 422
    assert not secret(answer, "secret")


def test_a_token_gets_no_rights_that_it_lacks(server: Server) -> None:
    """A token of a role below that of its account cannot issue itself a better one."""
    headers = HTML | server.headers(Role.EDITOR)
    refused = server.client.post(
        "/tokens", headers=headers, data={"label": "x", "role": "admin", "days": "30"}
    )
    assert refused.status_code == 403
    assert "glo_" not in refused.text
    # Nor may one revoke, or see, the tokens of others.
    assert server.client.post("/tokens/1/revoke", headers=headers).status_code == 404
    assert 'href="/tokens?all=1"' not in server.client.get("/tokens?all=1", headers=headers).text


def test_a_form_of_another_site_changes_nothing(server: Server, browser: TestClient) -> None:
    for path in ("/users", "/tokens", "/memory/units", "/memory/units/1", "/annotate"):
        for data in ({}, {"csrf": "x" * 20}):
            assert browser.post(path, data=data).status_code == 403
        foreign = {"Sec-Fetch-Site": "cross-site"}
        answer = server.client.post(path, headers=server.headers(Role.ADMIN) | foreign)
        assert answer.status_code == 403


def test_the_log_is_filtered_and_paged(server: Server, browser: TestClient) -> None:
    for number in range(60):
        send(browser, "/memory/units", source=f"第{number}句。", target=f"Sentence {number}.")
    page = browser.get("/log?kind=unit&author=admin")
    assert page.text.count("<time ") == 50
    older = re.search(r'href="(\?[^"]*before=[^"]*)" rel="next"', page.text)
    assert older
    rest = browser.get("/log" + older[1].replace("&amp;", "&"))
    assert 10 <= rest.text.count("<time ") < 50
    assert browser.get("/log?author=nobody-like-that").text.count("<time ") == 0
    for bad in ("kind=x", "before=x", "before=-1", "before=99999999999999999999999", "name=%00"):
        assert browser.get(f"/log?{bad}").status_code == 200
    del server


def test_the_log_shows_both_states_of_a_proposal(
    server: Server, browser: TestClient, glossary: Glossary
) -> None:
    proposal = glossary.propose("luoguan", None, "not needed")
    glossary.decide(proposal.number, "reject", "It is.")
    page = browser.get("/log?kind=proposal").text
    assert "<del>−open</del> <ins>+rejected</ins>" in page
    del server


def test_the_log_is_in_the_menu_of_those_who_may_read_it(server: Server) -> None:
    for role in Role:
        page = server.client.get("/memory", headers=HTML | server.headers(role)).text
        assert ('href="/log"' in page) == (role >= Role.APPROVER)


def test_the_log_shows_what_changed_in_a_concept(server: Server, browser: TestClient) -> None:
    page = browser.get("/log?kind=concept&name=luoguan").text
    assert "naked official" in page
    assert 'href="/concepts/luoguan"' in page
    del server
