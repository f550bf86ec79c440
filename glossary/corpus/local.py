"""The engine for one machine: worker processes on all cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from glossary.corpus.work import Found, Slice, Terms
from glossary.find.finder import Finder
from termbase.workers import batched, in_order, is_much

# The size of the text from which on workers are started, in bytes.
_LARGE = 4_000_000
# Workers are sent so much at a time: many small files take longer one by one.
_BATCH = 200_000


def find_on_all_cores(
    slices: Iterable[Slice], terms: Terms, finder: Finder, processes: int | None = None
) -> Iterator[Found]:
    """Yield the results of slices, in their order.

    Args:
        slices: Taken as they are needed.
        terms: The terms to find.
        finder: Finds them in this process, where there is little text.
        processes: The number of workers; by default one a core.

    Raises:
        Error: If a worker is killed.
    """
    processes = processes or os.cpu_count() or 1
    is_large, slices = is_much(slices, _size, _LARGE)
    if processes == 1 or not is_large:
        for work in slices:
            yield terms.find(work, finder)
        return
    for _, found in in_order(_start, batched(slices, _size, _BATCH), processes, terms):
        yield from found


def _size(work: Slice) -> int:
    return int(work.articles.nbytes)


def _start(terms: Terms) -> Callable[[list[Slice]], list[Found]]:
    finder = terms.open()
    return lambda batch: [terms.find(work, finder) for work in batch]
