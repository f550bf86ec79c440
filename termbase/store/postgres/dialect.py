"""SQL as SQLite has it, for psycopg."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_LITERAL = re.compile(r"('[^']*')")
_PARAMETER = re.compile(r"(?<!:):([a-z_]\w*)")
# No stored text has it, nor can one have U+0000, which PostgreSQL does not even take to compare.
_NOWHERE = "\uffff"


@lru_cache(maxsize=1024)
def as_statement(query: str) -> bytes:
    """Return SQL with the parameters of psycopg in place of ``?`` and ``:name``."""
    parts = _LITERAL.split(query.replace("%", "%%"))
    for index in range(0, len(parts), 2):
        parts[index] = _PARAMETER.sub(r"%(\1)s", parts[index].replace("?", "%s"))
    return "".join(parts).encode()


def as_sought(
    values: Iterable[object] | Mapping[str, object],
) -> list[object] | dict[str, object]:
    """Return the values of a query; a text with U+0000 is found nowhere, as in SQLite."""
    if isinstance(values, Mapping):
        return {name: _sought(value) for name, value in values.items()}
    return list(map(_sought, values))


def _sought(value: object) -> object:
    if isinstance(value, str) and ("\0" in value or "\\u0000" in value):
        # The second is the same character in JSON.
        return value.replace("\0", _NOWHERE).replace("\\u0000", "\\uffff")
    return value
