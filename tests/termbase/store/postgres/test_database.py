"""A base on PostgreSQL: what SQLite has no counterpart of."""

from __future__ import annotations

import pytest

from termbase.store import Store
from termbase.store.address import read_address
from tests.contracts import SIMPLE

pytest.importorskip("psycopg")


def test_what_was_put_is_there(postgres: str) -> None:
    address = read_address(postgres)
    with Store(address) as store:
        before = store.version()
        store.put([SIMPLE])
        assert store.version() != before
    with Store(address) as store:
        assert list(store) == [SIMPLE]
