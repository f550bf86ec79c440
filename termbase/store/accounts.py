"""The accounts of those who may use a base, and their roles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Self

from termbase.choices import check_choice
from termbase.errors import Conflict, InputError, NotFound
from termbase.messages import Message
from termbase.store.changes import CHANGE, CREATE, ChangeKind, record
from termbase.store.clock import now

if TYPE_CHECKING:
    from termbase.store.store import Store

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,99}")
_SELECT = "SELECT name, role, created, disabled FROM account"


class Role(IntEnum):
    """The rights of an account; each role has those of the lower ones too."""

    READER = 1
    PROPOSER = 2
    EDITOR = 3
    APPROVER = 4
    ADMIN = 5

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the role with a name, such as ``editor``.

        Raises:
            ValueError: If there is none.
        """
        check_choice("role", name, map(str, cls))
        return cls[name.upper()]


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use a base.

    Attributes:
        name: The name to sign in with, and the author of changes.
        role: The rights.
        created: The time at which the account was created (ISO 8601, UTC).
        disabled: True if it cannot be used.
    """

    name: str
    role: Role
    created: str
    disabled: bool


def accounts(store: Store) -> list[Account]:
    """Return all accounts, by name."""
    return [_account(*row) for row in store.database.rows(f"{_SELECT} ORDER BY name")]


def account(store: Store, name: str) -> Account | None:
    """Return the account with a name, or None."""
    rows = store.database.rows(f"{_SELECT} WHERE name = ?", name)
    return _account(*rows[0]) if rows else None


def required_account(store: Store, name: str) -> Account:
    """Return the account with a name.

    Raises:
        NotFound: If there is none.
    """
    found = account(store, name)
    if found is None:
        raise NotFound(Message("account not found: {name!r}", name=name))
    return found


def has_admin(store: Store) -> bool:
    """Return True if an account that is not disabled has the role of an administrator."""
    return bool(_admins(store))


def create_account(store: Store, name: str, role: Role) -> Account:
    """Create an account.

    Args:
        store: The base.
        name: Lower-case letters, digits and ``. _ @ -``, at most 100.
        role: Its rights.

    Raises:
        InputError: If the name has other characters.
        Conflict: If the name is taken.
        StoreError: If the base cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise InputError(
            Message(
                "{name!r} is not a name of an account; use lower-case letters, digits and . _ @ -, "
                "a letter or digit first, at most 100",
                name=name,
            )
        )
    with store.transaction():
        if account(store, name):
            raise Conflict(
                Message("the account {name!r} exists already; choose another name", name=name)
            )
        created = Account(name, role, now(), disabled=False)
        row = (name, str(role), created.created, False)
        store.database.execute("INSERT INTO account VALUES (?, ?, ?, ?)", row)
        record(store.database, CREATE, ChangeKind.ACCOUNT, name, None, _words(created))
    return created


def change_account(
    store: Store, name: str, *, role: Role | None = None, disabled: bool | None = None
) -> Account:
    """Change the role of an account, or whether it can be used.

    Args:
        store: The base.
        name: The name of the account.
        role: The new role; None to leave it.
        disabled: True to disable it, which ends its sessions; None to leave it.

    Raises:
        NotFound: If there is no such account.
        Conflict: If no administrator would be left.
        StoreError: If the base cannot be written.
    """
    with store.transaction():
        before = required_account(store, name)
        after = Account(
            name,
            before.role if role is None else role,
            before.created,
            before.disabled if disabled is None else disabled,
        )
        if after == before:
            return before
        store.database.execute(
            "UPDATE account SET role = ?, disabled = ? WHERE name = ?",
            (str(after.role), after.disabled, name),
        )
        if _is_admin(before) and not has_admin(store):
            raise Conflict(
                Message("{name!r} is the last administrator; make another one first", name=name)
            )
        if after.disabled:
            for table in ("session", "link"):
                store.database.execute(f"DELETE FROM {table} WHERE account = ?", (name,))
        record(store.database, CHANGE, ChangeKind.ACCOUNT, name, _record(before), _words(after))
    return after


def _admins(store: Store) -> list[str]:
    return [found.name for found in accounts(store) if _is_admin(found)]


def _is_admin(account: Account) -> bool:
    return account.role is Role.ADMIN and not account.disabled


def _account(name: str, role: str, created: str, disabled: int) -> Account:
    return Account(name, Role.named(role), created, bool(disabled))


def _record(account: Account) -> dict[str, Any]:
    return {"role": str(account.role), "disabled": account.disabled}


def _words(account: Account) -> str:
    return f"{account.role}{', disabled' if account.disabled else ''}"
