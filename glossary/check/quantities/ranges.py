"""Ranges of two neighbouring amounts: 3至5万, *US$1.2–1.5 billion*."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glossary.check.quantities.model import Quantity

_MAX_DISTANCE = 5


def with_ranges(
    amounts: Iterable[Quantity],
    text: str,
    join: Callable[[Quantity, Quantity, str], Quantity | None],
) -> Iterator[Quantity]:
    """Yield amounts, two that are the ends of a range as one.

    Args:
        amounts: In the order of the text.
        text: The text.
        join: Returns the range of two neighbours, or None if they are none.
    """
    pending: Quantity | None = None
    for amount in amounts:
        joined = None
        if (
            pending is not None
            and amount.start - pending.end <= _MAX_DISTANCE
            and not (pending.is_range or amount.is_range)
        ):
            joined = join(pending, amount, text)
        if pending is not None and joined is None:
            yield pending
        pending = joined or amount
    if pending is not None:
        yield pending
