"""Queries that found nothing: a list of terms that people miss.

They are counted in memory, not in the base: reading must not wait for a write, whoever only reads
has no right to fill the base, and what people searched for is not to be kept for longer than it is
of use. Nobody's name is kept with them. A restart begins anew.
"""

from __future__ import annotations

import threading
from collections import Counter

_QUERIES = 1000
_LENGTH = 60


class Misses:
    """Counts of queries that found nothing; threads may share it.

    Args:
        queries: The number of different queries that are kept; of more, the rarest ones are
            dropped, the oldest first.
    """

    def __init__(self, queries: int = _QUERIES) -> None:
        self._queries = queries
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def note(self, query: str) -> None:
        """Count a query that found nothing; one as long as a sentence is not a term."""
        query = " ".join(query.split())
        if not query or len(query) > _LENGTH:
            return
        with self._lock:
            self._counts[query] += 1
            if len(self._counts) > self._queries:
                self._drop_rarest()

    def forget(self, query: str) -> None:
        """Forget a query, such as one whose term has been added."""
        with self._lock:
            self._counts.pop(query, None)

    def most_common(self, limit: int) -> list[tuple[str, int]]:
        """Return queries with their counts, the most frequent first."""
        with self._lock:
            return self._counts.most_common(limit)

    def _drop_rarest(self) -> None:
        # A tenth at a time, so that not every query sorts them; the newest one stays. Sorting is
        # stable: of equal counts those go first that came first.
        *older, newest = self._counts.items()
        older.sort(key=lambda item: item[1])
        self._counts = Counter(dict([*older[self._queries // 10 :], newest]))
