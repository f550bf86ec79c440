"""SQL as SQLite has it, for psycopg."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from termbase.errors import InputError

_LITERAL = re.compile(r"('[^']*')")
_VALUES = re.compile(r"^\s*INSERT INTO .*?VALUES (\(\?(?:, \?)*\))", re.DOTALL)
_PARAMETER = re.compile(r"(?<!:):([a-z_]\w*)")
_BITS = 64  # of a number, one of them for its sign
# No stored text has it, nor can one have U+0000, which PostgreSQL does not even take to compare.
_NOWHERE = "\uffff"


@lru_cache(maxsize=1024)
def as_statement(query: str) -> bytes:
    """Return SQL with the parameters of psycopg in place of ``?`` and ``:name``."""
    parts = _LITERAL.split(query.replace("%", "%%"))
    for index in range(0, len(parts), 2):
        parts[index] = _PARAMETER.sub(r"%(\1)s", parts[index].replace("?", "%s"))
    return "".join(parts).encode()


@lru_cache(maxsize=1024)
def as_joined(statement: str, count: int) -> bytes | None:
    """Return an INSERT of one row as one of several rows; None if it is none.

    One statement takes a fifth of the time that as many take.
    """
    found = _VALUES.search(statement)
    if not found:
        return None
    rows = ", ".join([found[1]] * count)
    return as_statement(f"{statement[: found.start(1)]}{rows}{statement[found.end(1) :]}")


def as_stored(values: Iterable[object]) -> list[object]:
    """Return values to store, as a list.

    They may be sent later; what PostgreSQL would refuse then is refused now.

    Raises:
        InputError: If one is a text with U+0000, or a number of more than 64 bits.
        UnicodeEncodeError: If one is a text with half a character.
    """
    found = list(values)
    for value in found:
        if isinstance(value, str):
            if "\0" in value:
                raise InputError("the text has the character U+0000; remove it")
            value.encode()
        elif isinstance(value, int) and value.bit_length() >= _BITS:
            raise InputError(f"a number has more than {_BITS} bits; give a smaller one")
    return found


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
