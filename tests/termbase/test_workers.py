"""Worker processes: what they are asked for, and one that is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from termbase.errors import Error
from termbase.workers import in_order, is_much


@pytest.mark.parametrize(("enough", "is_large", "taken"), [(5, True, 3), (99, False, 4)])
def test_no_more_is_taken_than_it_takes_to_know(enough: int, is_large: bool, taken: int) -> None:
    read = 0

    def items() -> object:
        nonlocal read
        for item in ("a", "bb", "cc", "d"):
            read += 1
            yield item

    found, every = is_much(items(), len, enough)  # type: ignore[arg-type]
    assert (found, read) == (is_large, taken)
    assert list(every) == ["a", "bb", "cc", "d"]


def counting(step: int) -> Callable[[int], int]:
    return lambda number: number + step


def killed(_: int) -> Callable[[int], int]:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def test_answers_come_in_order() -> None:
    assert list(in_order(counting, range(9), 2, 10)) == [(n, n + 10) for n in range(9)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_worker_is_reported() -> None:
    with pytest.raises(Error, match="a worker process was killed, perhaps for want of memory; run"):
        list(in_order(killed, range(9), 2, 10))
