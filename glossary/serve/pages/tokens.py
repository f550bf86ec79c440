"""Tokens: everybody issues and revokes their own; administrators revoke all."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from glossary.serve.pages.forms import Form, posted
from glossary.serve.pages.render import page
from glossary.serve.pages.texts import FAILURES, missing
from glossary.serve.principal import Principal, principal_of, require
from glossary.serve.problems import Refused, details_of
from glossary.serve.state import state_of
from termbase import written_by
from termbase.errors import NotFound
from termbase.messages import Message, about
from termbase.store import Store, tokens
from termbase.store.accounts import Role
from termbase.store.clock import now

_DAYS = ("30", "90", "365", "never")
_LABEL = 100


class _Revoked(NamedTuple):
    """A token that was revoked, by its label."""

    label: str


def show(request: Request) -> Response:
    """Show one's own tokens, or all, and a secret that was just issued: once."""
    _named(request)
    return _show(request)


def issue(request: Request, form: Form) -> Response:
    """Issue a token for oneself."""
    principal = _named(request)
    state = state_of(request)
    days, chosen = form.choice("days", _DAYS), form.choice("role", list(map(str, Role)))
    label = " ".join(form.text("label").split())[:_LABEL]
    try:
        if not (days and chosen and label):
            raise missing("a token needs a label, a role and an end; fill in the whole form")
        lifetime = None if days == "never" else timedelta(days=int(days))
        role = Role.named(chosen)
        # A token of a lower role must not get itself a higher one.
        if not principal.may(role):
            raise Refused(
                HTTPStatus.FORBIDDEN,
                Message("a token of the role {role} needs that role; choose a lower", role=role),
            )
        if not principal.may_handle(role, "" if lifetime is None else now(lifetime)):
            raise Refused(
                HTTPStatus.FORBIDDEN, "a token cannot make one that lasts longer; sign in instead"
            )
        with written_by(principal.name):
            _, secret = tokens.issue_token(state.store, principal.name, label, role, lifetime)
    except FAILURES as error:
        return _show(request, error)
    key = state.results.put(principal.name, secret, 0)
    return _to(request, f"?shown={key}")


def revoke(request: Request, form: Form) -> Response:
    """Revoke a token."""
    del form
    principal = _named(request)
    store = state_of(request).store
    number = request.path_params["number"]
    # Of others nobody but an administrator learns which tokens there are.
    if number not in [token.number for token in _seen(store, principal, all_accounts=True)]:
        raise NotFound(about(str(number), Message("no such token")))
    with written_by(principal.name):
        token = tokens.revoke_token(store, number)
    # It is not there any more to be asked for its label.
    key = state_of(request).results.put(principal.name, _Revoked(token.label or str(number)), 0)
    return _to(request, f"?revoked={key}{'&all=1' if 'all' in request.query_params else ''}")


def _named(request: Request) -> Principal:
    principal = require(request, Role.READER)
    if not principal.name:
        raise Refused(HTTPStatus.UNAUTHORIZED, "tokens belong to accounts; sign in")
    return principal


def _seen(store: Store, principal: Principal, *, all_accounts: bool) -> list[tokens.Token]:
    """Return the tokens that somebody may see and revoke."""
    if principal.may(Role.ADMIN):
        return tokens.tokens(store, "" if all_accounts else principal.name)
    return [
        token
        for token in tokens.tokens(store, principal.name)
        if principal.may_handle(token.role, token.expires)
    ]


def _to(request: Request, query: str) -> Response:
    return RedirectResponse(request.app.url_path_for("tokens") + query, HTTPStatus.SEE_OTHER)


def _show(request: Request, error: Exception | None = None) -> Response:
    state, principal = state_of(request), principal_of(request)
    key, revoked = (request.query_params.get(name, "") for name in ("shown", "revoked"))
    shows_all = "all" in request.query_params and principal.may(Role.ADMIN)
    problem = details_of(error) if error else None
    return page(
        request, "tokens.html",
        status=problem.status if problem else HTTPStatus.OK,
        problem=problem,
        tokens=_seen(state.store, principal, all_accounts=shows_all),
        shows_all=shows_all,
        roles=[role for role in Role if principal.may(role)],
        days=_DAYS,
        revoked=state.results.take(principal.name, revoked, _Revoked).label if revoked else "",
        secret=state.results.take(principal.name, key, str) if key else "",
    )  # fmt: skip


ROUTES = [
    Route("/tokens", show, name="tokens"),
    Route("/tokens", posted(Role.READER, issue), methods=["POST"]),
    Route("/tokens/{number:int}/revoke", posted(Role.READER, revoke), methods=["POST"],
          name="revoke_token"),
]  # fmt: skip
