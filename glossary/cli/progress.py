"""Progress bars: on standard error, only on a terminal, and only for work that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from glossary.cli.options import options

Item = TypeVar("Item")

_WORTH_A_BAR = 200


def track(items: Sequence[Item], what: str) -> Iterator[Item]:
    """The items, with a bar that moves on after each; none for a single one.

    Args:
        items: What is worked on.
        what: What is being done, to stand before the bar.
    """
    with _bar(len(items), what, shown=len(items) > 1) as done:
        for item in items:
            yield item
            done()


@contextmanager
def bar(total: int, what: str) -> Iterator[Callable[[], object]]:
    """A bar for so many steps, and what to call after each.

    Args:
        total: The number of steps; for a few no bar is shown.
        what: What is being done, to stand before the bar.
    """
    with _bar(total, what, shown=total > _WORTH_A_BAR) as done:
        yield done


@contextmanager
def _bar(total: int, what: str, *, shown: bool) -> Iterator[Callable[[], object]]:
    if not shown or options().quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda: progress.advance(task)
