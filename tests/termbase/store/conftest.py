"""Both kinds of base: what is tested with an address has to hold for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from termbase.store import Store
from termbase.store.address import Address, read_address
from tests.postgres import Server


@pytest.fixture(scope="session")
def used_schema(postgres_server: Server) -> str:
    """The URL of a base that tests use one after the other."""
    url = f"{postgres_server.url('postgres')}?schema=test_{token_hex(6)}"
    Store(read_address(url)).close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """The address of an empty base."""
    if request.param == "sqlite":
        yield tmp_path / "a.db"
        return
    url = request.getfixturevalue("used_schema")
    server = request.getfixturevalue("postgres_server")
    schema = url.partition("schema=")[2]
    yield read_address(url)
    tables = server.execute(
        f"SELECT string_agg('{schema}.' || tablename, ', ') FROM pg_tables "
        f"WHERE schemaname = '{schema}' AND tablename != 'meta'"
    )[0][0]
    server.execute(f"TRUNCATE {tables} RESTART IDENTITY")
