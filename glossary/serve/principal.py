"""The sender of a request: a token, a session of a browser, or nobody in particular."""

from __future__ import annotations

import secrets
from base64 import b64decode
from dataclasses import dataclass
from http import HTTPStatus

from starlette.requests import HTTPConnection

from glossary.serve.limits.rates import client_of
from glossary.serve.problems import Refused
from glossary.serve.state import state_of
from glossary.serve.use import note_token
from termbase.messages import Message
from termbase.store.accounts import Role
from termbase.store.sessions import Session, session_of
from termbase.store.tokens import Token, accepted_token

COOKIE = "glossary_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Principal:
    """The sender of a request.

    Attributes:
        name: The name of the account; empty for nobody in particular.
        role: The role; None for one who may not even read.
        session: The session of a browser, if that is how the account is known.
        token: The token, if that is how the account is known.
    """

    name: str
    role: Role | None
    session: Session | None = None
    token: Token | None = None

    def may(self, role: Role) -> bool:
        """Return True if this role is enough for what needs another."""
        return self.role is not None and self.role >= role

    def may_handle(self, role: Role, expires: str) -> bool:
        """Return True if tokens of an account with this role and end are its business.

        Whoever has a token of a person has less than the person, and gets no more with it: no
        token that is higher or lasts longer, and nothing done to one.
        """
        return self.token is None or self.token.covers(role, expires)


def principal_of(connection: HTTPConnection) -> Principal:
    """Return who sends a request.

    Raises:
        Refused: If a token is not valid. A session that has ended is like none.
    """
    state = state_of(connection)
    scheme, _, secret = connection.headers.get("authorization", "").partition(" ")
    if scheme:
        found = accepted_token(state.store, _secret(connection, scheme.lower(), secret.strip()))
        if found is None:
            raise Refused(
                HTTPStatus.UNAUTHORIZED,
                "the token is not valid; it may be mistyped, revoked or expired",
                WWW_Authenticate="Bearer",
            )
        account, token = found
        note_token(connection.scope, token)
        return Principal(account.name, min(account.role, token.role), token=token)
    if cookie := connection.cookies.get(COOKIE):
        session = session_of(state.store, cookie)
        if session is not None:
            return Principal(session.account.name, session.account.role, session)
    is_open = state.settings.reads_are_open(client_of(connection.scope))
    return Principal("", Role.READER if is_open else None)


def _secret(connection: HTTPConnection, scheme: str, value: str) -> str:
    """Return the token in a header ``Authorization``; empty if there is none."""
    # "Token" is what clients of Weblate send.
    if scheme in ("bearer", "token"):
        return value
    # Programs whose only setting is an address (Weblate, Virtaal) have the token in that:
    # https://any:glo_…@host/. A browser would send it with forms of other sites too, but names
    # their origin.
    if scheme == "basic" and "origin" not in connection.headers:
        try:
            return b64decode(value, validate=True).decode().partition(":")[2]
        except ValueError:
            return ""
    return ""


def require(connection: HTTPConnection, role: Role) -> Principal:
    """Return who sends a request, who must have a role.

    Raises:
        Refused: If the role is not enough, or a form of another site may have sent it.
        StoreError: If the base was removed or replaced while the server runs.
    """
    # What is read or written in a file that was removed is of no use to anybody.
    state_of(connection).store.check()
    principal = principal_of(connection)
    if not principal.may(role):
        if principal.name:
            raise Refused(
                HTTPStatus.FORBIDDEN,
                Message(
                    "this needs the role {role}; {name} has {own}",
                    role=role,
                    name=principal.name,
                    own=principal.role,
                ),
            )
        raise Refused(
            HTTPStatus.UNAUTHORIZED, "this needs a token or a session", WWW_Authenticate="Bearer"
        )
    return principal


def check_origin(principal: Principal, method: str, given: str) -> None:
    """Refuse a change that a page of another site has sent with the cookie of a session.

    A token is sent by programs only, and nobody in particular has no rights to abuse.

    Args:
        principal: Who sends the request.
        method: Its method.
        given: The CSRF token in it, in a form or in the header ``X-CSRF-Token``.

    Raises:
        Refused: If it is not that of the session.
    """
    if method in _SAFE or principal.session is None:
        return
    if not secrets.compare_digest(given.encode(), principal.session.csrf.encode()):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "the form is not of this session; open the page again and send it once more",
        )


def refuse_other_sites(connection: HTTPConnection) -> None:
    """Refuse a form that a page of another site has sent.

    Raises:
        Refused: If it is one.
    """
    # Browsers tell where a form comes from; what tells nothing has no cookies of ours.
    if connection.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise Refused(HTTPStatus.FORBIDDEN, "a form of another site is not accepted")
