"""Tokens that tools send as ``api_key``, because they cannot set headers."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request

from glossary.serve.principal import Principal, require
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.use import note_token
from termbase.store.accounts import Role
from termbase.store.tokens import accepted_token


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
    if found := accepted_token(state_of(request).store, secret):
        account, token = found
        note_token(request.scope, token)
        principal = Principal(account.name, min(account.role, token.role), token=token)
        if principal.may(role):
            return principal
    raise Refused(HTTPStatus.FORBIDDEN, "Invalid API key")
