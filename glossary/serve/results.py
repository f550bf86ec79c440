"""Results of texts that people sent, kept in memory for a while.

A page that answers a form sends the browser on to an address of its own, so that the result can
be reloaded, and downloaded in other formats, without sending the text again. Nothing of it is
written to disk: texts may be confidential.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar

from glossary.serve.problems import Refused

_BYTES = 256 << 20
_SECONDS = 3600.0
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Kept:
    owner: str
    value: Any
    size: int
    until: float


class Results:
    """Results by keys that nobody can guess; those put in first are dropped first.

    Threads may share it.

    Args:
        limit: The bytes that all results may take together.
        seconds: The time for which a result is kept.
        now: Returns the time in seconds.
    """

    def __init__(
        self,
        limit: int = _BYTES,
        seconds: float = _SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = limit
        self._seconds = seconds
        self._now = now
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def put(self, owner: str, value: object, size: int, key: str = "") -> str:
        """Keep a result and return its key.

        Args:
            owner: The name of the account whose result it is; empty for nobody in particular.
            value: The result.
            size: The bytes that it takes, about.
            key: The key of a result of the same owner that it replaces.

        Raises:
            Refused: If it is too large to be kept.
        """
        if size > self._limit:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                "the result is too large to be shown; send less, or use the command line",
            )
        key = key or secrets.token_urlsafe(24)
        with self._lock:
            self._drop(key)
            self._kept[key] = _Kept(owner, value, size, self._now() + self._seconds)
            self._size += size
            self._drop_old()
        return key

    def get(self, owner: str, key: str, kind: type[_T]) -> _T:
        """Return a result.

        Args:
            owner: The name of the account that asks for it.
            key: Its key.
            kind: Its type.

        Raises:
            Refused: If it is not kept any more, or is not one of the owner's.
        """
        with self._lock:
            self._drop_old()
            found = self._kept.get(key)
        if found is None or found.owner != owner or not isinstance(found.value, kind):
            raise Refused(
                HTTPStatus.NOT_FOUND, "this result is not kept any more; send the text again"
            )
        return found.value

    def take(self, owner: str, key: str, kind: type[_T]) -> _T:
        """Return a result, which is not kept any more: a secret that is shown once.

        The arguments and errors are those of :meth:`get`.
        """
        found = self.get(owner, key, kind)
        with self._lock:
            self._drop(key)
        return found

    def _drop_old(self) -> None:
        while self._kept:
            key, oldest = next(iter(self._kept.items()))
            if self._size <= self._limit and oldest.until > self._now():
                break
            self._drop(key)

    def _drop(self, key: str) -> None:
        if (found := self._kept.pop(key, None)) is not None:
            self._size -= found.size
