"""Stores of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from termbase.store import Store
from termbase.store.address import Address


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    """An empty store, in a base of either kind."""
    with Store(address) as opened:
        yield opened
