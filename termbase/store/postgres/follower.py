"""The number of the last change to a base on PostgreSQL, as one process knows it.

Every transaction that writes raises the number and notifies those who listen. A thread with a
connection of its own listens, and asks for the number at times as well: notifications are lost
with a connection, a replica has none, and some poolers pass none on. Where the thread cannot do
that, whoever needs the number asks for it. So a change by another process is known after some
milliseconds as a rule, after :data:`FRESH` seconds at the latest, one by this process at once.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Hashable
from contextlib import closing, suppress
from time import monotonic

import psycopg
from psycopg import sql

from termbase.errors import Error
from termbase.store.postgres.connections import BaseConnection

FRESH = 0.8  # seconds for which a number that was read counts as the present one
_BEAT = 0.5  # seconds between two questions of the thread
_STUCK = 10.0  # seconds without an answer after which the thread gives a connection up
_LONGEST_PAUSE = 5.0  # seconds before it tries to connect again

Connect = Callable[[], BaseConnection]

_followers: dict[Hashable, Follower] = {}
_lock = threading.Lock()


class Follower:
    """The number of the last change, kept up to date while it is asked for.

    All bases of a process that have one address share a follower; see :func:`follow`.

    Args:
        connect: Opens a connection that commits by itself; it must not refer to whoever uses the
            follower, who could not be released then.
        channel: The name of the notifications.

    Attributes:
        users: How many have to close it.
    """

    def __init__(self, connect: Connect, channel: str) -> None:
        self._connect = connect
        self._channel = channel
        self.users = 0
        self.forget()

    def forget(self) -> None:
        """Start from nothing, as a process must that was forked: it has no thread yet."""
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._latest = -1
        self._known_at = self._heard_at = float("-inf")
        self._thread: threading.Thread | None = None
        self._connection: BaseConnection | None = None

    def version(self, ask: Callable[[], int]) -> int:
        """Return the number of the last change.

        Args:
            ask: Returns the number that the base has; called if the one that is known is old.
        """
        with self._lock:
            latest, now = self._latest, monotonic()
            if now - self._known_at < FRESH:
                return latest
        self._learn(ask(), latest, now)
        # Not for a command that asks once: a thread and a connection take longer.
        if latest >= 0:
            self._listen()
        return self._latest

    def committed(self, number: int) -> None:
        """Learn the number of a change that this process has committed."""
        with self._lock:
            self._latest = max(self._latest, number)

    def close(self) -> None:
        """End the thread, once all who share it have closed it."""
        with _lock:
            self.users -= 1
            if self.users > 0:
                return
            for key in [key for key, follower in _followers.items() if follower is self]:
                del _followers[key]
        self._closed.set()
        self._hang_up()

    def _learn(self, number: int, before: int, asked_at: float) -> None:
        """Take the number that the base had when it was asked.

        Args:
            number: The number.
            before: The number that was known before it was asked.
            asked_at: The time then.
        """
        with self._lock:
            # A lower number than before means that the base was restored from a copy. One that is
            # only lower than now was overtaken by a change of this process.
            if number >= self._latest or number < before:
                self._latest = number
            self._known_at = max(self._known_at, asked_at)

    def _listen(self) -> None:
        with self._lock:
            if self._closed.is_set():
                return
            if self._thread is None:
                self._heard_at = monotonic()
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            is_stuck = monotonic() - self._heard_at > _STUCK
        if is_stuck:
            self._hang_up()

    def _run(self) -> None:
        pause = _BEAT
        while not self._closed.is_set():
            try:
                with closing(self._connect()) as connection:
                    self._connection = connection
                    connection.execute("SET application_name TO 'zh-en-glossary follower'")
                    with suppress(psycopg.Error):  # a replica refuses it
                        connection.execute(
                            sql.SQL("LISTEN {}").format(sql.Identifier(self._channel))
                        )
                    while not self._closed.is_set():
                        self._hear(connection)
                        pause = _BEAT
            except (psycopg.Error, Error, OSError):
                # Those who need the number ask for it meanwhile, and report what is wrong.
                self._connection = None
            self._closed.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _hear(self, connection: BaseConnection) -> None:
        """Ask for the number once, then wait for a notification or until it is time to."""
        latest, now = self._latest, monotonic()
        with connection.settled():
            row = connection.execute("SELECT version FROM meta").fetchone()
        if row:
            self._learn(int(row[0]), latest, now)
            self._heard_at = now
        # Whoever may connect to the database can notify, and send anything: the number itself is
        # asked for again.
        for _ in connection.notifies(timeout=_BEAT, stop_after=1):
            pass

    def _hang_up(self) -> None:
        """End the connection of the thread, also while the thread waits for an answer on it."""
        if connection := self._connection:
            with (
                suppress(OSError, psycopg.Error),
                socket.socket(fileno=os.dup(connection.fileno())) as line,
            ):
                line.shutdown(socket.SHUT_RDWR)


def follow(key: Hashable, connect: Connect, channel: str) -> Follower:
    """Return the follower of a base; each call needs a :meth:`Follower.close`.

    Args:
        key: The base and the way to it.
        connect: As for :class:`Follower`.
        channel: As for :class:`Follower`.
    """
    with _lock:
        follower = _followers.setdefault(key, Follower(connect, channel))
        follower.users += 1
    return follower


def _forget_all() -> None:
    global _lock  # noqa: PLW0603 - another thread may have held it
    _lock = threading.Lock()
    for follower in _followers.values():
        follower.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
