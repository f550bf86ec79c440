"""The engine for one machine: worker processes on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain

from glossary.corpus.work import Found, Slice, Terms
from glossary.find.finder import Finder
from termbase.errors import Error
from termbase.workers import in_order

# The size of the text from which on workers are started, in bytes.
_LARGE = 4_000_000


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
    from concurrent.futures.process import BrokenProcessPool

    processes = processes or os.cpu_count() or 1
    waiting = iter(slices)
    first: list[Slice] = []
    size = 0
    while size < _LARGE and (work := next(waiting, None)):
        first.append(work)
        size += work.articles.nbytes
    slices = chain(first, waiting)
    if processes == 1 or size < _LARGE:
        for work in slices:
            yield terms.find(work, finder)
        return
    try:
        for _, found in in_order(_work, slices, processes, _start, terms):
            yield found
    except BrokenProcessPool:
        raise Error(
            "a worker process was killed, perhaps for want of memory; run this again to go on "
            "from there"
        ) from None


class _Worker:
    """The state of a worker process between slices."""

    terms: Terms
    finder: Finder


def _start(terms: Terms) -> None:
    _Worker.terms, _Worker.finder = terms, terms.open()


def _work(work: Slice) -> Found:
    return _Worker.terms.find(work, _Worker.finder)
