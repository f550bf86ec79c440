"""Creating the tables of a base in PostgreSQL, and bringing older ones up to date."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import uuid4

from psycopg import Connection, errors, sql

from termbase.errors import StoreError, TooNew
from termbase.store.address import PostgresAddress
from termbase.store.postgres.schema import (
    APPLICATION_ID,
    CREATE,
    CREATED,
    MIGRATIONS,
    VERSION,
    lock_of,
)

_COUNT = """
    SELECT count(*), bool_and(has_schema_privilege(relnamespace, 'USAGE')) FROM pg_class
    WHERE relnamespace = to_regnamespace(quote_ident(%(schema)s))
"""


def prepare(connection: Connection[Any], address: PostgresAddress) -> str:
    """Create the tables of a base where there are none, bring older ones up to date.

    Args:
        connection: To the database; the search path is the schema.
        address: The base.

    Returns:
        The identity of the base.

    Raises:
        StoreError: If the schema is of another program; TooNew if a later version of this
            library wrote it.
        psycopg.Error: If the tables cannot be created or changed.
    """
    found = None
    # Tables without the one that says whose they are may be those that another process is making.
    with suppress(StoreError):
        found = _read(connection, address)
    if found is None or found[0] < VERSION:
        with connection.transaction():
            # Another process may be doing the same.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [lock_of(address)])
            found = _read(connection, address)
            if found is None:
                _create(connection, address)
            else:
                for script in MIGRATIONS[found[0] - CREATED :]:
                    connection.execute(_with_collation(script))
                connection.execute("UPDATE meta SET schema_version = %s", [VERSION])
        found = _read(connection, address)
    return found[1] if found else ""


def _read(connection: Connection[Any], address: PostgresAddress) -> tuple[int, str] | None:
    """Return the version and identity of a base; None where there are no tables at all."""
    try:
        with connection.transaction():
            row = connection.execute(
                "SELECT application, schema_version, identity FROM meta"
            ).fetchone()
    except (errors.UndefinedTable, errors.UndefinedColumn):
        row = None
        counted = connection.execute(_COUNT, {"schema": address.schema}).fetchone()
        if not counted or not counted[0]:
            return None
        if not counted[1]:
            raise StoreError(
                f"{address}: the user may not use the schema {address.schema!r}; "
                "GRANT USAGE ON SCHEMA, or name another user"
            ) from None
    if row is None or row[0] != APPLICATION_ID:
        raise _of_another_program(address, "tables")
    if row[1] > VERSION:
        raise TooNew(
            f"{address}: written by a later version of zh-en-glossary (schema {row[1]}, this one "
            f"knows {VERSION}); upgrade zh-en-glossary"
        )
    if row[1] < CREATED:
        raise StoreError(
            f"{address}: has schema {row[1]}, which no version of zh-en-glossary has written here; "
            "restore it from a copy"
        )
    return row[1], row[2]


def _create(connection: Connection[Any], address: PostgresAddress) -> None:
    # An administrator may have created it for a user who may create nothing but tables in it.
    query = "SELECT to_regnamespace(quote_ident(%s))"
    row = connection.execute(query, [address.schema]).fetchone()
    if row is None or row[0] is None:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(address.schema)))
    try:
        connection.execute(_with_collation(CREATE))
    except (errors.DuplicateObject, errors.DuplicateFunction):
        raise _of_another_program(address, "types or functions") from None
    connection.execute(
        "INSERT INTO meta VALUES (%s, %s, %s, 0)", [APPLICATION_ID, VERSION, uuid4().hex]
    )


def _of_another_program(address: PostgresAddress, things: str) -> StoreError:
    return StoreError(
        f"{address}: the schema {address.schema!r} has {things} of another program; name another "
        "one at the end of the address: ?schema=NAME"
    )


def _with_collation(script: str) -> bytes:
    return script.replace("TEXT", 'TEXT COLLATE "C"').encode()
