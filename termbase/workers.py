"""Work for all cores, batch by batch, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

Batch = TypeVar("Batch")
Answer = TypeVar("Answer")


def in_order(
    work: Callable[[Batch], Answer],
    batches: Iterable[Batch],
    processes: int,
    start: Callable[..., None],
    *arguments: Any,
) -> Iterator[tuple[Batch, Answer]]:
    """Each batch with what a worker process makes of it, in the order of the batches.

    Args:
        work: What is done with a batch; a function of a module.
        batches: Taken as they are needed.
        processes: How many workers.
        start: Called once in each worker.
        arguments: Of ``start``.
    """
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting = iter(batches)
    with ProcessPoolExecutor(processes, initializer=start, initargs=arguments) as pool:
        # So much is under way that no worker waits, and no more of the batches is held.
        ahead: deque[tuple[Batch, Future[Answer]]] = deque()
        ahead.extend((batch, pool.submit(work, batch)) for batch in islice(waiting, 2 * processes))
        while ahead:
            batch, answer = ahead.popleft()
            yield batch, answer.result()
            ahead.extend((more, pool.submit(work, more)) for more in islice(waiting, 1))
