"""State that all requests share: the glossary, the worker processes, the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from glossary.glossary import Glossary
from glossary.glossary import open as open_glossary
from glossary.serve.counting import Counted
from glossary.serve.idempotency import Answers
from glossary.serve.misses import Misses
from glossary.serve.results import Results
from glossary.serve.settings import Settings
from glossary.serve.workers import Workers
from termbase.store import Store


@dataclass(frozen=True, slots=True)
class State:
    """The state that all requests share.

    Attributes:
        settings: The settings.
        glossary: The glossary; threads may share it.
        workers: The worker processes for what people send.
        clerk: A worker process for what the server asks of its own base, which is soon done: it
            does not wait for long texts.
        statistics: The statistics of the base.
        results: Results of texts that people sent.
        misses: Queries that found nothing.
        answers: Answers to requests that may be repeated.
    """

    settings: Settings
    glossary: Glossary
    workers: Workers
    clerk: Workers
    statistics: Counted
    results: Results = field(default_factory=Results)
    misses: Misses = field(default_factory=Misses)
    answers: Answers = field(default_factory=Answers)

    @property
    def store(self) -> Store:
        """The store of the base, with the accounts."""
        store = self.glossary.termbase.own
        assert store is not None  # noqa: S101 - a server always has a base
        return store


@contextmanager
def opened(settings: Settings) -> Iterator[State]:
    """Open the base and the workers for as long as a server runs.

    Raises:
        StoreError: If the base cannot be opened.
    """

    def workers(count: int) -> Workers:
        return Workers(
            count, settings.base, builtin=settings.builtin,
            memory=settings.job_memory, seconds=settings.job_seconds,
        )  # fmt: skip

    with (
        open_glossary(settings.base, builtin=settings.builtin) as glossary,
        workers(settings.workers) as for_texts,
        workers(1) as clerk,
    ):
        yield State(settings, glossary, for_texts, clerk, Counted(glossary.termbase, clerk))


def state_of(connection: HTTPConnection) -> State:
    """Return the state of the server that a request came to."""
    found: State = connection.app.state.server
    return found
