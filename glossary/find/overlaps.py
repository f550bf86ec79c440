"""Choose disjoint spans among overlapping ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Span(Protocol):
    """A stretch of text with a start and an end offset."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


AnySpan = TypeVar("AnySpan", bound=Span)


def longest_first(spans: Iterable[AnySpan]) -> list[AnySpan]:
    """Return disjoint spans: the longest of all, then the longest that leaves it alone, and so on.

    Args:
        spans: Sorted by their starts. Of equally long ones the earlier is preferred, and of equal
            ones the one that comes first here.

    Returns:
        Sorted by their starts.
    """
    chosen: list[AnySpan] = []
    cluster: list[AnySpan] = []
    reach = -1
    for span in spans:
        if span.start >= reach:
            chosen += _disjoint(cluster)
            cluster = []
        cluster.append(span)
        reach = max(reach, span.end)
    return chosen + _disjoint(cluster)


def _disjoint(cluster: list[AnySpan]) -> list[AnySpan]:
    """Return disjoint spans of some that overlap one another."""
    if len(cluster) < 2:
        return cluster
    chosen: list[AnySpan] = []
    taken: set[int] = set()
    for span in sorted(cluster, key=lambda span: (span.start - span.end, span.start)):
        # Those already chosen are at least as long, so an overlap covers one of the two ends.
        if span.start not in taken and span.end - 1 not in taken:
            taken.update(range(span.start, span.end))
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)
