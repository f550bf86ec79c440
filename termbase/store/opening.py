"""Opening the database of a base, by its address."""

from __future__ import annotations

from termbase.errors import StoreError
from termbase.store.address import Address, PostgresAddress
from termbase.store.database import Database


def open_database(address: Address, *, compiled: bool = False) -> Database:
    """Open a database; a missing one is created.

    Args:
        address: The file or the URL.
        compiled: Open a finished file that nobody writes to any more.

    Raises:
        StoreError: If it cannot be opened or is not a base; TooNew if it is too new.
    """
    # Each imported where it is used: for a file nothing of PostgreSQL is loaded.
    if isinstance(address, PostgresAddress):
        try:
            from termbase.store.postgres.database import PostgresDatabase
        except ImportError:
            raise StoreError(
                f"{address}: PostgreSQL needs psycopg; install it: "
                "pip install 'zh-en-glossary[postgres]'"
            ) from None
        return PostgresDatabase(address)
    from termbase.store.sqlite.database import SqliteDatabase

    return SqliteDatabase(address, compiled=compiled)
