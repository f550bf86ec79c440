"""Answers to requests with an ``Idempotency-Key``, so that a repeated one is not done again.

After a broken connection a client cannot know whether its request was done. It sends it once more
with the same key, and gets the first answer
(https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).

Answers are kept in memory: for a day, as long as there are not too many, and until the server
stops.
"""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from pydantic import BaseModel
from starlette.responses import Response

from glossary.serve.problems import Refused

_SECONDS = 24 * 3600.0
_ANSWERS = 10_000
_LONGEST_KEY = 255


def fingerprint(
    operation: str, path: Mapping[str, str], query: BaseModel | None, body: BaseModel | None
) -> str:
    """Return what two requests have in common if they ask for the same.

    Args:
        operation: The name of the operation.
        path: The parameters in the path.
        query: The query.
        body: The body.
    """
    parts = [one.model_dump(mode="json") if one is not None else None for one in (query, body)]
    text = json.dumps([operation, dict(path), *parts])
    return sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Once:
    """A request with a key.

    Attributes:
        answer: The answer that it got the first time; None if this is the first time.
    """

    answer: Response | None = None
    finished: Response | None = None

    def finish(self, answer: Response) -> Response:
        """Keep an answer for the next time, and return it."""
        self.finished = answer
        return answer


@dataclass(frozen=True, slots=True)
class _Known:
    fingerprint: str
    until: float
    answer: Response | None = None


class Answers:
    """Answers by key and account; threads may share it.

    Args:
        limit: The number of answers that are kept; of more, the oldest ones are dropped.
        now: Returns the time in seconds.
    """

    def __init__(self, limit: int = _ANSWERS, now: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._now = now
        self._known: OrderedDict[tuple[str, str], _Known] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def begun(self, account: str, key: str, asked: str) -> Iterator[Once]:
        """Yield a request that has begun, with its answer if it has been done before.

        A request that fails is forgotten: it has done nothing, and may be sent again.

        Args:
            account: The name of the account that sends it.
            key: The key.
            asked: Its :func:`fingerprint`.

        Raises:
            Refused: If the key belongs to another request, or to one that is still being done.
        """
        name = account, key
        once = Once(self._begin(name, asked))
        try:
            yield once
        finally:
            if once.answer is None:
                self._end(name, once.finished)

    def _begin(self, name: tuple[str, str], asked: str) -> Response | None:
        if not 0 < len(name[1]) <= _LONGEST_KEY:
            raise Refused(
                HTTPStatus.BAD_REQUEST,
                f"the Idempotency-Key has {len(name[1])} characters; expected 1 to {_LONGEST_KEY}",
            )
        with self._lock:
            self._drop_old()
            known = self._known.get(name)
            if known is None:
                self._known[name] = _Known(asked, self._now() + _SECONDS)
                return None
        if known.fingerprint != asked:
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "the Idempotency-Key belongs to another request; send a new key with a new request",
            )
        if known.answer is None:
            raise Refused(
                HTTPStatus.CONFLICT,
                "the first request with this Idempotency-Key is still being done; wait for it",
                Retry_After="1",
            )
        return known.answer

    def _end(self, name: tuple[str, str], answer: Response | None) -> None:
        with self._lock:
            known = self._known.pop(name)
            if answer is not None:
                self._known[name] = _Known(known.fingerprint, known.until, answer)

    def _drop_old(self) -> None:
        while self._known:
            name, oldest = next(iter(self._known.items()))
            is_kept = len(self._known) <= self._limit and oldest.until > self._now()
            if is_kept or oldest.answer is None:
                break
            del self._known[name]
