"""Operations on accounts and tokens; everybody sees who he is and manages tokens of his own."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Literal

from pydantic import Field

from glossary.serve.api.operation import PREFIX, Answer, Call, Operation
from glossary.serve.api.requests import Model
from glossary.serve.problems import Refused
from termbase import written_by
from termbase.errors import NotFound
from termbase.store.accounts import (
    Account,
    Role,
    account,
    accounts,
    change_account,
    create_account,
)
from termbase.store.clock import now
from termbase.store.sessions import issue_link
from termbase.store.tokens import Token, issue_token, revoke_token, tokens

RoleName = Literal["reader", "proposer", "editor", "approver", "admin"]
_LINK_LIFETIME = timedelta(days=1)


class Me(Model):
    """The account that asks."""

    name: str = Field(description="Empty for nobody in particular.")
    role: RoleName


class AccountRecord(Model):
    """An account."""

    name: str
    role: RoleName
    created: str
    disabled: bool


class AccountBody(Model):
    """A new account."""

    name: str = Field(max_length=100, examples=["wang"])
    role: RoleName


class AccountChange(Model):
    """Changes of an account; what is missing stays as it is."""

    role: RoleName | None = None
    disabled: bool | None = None


class Link(Model):
    """A link to sign in with, once."""

    path: str = Field(description="Its path on this server.")


class TokenRecord(Model):
    """A token, without its secret."""

    number: int
    account: str
    label: str
    role: RoleName
    created: str
    expires: str = Field(description="Empty for never.")
    used: str = Field(description="The last day on which it was used; empty for never.")


class NewToken(TokenRecord):
    """A token that was made, with its secret, which is shown this once."""

    secret: str


class TokenBody(Model):
    """A new token."""

    label: str = Field(max_length=200, description="What it is for.")
    role: RoleName = Field(description="At most the role of the account.")
    days: int | None = Field(None, ge=1, le=36_500, description="Its lifetime; null for ever.")


def show_me(call: Call) -> dict[str, Any]:
    """Return the name and role of the account that asks."""
    return {"name": call.principal.name, "role": str(call.principal.role)}


def list_accounts(call: Call) -> list[dict[str, Any]]:
    """Return all accounts by name."""
    return [_account_record(found) for found in accounts(call.state.store)]


def add_account(call: Call) -> Answer:
    """Create an account, which signs in with a link or a token that is made for it."""
    with written_by(call.principal.name):
        made = create_account(call.state.store, call.body.name, Role.named(call.body.role))
    location = f"{PREFIX}/accounts/{made.name}"
    return Answer(_account_record(made), {"Location": location}, HTTPStatus.CREATED)


def get_account(call: Call) -> dict[str, Any]:
    """Return an account."""
    return _account_record(_named(call))


def edit_account(call: Call) -> dict[str, Any]:
    """Change the role of an account, disable it or enable it."""
    role = Role.named(call.body.role) if call.body.role else None
    with written_by(call.principal.name):
        changed = change_account(
            call.state.store, call.path["name"], role=role, disabled=call.body.disabled
        )
    return _account_record(changed)


def add_link(call: Call) -> Answer:
    """Make a link with which an account signs in once, within a day."""
    name = _named(call).name
    with written_by(call.principal.name):
        secret = issue_link(call.state.store, name, _LINK_LIFETIME)
    return Answer({"path": f"/start/{secret}"}, status=HTTPStatus.CREATED)


def list_account_tokens(call: Call) -> list[dict[str, Any]]:
    """Return the tokens of an account."""
    return [_token_record(token) for token in tokens(call.state.store, _named(call).name)]


def add_account_token(call: Call) -> Answer:
    """Make a token for an account."""
    return _issued(call, _named(call).name)


def remove_account_token(call: Call) -> Answer:
    """Revoke a token of an account."""
    return _revoked(call, _named(call).name)


def list_my_tokens(call: Call) -> list[dict[str, Any]]:
    """Return the tokens of the account that asks; a token sees no higher or longer ones."""
    return [
        _token_record(token)
        for token in tokens(call.state.store, _own_name(call))
        if call.principal.may_handle(token.role, token.expires)
    ]


def add_my_token(call: Call) -> Answer:
    """Make a token for the account that asks, at most as high and long as that it asks with."""
    name, role = _own_name(call), call.principal.role
    # Else a token for reading could make itself one for writing.
    if role is None or Role.named(call.body.role) > role:
        raise Refused(
            HTTPStatus.FORBIDDEN, f"the role {call.body.role} is more than {role}, which you have"
        )
    return _issued(call, name)


def remove_my_token(call: Call) -> Answer:
    """Revoke a token of the account that asks; not with one that is lower or ends earlier."""
    return _revoked(call, _own_name(call), own=True)


def _issued(call: Call, name: str) -> Answer:
    body = call.body
    lifetime = timedelta(days=body.days) if body.days else None
    role, expires = Role.named(body.role), "" if lifetime is None else now(lifetime)
    if not call.principal.may_handle(role, expires):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "a token cannot make one that is higher or lasts longer; ask for fewer days, or "
            "sign in and make it on the page of tokens",
        )
    with written_by(call.principal.name):
        token, secret = issue_token(call.state.store, name, body.label, role, lifetime)
    return Answer({**_token_record(token), "secret": secret}, status=HTTPStatus.CREATED)


def _revoked(call: Call, name: str, *, own: bool = False) -> Answer:
    text = call.path["number"]
    found = (token for token in tokens(call.state.store, name) if str(token.number) == text)
    if (token := next(found, None)) is None:
        raise NotFound(f"token {text!r} is not one of {name}")
    if own and not call.principal.may_handle(token.role, token.expires):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            f"token {text} is higher, or lasts longer, than the one you use; sign in to revoke it",
        )
    with written_by(call.principal.name):
        revoke_token(call.state.store, token.number)
    return Answer(None, status=HTTPStatus.NO_CONTENT)


def _own_name(call: Call) -> str:
    if not call.principal.name:
        raise Refused(
            HTTPStatus.UNAUTHORIZED, "this needs a token or a session", WWW_Authenticate="Bearer"
        )
    return call.principal.name


def _named(call: Call) -> Account:
    name = call.path["name"]
    if (found := account(call.state.store, name)) is None:
        raise NotFound(f"account {name!r} is not there")
    return found


def _account_record(found: Account) -> dict[str, Any]:
    return {**asdict(found), "role": str(found.role)}


def _token_record(token: Token) -> dict[str, Any]:
    return {**asdict(token), "role": str(token.role)}


_CREATED, _NO_CONTENT = (HTTPStatus.CREATED,), (HTTPStatus.NO_CONTENT,)
_CONFLICT = (HTTPStatus.CONFLICT,)

OPERATIONS = (
    Operation("GET", "/me", Role.READER, show_me, Me),
    Operation("GET", "/me/tokens", Role.READER, list_my_tokens, list[TokenRecord]),
    Operation(
        "POST", "/me/tokens", Role.READER, add_my_token, NewToken, body=TokenBody,
        success=_CREATED, statuses=_CONFLICT,
    ),
    Operation(
        "DELETE", "/me/tokens/{number}", Role.READER, remove_my_token, success=_NO_CONTENT
    ),
    Operation("GET", "/accounts", Role.ADMIN, list_accounts, list[AccountRecord]),
    Operation(
        "POST", "/accounts", Role.ADMIN, add_account, AccountRecord, body=AccountBody,
        success=_CREATED, statuses=_CONFLICT,
    ),
    Operation("GET", "/accounts/{name}", Role.ADMIN, get_account, AccountRecord),
    Operation(
        "PATCH", "/accounts/{name}", Role.ADMIN, edit_account, AccountRecord, body=AccountChange,
        statuses=_CONFLICT,
    ),
    Operation(
        "POST", "/accounts/{name}/links", Role.ADMIN, add_link, Link, success=_CREATED,
        statuses=_CONFLICT,
    ),
    Operation(
        "GET", "/accounts/{name}/tokens", Role.ADMIN, list_account_tokens, list[TokenRecord]
    ),
    Operation(
        "POST", "/accounts/{name}/tokens", Role.ADMIN, add_account_token, NewToken,
        body=TokenBody, success=_CREATED, statuses=_CONFLICT,
    ),
    Operation(
        "DELETE", "/accounts/{name}/tokens/{number}", Role.ADMIN, remove_account_token,
        success=_NO_CONTENT,
    ),
)  # fmt: skip
