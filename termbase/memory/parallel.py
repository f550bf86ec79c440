"""Searching for many texts on all cores: each worker opens the memory by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from termbase.store.address import Address
from termbase.workers import in_order

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
    """
    waiting = iter(items)
    first = list(islice(waiting, _WORTH_WORKERS)) if processes > 1 else []
    if len(first) < _WORTH_WORKERS:
        for item in chain(first, waiting):
            yield search(memory, item)
        return
    batches = _batches(chain(first, waiting))
    for _, answers in in_order(
        _work, batches, processes, _start, type(memory), memory.address, search
    ):
        yield from answers


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _BATCH)):
        yield batch


class _Worker:
    """The state of a worker process between batches."""

    memory: Memory
    search: Callable[[Memory, Any], Any]


def _start(
    open_memory: type[Memory], address: Address, search: Callable[[Memory, Any], Any]
) -> None:
    _Worker.memory = open_memory(address)
    # Not a method of the class.
    _Worker.search = staticmethod(search)


def _work(items: list[Any]) -> list[Any]:
    return [_Worker.search(_Worker.memory, item) for item in items]
