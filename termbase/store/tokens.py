"""Tokens, with which programs use an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from termbase.errors import Conflict, NotFound
from termbase.messages import Message
from termbase.store.accounts import Account, Role, account, required_account
from termbase.store.changes import ChangeKind, record
from termbase.store.clock import now, today
from termbase.store.secrets import digest, new_secret
from termbase.store.texts import require_writable

if TYPE_CHECKING:
    from datetime import timedelta

    from termbase.store.store import Store

# Recognised by programs that look for secrets in published code.
_PREFIX = "glo_"
_SELECT = "SELECT number, account, label, role, created, expires, used FROM token"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, without its secret.

    Attributes:
        number: Its number, which no other token gets.
        account: The name of the account that it uses.
        label: A description for its owner, such as the program that has it.
        role: Its rights, as far as the account has them.
        created: The time at which it was issued (ISO 8601, UTC).
        expires: The time from which it is not accepted; empty if never.
        used: The date on which it was last used (UTC); empty if never.
    """

    number: int
    account: str
    label: str
    role: Role
    created: str
    expires: str
    used: str

    def covers(self, role: Role, expires: str) -> bool:
        """Return True if this token has a role at least as high, and does not end earlier."""
        return role <= self.role and (not self.expires or "" < expires <= self.expires)


def issue_token(
    store: Store, account: str, label: str, role: Role, lifetime: timedelta | None = None
) -> tuple[Token, str]:
    """Issue a token.

    Args:
        store: The base.
        account: The name of an account.
        label: A description for its owner.
        role: Its rights, at most those of the account.
        lifetime: The time after which it expires; None for never.

    Returns:
        The token, and its secret, which is not stored.

    Raises:
        NotFound: If there is no such account.
        Conflict: If the account has a lower role, or is disabled.
        InputError: If the label has control characters.
        StoreError: If the base cannot be written.
    """
    require_writable(label=label)
    secret = new_secret(_PREFIX)
    expires = "" if lifetime is None else now(lifetime)
    with store.transaction():
        owner = required_account(store, account)
        if owner.disabled:
            raise Conflict(
                Message("the account {name!r} is disabled; enable it first", name=account)
            )
        if role > owner.role:
            raise Conflict(
                f"a token of {account!r} cannot have the role {role}; the account is "
                f"only {owner.role}"
            )
        created = now()
        number = store.database.insert(
            "INSERT INTO token (account, label, role, created, expires, used, digest) "
            "VALUES (?, ?, ?, ?, ?, '', ?)",
            (account, label, str(role), created, expires, digest(secret)),
        )
        token = Token(number, account, label, role, created, expires, "")
        record(store.database, "issue", ChangeKind.TOKEN, str(number), None, _words(token))
    return token, secret


def tokens(store: Store, account: str = "") -> list[Token]:
    """Return the tokens that have not been revoked, in the order in which they were issued.

    Args:
        store: The base.
        account: Only those of the account with this name; empty for all.
    """
    where = "WHERE account = ?" if account else ""
    rows = store.database.rows(f"{_SELECT} {where} ORDER BY number", *filter(None, [account]))
    return [_token(*row) for row in rows]


def revoke_token(store: Store, number: int) -> Token:
    """Revoke a token, which ends the sessions that it opened, and return it.

    Raises:
        NotFound: If there is no such token.
        StoreError: If the base cannot be written.
    """
    with store.transaction():
        rows = store.database.rows(f"{_SELECT} WHERE number = ?", number)
        if not rows:
            raise NotFound(f"token not found: {number}")
        token = _token(*rows[0])
        store.database.execute("DELETE FROM token WHERE number = ?", (number,))
        store.database.execute("DELETE FROM session WHERE token = ?", (number,))
        before = {"account": token.account, "label": token.label, "role": str(token.role)}
        record(store.database, "revoke", ChangeKind.TOKEN, str(number), before, _words(token))
    return token


def accepted_token(store: Store, secret: str) -> tuple[Account, Token] | None:
    """Return the account that a secret may use, and its token; None if it is not accepted.

    The rights are the lower ones of token and account: an account may have lost some since.
    """
    rows = store.database.rows(f"{_SELECT} WHERE digest = ?", digest(secret))
    token = _token(*rows[0]) if rows else None
    if token is None or (token.expires and token.expires <= now()):
        return None
    owner = account(store, token.account)
    if owner is None or owner.disabled:
        return None
    return owner, token


def mark_used(store: Store, number: int) -> None:
    """Store the date as that on which a token was last used.

    It writes once a day, and then waits for other writers.

    Raises:
        StoreError: If the base cannot be written.
    """
    date = today()
    if store.database.rows("SELECT 1 FROM token WHERE number = ? AND used < ?", number, date):
        with store.transaction():
            store.database.execute("UPDATE token SET used = ? WHERE number = ?", (date, number))


def _token(
    number: int, account: str, label: str, role: str, created: str, expires: str, used: str
) -> Token:
    return Token(number, account, label, Role.named(role), created, expires, used)


def _words(token: Token) -> str:
    return f"{token.account}, {token.role}: {token.label}"
