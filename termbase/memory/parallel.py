"""Searching for many texts with all cores: the workers open the memory by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from termbase.workers import in_order

if TYPE_CHECKING:
    from termbase.memory.match import Match
    from termbase.memory.memory import Memory

# Texts worth sending to a worker at once, and worth starting workers at all.
_BATCH = 200
_WORTH_WORKERS = 2_000


def search_many(
    memory: Memory, texts: Iterable[str], options: dict[str, Any], processes: int
) -> Iterator[list[Match]]:
    """What a memory finds for texts, in their order.

    Args:
        memory: What to search.
        texts: Taken as they are needed.
        options: Of the search.
        processes: How many workers, for many texts.
    """
    waiting = iter(texts)
    first = list(islice(waiting, _WORTH_WORKERS)) if processes > 1 else []
    if len(first) < _WORTH_WORKERS:
        for text in chain(first, waiting):
            yield memory.search(text, **options)
        return
    batches = _batches(chain(first, waiting))
    for _, found in in_order(_work, batches, processes, _start, memory.path, options):
        yield from found


def _batches(texts: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(texts, _BATCH)):
        yield batch


class _Worker:
    """What a worker process keeps between batches."""

    memory: Memory
    options: dict[str, Any]


def _start(path: Path, options: dict[str, Any]) -> None:
    from termbase.memory.memory import Memory

    _Worker.memory = Memory(path)
    _Worker.options = options


def _work(texts: list[str]) -> list[list[Match]]:
    return [_Worker.memory.search(text, **_Worker.options) for text in texts]
