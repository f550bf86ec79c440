"""A pool of worker processes that are killed and replaced when a job exceeds its limits.

A hostile or merely huge file must not take the server down: Python cannot stop a thread, and what
a C library allocates cannot be freed from outside. ``ProcessPoolExecutor`` does not stop a job
either, and fails all waiting ones when a process dies.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from http import HTTPStatus
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Self

from glossary.serve.problems import Refused
from glossary.serve.workers.process import serve
from termbase.messages import Message
from termbase.store.address import Address

_READY_SECONDS = 60.0
# Each job that waits keeps a thread of the server; the others are for everybody else.
_WAITING = 4
_WAITING_OF_ONE = 2

# For whom a request is answered, so that nobody gets all workers; empty where it does not matter.
client: ContextVar[str] = ContextVar("client", default="")


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        # The connection closes with its last user: another thread may be waiting at it, and reads
        # its end now.


class Workers:
    """Processes that each hold a glossary of their own and do one job at a time.

    Threads may share it: each waits for a free worker, unless too many do already. Of several
    workers one is always left for others than the :data:`client` that has the rest.

    Args:
        count: The number of processes.
        base: The base of the server.
        builtin: True for the built-in terms too.
        memory: The bytes that a job may take beyond what its process needs anyway.
        seconds: The time for a job, and for waiting until a worker is free.
    """

    def __init__(
        self, count: int, base: Address, *, builtin: bool, memory: int, seconds: float
    ) -> None:
        # The server has threads, and a fork would copy their locks as they happen to be.
        self._context = multiprocessing.get_context("spawn")
        self._arguments = (base, builtin, memory)
        self._seconds = seconds
        # They are started when they are first needed, or by `warm_up`.
        self._free: list[_Worker | None] = [None] * count
        self._most_of_one = max(1, count - 1)
        self._running: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start all processes that have not been started yet."""
        while True:
            with self._lock:
                if None not in self._free:
                    return
                self._free.remove(None)
            started = None
            try:
                started = self._start()
            finally:
                self._put(started)

    def run(self, job: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Do a job in a worker and return its result.

        Args:
            job: A function of :mod:`glossary.serve.workers.jobs`, whose first argument is a
                glossary.
            arguments: Its other arguments.
            options: Its keyword arguments.

        Raises:
            Refused: If the job takes too long or too much memory, or no worker becomes free.
            Error: What the job raises.
        """
        succeeded, value = self._run(job, arguments, options)
        if not succeeded:
            raise value
        return value

    def close(self) -> None:
        """Stop all processes."""
        with self._lock:
            self._is_closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.stop()

    def _run(self, *request: Any) -> tuple[bool, Any]:
        name = client.get()
        worker = self._taken(name)
        usable: _Worker | None = None
        try:
            if worker is not None and not worker.process.is_alive():
                # It died while it was idle, which no job is to blame for.
                self._discard(worker)
                worker = None
            if worker is None:
                worker = self._start()
            answer = self._ask(worker, request)
            usable = worker
        finally:
            if usable is None and worker is not None:
                self._discard(worker)
            self._put(usable, name)
        return answer

    def _taken(self, name: str) -> _Worker | None:
        """Wait for a free worker, and take it; None for one that is not started."""

        def is_free() -> bool:
            return bool(self._free) and not (name and self._running[name] >= self._most_of_one)

        with self._lock:
            if not is_free():
                is_full = self._waiting.total() >= _WAITING
                if is_full or (name and self._waiting[name] >= _WAITING_OF_ONE):
                    raise _busy()
                self._waiting[name] += 1
                try:
                    if not self._changed.wait_for(is_free, self._seconds):
                        raise _busy()
                finally:
                    self._waiting -= Counter([name])
            self._running[name] += 1
            return self._free.pop()

    def _put(self, worker: _Worker | None, name: str = "") -> None:
        with self._lock:
            self._free.append(worker)
            self._running -= Counter([name])
            self._changed.notify_all()

    def _ask(self, worker: _Worker, request: tuple[Any, ...]) -> tuple[bool, Any]:
        try:
            worker.connection.send(request)
            if not worker.connection.poll(self._seconds):
                raise Refused(
                    HTTPStatus.UNPROCESSABLE_ENTITY,
                    Message(
                        "this took longer than {seconds:g} seconds and was stopped; send less, or "
                        "use the command line",
                        seconds=self._seconds,
                    ),
                )
            answer: tuple[bool, Any] = worker.connection.recv()
        except (EOFError, OSError):
            raise Refused(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "reading this failed in its process, which took too much memory or broke; "
                "send less, or use the command line",
            ) from None
        return answer

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(theirs, *self._arguments), daemon=True, name="glossary-worker"
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        with self._lock:
            self._all.add(worker)
        try:
            # Its glossary is open before the time of a job begins.
            is_ready = ours.poll(_READY_SECONDS) and ours.recv() == "ready"
        except (EOFError, OSError):
            is_ready = False
        if self._is_closed or not is_ready:
            self._discard(worker)
            raise Refused(
                HTTPStatus.SERVICE_UNAVAILABLE, "no worker process could be started; try again"
            )
        return worker

    def _discard(self, worker: _Worker) -> None:
        with self._lock:
            # It is stopped once, by whoever takes it out: `close` may be doing so meanwhile.
            is_running = worker in self._all
            self._all.discard(worker)
        if is_running:
            worker.stop()


def _busy() -> Refused:
    return Refused(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "the server is busy with other texts; try again later",
        Retry_After="10",
    )
