"""Searching for many texts on all cores: each worker opens the memory by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from termbase.store.address import Address
from termbase.workers import batched, in_order, is_much

if TYPE_CHECKING:
    from termbase.memory.memory import Memory

_BATCH = 200  # texts that are sent to a worker at once
_WORTH_WORKERS = 2_000  # texts

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def search_each(
    memory: Memory,
    search: Callable[[Memory, Item], Answer],
    items: Iterable[Item],
    processes: int,
) -> Iterator[Answer]:
    """Yield the answer of a search for each item, in order.

    Args:
        memory: The memory.
        search: A function of a module, or a partial of one: workers have to import it.
        items: Read as they are needed.
        processes: The number of workers, if there are many items.

    Raises:
        Error: If a worker is killed.
    """
    are_many = False
    if processes > 1:
        are_many, items = is_much(items, lambda _: 1, _WORTH_WORKERS)
    if not are_many:
        for item in items:
            yield search(memory, item)
        return
    batches = batched(items, lambda _: 1, _BATCH)
    arguments = type(memory), memory.address, search
    for _, answers in in_order(_start, batches, processes, *arguments):
        yield from answers


def _start(
    open_memory: type[Memory], address: Address, search: Callable[[Memory, Item], Answer]
) -> Callable[[list[Item]], list[Answer]]:
    memory = open_memory(address)
    return lambda items: [search(memory, item) for item in items]
