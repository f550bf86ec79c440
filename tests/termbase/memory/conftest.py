"""The indexes of bases on a server are in a folder of the test, not in the cache of the user."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.memory import registry


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "cache_folder", lambda: tmp_path / "cache")
