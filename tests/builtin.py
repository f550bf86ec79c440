"""The built-in glossary and its concepts, opened and read once by each process of tests."""

from __future__ import annotations

from functools import cache

import glossary
from glossary import Glossary
from termbase.builtin import authored_concepts
from termbase.model.concept import Concept


@cache
def builtin() -> Glossary:
    """Return the built-in glossary, without a base of one's own."""
    return glossary.open()


@cache
def authored() -> tuple[Concept, ...]:
    """Return the concepts as read from the hand-written files, which takes seconds."""
    return tuple(authored_concepts())


@cache
def sample(step: int) -> tuple[Concept, ...]:
    """Return the first of every ``step`` concepts of the compiled base, by id."""
    store = builtin().termbase.builtin
    assert store is not None
    return tuple(concept for name in store.ids()[::step] if (concept := store.get(name)))
