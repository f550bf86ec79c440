"""The number of the last change: known soon when others commit, at once when this process does."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.postgres import Server

pytest.importorskip("psycopg")
connections = pytest.importorskip("termbase.store.postgres.connections")
follower = pytest.importorskip("termbase.store.postgres.follower")

NEVER = 1e9  # seconds


class Base:
    """A schema with nothing but the number, and a connection of another process."""

    def __init__(self, server: Server, schema: str) -> None:
        self.server, self.schema = server, schema
        self.asked = 0
        self._other = self.connect()
        self._other.execute(f"CREATE SCHEMA {schema}")
        self._other.execute("CREATE TABLE meta AS SELECT 0::bigint AS version")

    def connect(self) -> Any:
        return connections.BaseConnection.connect(
            self.server.url("postgres"), autocommit=True, options=f"-c search_path={self.schema}"
        )  # fmt: skip

    def commit(self, number: int, *, notify: bool = True) -> None:
        with self._other.transaction():
            self._other.execute("UPDATE meta SET version = %s", [number])
            if notify:
                self._other.execute("SELECT pg_notify(%s, %s)", [self.schema, str(number)])

    def ask(self) -> int:
        self.asked += 1
        (number,) = self._other.execute("SELECT version FROM meta").fetchone()
        return int(number)

    def listeners(self) -> list[int]:
        rows = self.server.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'zh-en-glossary follower'"
            " AND query LIKE 'SELECT version%'"
        )
        return [pid for (pid,) in rows]

    def close(self) -> None:
        self._other.execute(f"DROP SCHEMA {self.schema} CASCADE")
        self._other.close()


@pytest.fixture
def base(postgres_server: Server) -> Iterator[Base]:
    base = Base(postgres_server, f"follower_{os.getpid()}_{time.monotonic_ns()}")
    yield base
    base.close()


@contextmanager
def following(base: Base) -> Iterator[Any]:
    """Follow a base, with a thread that listens."""
    follows = follower.follow(base.schema, base.connect, base.schema)
    try:
        follows.version(base.ask)
        follows._listen()
        eventually(base.listeners)
        yield follows
    finally:
        follows.close()


def eventually(condition: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def only_notified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "FRESH", NEVER)
    monkeypatch.setattr(follower, "_BEAT", NEVER)


@pytest.mark.usefixtures("only_notified")
def test_a_notification_is_enough(base: Base) -> None:
    with following(base) as follows:
        base.commit(7)
        eventually(lambda: follows.version(base.ask) == 7)
        assert base.asked == 1
    eventually(lambda: not base.listeners())


def test_the_thread_asks_where_no_notification_comes(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "FRESH", NEVER)
    monkeypatch.setattr(follower, "_BEAT", 0.01)
    with following(base) as follows:
        base.commit(7, notify=False)
        eventually(lambda: follows.version(base.ask) == 7)


def test_one_question_starts_no_thread(base: Base) -> None:
    follows = follower.follow(base.schema, base.connect, base.schema)
    assert [follows.version(base.ask) for _ in range(3)] == [0, 0, 0]
    assert (base.asked, base.listeners(), follows._thread) == (1, [], None)
    follows.close()


def test_whoever_needs_the_number_asks_while_the_listener_does_not_answer(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "FRESH", 0.0)
    monkeypatch.setattr(follower, "_STUCK", 0.1)
    with following(base) as follows:
        (stopped,) = base.listeners()
        os.kill(stopped, signal.SIGSTOP)
        try:
            base.commit(7)
            assert follows.version(base.ask) == 7
            # The thread gives that connection up, and opens another one.
            eventually(lambda: follows.version(base.ask) and base.listeners() != [stopped])
        finally:
            os.kill(stopped, signal.SIGCONT)


def test_a_lost_connection_is_opened_again(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "FRESH", NEVER)
    monkeypatch.setattr(follower, "_BEAT", 0.01)
    with following(base) as follows:
        (lost,) = base.listeners()
        base.server.execute(f"SELECT pg_terminate_backend({lost})")
        base.commit(7)
        eventually(lambda: base.listeners() not in ([], [lost]))
        eventually(lambda: follows.version(base.ask) == 7)


def test_what_this_process_commits_is_known_at_once(base: Base) -> None:
    follows = follower.follow(base.schema, base.connect, base.schema)
    other = follower.follow(base.schema, base.connect, base.schema)
    assert follows.version(base.ask) == 0
    other.committed(5)
    assert follows.version(base.ask) == 5
    other.close()
    follows.close()


@pytest.mark.usefixtures("only_notified")
def test_an_answer_that_is_overtaken_by_a_commit_is_not_believed(base: Base) -> None:
    follows = follower.follow(base.schema, base.connect, base.schema)

    def ask() -> int:
        follows.committed(5)
        return 4

    assert follows.version(ask) == 5
    follows.close()


def test_a_base_that_was_restored_has_a_lower_number(
    base: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follower, "FRESH", 0.0)
    follows = follower.follow(base.schema, base.connect, base.schema)
    base.commit(7)
    assert follows.version(base.ask) == 7
    base.commit(3)
    assert follows.version(base.ask) == 3
    follows.close()


def _number_in_child(follows: Any, results: Any) -> None:
    results.put((follows._thread is None, follows.version(lambda: 9)))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")
@pytest.mark.usefixtures("only_notified")
def test_a_forked_process_starts_from_nothing(base: Base) -> None:
    with following(base) as follows:
        context = multiprocessing.get_context("fork")
        results = context.SimpleQueue()
        child = context.Process(target=_number_in_child, args=(follows, results))
        child.start()
        child.join()
        assert results.get() == (True, 9)
        base.commit(7)
        eventually(lambda: follows.version(base.ask) == 7)


@pytest.mark.usefixtures("only_notified")
@pytest.mark.parametrize("payload", ["garbage", "", "9" * 30, "-1", "99"])
def test_whatever_is_notified_the_number_is_that_of_the_base(base: Base, payload: str) -> None:
    with following(base) as follows:
        thread = follows._thread
        base.server.execute(f"SELECT pg_notify('{base.schema}', '{payload}')")
        base.commit(7)
        eventually(lambda: follows.version(base.ask) == 7)
        assert follows._thread is thread
        assert thread.is_alive()
        assert base.asked == 1
