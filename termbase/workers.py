"""Worker processes: work on batches on all cores, with results in order."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any, TypeVar

from termbase.errors import Error

Item = TypeVar("Item")
Batch = TypeVar("Batch")
Answer = TypeVar("Answer")
# As for gc.set_threshold(). What workers make is rarely in cycles; by default a tenth of their time
# is spent on looking for them among terms that stay.
_COLLECTION = 100_000, 50, 100


def is_much(
    items: Iterable[Item], size: Callable[[Item], int], enough: int
) -> tuple[bool, Iterator[Item]]:
    """Return True if items have a size together that is worth workers, and all of the items.

    Args:
        items: Read only as far as it takes to know; the others as they are needed.
        size: Returns the size of one.
        enough: The size from which on it is much.
    """
    waiting = iter(items)
    first = next(batched(waiting, size, enough), [])
    return sum(map(size, first)) >= enough, chain(first, waiting)


def batched(
    items: Iterable[Item], size: Callable[[Item], int], enough: int
) -> Iterator[list[Item]]:
    """Yield items in batches that are large enough to be worth sending them.

    Args:
        items: Read as they are needed.
        size: Returns the size of one.
        enough: The size from which on a batch is full.
    """
    batch: list[Item] = []
    found = 0
    for item in items:
        batch.append(item)
        found += size(item)
        if found >= enough:
            yield batch
            batch, found = [], 0
    if batch:
        yield batch


def in_order(
    start: Callable[..., Callable[[Batch], Answer]],
    batches: Iterable[Batch],
    processes: int,
    *arguments: Any,
) -> Iterator[tuple[Batch, Answer]]:
    """Yield each batch with the answer of a worker process, in the order of the batches.

    Args:
        start: Called once in each worker, it returns the function that answers a batch; itself a
            function of a module.
        batches: Read as they are needed.
        processes: The number of workers.
        arguments: Of ``start``.

    Raises:
        Error: If a worker is killed.
    """
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting = iter(batches)
    with ProcessPoolExecutor(processes, initializer=_start, initargs=(start, arguments)) as pool:
        # Enough batches under way that no worker waits, and no more in memory.
        ahead: deque[tuple[Batch, Future[Answer]]] = deque()
        try:
            for batch in islice(waiting, 2 * processes):
                ahead.append((batch, pool.submit(_answer, batch)))
            while ahead:
                batch, answer = ahead.popleft()
                yield batch, answer.result()
                for more in islice(waiting, 1):
                    ahead.append((more, pool.submit(_answer, more)))
        except BrokenProcessPool:
            raise Error(
                "a worker process was killed, perhaps for want of memory; run this again"
            ) from None


class _Worker:
    """The state of a worker process between batches."""

    answer: Callable[[Any], Any]


def _start(start: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
    gc.set_threshold(*_COLLECTION)
    # Not a method of the class.
    _Worker.answer = staticmethod(start(*arguments))


def _answer(batch: Any) -> Any:
    return _Worker.answer(batch)
