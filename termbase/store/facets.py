"""Facts about all concepts of a store together, read again only when the base has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from termbase.store.store import Store

Value = TypeVar("Value")


class Facets:
    """The subjects and polities of the concepts of a store, and the relations between them.

    Reading each takes as long as reading all concepts does.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._subjects = _Remembered(store, _read_subjects)
        self._polities = _Remembered(store, _read_polities)
        self._references = _Remembered(store, _read_references)

    def subjects(self) -> Sequence[str]:
        """Return the subjects, sorted."""
        return self._subjects.value()

    def polities(self) -> Sequence[str]:
        """Return the polities, sorted."""
        return self._polities.value()

    def referring(self, name: str) -> Sequence[str]:
        """Return the ids of the concepts that name another one among their relations, sorted."""
        return self._references.value().get(name, ())


class _Remembered(Generic[Value]):
    """A value that is read from a store, and kept until the store changes.

    Args:
        store: The store.
        read: Reads it.
    """

    def __init__(self, store: Store, read: Callable[[Store], Value]) -> None:
        self._store = store
        self._read = read
        self._kept: tuple[Hashable, Value] | None = None

    def value(self) -> Value:
        """Return the value."""
        # What a transaction has changed may yet be undone.
        if self._store.in_transaction:
            return self._read(self._store)
        version, kept = self._store.version(), self._kept
        if kept is None or kept[0] != version:
            self._kept = kept = version, self._read(self._store)
        return kept[1]


def _read_subjects(store: Store) -> Sequence[str]:
    return sorted(store.subjects())


def _read_polities(store: Store) -> Sequence[str]:
    return [polity for (polity,) in store.database.rows(store.database.queries.POLITIES)]


def _read_references(store: Store) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for target, name in store.database.rows(store.database.queries.REFERENCES):
        if name not in found[target]:
            found[target].append(name)
    return dict(found)
