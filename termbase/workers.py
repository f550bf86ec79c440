"""Worker processes: work on batches on all cores, with results in order."""

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
    """Yield each batch with the answer of a worker process, in the order of the batches.

    Args:
        work: The function that answers a batch; a function of a module.
        batches: Read as they are needed.
        processes: The number of workers.
        start: Called once in each worker.
        arguments: Of ``start``.
    """
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting = iter(batches)
    with ProcessPoolExecutor(processes, initializer=start, initargs=arguments) as pool:
        # Enough batches under way that no worker waits, and no more in memory.
        ahead: deque[tuple[Batch, Future[Answer]]] = deque()
        ahead.extend((batch, pool.submit(work, batch)) for batch in islice(waiting, 2 * processes))
        while ahead:
            batch, answer = ahead.popleft()
            yield batch, answer.result()
            ahead.extend((more, pool.submit(work, more)) for more in islice(waiting, 1))
