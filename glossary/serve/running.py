"""A server in this process: listen, tell the address, stop gracefully."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
import uvicorn

from glossary.glossary import open as open_glossary
from glossary.serve.application import create_app
from glossary.serve.limits.arrival import protocol_of
from glossary.serve.settings import Settings
from termbase.errors import Conflict, InputError
from termbase.store import Store
from termbase.store.accounts import Role, account, accounts, create_account, has_admin
from termbase.store.address import files_of
from termbase.store.sessions import issue_link

_ADMIN = "admin"
_LINK_LIFETIME = timedelta(hours=1)
_STOP_SECONDS = 10
# A thread that waits for a long computation of another one gets its turn after this time; Python's
# 5 ms add up, for a look-up waits several times: after each query of the base.
_TURN_SECONDS = 0.001


def print_link(settings: Settings) -> None:
    """Print a one-time link for an administrator, for the server at the address of the settings.

    It may be running: the base is opened beside it.
    """
    with _opened(settings) as store:
        _print_link(store, _address(settings.host, settings.port))


def run(settings: Settings, *, quiet: bool) -> int:
    """Serve until a signal stops the process; return the exit code.

    Args:
        settings: The settings.
        quiet: Print nothing but the link for the first administrator.

    Raises:
        InputError: If the address cannot be listened on.
    """
    listener = _listen(settings)
    address = _address(settings.host, listener.getsockname()[1])
    with _opened(settings) as store:
        if not has_admin(store):
            _print_link(store, address)
    if not quiet:
        click.echo(f"Serving {settings.base} at {address} (Ctrl-C to stop)", err=True)
    # uvicorn stops gracefully, then raises the signal once more, which would end with an error.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    sys.setswitchinterval(_TURN_SECONDS)
    server = uvicorn.Server(config_of(settings))
    server.run(sockets=[listener])
    return 0


def config_of(settings: Settings) -> uvicorn.Config:
    """Return the configuration of uvicorn for a server; it is given the socket to listen on."""
    return uvicorn.Config(
        create_app(settings),
        http=protocol_of(settings.body_seconds),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_STOP_SECONDS,
        h11_max_incomplete_event_size=64 << 10,
        limit_concurrency=1000,
    )


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    for file in files_of(settings.base):
        file.parent.mkdir(parents=True, exist_ok=True)
    with open_glossary(settings.base, builtin=settings.builtin) as glossary:
        store = glossary.termbase.own
        assert store is not None  # noqa: S101 - a base was named
        yield store


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _print_link(store: Store, address: str) -> None:
    secret = issue_link(store, _admin(store), _LINK_LIFETIME)
    click.echo(f"Sign in once as administrator: {address}/start/{secret}", err=True)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    except OSError as error:
        # The message of `create_server` repeats the address; errors of names have numbers below 0.
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else str(error.strerror).partition(" (")[0]
        raise InputError(
            f"{settings.host}:{settings.port}: cannot listen: {why}; "
            "choose another with --host or --port"
        ) from None
    # Connections inherit it. asyncio would set it on sockets that name their protocol, which these
    # do not; without it each answer waits 40 ms for the client to acknowledge its first half.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _admin(store: Store) -> str:
    """Return the name of an administrator; make one if there is none."""
    for one in accounts(store):
        if one.role is Role.ADMIN and not one.disabled:
            return one.name
    if account(store, _ADMIN) is not None:
        raise Conflict(f"the account {_ADMIN} is not an administrator; restore the base")
    return create_account(store, _ADMIN, Role.ADMIN).name
