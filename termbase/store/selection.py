"""Choosing concepts of a store by subject, polity, status and usage."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple, Self, TypedDict, Unpack

from termbase.model.concept import Status, Usage

if TYPE_CHECKING:
    from termbase.store.store import Store

_PAGE = 100


class Conditions(TypedDict, total=False):
    """The fields of a :class:`Selection`."""

    subject: str
    polity: str
    status: str
    usage: str


class Selection(NamedTuple):
    """Conditions that a concept fulfils; those that are empty, all concepts fulfil.

    Attributes:
        subject: Its subject.
        polity: Its polity.
        status: The status of one of its terms.
        usage: A group of users of one of its terms; of the same term, if a status is given too.
    """

    subject: str = ""
    polity: str = ""
    status: str = ""
    usage: str = ""

    def __bool__(self) -> bool:
        return any(self)

    @classmethod
    def of(cls, **conditions: Unpack[Conditions]) -> Self:
        """Return a selection.

        Raises:
            ValueError: If the status or usage is unknown.
        """
        selection = cls(**conditions)
        if selection.status:
            Status(selection.status)
        if selection.usage:
            Usage(selection.usage)
        return selection


ALL = Selection()


def selected_among(store: Store, selection: Selection, names: Collection[str]) -> set[str]:
    """Return those of the ids whose concepts are selected."""
    if not selection:
        return set(names)
    values = {**selection._asdict(), "names": json.dumps(list(names))}
    return {name for (name,) in store.database.rows(store.database.queries.AMONG, values)}


def selected_after(store: Store, selection: Selection, after: str) -> Iterator[str]:
    """Yield the ids of the selected concepts that come after an id, in order."""
    query = f"{store.database.queries.MATCHING} AND id > :after ORDER BY id LIMIT :limit"
    while True:
        values = {**selection._asdict(), "after": after, "limit": _PAGE}
        rows = store.database.rows(query, values)
        yield from (name for (name,) in rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]
