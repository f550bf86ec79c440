"""The statistics of the base, which take seconds to count: kept until the base changes."""

from __future__ import annotations

from threading import Lock

from glossary.serve.workers import Workers, jobs
from glossary.statistics import Statistics
from termbase.termbase import Termbase


class Counted:
    """The statistics of a base. Threads may share it: one counts, and the others wait.

    Args:
        termbase: The terms.
        clerk: The worker process that counts them: others are not to wait meanwhile.
    """

    def __init__(self, termbase: Termbase, clerk: Workers) -> None:
        self._termbase = termbase
        self._clerk = clerk
        self._lock = Lock()
        self._kept: tuple[int, Statistics] | None = None

    def now(self) -> Statistics:
        """Return the statistics of the base as it is."""
        with self._lock:
            # Read first: what is changed while they are counted is counted the next time.
            last = self._termbase.last_change()
            if self._kept is None or self._kept[0] != last:
                self._kept = last, self._clerk.run(jobs.count)
            return self._kept[1]
