"""Accounts, tokens, sessions and links: who may, and who may no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import Conflict, InputError, NotFound, Store, Termbase, written_by
from termbase.store import accounts, sessions, tokens
from termbase.store.accounts import Account, Role
from termbase.store.address import files_of
from tests.processes import together, written

DAY = timedelta(days=1)
PAST = -DAY


def test_accounts(store: Store) -> None:
    assert not accounts.has_admin(store)
    admin = accounts.create_account(store, "wang", Role.ADMIN)
    assert accounts.has_admin(store)
    li = accounts.create_account(store, "li", Role.READER)
    assert accounts.accounts(store) == [li, admin]
    assert accounts.account(store, "li") == li
    assert (li.role, li.disabled, li.created[-6:]) == (Role.READER, False, "+00:00")
    li = accounts.change_account(store, "li", role=Role.EDITOR)
    assert accounts.account(store, "li") == li == Account("li", Role.EDITOR, li.created, False)
    assert accounts.change_account(store, "li", disabled=True).role is Role.EDITOR
    assert accounts.account(store, "none") is None


@pytest.mark.parametrize("name", ["", "Wang", "wang li", "-wang", "汪", "w" * 101, "a\n", "a/b"])
def test_what_is_not_a_name(store: Store, name: str) -> None:
    with pytest.raises(InputError, match="is not a name of an account"):
        accounts.create_account(store, name, Role.READER)
    assert accounts.accounts(store) == []


def test_a_name_is_taken_once(store: Store) -> None:
    accounts.create_account(store, "wang", Role.READER)
    with pytest.raises(Conflict, match="'wang' exists already"):
        accounts.create_account(store, "wang", Role.ADMIN)
    assert accounts.accounts(store)[0].role is Role.READER


@pytest.mark.parametrize(
    "change",
    [
        lambda store: accounts.change_account(store, "none", role=Role.ADMIN),
        lambda store: tokens.issue_token(store, "none", "x", Role.READER),
        lambda store: sessions.open_session(store, "none"),
        lambda store: sessions.issue_link(store, "none", DAY),
        lambda store: tokens.revoke_token(store, 1),
    ],
)
def test_what_is_not_there(store: Store, change: Callable[[Store], object]) -> None:
    with pytest.raises(NotFound, match="not found"):
        change(store)


@pytest.mark.parametrize("changes", [{"role": Role.APPROVER}, {"disabled": True}])
def test_the_last_administrator_remains(store: Store, changes: dict[str, object]) -> None:
    accounts.create_account(store, "wang", Role.ADMIN)
    accounts.create_account(store, "li", Role.ADMIN)
    accounts.change_account(store, "li", disabled=True)
    with pytest.raises(Conflict, match="'wang' is the last administrator; make another one"):
        accounts.change_account(store, "wang", **changes)  # type: ignore[arg-type]
    assert accounts.has_admin(store)
    accounts.change_account(store, "li", disabled=False)
    accounts.change_account(store, "wang", **changes)  # type: ignore[arg-type]
    assert accounts.has_admin(store)


def test_roles_in_their_order() -> None:
    assert [str(role) for role in sorted(Role)] == [
        "reader", "proposer", "editor", "approver", "admin",
    ]  # fmt: skip
    assert all(Role.named(str(role)) is role for role in Role)
    with pytest.raises(ValueError, match="invalid role 'boss'; expected one of: reader, proposer"):
        Role.named("boss")


def test_a_token(store: Store) -> None:
    wang = accounts.create_account(store, "wang", Role.EDITOR)
    token, secret = tokens.issue_token(store, "wang", "OmegaT", Role.READER)
    assert secret.startswith("glo_")
    assert len(secret) == 47
    assert tokens.accepted_token(store, secret) == (wang, token)
    assert tokens.tokens(store) == tokens.tokens(store, "wang") == [token]
    assert tokens.tokens(store, "li") == []
    for other in ("", "glo_", secret[:-1], f"{secret}x", secret.lower(), "\ud800", str(token)):
        assert tokens.accepted_token(store, other) is None
    assert tokens.revoke_token(store, token.number) == token
    assert tokens.accepted_token(store, secret) is None


def test_a_token_has_no_more_rights_than_its_account(store: Store) -> None:
    accounts.create_account(store, "wang", Role.EDITOR)
    with pytest.raises(Conflict, match="cannot have the role admin; the account is only editor"):
        tokens.issue_token(store, "wang", "x", Role.ADMIN)
    token, secret = tokens.issue_token(store, "wang", "x", Role.EDITOR)
    lower = accounts.change_account(store, "wang", role=Role.READER)
    assert tokens.accepted_token(store, secret) == (lower, token)
    accounts.change_account(store, "wang", disabled=True)
    assert tokens.accepted_token(store, secret) is None
    with pytest.raises(Conflict, match="disabled; enable it first"):
        tokens.issue_token(store, "wang", "x", Role.READER)


@pytest.mark.parametrize(("lifetime", "is_accepted"), [(None, True), (DAY, True), (PAST, False)])
def test_tokens_expire(store: Store, lifetime: timedelta | None, is_accepted: bool) -> None:
    accounts.create_account(store, "wang", Role.EDITOR)
    _, secret = tokens.issue_token(store, "wang", "x", Role.READER, lifetime)
    assert (tokens.accepted_token(store, secret) is not None) == is_accepted


def test_the_use_of_a_token_is_marked_once_a_day(store: Store) -> None:
    accounts.create_account(store, "wang", Role.EDITOR)
    token, _ = tokens.issue_token(store, "wang", "x", Role.READER)
    tokens.mark_used(store, token.number)
    (used,) = tokens.tokens(store)
    assert token.used == ""
    assert used.used == used.created[:10]
    version = store.version()
    tokens.mark_used(store, token.number)
    tokens.mark_used(store, token.number + 1)
    assert store.version() == version


def test_a_session(store: Store) -> None:
    wang = accounts.create_account(store, "wang", Role.EDITOR)
    secret, other = (sessions.open_session(store, "wang") for _ in range(2))
    session = sessions.session_of(store, secret)
    assert session is not None
    assert session.account == wang
    assert session == sessions.session_of(store, secret)
    found = sessions.session_of(store, other)
    assert found is not None
    assert len({session.csrf, found.csrf, secret, other}) == 4
    sessions.close_session(store, secret)
    sessions.close_session(store, secret)
    assert sessions.session_of(store, secret) is None
    assert sessions.session_of(store, other)
    sessions.close_sessions(store, "wang")
    assert sessions.session_of(store, other) is None


def test_a_session_ends_with_its_token(store: Store) -> None:
    accounts.create_account(store, "wang", Role.EDITOR)
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    token, _ = tokens.issue_token(store, "wang", "x", Role.EDITOR, hour)
    secret = sessions.open_session(store, "wang", DAY, token=token)
    shorter = sessions.open_session(store, "wang", minute, token=token)
    other = sessions.open_session(store, "wang", DAY)
    session, shorter_one = sessions.session_of(store, secret), sessions.session_of(store, shorter)
    assert session
    assert session.expires == token.expires
    assert shorter_one
    assert shorter_one.expires < token.expires
    tokens.revoke_token(store, token.number)
    assert sessions.session_of(store, secret) is None
    assert sessions.session_of(store, shorter) is None
    assert sessions.session_of(store, other)


def test_sessions_end(store: Store) -> None:
    accounts.create_account(store, "wang", Role.EDITOR)
    expired = sessions.open_session(store, "wang", PAST)
    assert sessions.session_of(store, expired) is None
    assert sessions.session_of(store, "\ud800") is None
    secret = sessions.open_session(store, "wang")
    # Those that have expired are not kept.
    assert store.database.rows("SELECT count(*) FROM session") == [(1,)]
    accounts.change_account(store, "wang", disabled=True)
    assert sessions.session_of(store, secret) is None
    accounts.change_account(store, "wang", disabled=False)
    assert sessions.session_of(store, secret) is None


def test_a_link_is_redeemed_once(store: Store) -> None:
    wang = accounts.create_account(store, "wang", Role.ADMIN)
    secret = sessions.issue_link(store, "wang", DAY)
    assert sessions.redeem_link(store, secret) == wang
    assert sessions.redeem_link(store, secret) is None
    assert sessions.redeem_link(store, sessions.issue_link(store, "wang", PAST)) is None
    assert sessions.redeem_link(store, "\ud800") is None
    assert sessions.session_of(store, sessions.issue_link(store, "wang", DAY)) is None


REDEEM = """
from termbase.store import Store, sessions
from termbase.store.address import read_address
store = Store(read_address(sys.argv[1]))
go()
print(sessions.redeem_link(store, sys.argv[2]) is not None)
"""


def test_a_link_is_redeemed_once_by_several_processes(store: Store) -> None:
    accounts.create_account(store, "wang", Role.ADMIN)
    secret = sessions.issue_link(store, "wang", DAY)
    outputs = together([REDEEM] * 3, written(store.address), secret)
    assert sorted(outputs) == ["False\n", "False\n", "True\n"]


def fields(tables: list[list[tuple[object, ...]]]) -> list[bytes]:
    """Return all texts and bytes of some rows, as bytes."""
    found = [field for rows in tables for row in rows for field in row]
    return [one if isinstance(one, bytes) else str(one).encode() for one in found]


def test_no_secret_is_stored(store: Store) -> None:
    accounts.create_account(store, "wang", Role.ADMIN)
    secrets = [
        tokens.issue_token(store, "wang", "x", Role.READER)[1].removeprefix("glo_"),
        sessions.open_session(store, "wang"),
        sessions.issue_link(store, "wang", DAY),
    ]
    rows = [store.database.rows(f"SELECT * FROM {table}") for table in ("token", "session", "link")]
    assert not any(secret.encode() in field for secret in secrets for field in fields(rows))
    store.close()
    for file in files_of(store.address):
        for path in file.parent.iterdir():
            data = path.read_bytes()
            assert not any(secret.encode() in data for secret in secrets)


def test_changes_of_accounts_are_recorded(store: Store) -> None:
    termbase = Termbase(store, None)
    with written_by("admin"):
        accounts.create_account(store, "wang", Role.EDITOR)
        accounts.change_account(store, "wang", role=Role.EDITOR)
        accounts.change_account(store, "wang", role=Role.READER, disabled=True)
        accounts.change_account(store, "wang", disabled=False)
        token, _ = tokens.issue_token(store, "wang", "OmegaT", Role.READER)
        tokens.revoke_token(store, token.number)
    assert [
        (change.kind, change.action, change.name, change.comment, change.before)
        for change in termbase.changes()
    ] == [
        ("token", "revoke", "1", "wang, reader: OmegaT",
         {"account": "wang", "label": "OmegaT", "role": "reader"}),
        ("token", "issue", "1", "wang, reader: OmegaT", None),
        ("account", "change", "wang", "reader", {"role": "reader", "disabled": True}),
        ("account", "change", "wang", "reader, disabled", {"role": "editor", "disabled": False}),
        ("account", "create", "wang", "editor", None),
    ]  # fmt: skip
    assert {change.author for change in termbase.changes()} == {"admin"}


changes = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),
        st.none() | st.sampled_from(Role),
        st.none() | st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes)
def test_there_is_always_an_administrator(
    store: Store, changes: list[tuple[str, Role | None, bool | None]]
) -> None:
    for name in "abc":
        if accounts.account(store, name) is None:
            accounts.create_account(store, name, Role.ADMIN)
    for name, role, disabled in changes:
        before = accounts.account(store, name)
        try:
            after = accounts.change_account(store, name, role=role, disabled=disabled)
        except Conflict:
            after = before  # type: ignore[assignment]
        assert accounts.account(store, name) == after
        assert accounts.has_admin(store)
