"""Progress bars: on standard error, only on a terminal, and only for work that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from glossary.cli.options import options
from glossary.cli.streams import is_dumb

Item = TypeVar("Item")


class Advance(Protocol):
    """A function that advances a bar by a number of steps."""

    def __call__(self, count: int = 1, /) -> object: ...  # noqa: D102


# Fewer steps are done before a bar could be read.
_FEWEST_STEPS = 200


def track(items: Sequence[Item], what: str) -> Iterator[Item]:
    """Yield the items and advance a bar after each; a single item has no bar.

    Args:
        items: What is worked on.
        what: The description before the bar.
    """
    with _bar(len(items), what, shown=len(items) > 1) as advance:
        for item in items:
            yield item
            advance()


@contextmanager
def bar(total: int | None, what: str) -> Iterator[Advance]:
    """Show a bar, and yield the function that advances it.

    Args:
        total: The number of steps, None if it is not known; for a few no bar is shown.
        what: The description before the bar.
    """
    with _bar(total, what, shown=total is None or total > _FEWEST_STEPS) as advance:
        yield advance


@contextmanager
def _bar(total: int | None, what: str, *, shown: bool) -> Iterator[Advance]:
    if not shown or options().quiet or is_dumb() or not sys.stderr.isatty():
        yield lambda _=1: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    from glossary.views.words import safe_line

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(escape(safe_line(what)), total=total)
        yield lambda count=1: progress.advance(task, count)
