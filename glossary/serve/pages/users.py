"""Accounts: create, disable, change the role; one-time links to sign in."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES
from glossary.serve.principal import principal_of, require
from glossary.serve.problems import Refused, details_of
from glossary.serve.state import state_of
from termbase import written_by
from termbase.messages import Message, about
from termbase.store.accounts import Role, account, accounts, change_account, create_account
from termbase.store.sessions import close_sessions, issue_link

# An invitation may wait in a mailbox over a holiday.
_LINK_LIFETIME = timedelta(days=7)
_DONE = ("created", "role", "disable", "enable")
_ROLES = [str(role) for role in Role]


def show(request: Request) -> Response:
    """Show all accounts, and a link that was just made: once."""
    require(request, Role.ADMIN)
    return _show(request)


def create(request: Request, form: Form) -> Response:
    """Create an account, with a link for its first sign-in."""
    name = form.text("name").strip().lower()
    state = state_of(request)
    try:
        role = Role.named(form.choice("role", _ROLES) or str(Role.READER))
        with written_by(principal_of(request).name):
            create_account(state.store, name, role)
    except FAILURES as error:
        return _show(request, error, name=name)
    return _with_link(request, name, done="created")


def change(request: Request, form: Form) -> Response:
    """Change the role of an account, disable or enable it, or make a link for it."""
    name = request.path_params["account"]
    store = state_of(request).store
    do = form.text("do")
    try:
        with written_by(principal_of(request).name):
            if do == "role" and (role := form.choice("role", _ROLES)):
                change_account(store, name, role=Role.named(role))
            elif do in ("disable", "enable"):
                change_account(store, name, disabled=do == "disable")
                # Whoever is enabled again signs in again.
                close_sessions(store, name)
            elif do != "link":
                raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "not a change of an account")
    except FAILURES as error:
        return _show(request, error)
    return _with_link(request, name) if do == "link" else _to(request, done=do, account=name)


def _with_link(request: Request, name: str, **query: str) -> Response:
    """Make a link for an account, and send the browser on to where it is shown once."""
    state = state_of(request)
    found = account(state.store, name)
    if found is None or found.disabled:
        return _show(
            request, Refused(HTTPStatus.CONFLICT, about(name, Message("disabled, or no account")))
        )
    author = principal_of(request).name
    with written_by(author):
        secret = issue_link(state.store, name, _LINK_LIFETIME)
    link = str(request.url_for("link", secret=secret))
    shown = state.results.put(author, (name, link), 0)
    return _to(request, account=name, shown=shown, **query)


def _to(request: Request, **query: str) -> Response:
    path = request.app.url_path_for("users")
    return RedirectResponse(f"{path}?{urlencode(query)}", HTTPStatus.SEE_OTHER)


def _show(request: Request, error: Exception | None = None, name: str = "") -> Response:
    state = state_of(request)
    key = request.query_params.get("shown", "")
    link = state.results.take(principal_of(request).name, key, tuple) if key else None
    problem = details_of(error) if error else None
    given = request.query_params
    done = given.get("done", "")
    return page(
        request, "users.html",
        status=problem.status if problem else HTTPStatus.OK,
        problem=problem,
        accounts=accounts(state.store),
        roles=list(Role),
        link=link,
        # Said only of an account that there is: an address may come from anywhere.
        done=done if done in _DONE else "",
        changed=account(state.store, given.get("account", "")),
        days=_LINK_LIFETIME.days,
        name=name,
    )  # fmt: skip


ROUTES = [
    Route("/users", show, name="users"),
    Route("/users", posted(Role.ADMIN, create), methods=["POST"]),
    Route("/users/{account}", posted(Role.ADMIN, change), methods=["POST"], name="user"),
]
