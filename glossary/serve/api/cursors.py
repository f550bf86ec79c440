"""Cursors: opaque names of the place in a list where the next page begins."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from http import HTTPStatus

from glossary.serve import numbers
from glossary.serve.problems import Refused


def to_cursor(last: str | int) -> str:
    """Return the cursor of what follows an item.

    Args:
        last: The key of the item.
    """
    return urlsafe_b64encode(str(last).encode()).decode().rstrip("=")


def key_of(cursor: str) -> str:
    """Return the key in a cursor; empty for the first page.

    Raises:
        Refused: If it is not a cursor.
    """
    try:
        key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        key = ""
    if to_cursor(key) != cursor:
        raise _refused(cursor)
    return key


def number_of(cursor: str) -> int | None:
    """Return the number in a cursor; None for the first page.

    Raises:
        Refused: If it is not a cursor of a numbered list.
    """
    key = key_of(cursor)
    number = numbers.number_of(key)
    if key and number is None:
        raise _refused(cursor)
    return number


def _refused(cursor: str) -> Refused:
    return Refused(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        f"{cursor!r} is not a cursor of this list; take that of the page before",
    )
