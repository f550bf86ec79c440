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
    spans = list(spans)
    return [spans[index] for index in indices_of_longest((span.start, span.end) for span in spans)]


def indices_of_longest(spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return the indices of the spans that :func:`longest_first` returns.

    Args:
        spans: Starts and ends, sorted by the starts.
    """
    chosen: list[int] = []
    # The length as a negative number, the start and the index of spans that overlap one another.
    cluster: list[tuple[int, int, int]] = []
    reach = -1
    for index, (start, end) in enumerate(spans):
        if start >= reach:
            chosen += _disjoint(cluster)
            cluster = []
            reach = end
        elif end > reach:
            reach = end
        cluster.append((start - end, start, index))
    return chosen + _disjoint(cluster)


def _disjoint(cluster: list[tuple[int, int, int]]) -> list[int]:
    """Return the indices of disjoint spans of some that overlap one another."""
    if len(cluster) < 2:
        return [index for _, _, index in cluster]
    chosen: list[int] = []
    taken: set[int] = set()
    for minus_length, start, index in sorted(cluster):
        end = start - minus_length
        # Those already chosen are at least as long, so an overlap covers one of the two ends.
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            chosen.append(index)
    return sorted(chosen)
