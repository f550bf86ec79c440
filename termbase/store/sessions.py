"""Sessions of browsers, and links with which to open one."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from termbase.errors import Conflict
from termbase.messages import Message
from termbase.store.accounts import Account, account, required_account
from termbase.store.clock import now
from termbase.store.secrets import digest, new_secret

if TYPE_CHECKING:
    from termbase.store.store import Store
    from termbase.store.tokens import Token

_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has signed in.

    Attributes:
        account: The account.
        csrf: The token that a form sends, to show that it is one of ours.
        expires: The time at which it ends (ISO 8601, UTC).
    """

    account: Account
    csrf: str
    expires: str


def open_session(
    store: Store, account: str, lifetime: timedelta = _LIFETIME, *, token: Token | None = None
) -> str:
    """Open a session, and return its secret, for a cookie.

    Args:
        store: The base.
        account: The name of the account.
        lifetime: The time after which it ends.
        token: The token that opens it; the session ends with it.

    Raises:
        NotFound: If there is no such account.
        Conflict: If it is disabled.
        StoreError: If the base cannot be written.
    """
    expires = now(lifetime)
    if token is not None and token.expires:
        expires = min(expires, token.expires)
    with store.transaction():
        secret = _issued(store, "session", account, expires)
        if token is not None:
            store.database.execute(
                "UPDATE session SET token = ? WHERE digest = ?", (token.number, digest(secret))
            )
    return secret


def session_of(store: Store, secret: str) -> Session | None:
    """Return the session with a secret; None if it is not accepted."""
    rows = store.database.rows(
        "SELECT account, expires FROM session WHERE digest = ?", digest(secret)
    )
    if not rows or rows[0][1] <= now():
        return None
    name, expires = rows[0]
    owner = account(store, name)
    if owner is None or owner.disabled:
        return None
    return Session(owner, _csrf(secret), expires)


def close_session(store: Store, secret: str) -> None:
    """Close a session; one that is closed already may be given.

    Raises:
        StoreError: If the base cannot be written.
    """
    with store.transaction():
        store.database.execute("DELETE FROM session WHERE digest = ?", (digest(secret),))


def close_sessions(store: Store, account: str) -> None:
    """Close all sessions of an account.

    Raises:
        StoreError: If the base cannot be written.
    """
    with store.transaction():
        store.database.execute("DELETE FROM session WHERE account = ?", (account,))


def issue_link(store: Store, account: str, lifetime: timedelta) -> str:
    """Return a secret with which an account can sign in once; earlier ones end.

    Args:
        store: The base.
        account: The name of the account.
        lifetime: The time after which it expires.

    Raises:
        NotFound: If there is no such account.
        Conflict: If it is disabled.
        StoreError: If the base cannot be written.
    """
    with store.transaction():
        store.database.execute("DELETE FROM link WHERE account = ?", (account,))
        return _issued(store, "link", account, now(lifetime))


def redeem_link(store: Store, secret: str) -> Account | None:
    """Return the account of a link, which is not accepted again; None if it is not accepted.

    Raises:
        StoreError: If the base cannot be written.
    """
    key = digest(secret)
    rows = store.database.rows("SELECT account, expires FROM link WHERE digest = ?", key)
    if not rows:
        return None
    with store.transaction():
        deleted = store.database.change("DELETE FROM link WHERE digest = ?", (key,))
    name, expires = rows[0]
    owner = account(store, name)
    # Of several that redeem it at once, one has deleted it.
    if not deleted or expires <= now() or owner is None or owner.disabled:
        return None
    return owner


def _issued(store: Store, table: str, account: str, expires: str) -> str:
    secret = new_secret()
    with store.transaction():
        if required_account(store, account).disabled:
            raise Conflict(
                Message("the account {name!r} is disabled; enable it first", name=account)
            )
        store.database.execute(f"DELETE FROM {table} WHERE expires <= ?", (now(),))
        row = (digest(secret), account, expires)
        store.database.execute(
            f"INSERT INTO {table} (digest, account, expires) VALUES (?, ?, ?)", row
        )
    return secret


def _csrf(secret: str) -> str:
    """Derive the token of forms, which shows nothing of the secret."""
    return hmac.digest(secret.encode(errors="surrogatepass"), b"csrf", "sha256").hex()
