"""Threads that share a base, of either kind: what each sees, and who waits for whom."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

import pytest

from termbase.errors import StoreError
from termbase.store import Store
from termbase.store.address import Address
from termbase.store.opening import open_database
from tests.contracts import SIMPLE
from tests.processes import in_threads


@pytest.fixture
def base(address: Address) -> Address:
    """A base with a concept."""
    with Store(address) as store:
        store.put([SIMPLE])
    return address


def test_threads_put_into_one_store(base: Address) -> None:
    with Store(base) as store:

        def put_five(number: int) -> None:
            for m in range(5):
                store.put([replace(SIMPLE, id=f"c{number}-{m}")])

        in_threads(put_five)
        assert len(store) == 41


def test_a_writer_that_fails_undoes_nothing_of_others(base: Address) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def failing() -> None:
        with suppress(RuntimeError), store.transaction():
            begun.set()
            go_on.wait()
            raise RuntimeError

    with Store(base) as store:
        thread = threading.Thread(target=failing)
        thread.start()
        begun.wait()
        # This one has to wait until the other has failed.
        with ThreadPoolExecutor(1) as pool:
            put = pool.submit(store.put, [replace(SIMPLE, id="other")])
            assert store.ids() == ["luoguan"]
            go_on.set()
            put.result()
        thread.join()
        assert store.ids() == ["luoguan", "other"]


def test_a_thread_that_writes_for_too_long(base: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("sqlite", "postgres"):
        monkeypatch.setattr(f"termbase.store.{kind}.database.TIMEOUT", 0.01)
    with Store(base) as store, ThreadPoolExecutor(1) as pool:
        with store.transaction():
            store.put([replace(SIMPLE, id="mine")])
            with pytest.raises(StoreError, match="in use by another thread; try again"):
                pool.submit(store.put, [replace(SIMPLE, id="other")]).result()
            # Readers do not wait.
            assert pool.submit(store.ids).result() == ["luoguan"]
        pool.submit(store.put, [replace(SIMPLE, id="other")]).result()
        assert store.ids() == ["luoguan", "mine", "other"]


def test_what_a_thread_has_not_committed_is_seen_by_itself_alone(base: Address) -> None:
    with Store(base) as store, ThreadPoolExecutor(1) as pool:
        with store.trial():
            store.put([replace(SIMPLE, id="tried")])
            assert "tried" in store
            assert pool.submit(lambda: "tried" in store).result() is False
        assert "tried" not in store


def test_version_changes_with_every_commit_and_is_the_same_in_threads(base: Address) -> None:
    with Store(base) as store, Store(base) as other:
        seen = [store.version()]
        for writer in (store, other):
            writer.put([SIMPLE])
            seen.append(store.version())
        in_threads(lambda _: store.put([SIMPLE]), 2)
        seen.append(store.version())
        assert len(set(seen)) == 4
        assert set(in_threads(lambda _: store.version())) == {seen[-1]}
        with store.trial():
            store.put([replace(SIMPLE, id="tried")])
            assert store.version() == seen[-1]
        assert store.version() == seen[-1]


def test_transactions_within_one_another(base: Address) -> None:
    database = open_database(base)

    def insert(name: str) -> None:
        database.execute("INSERT INTO lemma VALUES (?, 'x')", [name])

    with database.transaction():
        insert("a")
        with suppress(RuntimeError), database.transaction():
            insert("b")
            raise RuntimeError
        with database.transaction(keep=False):
            insert("c")
        with database.transaction():
            insert("d")
    assert database.rows("SELECT form FROM lemma WHERE lemma = 'x'") == [("a",), ("d",)]
    database.close()
    with pytest.raises(StoreError, match="is closed; open it again"):
        database.rows("SELECT 1")
