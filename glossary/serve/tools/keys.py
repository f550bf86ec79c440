"""Tokens that tools send as ``api_key``, because they cannot set headers."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request

from glossary.serve.principal import Principal, require
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from termbase.store.accounts import Role
from termbase.store.tokens import account_of_token


def require_key(request: Request, key: str, role: Role) -> Principal:
    """Return who sends a request, who must have a role.

    Args:
        request: The request.
        key: The token; empty if it is in the headers, if anywhere.
        role: The role.

    Raises:
        Refused: If the token is not valid, or the role is not enough.
    """
    if not (secret := key.strip()):
        return require(request, role)
    found = account_of_token(state_of(request).store, secret)
    if found is None or found[1] < role:
        raise Refused(HTTPStatus.FORBIDDEN, "Invalid API key")
    return Principal(found[0].name, found[1])
