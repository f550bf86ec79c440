"""Memories of tests, whose indexes are not in the cache of the user."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.memory import Memory, registry
from termbase.store.address import Address


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the indexes of bases on a server in a folder of the test."""
    monkeypatch.setattr(registry, "cache_folder", lambda: tmp_path / "cache")


@pytest.fixture
def memory(address: Address) -> Iterator[Memory]:
    """An empty memory, in a base of either kind."""
    with Memory(address) as opened:
        yield opened
