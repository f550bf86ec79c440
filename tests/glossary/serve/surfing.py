"""A browser without a script: forms that it sends, and what it sees."""

from __future__ import annotations

from lxml import html

from termbase.store.accounts import Role
from tests.glossary.serve.conftest import Server

EDITOR = Role.EDITOR
Fields = dict[str, str | list[str]]


def get(server: Server, path: str, role: Role | None = EDITOR, status: int = 200) -> str:
    headers = {"Accept": "text/html", **server.headers(role)}
    response = server.client.get(path, headers=headers, follow_redirects=False)
    assert response.status_code == status, response.text
    return str(response.text)


def post(
    server: Server,
    path: str,
    fields: Fields,
    role: Role | None = EDITOR,
    status: int | tuple[int, ...] = 303,
) -> str:
    """Send a form; return where it leads to, or the page."""
    headers = {"Accept": "text/html", **server.headers(role)}
    response = server.client.post(path, data=fields, headers=headers, follow_redirects=False)
    expected = status if isinstance(status, tuple) else (status,)
    assert response.status_code in expected, response.text
    return str(response.headers.get("location") or response.text)


def fields_of(page: str, form_path: str = "//form[@data-check]") -> Fields:
    """Return the fields that a browser would send, but for buttons."""
    (form,) = html.fromstring(page).xpath(form_path)
    fields: Fields = {}
    for name, value in form.form_values():
        values = fields.setdefault(name, [])
        assert isinstance(values, list)
        values.append(value)
    return fields


def text_of(page: str) -> str:
    (main,) = html.fromstring(page).xpath("//main")
    return " ".join(main.text_content().split())
