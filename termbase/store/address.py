"""The address of a base: the path of an SQLite file, or the URL of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from termbase.errors import InputError
from termbase.patterns import compiled

_SCHEMES = ("postgresql://", "postgres://")
_OTHER_URL = r"(?i)[a-z][a-z0-9+.-]*://|postgres\w*[+\w]*:"
# No @ and no / but where they divide: else a part of a password might be shown as a host.
_CHARACTER = r"(?:%[0-9a-fA-F]{2}|[^\s%@/?#:])"
_URL = (
    rf"\w+://(?:(?P<user>{_CHARACTER}*)(?::(?:%[0-9a-fA-F]{{2}}|[^\s%@/?#])*)?@)?"
    rf"(?P<hosts>[^\s@/?#]*)(?:/(?P<database>{_CHARACTER}*))?"
    r"(?:\?(?P<query>(?:%[0-9a-fA-F]{2}|[^\s%@#])*))?"
)
_HOST = r"(?:(?:%[0-9a-fA-F]{2}|[\w.-])*|\[[0-9a-fA-F:.]+\])(?::\d*)?"
_SCHEMA = r"(?!pg_)[^\W\d][\w-]*"
_LONGEST = 63  # bytes of a name; PostgreSQL cuts others
_FORM = "write it as postgresql://USER@HOST/DATABASE"
# The schema whose tables are a base, unless the URL names another one.
SCHEMA = "glossary"


class PostgresAddress:
    """The address of a base in a PostgreSQL database.

    Neither ``str`` nor ``repr`` shows a password, so both may be printed and logged. It is not a
    dataclass, for ``asdict`` of it, and of what has it, would show all.

    Attributes:
        url: The URL for libpq; it may contain a password.
        schema: The schema of the tables.
        shown: The URL with user, hosts, database and schema alone.
    """

    __slots__ = ("schema", "shown", "url")

    def __init__(self, url: str, schema: str, shown: str) -> None:
        self.url = url
        self.schema = schema
        self.shown = shown

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PostgresAddress):
            return NotImplemented
        return (self.url, self.schema) == (other.url, other.schema)

    def __hash__(self) -> int:
        return hash((self.url, self.schema))

    def __repr__(self) -> str:
        return f"PostgresAddress({self.shown!r})"

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
        InputError: If it is a URL, and not one of a PostgreSQL database. The message does not
            repeat it: there may be a password in it.
    """
    if isinstance(text, PostgresAddress):
        return text
    if isinstance(text, str) and text.lower().startswith(_SCHEMES):
        return _from_url(text)
    # A path has lost one of the slashes, and with it the difference of host and database.
    if compiled(_OTHER_URL).match(str(text)):
        raise InputError(f"not the name of a file, nor the address of a database; {_FORM}, as text")
    return Path(text)


def files_of(address: Address) -> tuple[Path, ...]:
    """Return the file of a base; nothing for one on a server."""
    return (address,) if isinstance(address, Path) else ()


def _from_url(url: str) -> PostgresAddress:
    # Not needed for a file, and slow to import.
    from urllib.parse import parse_qsl, quote, urlencode

    parts = compiled(_URL).fullmatch(url)
    if not parts or not all(map(compiled(_HOST).fullmatch, parts["hosts"].split(","))):
        raise InputError(
            f"not an address of a PostgreSQL database; {_FORM}, with other characters "
            "percent-encoded (%40 for @, %2F for /)"
        )
    query = parts["query"] or ""
    try:
        parameters = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise InputError(
            "the address of the PostgreSQL database has parameters that cannot be read; "
            f"{_FORM}?NAME=VALUE&NAME=VALUE"
        ) from None
    schemas = [value for name, value in parameters if name == "schema"] or [SCHEMA]
    if len(schemas) > 1:
        raise InputError("the address has several schemas; name one: ?schema=NAME")
    schema = schemas[0]
    if not compiled(_SCHEMA).fullmatch(schema) or len(schema.encode()) > _LONGEST:
        raise InputError(
            f"{schema!r} is not a schema for a base; use letters, digits, _ and -, a letter first, "
            f"at most {_LONGEST} bytes, and not pg_ at the beginning"
        )
    others = [(name, value) for name, value in parameters if name != "schema"]
    user = "" if parts["user"] is None else f"{parts['user']}@"
    plain = f"postgresql://{user}{parts['hosts']}/{parts['database'] or ''}"
    shown = plain if schema == SCHEMA else f"{plain}?schema={quote(schema)}"
    # quote, for libpq does not read + as a space.
    written = f"?{urlencode(others, quote_via=quote)}" if others else ""
    rest = url.partition("://")[2].partition("?")[0]
    return PostgresAddress(f"postgresql://{rest}{written}", schema, shown)
