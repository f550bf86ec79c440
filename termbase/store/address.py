"""The address of a base: the path of an SQLite file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from termbase.errors import InputError

_SCHEMES = ("postgresql://", "postgres://")
_FORM = "write it as postgresql://USER@HOST/DATABASE"
# The schema whose tables are a base, unless the URL names another one.
SCHEMA = "glossary"


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """The address of a base in a PostgreSQL database.

    Neither ``str`` nor ``repr`` shows a password, so both may be printed and logged.

    Attributes:
        url: The URL for libpq; it may contain a password.
        schema: The schema of the tables.
        shown: The URL with user, hosts, database and schema alone.
    """

    url: str = field(repr=False)
    schema: str
    shown: str

    def __str__(self) -> str:
        return self.shown

    @property
    def name(self) -> str:
        """The last part of the address, as a file has a name."""
        return self.shown.rpartition("/")[2]


Address: TypeAlias = Path | PostgresAddress


def read_address(text: str | Path | PostgresAddress) -> Address:
    """Return the address of a base.

    Args:
        text: A path, or a URL such as ``postgresql://user@host/database?schema=team``. All other
            parameters of libpq may be in it: ``sslmode``, ``connect_timeout`` and so on.

    Raises:
        InputError: If it begins as the URL of a PostgreSQL database, and is not one.
    """
    if isinstance(text, str):
        return _from_url(text) if text.lower().startswith(_SCHEMES) else Path(text)
    if isinstance(text, Path) and text.parts and text.parts[0] in ("postgresql:", "postgres:"):
        # It has lost a slash, and with it perhaps the difference of host and database.
        raise InputError(f"the address of a PostgreSQL database is not a path; {_FORM}, as a str")
    return text


def files_of(address: Address) -> tuple[Path, ...]:
    """Return the file of a base; nothing for one on a server."""
    return (address,) if isinstance(address, Path) else ()


def _from_url(url: str) -> PostgresAddress:
    # Not needed for a file, and slow to import.
    from urllib.parse import parse_qsl, quote, unquote, urlencode

    rest, _, query = url.partition("://")[2].partition("?")
    authority, _, database = rest.partition("/")
    login, at, hosts = authority.rpartition("@")
    try:
        parameters = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise InputError(f"the address of the PostgreSQL database has parameters that cannot be "
                         f"read; {_FORM}?NAME=VALUE&NAME=VALUE") from None  # fmt: skip
    if "@" in login or "/" in database or any(ord(char) <= ord(" ") for char in url):
        raise InputError(
            f"not an address of a PostgreSQL database; {_FORM}, other characters percent-encoded "
            "(%40 for @, %2F for /)"
        )
    schema = dict(parameters).get("schema", SCHEMA)
    if not schema or "\0" in unquote(url):
        raise InputError("the address of the PostgreSQL database names an empty schema, or NUL")
    others = [(name, value) for name, value in parameters if name != "schema"]
    user = login.partition(":")[0]
    plain = f"postgresql://{user}{at if user else ''}{hosts}/{database}"
    shown = plain if schema == SCHEMA else f"{plain}?schema={quote(schema, safe='')}"
    # quote, for libpq does not read + as a space.
    written = f"?{urlencode(others, quote_via=quote)}" if others else ""
    return PostgresAddress(f"postgresql://{authority}/{database}{written}", schema, shown)
