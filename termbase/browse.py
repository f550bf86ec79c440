"""Look through a termbase without a query: by subject and other conditions, and by relation."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice
from typing import Unpack

from termbase.model.concept import Concept
from termbase.store import Store
from termbase.store.selection import Conditions, Selection, selected_after
from termbase.termbase import Termbase


def select(
    termbase: Termbase, *, after: str = "", limit: int = 50, **conditions: Unpack[Conditions]
) -> list[Concept]:
    """Return visible concepts in order of their ids.

    Args:
        termbase: The termbase.
        after: The id that they come after: that of the last one, to go on.
        limit: The largest number of concepts.
        **conditions: See :class:`termbase.store.selection.Selection`.

    Raises:
        ValueError: If a status or usage is unknown.
    """
    selection = Selection.of(**conditions)
    names = merge(*(_selected(termbase, store, selection, after) for store in termbase.stores))
    concepts = map(termbase.get, islice(names, limit))
    return [concept for concept in concepts if concept]


def _selected(termbase: Termbase, store: Store, selection: Selection, after: str) -> Iterator[str]:
    """Yield the ids of the concepts in a store that are selected and visible, in order."""
    own = termbase.own
    for name in selected_after(store, selection, after):
        if own is None or store is own or name not in own:
            yield name


def subjects(termbase: Termbase) -> list[str]:
    """Return the subjects of all concepts, sorted."""
    return sorted({subject for store in termbase.stores for subject in store.facets.subjects()})


def polities(termbase: Termbase) -> list[str]:
    """Return the polities of all concepts, sorted."""
    return sorted({polity for store in termbase.stores for polity in store.facets.polities()})


def referring(termbase: Termbase, name: str) -> list[Concept]:
    """Return the visible concepts that name another one among their relations, by id.

    Args:
        termbase: The termbase.
        name: The id of the other concept.
    """
    names = {found for store in termbase.stores for found in store.facets.referring(name)}
    concepts = map(termbase.get, sorted(names))
    # A copy in the user's own base may have lost the relation that the built-in one has.
    return [
        concept
        for concept in concepts
        if concept and any(related.concept == name for related in concept.related)
    ]
