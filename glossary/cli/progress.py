"""Progress bars: on standard error, only on a terminal, and only for work that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from glossary.cli.options import options

Item = TypeVar("Item")


class Advance(Protocol):
    """What moves a bar on."""

    def __call__(self, count: int = 1, /) -> object: ...  # noqa: D102


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
def bar(total: int | None, what: str) -> Iterator[Advance]:
    """A bar for so many steps, and what to call after each or with a number of them.

    Args:
        total: The number of steps, None if that is not known; for a few no bar is shown.
        what: What is being done, to stand before the bar.
    """
    with _bar(total, what, shown=total is None or total > _WORTH_A_BAR) as done:
        yield done


@contextmanager
def _bar(total: int | None, what: str, *, shown: bool) -> Iterator[Advance]:
    if not shown or options().quiet or not sys.stderr.isatty():
        yield lambda _=1: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda count=1: progress.advance(task, count)
